using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Pages.TimeLimits;

/// <summary>期限计算器: what a limit comes to, for anyone who plans. A page without state: the address holds the question.</summary>
public sealed partial class CalculatorPage
{
    private const int MostDaysShown = 400;
    private static readonly (TimeLimitUnit Unit, string Name)[] Units =
    [
        (TimeLimitUnit.CalendarDay, "日"), (TimeLimitUnit.WorkingDay, "工作日"), (TimeLimitUnit.Month, "月"), (TimeLimitUnit.Hour, "小时"),
    ];

    private IReadOnlyList<Problem> problems = [];
    private TimeLimitResult? result;
    private DateOnly today;

    /// <summary>The day of the event; absent: nothing is asked yet.</summary>
    [SupplyParameterFromQuery]
    public string? Start { get; set; }

    /// <summary>The time of the event, for hours.</summary>
    [SupplyParameterFromQuery]
    public string? StartTime { get; set; }

    /// <summary>How many units.</summary>
    [SupplyParameterFromQuery]
    public string? Value { get; set; }

    /// <summary>A <see cref="TimeLimitUnit"/>; days when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Unit { get; set; }

    /// <summary>What happens on the first day.</summary>
    [SupplyParameterFromQuery]
    public string? StartEvent { get; set; }

    /// <summary><c>true</c> when the first day counts.</summary>
    [SupplyParameterFromQuery]
    public string? CountsStartDay { get; set; }

    /// <summary><c>true</c> when the last day stays where it is.</summary>
    [SupplyParameterFromQuery]
    public string? NoRollOver { get; set; }

    /// <summary>The longer limit of a window; absent for a plain limit.</summary>
    [SupplyParameterFromQuery]
    public string? WindowEnd { get; set; }

    /// <summary>Why days do not count, an <see cref="ExclusionKind"/>; an inspection when absent.</summary>
    [SupplyParameterFromQuery]
    public string? ExcludedFor { get; set; }

    /// <summary>The first day that does not count; absent when all count.</summary>
    [SupplyParameterFromQuery]
    public string? ExcludedFrom { get; set; }

    /// <summary>The last day that does not count; absent while that goes on.</summary>
    [SupplyParameterFromQuery]
    public string? ExcludedUntil { get; set; }

    /// <summary>Units by which the limit is extended; absent when it is not.</summary>
    [SupplyParameterFromQuery]
    public string? Extended { get; set; }

    /// <summary>The id of the bureau whose closing days are no working days; absent for the nation's calendar.</summary>
    [SupplyParameterFromQuery]
    public string? Bureau { get; set; }

    [Inject]
    private IBureauDirectory Bureaus { get; set; } = default!;

    [Inject]
    private ITimeLimitCalculator Calculator { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private TimeLimitRule Asked => new()
    {
        Value = Number(Value) ?? 0,
        Unit = Enum.TryParse<TimeLimitUnit>(Unit, out var unit) && Enum.IsDefined(unit) ? unit : TimeLimitUnit.CalendarDay,
        StartEvent = string.IsNullOrWhiteSpace(StartEvent) ? "事件发生" : StartEvent.Trim(),
        CountsStartDay = CountsStartDay == "true",
        RollsOver = NoRollOver != "true" && string.IsNullOrWhiteSpace(WindowEnd),
        Direction = string.IsNullOrWhiteSpace(WindowEnd) ? TimeLimitDirection.NotLaterThan : TimeLimitDirection.Window,
        WindowEnd = string.IsNullOrWhiteSpace(WindowEnd) ? null : Number(WindowEnd) ?? 0,
        Excludes = [Exclusion],
        MostExtensions = IsExtended && string.IsNullOrWhiteSpace(WindowEnd) ? 1 : 0,
    };

    private bool IsExtended => !string.IsNullOrWhiteSpace(Extended);

    /// <summary>The bureaus of the person's city.</summary>
    private IEnumerable<Bureau> Offered => Bureaus.All.Where(bureau => bureau.City == Bureaus.Find(Me.BureauId)?.City).OrderBy(bureau => bureau.Kind).ThenBy(bureau => bureau.Id, StringComparer.Ordinal);

    private ExclusionKind Exclusion => Enum.TryParse<ExclusionKind>(ExcludedFor, out var kind) && Enum.IsDefined(kind) ? kind : ExclusionKind.Inspection;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        today = ChinaTime.DateOf(Time.GetUtcNow());
        if (Start is null)
        {
            return;
        }

        var found = new List<Problem>();
        var start = Day(Start, "start", "起算日", found) ?? default;
        var facts = new TimeLimitFacts
        {
            Start = start,
            Extensions = IsExtended ? [new ApprovedExtension(Number(Extended) ?? 0, "试算", "审批人", start)] : [],
            Bureau = string.IsNullOrEmpty(Bureau) ? null : Bureau,
            StartTime = TimeOnly.TryParseExact(StartTime, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
            Excluded = string.IsNullOrEmpty(ExcludedFrom)
                ? []
                : [new ExcludedPeriod(
                    Exclusion, Day(ExcludedFrom, "excludedFrom", "不计入期间的首日", found) ?? default,
                    string.IsNullOrEmpty(ExcludedUntil) ? null : Day(ExcludedUntil, "excludedUntil", "不计入期间的末日", found))],
        };
        if (string.IsNullOrEmpty(ExcludedFrom) && !string.IsNullOrEmpty(ExcludedUntil))
        {
            found.Add(new Problem("required", "excludedFrom", "请填写不计入期间的首日。"));
        }

        if (IsExtended && Number(Extended) is null)
        {
            found.Add(new Problem("required", "extended", "延长应为正整数，如 15。"));
        }

        if (!string.IsNullOrEmpty(Bureau) && Bureaus.Find(Bureau) is null)
        {
            found.Add(new Problem("bureau-unknown", "bureau", "没有这个单位，请重新选择按谁的日历计算。"));
        }

        if (Number(Value) is null)
        {
            found.Add(new Problem("required", "value", "期限应为正整数，如 15。"));
        }

        var limit = found.Count == 0 ? RunningLimit.Check(Asked, facts) : Checked<RunningLimit>.Refused(found);
        problems = [.. limit.Problems.Select(problem => problem with { Path = FieldOf(problem.Path) })];
        result = limit.IsValid ? Calculator.Compute(limit.Value) : null;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Day(string text, string field, string name, List<Problem> found)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        found.Add(new Problem("date", field, $"{name}应为日期，如 2026-09-16。"));
        return null;
    }

    /// <summary>The field of the form that a problem is about.</summary>
    private static string FieldOf(string path) =>
        path.StartsWith("facts.excluded", StringComparison.Ordinal) ? "excludedFrom"
        : path.StartsWith("facts.extensions", StringComparison.Ordinal) ? "extended"
        : path.Split('.')[^1];
}
