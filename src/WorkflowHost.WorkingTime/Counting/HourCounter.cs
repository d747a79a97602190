using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>Counts limits in hours, from the moment of the event; excluded days stop the clock from 0:00 to 24:00.</summary>
internal static class HourCounter
{
    public static LimitSpan SpanOf(RunningLimit limit, WorkingCalendar calendar)
    {
        var (end, suspendedOn, left) = EndOf(limit);
        if (suspendedOn is not null)
        {
            return new LimitSpan(null, null, null, null, null, suspendedOn, (int)Math.Ceiling(left.TotalHours));
        }

        var nominal = ChinaTime.DateOf(end.AddTicks(-1));
        return limit.Rule.Direction is TimeLimitDirection.NotBefore
            ? new LimitSpan(ChinaTime.DateOf(end), end, nominal, null, null, null, null)
            : NotLater(limit, calendar, end, nominal);
    }

    private static LimitSpan NotLater(RunningLimit limit, WorkingCalendar calendar, DateTimeOffset end, DateOnly nominal)
    {
        if (LimitCounter.Rolled(nominal, limit, calendar) is not { } last)
        {
            return new LimitSpan(null, null, nominal, null, null, limit.Uncounted[^1].First, 0);
        }

        return new LimitSpan(null, null, nominal, last, last > nominal ? ChinaTime.EndOf(last) : end, null, null);
    }

    private static (DateTimeOffset End, DateOnly? SuspendedOn, TimeSpan Left) EndOf(RunningLimit limit)
    {
        var clock = ChinaTime.At(limit.Facts.Start, limit.Facts.StartTime!.Value);
        var left = TimeSpan.FromHours(limit.Value);
        foreach (var range in limit.Uncounted)
        {
            var stop = ChinaTime.At(range.First, TimeOnly.MinValue);
            var running = stop > clock ? stop - clock : TimeSpan.Zero;
            if (left <= running)
            {
                break;
            }

            left -= running;
            if (range.IsOpen)
            {
                return (clock, range.First, left);
            }

            clock = ChinaTime.EndOf(range.Last);
        }

        return (clock + left, null, TimeSpan.Zero);
    }
}
