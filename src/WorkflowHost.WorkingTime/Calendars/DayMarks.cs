namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>What each day of a calendar is, from the notices and, where one is missing, from the statute.</summary>
internal sealed class DayMarks
{
    public DayMarks(IReadOnlyDictionary<int, HolidayNotice> notices)
    {
        Kinds = new DayKind[IndexOf(WorkingCalendar.LastDay) + 1];
        for (var i = 0; i < Kinds.Length; i++)
        {
            Kinds[i] = WorkingCalendar.FirstDay.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                ? DayKind.Weekend
                : DayKind.WorkingDay;
        }

        for (var year = WorkingCalendar.FirstDay.Year + 1; year <= WorkingCalendar.LastDay.Year; year++)
        {
            var notice = notices.GetValueOrDefault(year);
            Mark(notice?.DaysOff ?? StatutoryHolidays.Of(year), DayKind.Holiday);
            Mark(notice?.MakeUpWorkdays ?? [], DayKind.MakeUpWorkday);
        }
    }

    public DayKind[] Kinds { get; }

    public Dictionary<DateOnly, string> Names { get; } = [];

    private void Mark(IReadOnlyList<NamedDay> days, DayKind kind)
    {
        foreach (var day in days)
        {
            Kinds[IndexOf(day.Date)] = kind;
            Names.TryAdd(day.Date, day.Name);
        }
    }

    private static int IndexOf(DateOnly day) => day.DayNumber - WorkingCalendar.FirstDay.DayNumber;
}
