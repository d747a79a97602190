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

    public LimitHold? HoldOf(TimeLimitResult result)
    {
        var (span, latest) = (result.Span, LimitCounter.SpanOf(result.Limit, calendar.Latest));
        var (opensAt, dueAt) = (Later(span.OpensAt, latest.OpensAt), Later(span.DueAt, latest.DueAt));
        return opensAt is null && dueAt is null ? null : new LimitHold(opensAt, dueAt, MissingYear(result.Limit, span));
    }

    /// <summary>The later instant when it is one; unknown, because a suspension came first, is never.</summary>
    private static DateTimeOffset? Later(DateTimeOffset? provisional, DateTimeOffset? latest) =>
        provisional is null || provisional >= latest ? null : latest ?? ChinaTime.EndOf(WorkingCalendar.LastDay);

    private int MissingYear(RunningLimit limit, LimitSpan span)
    {
        var end = span.LastDay ?? span.FirstDay!.Value;
        var first = limit.Rule.Unit is TimeLimitUnit.WorkingDay ? limit.Facts.Start : span.NominalLastDay ?? end;
        return calendar.YearsWithoutNotice(first, end)[0];
    }
}
