using System.Collections.Immutable;
using System.Runtime.InteropServices;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>Counts limits in days and months. A checked limit never leads out of the calendar.</summary>
internal static class LimitCounter
{
    /// <summary>The dates of a limit on a calendar.</summary>
    public static LimitSpan SpanOf(RunningLimit limit, WorkingCalendar calendar) => limit.Rule switch
    {
        { Unit: TimeLimitUnit.Hour } => HourCounter.SpanOf(limit, calendar),
        { Direction: TimeLimitDirection.NotBefore } => NotBefore(limit, Reached(limit, limit.Value, calendar)),
        { Direction: TimeLimitDirection.Window } => Window(limit, calendar),
        _ => NotLater(limit, calendar),
    };

    /// <summary>How far the days that made the dates are known.</summary>
    public static CalendarCertainty CertaintyOf(RunningLimit limit, LimitSpan span, WorkingCalendar calendar)
    {
        var end = span.LastDay ?? span.FirstDay ?? span.SuspendedOn ?? limit.Facts.Start;
        if (limit.Rule.Unit is TimeLimitUnit.WorkingDay)
        {
            return calendar.CertaintyOf(DayBefore(limit).AddDays(1), end);
        }

        // Only the last day depends on holidays, and what it rolls over.
        return limit.Rule.RollsOver && span is { NominalLastDay: { } nominal, LastDay: { } last }
            ? calendar.CertaintyOf(nominal, last)
            : CalendarCertainty.Published;
    }

    /// <summary>The last day in time: the day itself, or the first working day after it that counts. Null when nobody knows yet.</summary>
    public static DateOnly? Rolled(DateOnly day, RunningLimit limit, WorkingCalendar calendar)
    {
        if (!limit.Rule.RollsOver)
        {
            return day;
        }

        var rolled = calendar.National.WorkingDayOnOrAfter(day);
        foreach (var range in limit.Uncounted)
        {
            if (range.Contains(rolled))
            {
                if (range.IsOpen)
                {
                    return null;
                }

                rolled = calendar.National.WorkingDayOnOrAfter(range.Last.AddDays(1));
            }
        }

        return rolled;
    }

    /// <summary>The day after which counting begins.</summary>
    public static DateOnly DayBefore(RunningLimit limit) =>
        limit.Rule.CountsStartDay ? limit.Facts.Start.AddDays(-1) : limit.Facts.Start;

    private static LimitSpan NotLater(RunningLimit limit, WorkingCalendar calendar)
    {
        var reached = Reached(limit, limit.Value, calendar);
        return reached.Suspended
            ? new LimitSpan(null, null, null, null, null, reached.Day, reached.Left)
            : Closing(limit, null, reached.Day, calendar);
    }

    private static LimitSpan NotBefore(RunningLimit limit, Reach reached) =>
        reached.Suspended
            ? new LimitSpan(null, null, null, null, null, reached.Day, reached.Left)
            : new LimitSpan(reached.Day.AddDays(1), ChinaTime.EndOf(reached.Day), reached.Day, null, null, null, null);

    private static LimitSpan Window(RunningLimit limit, WorkingCalendar calendar)
    {
        var open = Reached(limit, limit.Value, calendar);
        var close = Reached(limit, limit.Rule.WindowEnd!.Value, calendar, less: 1);
        if (open.Suspended)
        {
            return new LimitSpan(null, null, null, null, null, open.Day, open.Left);
        }

        var first = open.Day.AddDays(1);
        return close.Suspended
            ? new LimitSpan(first, ChinaTime.EndOf(open.Day), null, null, null, close.Day, close.Left)
            : Closing(limit, first, close.Day, calendar);
    }

    private static LimitSpan Closing(RunningLimit limit, DateOnly? first, DateOnly nominal, WorkingCalendar calendar)
    {
        DateTimeOffset? opensAt = first is { } day ? ChinaTime.At(day, TimeOnly.MinValue) : null;
        return Rolled(nominal, limit, calendar) is { } last
            ? new LimitSpan(first, opensAt, nominal, last, EndOf(last, limit), null, null)
            : new LimitSpan(first, opensAt, nominal, null, null, limit.Uncounted[^1].First, 0);
    }

    private static DateTimeOffset EndOf(DateOnly day, RunningLimit limit) =>
        limit is { Rule.End: TimeLimitEnd.EndOfBusiness, Facts.Hours: { } hours } ? ChinaTime.At(day, hours.Close) : ChinaTime.EndOf(day);

    private static Reach Reached(RunningLimit limit, int value, WorkingCalendar calendar, int less = 0)
    {
        var before = DayBefore(limit);
        return limit.Rule.Unit switch
        {
            TimeLimitUnit.WorkingDay => CountWorkingDays(before, value - less, limit.Uncounted, calendar),
            TimeLimitUnit.Month => CountDays(before, LastOfMonths(limit, value).DayNumber - before.DayNumber - less, limit.Uncounted),
            _ => CountDays(before, value - less, limit.Uncounted),
        };
    }

    private static DateOnly LastOfMonths(RunningLimit limit, int months)
    {
        var start = limit.Facts.Start;
        var corresponding = start.AddMonths(months);

        // A counted first day makes the month end one day sooner, unless the month is too short to have that day at all.
        return limit.Rule.CountsStartDay && corresponding.Day == start.Day ? corresponding.AddDays(-1) : corresponding;
    }

    private static Reach CountDays(DateOnly before, int left, ImmutableArray<DayRange> uncounted)
    {
        var day = before;
        foreach (var range in uncounted)
        {
            if (range.Last <= day)
            {
                continue;
            }

            var countable = Math.Max(0, range.First.DayNumber - day.DayNumber - 1);
            if (left <= countable)
            {
                break;
            }

            left -= countable;
            if (range.IsOpen)
            {
                return new Reach(day.AddDays(countable + 1), left, Suspended: true);
            }

            day = range.Last;
        }

        return new Reach(day.AddDays(left), 0, Suspended: false);
    }

    private static Reach CountWorkingDays(DateOnly before, int left, ImmutableArray<DayRange> uncounted, WorkingCalendar calendar)
    {
        var day = before;
        foreach (var range in uncounted)
        {
            if (range.Last <= day)
            {
                continue;
            }

            var lastCountable = range.First > day ? range.First.AddDays(-1) : day;
            if (lastCountable > WorkingCalendar.LastDay)
            {
                break;
            }

            var countable = calendar.WorkingDaysBetween(day, lastCountable);
            if (left <= countable)
            {
                break;
            }

            left -= countable;
            if (range.IsOpen)
            {
                return new Reach(lastCountable.AddDays(1), left, Suspended: true);
            }

            day = range.Last;
        }

        return new Reach(calendar.AddWorkingDays(day, left), 0, Suspended: false);
    }

    /// <summary>Where a count has got to: its last day, or the day of suspension with what is left.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Reach(DateOnly Day, int Left, bool Suspended);
}
