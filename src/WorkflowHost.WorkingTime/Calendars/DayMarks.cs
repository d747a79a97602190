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
            if (notices.TryGetValue(year, out var notice))
            {
                Mark(notice.DaysOff, DayKind.Holiday);
                Mark(notice.MakeUpWorkdays, DayKind.MakeUpWorkday);
            }
            else
            {
                // Where two statutory holidays meet, the first gives the name.
                Mark(StatutoryHolidays.Of(year).DistinctBy(day => day.Date), DayKind.Holiday);
            }
        }
    }

    public DayKind[] Kinds { get; }

    public Dictionary<DateOnly, string> Names { get; } = [];

    private void Mark(IEnumerable<NamedDay> days, DayKind kind)
    {
        foreach (var day in days)
        {
            Kinds[IndexOf(day.Date)] = kind;
            Names[day.Date] = day.Name;
        }
    }

    private static int IndexOf(DateOnly day) => day.DayNumber - WorkingCalendar.FirstDay.DayNumber;
}
