using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>A time limit to be computed. Absent members take the law's usual answer: start day excluded, end of day, rolled over.</summary>
/// <param name="Start">The day of the event, in China; 2004 to 2100.</param>
/// <param name="Value">How many units.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="StartTime">The time of the event, in China; needed for hours.</param>
/// <param name="StartEvent">What happens on the first day, in Chinese; absent: 事件发生.</param>
/// <param name="CountsStartDay">Whether the first day counts itself.</param>
/// <param name="RollsOver">Whether a last day on a 法定休假日 moves to the next working day; absent: for all but a window.</param>
/// <param name="Direction">The side of the limit on which the act has to lie.</param>
/// <param name="WindowEnd">For a window: the longer limit.</param>
/// <param name="End">When the last day ends.</param>
/// <param name="OpenFrom">The bureau opens at; needed with <paramref name="OpenUntil"/> when the limit ends with business.</param>
/// <param name="OpenUntil">The bureau closes at.</param>
/// <param name="Excluded">Periods that do not count.</param>
/// <param name="LegalBasis">The obligation, such as BJ-6; shown in the sentence, with the version of its words.</param>
/// <param name="Extensions">Extensions as if they were approved, in order.</param>
/// <param name="Bureau">The id of the bureau whose own closing days are no working days; absent: the nation's calendar.</param>
public sealed record TimeLimitRequest(
    DateOnly? Start,
    int? Value,
    TimeLimitUnit? Unit,
    TimeOnly? StartTime,
    string? StartEvent,
    bool? CountsStartDay,
    bool? RollsOver,
    TimeLimitDirection? Direction,
    int? WindowEnd,
    TimeLimitEnd? End,
    TimeOnly? OpenFrom,
    TimeOnly? OpenUntil,
    IReadOnlyList<ExcludedDays?>? Excluded,
    string? LegalBasis,
    IReadOnlyList<PlannedExtension?>? Extensions = null,
    string? Bureau = null)
{
    /// <summary>The limit, or every problem of the request; paths name its members.</summary>
    /// <param name="obligations">For the version of the legal basis.</param>
    /// <param name="bureaus">For <see cref="Bureau"/>.</param>
    internal Checked<RunningLimit> Check(ObligationCatalogue obligations, IBureauDirectory bureaus)
    {
        Problem?[] missing =
        [
            Start is null ? new Problem("required", "start", "请填写起算日。") : null,
            Value is null ? new Problem("required", "value", "请填写期限的数值。") : null,
            Unit is null ? new Problem("required", "unit", "请选择期限的单位。") : null,
            Bureau is not null && bureaus.Find(Bureau) is null ? new Problem("bureau-unknown", "bureau", "没有这个单位，请填写单位编号，如 bj-haidian。") : null,
        ];
        List<Problem> problems = [.. missing.OfType<Problem>()];
        var excluded = (Excluded ?? []).Index().Select(item => ExcludedDays.PeriodOf(item.Item, item.Index, problems)).ToList();
        var extensions = (Extensions ?? []).Index().Select(item => PlannedExtension.Of(item.Item, item.Index, Start, problems)).ToList();
        if (problems.Count > 0)
        {
            return Checked<RunningLimit>.Refused(problems);
        }

        var rule = new TimeLimitRule
        {
            Value = Value!.Value,
            Unit = Unit!.Value,
            StartEvent = string.IsNullOrWhiteSpace(StartEvent) ? "事件发生" : StartEvent.Trim(),
            CountsStartDay = CountsStartDay ?? false,
            RollsOver = RollsOver ?? Direction is not TimeLimitDirection.Window,
            Direction = Direction ?? TimeLimitDirection.NotLaterThan,
            WindowEnd = WindowEnd,
            End = End ?? TimeLimitEnd.EndOfDay,
            Excludes = [.. Enum.GetValues<ExclusionKind>()],
            LegalBasis = LegalBasis?.Trim() ?? "",
            RuleVersion = obligations.Find(LegalBasis?.Trim() ?? "")?.Version ?? "",
            MostExtensions = Direction is TimeLimitDirection.Window ? 0 : extensions.Count,
        };
        var facts = new TimeLimitFacts
        {
            Start = Start!.Value,
            StartTime = StartTime,
            Excluded = [.. excluded.OfType<ExcludedPeriod>()],
            Extensions = [.. extensions.OfType<ApprovedExtension>()],
            Bureau = Bureau,
            Hours = OpenFrom is { } open && OpenUntil is { } close ? new BusinessHours(open, close) : null,
        };
        var found = RunningLimit.Check(rule, facts);
        return found.IsValid
            ? found
            : Checked<RunningLimit>.Refused([.. found.Problems.Select(problem => problem with { Path = MemberOf(problem.Path.Split('.', 2)[^1]) })]);
    }

    private static string MemberOf(string path) => path switch
    {
        "hours" => "openFrom",
        "mostExtensions" => "extensions",
        _ => path,
    };
}

