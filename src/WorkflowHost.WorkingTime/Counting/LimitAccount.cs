using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>Explains results on the calendar that made them.</summary>
internal sealed class LimitAccount(WorkingCalendar calendar) : ITimeLimitAccount
{
    public string CalendarVersion => calendar.Version;

    public string Explain(TimeLimitResult result) => new TimeLimitSentence(calendar, result).ToString();

    public IReadOnlyList<CountedDay> DaysOf(TimeLimitResult result) => CountedDays.Of(result, calendar);

    public LimitRange? RangeOf(RunningLimit limit)
    {
        var (earliest, latest) = (LimitCounter.SpanOf(limit, calendar.Earliest), LimitCounter.SpanOf(limit, calendar.Latest));
        return earliest.SuspendedOn is null && latest.SuspendedOn is null
            ? new LimitRange((earliest.LastDay ?? earliest.FirstDay)!.Value, (latest.LastDay ?? latest.FirstDay)!.Value)
            : null;
    }
}
