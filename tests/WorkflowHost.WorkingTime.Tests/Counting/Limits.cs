using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;
using WorkflowHost.WorkingTime.Tests.Calendars;

namespace WorkflowHost.WorkingTime.Tests.Counting;

/// <summary>Limits with the parts that a test does not care about filled in.</summary>
internal static class Limits
{
    public static readonly BusinessHours Hours = new(new(9, 0), new(17, 30));

    public static TimeLimitRule Rule(int value, TimeLimitUnit unit, string startEvent = "送达") =>
        new() { Value = value, Unit = unit, StartEvent = startEvent };

    /// <summary>CQ-3.3d: after day 60 and before day 90 from the announcement; a duty of the bureau, so nothing rolls.</summary>
    public static TimeLimitRule SecondRecheck() => Rule(60, TimeLimitUnit.CalendarDay, "公告") with
    {
        Direction = TimeLimitDirection.Window,
        WindowEnd = 90,
        RollsOver = false,
        LegalBasis = "CQ-3.3d",
    };

    public static RunningLimit From(this TimeLimitRule rule, string start) => rule.With(new() { Start = DateOnly.Parse(start) });

    public static RunningLimit With(this TimeLimitRule rule, TimeLimitFacts facts)
    {
        var made = RunningLimit.Check(rule, facts);
        made.Problems.ShouldBeEmpty();
        return made.Value!;
    }

    public static TimeLimitResult Result(this RunningLimit limit, WorkingCalendar? calendar = null) =>
        TimeLimitCalculator.Compute(limit, calendar ?? RepositoryCalendar.Calendar);

    public static ExcludedPeriod Period(ExclusionKind kind, string first, string? last) =>
        new(kind, DateOnly.Parse(first), last is null ? null : DateOnly.Parse(last));
}
