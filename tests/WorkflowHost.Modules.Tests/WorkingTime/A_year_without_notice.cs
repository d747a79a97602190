using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;

namespace WorkflowHost.Modules.Tests.WorkingTime;

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
    public void Computes_only_days_that_the_notices_really_gave_off()
    {
        // The eve of 春节 and 2 May are statutory since 2025.
        var computed =
            from year in Enumerable.Range(RepositoryCalendar.FirstYear, 14)
            from day in StatutoryHolidays.Of(year)
            where year >= 2025 || !(day.Date == Eve(year) || day.Date is { Month: 5, Day: 2 })
            select day.Date;

        computed.Where(d => Calendar.Describe(d).Kind is not DayKind.Holiday).ShouldBeEmpty();

        static DateOnly Eve(int year) => StatutoryHolidays.Of(year).First(d => d.Name == "春节").Date;
    }

    [Fact]
    public void Makes_a_date_provisional_and_still_respects_the_spring_festival()
    {
        // given a recheck limit that nominally ends on 2027-02-08, a Monday and 正月初三
        var due = RepositoryCalendar.Calculator.Compute(Rectification, new(2026, 11, 25), "送达");

        // then
        due.Provisional.ShouldBeTrue();
        due.LastDay.ShouldBe(new DateOnly(2027, 2, 9));
        due.Explanation.ShouldBe(
            "自2026年11月25日送达次日起算75日，末日2027年2月8日为法定节假日（春节），顺延至2027年2月9日（2027年放假安排尚未公布，暂定）");
    }

    [Fact]
    public void Leaves_a_date_before_it_final()
    {
        RepositoryCalendar.Calculator.Compute(Rectification, new(2026, 10, 10), "送达").Provisional.ShouldBeFalse();
    }

    [Fact]
    public void Matters_to_calendar_days_only_where_they_end_but_to_working_days_on_the_way()
    {
        var throughDecember2012 = new DateOnly(2012, 12, 20);

        Compute(30, TimeLimitUnit.CalendarDay, throughDecember2012).Provisional.ShouldBeFalse();
        Compute(30, TimeLimitUnit.WorkingDay, throughDecember2012).Provisional.ShouldBeTrue();
        Compute(30, TimeLimitUnit.WorkingDay, new(2012, 12, 31)).Provisional.ShouldBeFalse();
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
        var due = Compute(5, TimeLimitUnit.WorkingDay, new(2010, 6, 1));

        due.Provisional.ShouldBeTrue();
        due.Explanation.ShouldEndWith("（2010年放假安排未收录，暂定）");
    }

    private static DueDate Compute(int value, TimeLimitUnit unit, DateOnly start) =>
        RepositoryCalendar.Calculator.Compute(new(value, unit, ""), start, "送达");

    private static string Days(int year) => string.Join(
        ' ',
        StatutoryHolidays.Of(year).OrderBy(d => d.Date).Select(d => $"{d.Date.Month}/{d.Date.Day}{d.Name}"));
}
