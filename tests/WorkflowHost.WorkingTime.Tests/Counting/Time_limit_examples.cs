using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Tests.Calendars;
using Xunit;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class Time_limit_examples
{
    private static readonly ITimeLimitCalculator Calculator = RepositoryCalendar.Calculator;

    [Fact]
    public void A_last_day_in_the_national_holiday_rolls_to_the_first_working_day_after_it()
    {
        var due = Days(15, "2026-09-16", "BJ-7");

        due.LastDay.ShouldBe(new DateOnly(2026, 10, 8));
        due.StartDate.ShouldBe(new DateOnly(2026, 9, 16));
        due.DueAt.ShouldBe(new DateTimeOffset(2026, 10, 8, 16, 0, 0, TimeSpan.Zero));
        due.Provisional.ShouldBeFalse();
        due.CalendarVersion.ShouldBe(RepositoryCalendar.Calendar.Version);
        due.Explanation.ShouldBe(
            "自2026年9月16日送达次日起算15日，末日10月1日为法定节假日（国庆节），顺延至10月8日；依据 BJ-7");
    }

    [Fact]
    public void A_last_day_on_a_make_up_saturday_stays()
    {
        var due = Days(15, "2026-09-25", "BJ-7");

        due.LastDay.ShouldBe(new DateOnly(2026, 10, 10));
        due.Explanation.ShouldBe("自2026年9月25日送达次日起算15日，至10月10日届满（当日为调休上班日，不顺延）；依据 BJ-7");
    }

    [Fact]
    public void Five_working_days_count_a_make_up_sunday()
    {
        var due = WorkingDays(5, "2026-09-18", "BJ-6");

        due.LastDay.ShouldBe(new DateOnly(2026, 9, 24));
        due.Explanation.ShouldBe(
            "自2026年9月18日收到报告次日起算5个工作日，至9月24日届满（9月20日为调休上班日，计入）；依据 BJ-6");
    }

    [Theory]
    [InlineData(1, "2026-02-13", "2026-02-14")] // a make-up Saturday before 春节
    [InlineData(2, "2026-02-13", "2026-02-24")] // across 春节
    [InlineData(5, "2026-09-28", "2026-10-10")] // across 国庆, ending on a make-up Saturday
    [InlineData(3, "2026-10-03", "2026-10-10")] // from inside the holiday
    [InlineData(1, "2018-12-28", "2018-12-29")] // a make-up Saturday of the next year's notice
    [InlineData(2, "2018-12-28", "2019-01-02")] // across the end of the year
    [InlineData(3, "2024-02-27", "2024-03-01")] // across 29 February
    [InlineData(1, "2020-01-23", "2020-02-03")] // 春节 of 2020, prolonged
    [InlineData(248, "2025-12-31", "2026-12-31")] // 365 days less 104 of weekends and 19 weekdays off, plus 6 made up
    public void Working_days_end_on(int value, string start, string lastDay) =>
        WorkingDays(value, start).LastDay.ShouldBe(DateOnly.Parse(lastDay));

    [Theory]
    [InlineData(30, "2026-01-16", "2026-02-24")] // ends on 2026-02-15, the first day of 春节
    [InlineData(7, "2026-09-12", "2026-09-20")] // Saturday rolls to a make-up Sunday
    [InlineData(60, "2024-01-01", "2024-03-01")] // through 29 February
    [InlineData(366, "2023-12-31", "2024-12-31")] // a leap year to its end
    [InlineData(1, "2026-05-08", "2026-05-09")] // a make-up Saturday
    [InlineData(1, "2026-07-03", "2026-07-06")] // an ordinary Saturday
    public void Calendar_days_end_on(int value, string start, string lastDay) =>
        Days(value, start).LastDay.ShouldBe(DateOnly.Parse(lastDay));

    [Fact]
    public void The_sentence_names_weekends_other_years_and_left_out_holidays()
    {
        Days(1, "2026-07-03").Explanation.ShouldBe("自2026年7月3日送达次日起算1日，末日7月4日为周末，顺延至7月6日");
        Days(7, "2026-09-12").Explanation.ShouldBe(
            "自2026年9月12日送达次日起算7日，末日9月19日为周末，顺延至9月20日（当日为调休上班日）");
        WorkingDays(3, "2025-12-30").Explanation.ShouldBe(
            "自2025年12月30日收到报告次日起算3个工作日，至2026年1月5日届满（2026年1月4日为调休上班日，计入；元旦放假，不计）");
        WorkingDays(248, "2025-12-31").Explanation.ShouldContain("（其间6个调休上班日，计入；元旦、春节、清明节、劳动节、端午节、中秋节、国庆节放假，不计）");
    }

    [Fact]
    public void Values_and_starts_outside_the_limits_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Days(0, "2026-01-01"));
        Should.Throw<ArgumentOutOfRangeException>(() => WorkingDays(1001, "2026-01-01"));
        Should.Throw<ArgumentOutOfRangeException>(() => Days(1, "2003-12-31"));
        Should.Throw<ArgumentOutOfRangeException>(() => Days(1, "2101-01-01"));
        Should.Throw<ArgumentOutOfRangeException>(
            () => Calculator.Compute(new(1, (TimeLimitUnit)7, ""), new(2026, 1, 1), "送达"));
    }

    [Fact]
    public void Working_days_left_shrink_to_zero_and_go_below_when_overdue()
    {
        DateOnly lastDay = new(2026, 10, 10);
        Calculator.WorkingDaysLeft(new(2026, 9, 30), lastDay).ShouldBe(3);
        Calculator.WorkingDaysLeft(new(2026, 10, 9), lastDay).ShouldBe(1);
        Calculator.WorkingDaysLeft(lastDay, lastDay).ShouldBe(0);
        Calculator.WorkingDaysLeft(new(2026, 10, 11), lastDay).ShouldBe(0);
        Calculator.WorkingDaysLeft(new(2026, 10, 13), lastDay).ShouldBe(-2);
    }

    private static DueDate Days(int value, string start, string basis = "") =>
        Calculator.Compute(new(value, TimeLimitUnit.CalendarDay, basis), DateOnly.Parse(start), "送达");

    private static DueDate WorkingDays(int value, string start, string basis = "") =>
        Calculator.Compute(new(value, TimeLimitUnit.WorkingDay, basis), DateOnly.Parse(start), "收到报告");
}
