namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Which days a notice that is not out yet may plausibly change.</summary>
/// <remarks>
/// An assumption, not law: near each statutory holiday, as far as the notices for 2008 to 2026 have gone and some days
/// further, weekdays may be off and weekend days may be worked. Once in those years the State Council went beyond it, for
/// 3 September 2015, which no rule announces.
/// </remarks>
internal static class NoticeRange
{
    private static readonly Reach Small = new(OffBefore: 2, OffAfter: 3, WorkBefore: 6, WorkAfter: 6);

    private static readonly Dictionary<string, Reach> Reaches = new(StringComparer.Ordinal)
    {
        ["春节"] = new(OffBefore: 1, OffAfter: 5, WorkBefore: 7, WorkAfter: 14),
        ["劳动节"] = new(OffBefore: 3, OffAfter: 4, WorkBefore: 9, WorkAfter: 14),
        ["国庆节"] = new(OffBefore: 3, OffAfter: 6, WorkBefore: 12, WorkAfter: 14),
    };

    /// <summary>Weekdays of a year that its notice may make off; some lie in the December before.</summary>
    public static HashSet<DateOnly> MayBeOff(int year) => Near(year, r => (r.OffBefore, r.OffAfter), day => !IsWeekend(day));

    /// <summary>Saturdays and Sundays of a year that its notice may make working days; some lie in the December before.</summary>
    public static HashSet<DateOnly> MayBeWorked(int year) => Near(year, r => (r.WorkBefore, r.WorkAfter), IsWeekend);

    private static HashSet<DateOnly> Near(int year, Func<Reach, (int Before, int After)> reachOf, Func<DateOnly, bool> counts)
    {
        var days = new HashSet<DateOnly>();
        var holidays = StatutoryHolidays.Of(year);
        foreach (var holiday in holidays)
        {
            var (before, after) = reachOf(Reaches.GetValueOrDefault(holiday.Name, Small));
            days.UnionWith(Enumerable.Range(-before, before + after + 1).Select(i => holiday.Date.AddDays(i)).Where(counts));
        }

        days.ExceptWith(holidays.Select(h => h.Date));
        return days;
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private sealed record Reach(int OffBefore, int OffAfter, int WorkBefore, int WorkAfter);
}
