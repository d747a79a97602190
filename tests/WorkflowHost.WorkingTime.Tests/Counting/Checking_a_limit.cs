using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using Xunit;
using static WorkflowHost.WorkingTime.Tests.Counting.Limits;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class Checking_a_limit
{
    private static readonly TimeLimitRule Sound = Rule(15, TimeLimitUnit.CalendarDay);
    private static readonly TimeLimitFacts Served = new() { Start = new(2026, 7, 6) };

    public static TheoryData<string, TimeLimitRule> WrongRules => new()
    {
        { "limit-unit", Sound with { Unit = (TimeLimitUnit)9 } },
        { "limit-value", Sound with { Value = 0 } },
        { "limit-value", Rule(121, TimeLimitUnit.Month) },
        { "limit-start-event", Sound with { StartEvent = " " } },
        { "limit-start-day", Rule(24, TimeLimitUnit.Hour) with { CountsStartDay = true } },
        { "limit-direction", Sound with { Direction = (TimeLimitDirection)9 } },
        { "limit-end", Sound with { End = (TimeLimitEnd)9 } },
        { "limit-end", Rule(24, TimeLimitUnit.Hour) with { End = TimeLimitEnd.EndOfBusiness } },
        { "limit-window-end", Sound with { Direction = TimeLimitDirection.Window } },
        { "limit-window-end", Sound with { Direction = TimeLimitDirection.Window, WindowEnd = 16 } },
        { "limit-window-end", Sound with { WindowEnd = 30 } },
        { "limit-window-hours", Rule(24, TimeLimitUnit.Hour) with { Direction = TimeLimitDirection.Window, WindowEnd = 48 } },
        { "limit-extensions", Sound with { MostExtensions = -1 } },
        { "limit-extensions", SecondRecheck() with { MostExtensions = 1 } },
        { "limit-extension-length", Sound with { LongestExtension = 0 } },
        { "limit-excludes", Sound with { Excludes = [(ExclusionKind)9] } },
    };

    public static TheoryData<string, TimeLimitFacts> WrongFacts => new()
    {
        { "limit-start", Served with { Start = new(2003, 12, 31) } },
        { "limit-start", Served with { Start = new(2101, 1, 1) } },
        { "limit-hours", Served with { Hours = new(new(17, 0), new(9, 0)) } },
        { "limit-excluded-kind", Served with { Excluded = [Period(ExclusionKind.PublicNotice, "2026-07-10", "2026-07-11")] } },
        { "limit-excluded-order", Served with { Excluded = [Period(ExclusionKind.Hearing, "2026-07-12", "2026-07-11")] } },
        { "limit-excluded-start", Served with { Excluded = [Period(ExclusionKind.Hearing, "2026-07-05", "2026-07-11")] } },
        { "limit-excluded-open", Served with { Excluded = [Period(ExclusionKind.Hearing, "2026-07-07", null), Period(ExclusionKind.Hearing, "2026-07-08", null)] } },
        { "limit-excluded-long", Served with { Excluded = [Period(ExclusionKind.Hearing, "2026-07-07", "9999-12-31")] } },
        { "limit-extension-count", Served with { Extensions = [.. Enumerable.Repeat(Extension, 3)] } },
        { "limit-extension-value", Served with { Extensions = [Extension with { Value = 31 }] } },
        { "limit-extension-approval", Served with { Extensions = [Extension with { Reason = "" }] } },
        { "limit-extension-approval", Served with { Extensions = [Extension with { ApprovedBy = " " }] } },
        { "limit-extension-day", Served with { Extensions = [Extension with { ApprovedOn = new(2026, 7, 5) }] } },
    };

    private static ApprovedExtension Extension => new(30, "案情复杂", "张局长", new(2026, 7, 10));

    [Theory]
    [MemberData(nameof(WrongRules))]
    public void Refuses_a_wrong_rule(string code, TimeLimitRule rule)
    {
        var facts = Served with { StartTime = new(9, 0), Hours = Hours };

        var problem = RunningLimit.Check(rule, facts).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Path.ShouldStartWith("rule.");
        problem.Message.ShouldEndWith("。");
    }

    [Theory]
    [MemberData(nameof(WrongFacts))]
    public void Refuses_wrong_facts(string code, TimeLimitFacts facts)
    {
        var rule = Sound with { Excludes = [ExclusionKind.Hearing], MostExtensions = 2, LongestExtension = 30 };

        var problem = RunningLimit.Check(rule, facts).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Path.ShouldStartWith("facts.");
    }

    [Fact]
    public void Refuses_what_the_rule_needs_and_the_facts_lack()
    {
        RunningLimit.Check(Rule(24, TimeLimitUnit.Hour), Served).Problems.ShouldHaveSingleItem().Code.ShouldBe("limit-start-time");
        RunningLimit.Check(Sound with { End = TimeLimitEnd.EndOfBusiness }, Served).Problems
            .ShouldHaveSingleItem().Message.ShouldBe("期限于下班时届满，应写明本单位的上下班时间。");
        RunningLimit.Check(Rule(990, TimeLimitUnit.CalendarDay) with { MostExtensions = 1 }, Served with { Extensions = [Extension] })
            .Problems.ShouldHaveSingleItem().Code.ShouldBe("limit-extension-sum");
    }

    [Fact]
    public void Reports_all_problems_at_once() =>
        RunningLimit.Check(Sound with { Value = 0, StartEvent = "" }, Served with { Start = new(1999, 1, 1), Extensions = [Extension] })
            .Problems.Select(p => p.Code).ShouldBe(["limit-value", "limit-start-event", "limit-start", "limit-extension-count"]);
}
