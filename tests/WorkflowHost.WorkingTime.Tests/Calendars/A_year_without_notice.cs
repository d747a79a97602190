using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

public sealed class A_year_without_notice
{
    private static readonly WorkingCalendar Calendar = RepositoryCalendar.Calendar;
    private static readonly TimeLimit Rectification = new(75, TimeLimitUnit.CalendarDay, "");

    [Fact]
    public void Keeps_its_thirteen_statutory_holidays()
    {
        Calendar.IsCovered(2027).ShouldBeFalse();
        Days(2027).ShouldBe(
            "1/1元旦 2/5春节 2/6春节 2/7春节 2/8春节 4/5清明节 5/1劳动节 5/2劳动节 6/9端午节 9/15中秋节 10/1国庆节 10/2国庆节 10/3国庆节");
    }

    [Fact]
    public void Finds_the_lunar_holidays_behind_a_leap_month()
    {
        // 2028 has a leap fifth month, 2031 a leap third one.
        Days(2028).ShouldContain("5/28端午节");
        Days(2028).ShouldEndWith("10/3国庆节 10/3中秋节");
        Days(2031).ShouldContain("6/24端午节");
    }

    [Fact]
    public void Has_the_statutory_holidays_of_the_rule_that_was_in_force()
    {
        // as revised in 1999, 2007, 2013 and 2024
        Days(2007).ShouldBe("1/1元旦 2/18春节 2/19春节 2/20春节 5/1劳动节 5/2劳动节 5/3劳动节 10/1国庆节 10/2国庆节 10/3国庆节");
        Days(2013).ShouldBe(
            "1/1元旦 2/9春节 2/10春节 2/11春节 4/4清明节 5/1劳动节 6/12端午节 9/19中秋节 10/1国庆节 10/2国庆节 10/3国庆节");
        Days(2014).ShouldStartWith("1/1元旦 1/31春节 2/1春节 2/2春节 4/5清明节");
        Days(2024).ShouldStartWith("1/1元旦 2/10春节 2/11春节 2/12春节 4/4清明节 5/1劳动节 6/10端午节");
        Days(2025).ShouldStartWith("1/1元旦 1/28春节 1/29春节 1/30春节 1/31春节 4/4清明节 5/1劳动节 5/2劳动节 5/31端午节");
    }

    [Fact]
    public void Computes_only_days_that_the_notices_really_gave_off() =>
        Enumerable.Range(RepositoryCalendar.FirstYear, RepositoryCalendar.Years)
            .SelectMany(StatutoryHolidays.Of)
            .Where(d => Calendar.Describe(d.Date).Kind is not DayKind.Holiday)
            .ShouldBeEmpty();

    [Fact]
    public void Makes_a_date_provisional_and_still_respects_the_spring_festival()
    {
        // given a recheck limit that nominally ends on 2027-02-08, a Monday and 正月初三
        var due = RepositoryCalendar.Calculator.Compute(Rectification, new(2026, 11, 25), "送达");

        // then
        due.Provisional.ShouldBeTrue();
        due.LastDay.ShouldBe(new DateOnly(2027, 2, 9));
        due.Explanation.ShouldBe(
            "自2026年11月25日送达次日起算75日，末日2027年2月8日为法定节假日（春节），顺延至2027年2月9日（2027年放假安排尚未公布，暂定，预计在2027年2月9日至2027年2月15日之间）");
    }

    [Fact]
    public void Gives_no_range_when_a_suspension_may_come_before_the_end()
    {
        // The last day lies between 9 and 15 February; from the 12th on nothing counts.
        var rule = new TimeLimitRule { Value = 75, Unit = TimeLimitUnit.CalendarDay, StartEvent = "送达", Excludes = [ExclusionKind.Suspension] };
        var facts = new TimeLimitFacts { Start = new(2026, 11, 25), Excluded = [new(ExclusionKind.Suspension, new(2027, 2, 12), null)] };
        var result = RepositoryCalendar.Calculator.Compute(RunningLimit.Check(rule, facts).Value!);

        result.Span.LastDay.ShouldBe(new DateOnly(2027, 2, 9));
        result.Range.ShouldBeNull();
        result.Sentence.ShouldEndWith("（2027年放假安排尚未公布，暂定）");
    }

    [Fact]
    public void Leaves_a_date_before_it_final()
    {
        RepositoryCalendar.Calculator.Compute(Rectification, new(2026, 10, 10), "送达").Provisional.ShouldBeFalse();
    }

    [Fact]
    public void Matters_to_calendar_days_only_where_they_end_but_to_working_days_on_the_way()
    {
        // given a calendar without the notice of 2012
        var lacking = RepositoryCalendar.Without(2012);

        lacking.Compute(new(400, TimeLimitUnit.CalendarDay, ""), new(2011, 12, 20), "送达").Provisional.ShouldBeFalse();
        lacking.Compute(new(300, TimeLimitUnit.WorkingDay, ""), new(2011, 12, 20), "送达").Provisional.ShouldBeTrue();
        lacking.Compute(new(30, TimeLimitUnit.WorkingDay, ""), new(2012, 12, 31), "送达").Provisional.ShouldBeFalse();
    }

    [Fact]
    public void Matters_to_a_last_day_that_rolls_into_it()
    {
        // Sunday 2026-12-27 is settled, Monday the 28th is not.
        var due = Compute(7, TimeLimitUnit.CalendarDay, new(2026, 12, 20));

        due.LastDay.ShouldBe(new DateOnly(2026, 12, 28));
        due.Provisional.ShouldBeTrue();
    }

    [Fact]
    public void Unsettles_the_last_days_of_the_december_before_it()
    {
        // The notice for 2019 made Saturday 2018-12-29 a working day and Monday 2018-12-31 a day off.
        Calendar.Describe(new(2018, 12, 29)).Kind.ShouldBe(DayKind.MakeUpWorkday);
        Calendar.Describe(new(2018, 12, 31)).Kind.ShouldBe(DayKind.Holiday);

        Calendar.Describe(new(2026, 12, 27)).Settled.ShouldBeTrue();
        Calendar.Describe(new(2026, 12, 28)).Settled.ShouldBeFalse();
        Calendar.YearsWithoutNotice(new(2026, 12, 1), new(2028, 1, 1)).ShouldBe([2027, 2028]);
        Calendar.YearsWithoutNotice(new(2025, 12, 28), new(2026, 12, 27)).ShouldBeEmpty();
    }

    [Fact]
    public void Is_called_not_recorded_rather_than_unpublished_when_it_is_past()
    {
        var due = RepositoryCalendar.Without(2010).Compute(new(5, TimeLimitUnit.WorkingDay, ""), new(2010, 7, 1), "送达");

        due.Provisional.ShouldBeTrue();
        due.Explanation.ShouldEndWith("（2010年放假安排未收录，暂定）");
    }

    private static DueDate Compute(int value, TimeLimitUnit unit, DateOnly start) =>
        RepositoryCalendar.Calculator.Compute(new(value, unit, ""), start, "送达");

    private static string Days(int year) => string.Join(
        ' ',
        StatutoryHolidays.Of(year).OrderBy(d => d.Date).Select(d => $"{d.Date.Month}/{d.Date.Day}{d.Name}"));
}
