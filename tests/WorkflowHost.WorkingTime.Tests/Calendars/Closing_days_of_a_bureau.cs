using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;
using WorkflowHost.WorkingTime.Tests.Counting;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

public sealed class Closing_days_of_a_bureau
{
    private static readonly WorkingCalendar National = RepositoryCalendar.Calendar;
    private static readonly NamedDay[] Move = [new(new(2026, 7, 13), "搬迁"), new(new(2026, 7, 18), "搬迁")];

    [Fact]
    public void Lie_on_top_of_the_national_calendar_and_change_nothing_but_working_days()
    {
        var own = National.WithClosingDays(Move);

        own.IsWorkingDay(new(2026, 7, 13)).ShouldBeFalse();
        own.Describe(new(2026, 7, 13)).Label.ShouldBe("搬迁");
        own.Describe(new(2026, 7, 13)).Kind.ShouldBe(DayKind.Closed);
        own.Describe(new(2026, 7, 18)).Kind.ShouldBe(DayKind.Weekend);
        own.Version.ShouldNotBe(National.Version);
        National.IsWorkingDay(new(2026, 7, 13)).ShouldBeTrue();
        National.WithClosingDays([Move[1]]).ShouldBeSameAs(National);
    }

    [Fact]
    public void Count_for_the_limits_of_that_bureau_only_and_survive_a_new_notice()
    {
        // given
        var calendars = new BureauCalendars(National).WithClosingDays("朝阳区局", Move);
        var rule = Limits.Rule(5, TimeLimitUnit.WorkingDay);

        // when
        var calculator = new TimeLimitCalculator(calendars.With(National.Notices[^1]));

        // then
        rule.With(new() { Start = new(2026, 7, 10), Bureau = "朝阳区局" }).ShouldSatisfyAllConditions(
            limit => calculator.Compute(limit).Span.LastDay.ShouldBe(new DateOnly(2026, 7, 20)),
            limit => calculator.Compute(limit).Sentence.ShouldBe("自2026年7月10日送达次日起算5个工作日，至7月20日届满（搬迁放假，不计）"));
        calculator.Compute(rule.With(new() { Start = new(2026, 7, 10), Bureau = "海淀区局" })).Span.LastDay.ShouldBe(new DateOnly(2026, 7, 17));
        calculator.Compute(rule.With(new() { Start = new(2026, 7, 10) })).Span.LastDay.ShouldBe(new DateOnly(2026, 7, 17));
    }

    [Fact]
    public void Are_replaced_as_a_whole_and_taken_away_by_none()
    {
        var moved = new BureauCalendars(National).WithClosingDays("朝阳区局", Move);

        moved.ClosingDaysOf("朝阳区局").ShouldBe(Move);
        moved.ClosingDaysOf("海淀区局").ShouldBeEmpty();
        moved.WithClosingDays("朝阳区局", []).Of("朝阳区局").ShouldBeSameAs(National);
    }

    [Fact]
    public void Are_never_so_many_that_a_limit_cannot_end()
    {
        NamedDay[] closed = [.. Enumerable.Range(0, WorkingCalendar.MostClosingDays).Select(i => new NamedDay(new DateOnly(2101, 1, 1).AddDays(i), "停办"))];
        var rule = Limits.Rule(1000, TimeLimitUnit.WorkingDay) with { Excludes = [ExclusionKind.Suspension] };
        var limit = rule.With(new() { Start = new(2100, 12, 31), Excluded = [Limits.Period(ExclusionKind.Suspension, "2104-01-01", "2113-12-31")] });

        limit.Result(National.WithClosingDays(closed)).Span.LastDay.ShouldNotBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => National.WithClosingDays([.. closed, Move[0]]));
    }

    [Fact]
    public void Roll_no_last_day_over_for_only_a_statutory_rest_day_does()
    {
        // given a day off of the bureau on the last day, and one behind a weekend on which the last day falls
        var own = National.WithClosingDays(Move);

        // then a party's right and the bureau's duty end on one day
        Limits.Rule(3, TimeLimitUnit.CalendarDay).From("2026-07-10").Result(own).Sentence.ShouldBe("自2026年7月10日送达次日起算3日，至7月13日届满");
        Limits.Rule(2, TimeLimitUnit.CalendarDay).From("2026-07-10").Result(own).Span.LastDay.ShouldBe(new DateOnly(2026, 7, 13));
    }
}
