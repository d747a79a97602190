using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>Counts time limits as 民法典 200 to 204 and the procedural laws do, on the calendar of the moment.</summary>
public sealed class TimeLimitCalculator(ICalendarProvider calendars) : ITimeLimitCalculator
{
    /// <summary>Computes a limit on a given calendar, whatever the present one is. Never throws.</summary>
    public static TimeLimitResult Compute(RunningLimit limit, WorkingCalendar calendar)
    {
        var span = LimitCounter.SpanOf(limit, calendar);
        return new TimeLimitResult(limit, span, LimitCounter.CertaintyOf(limit, span, calendar), new LimitAccount(calendar));
    }

    /// <inheritdoc/>
    public TimeLimitResult Compute(RunningLimit limit) => Compute(limit, calendars.Of(limit.Facts.Bureau));

    /// <inheritdoc/>
    public DueDate Compute(TimeLimit limit, DateOnly start, string startEvent)
    {
        var result = Compute(RunningLimit.Of(limit, start, startEvent));
        var lastDay = result.Span.LastDay!.Value;
        return new DueDate(
            start,
            lastDay,
            ChinaTime.EndOf(lastDay),
            result.Provisional,
            result.Sentence,
            result.CalendarVersion);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A day lies outside 2004 to 2131.</exception>
    public int WorkingDaysLeft(DateOnly today, DateOnly lastDay, string? bureau = null) => calendars.Of(bureau).WorkingDaysBetween(today, lastDay);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A day lies outside 2004 to 2131.</exception>
    public DateOnly WorkingDay(DateOnly day, int days, string? bureau)
    {
        var calendar = calendars.Of(bureau);
        return days > 0 ? calendar.AddWorkingDays(day, days) : days < 0 ? calendar.SubtractWorkingDays(day, -days) : day;
    }
}