/// <summary>Days that do not count, as they are asked about.</summary>
/// <param name="Kind">Why.</param>
/// <param name="First">The first day that does not count.</param>
/// <param name="Last">The last day that does not count, inclusive; absent while it goes on.</param>
public sealed record ExcludedDays(ExclusionKind? Kind, DateOnly? First, DateOnly? Last)
{
    /// <summary>The period, or null with the problems that are added.</summary>
    internal static ExcludedPeriod? PeriodOf(ExcludedDays? days, int place, List<Problem> problems)
    {
        if (days is { Kind: { } kind, First: { } first })
        {
            return new ExcludedPeriod(kind, first, days.Last);
        }

        problems.Add(new Problem("required", FormattableString.Invariant($"excluded[{place}]"), "不计入的期间应写明原因 kind 和首日 first。"));
        return null;
    }
}

/// <summary>An extension as it is asked about.</summary>
/// <param name="Value">Units of the limit that are added.</param>
/// <param name="Reason">Why, in Chinese; absent: 试算.</param>
/// <param name="ApprovedBy">Who approved it; absent: 审批人.</param>
/// <param name="ApprovedOn">The day of approval; absent: the limit's first day.</param>
public sealed record PlannedExtension(int? Value, string? Reason = null, string? ApprovedBy = null, DateOnly? ApprovedOn = null)
{
    /// <summary>The extension, or null with the problem that is added.</summary>
    internal static ApprovedExtension? Of(PlannedExtension? planned, int place, DateOnly? start, List<Problem> problems)
    {
        if (planned is { Value: { } value })
        {
            return new ApprovedExtension(value, Or(planned.Reason, "试算"), Or(planned.ApprovedBy, "审批人"), planned.ApprovedOn ?? start ?? default);
        }

        problems.Add(new Problem("required", FormattableString.Invariant($"extensions[{place}]"), "每次延长应写明数值 value。"));
        return null;
    }

    private static string Or(string? given, string otherwise) => string.IsNullOrWhiteSpace(given) ? otherwise : given.Trim();
}

/// <summary>What a time limit comes to.</summary>
/// <param name="FirstDay">The first day on which the act may be done; null unless the limit has such a side.</param>
/// <param name="LastDay">The last day in time, inclusive; null while a period that does not count goes on, and for 不早于.</param>
/// <param name="DueAt">The instant at which it has run out, UTC, exclusive; null with <paramref name="LastDay"/>.</param>
/// <param name="Certainty">How far the days are settled.</param>
/// <param name="Earliest">While it is not settled: the earliest possible last day; null when settled or not foreseeable.</param>
/// <param name="Latest">While it is not settled: the latest possible last day.</param>
/// <param name="Sentence">How the date came about, in Chinese.</param>
/// <param name="CalendarVersion">The calendar that was used.</param>
/// <param name="RuleVersion">The version of the obligation that is its legal basis; empty when that is none.</param>
/// <param name="Days">Every day from the start to the end, and what it counts for.</param>
public sealed record TimeLimitAnswer(
    DateOnly? FirstDay,
    DateOnly? LastDay,
    DateTimeOffset? DueAt,
    CalendarCertainty Certainty,
    DateOnly? Earliest,
    DateOnly? Latest,
    string Sentence,
    string CalendarVersion,
    string RuleVersion,
    ImmutableArray<CountedDay> Days)
{
    internal static TimeLimitAnswer Of(TimeLimitResult result)
    {
        var range = result.Range;
        return new TimeLimitAnswer(
            result.Span.FirstDay, result.Span.LastDay, result.Span.DueAt, result.Certainty, range?.Earliest, range?.Latest, result.Sentence,
            result.CalendarVersion, result.Limit.Rule.RuleVersion, [.. result.Days]);
    }
}
