using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkflowHost.Organisation;
using WorkflowHost.Portal.Speech;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;

namespace WorkflowHost.Portal.Pages.Calendars;

/// <summary>日历: the years, how certain each is, its notice and its days, and what was changed.</summary>
public sealed partial class CalendarsPage
{
    private const int ChangesShown = 20;
    private const int FirstYear = 2004;
    private const int LastYear = 2100;
    private WorkingCalendar calendar = default!;
    private HolidayNotice? notice;
    private IReadOnlyDictionary<string, CalendarPart> origins = new Dictionary<string, CalendarPart>(StringComparer.Ordinal);
    private IReadOnlyList<CalendarRevision> changes = [];
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>(StringComparer.Ordinal);
    private int thisYear;

    /// <summary>The year that is shown; this year when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Year { get; set; }

    [Inject]
    private CurrentCalendar Calendars { get; set; } = default!;

    [Inject]
    private CalendarDesk Desk { get; set; } = default!;

    [Inject]
    private ICalendarStore Store { get; set; } = default!;

    [Inject]
    private IOrganisationStore People { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private int Shown => int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= FirstYear and <= LastYear ? year : thisYear;

    /// <summary>Whether the person keeps calendars; everybody else reads them.</summary>
    private bool MayChange => Me.Is(Roles.Administrator);

    private IEnumerable<int> Years => Enumerable.Range(FirstYear, thisYear + 2 - FirstYear + 1).Union(calendar.Notices.Select(item => item.Year)).OrderDescending();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        thisYear = ChinaTime.DateOf(Time.GetUtcNow()).Year;
        calendar = Calendars.Of(Me.BureauId);
        notice = calendar.Notices.FirstOrDefault(item => item.Year == Shown);
        origins = (await Store.LoadAsync(Aborted)).Parts.ToDictionary(part => part.Part, StringComparer.Ordinal);
        changes = await Store.ChangesAsync(ChangesShown, Aborted);
        names = await People.NamesAsync([.. changes.Select(change => change.Actor).Distinct(StringComparer.Ordinal)], Aborted);
    }

    /// <summary>What a change came to, in words.</summary>
    internal static string Effect(CalendarRevision change) =>
        FormattableString.Invariant($"改期 {change.Moved}，确定 {change.Settled}") + (change.FinishedAt is null ? "（重算中）" : "");

    private string State(int year) => calendar.IsCovered(year) ? "已公布" : year > StatutoryHolidays.LastLunarYear ? "未知" : "仅法定";

    private string Tone(int year) => calendar.IsCovered(year) ? "green" : "amber";

    /// <summary>The papers with a number; all sources when none has one.</summary>
    private static IReadOnlyList<NoticeSource> Cited(HolidayNotice notice) =>
        notice.Sources.Where(source => source.Number is not null).ToList() is { Count: > 0 } numbered ? numbered : notice.Sources;

    private static string Papers(HolidayNotice notice) => string.Join('、', Cited(notice).Select(source => source.Number ?? source.Title));

    private string NameOf(string actor) => actor == Command.System ? "系统" : names.GetValueOrDefault(actor, actor);

    private static string Days(string what, IReadOnlyList<NamedDay> days) =>
        days.Count == 0 ? $"{what}：无" : $"{what}：{string.Join('，', Runs(days))}";

    /// <summary>Days in a row as one range.</summary>
    private static IEnumerable<string> Runs(IReadOnlyList<NamedDay> days)
    {
        for (var first = 0; first < days.Count;)
        {
            var last = first;
            while (last + 1 < days.Count && days[last + 1].Date == days[last].Date.AddDays(1) && days[last + 1].Name == days[first].Name)
            {
                last++;
            }

            yield return $"{days[first].Name} {DateText.Day(days[first].Date)}{(last > first ? $"至 {DateText.Day(days[last].Date)}" : "")}";
            first = last + 1;
        }
    }
}
