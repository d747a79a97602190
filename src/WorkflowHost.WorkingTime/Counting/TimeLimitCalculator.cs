using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>Counts time limits as 民法典 200 to 204 and the procedural laws do, on a calendar of notices.</summary>
/// <remarks>
/// The day of the event does not count. 工作日 count working days. 日 count every day, and a last day that is not worked
/// rolls to the next working day; a make-up Saturday is worked and does not roll.
/// </remarks>
public sealed class TimeLimitCalculator(WorkingCalendar calendar) : ITimeLimitCalculator
{
    private const int LongestLimit = 1000;
    private static readonly DateOnly FirstStart = new(2004, 1, 1);
    private static readonly DateOnly LastStart = new(2100, 12, 31);

    /// <inheritdoc/>
    public DueDate Compute(TimeLimit limit, DateOnly start, string startEvent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit.Value, 1, nameof(limit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit.Value, LongestLimit, nameof(limit));
        ArgumentOutOfRangeException.ThrowIfLessThan(start, FirstStart);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, LastStart);
        var count = limit.Unit switch
        {
            TimeLimitUnit.CalendarDay => CountCalendarDays(limit, start),
            TimeLimitUnit.WorkingDay => CountWorkingDays(limit, start),
            _ => throw new ArgumentOutOfRangeException(nameof(limit), limit.Unit, "Unknown unit."),
        };

        return new DueDate(
            start,
            count.LastDay,
            ChinaTime.EndOf(count.LastDay),
            count.YearsWithoutNotice.Count > 0,
            new TimeLimitSentence(calendar, count, startEvent).ToString(),
            calendar.Version);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A day lies outside 2004 to 2105.</exception>
    public int WorkingDaysLeft(DateOnly today, DateOnly lastDay) => calendar.WorkingDaysBetween(today, lastDay);

    private Count CountCalendarDays(TimeLimit limit, DateOnly start)
    {
        // Only the last day depends on holidays, and what it rolls over.
        var nominal = start.AddDays(limit.Value);
        var last = calendar.WorkingDayOnOrAfter(nominal);
        return new Count(limit, start, nominal, last, calendar.YearsWithoutNotice(nominal, last));
    }

    private Count CountWorkingDays(TimeLimit limit, DateOnly start)
    {
        var last = calendar.AddWorkingDays(start, limit.Value);
        return new Count(limit, start, last, last, calendar.YearsWithoutNotice(start.AddDays(1), last));
    }
}
