using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using Xunit;
using static WorkflowHost.WorkingTime.Tests.Counting.Limits;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class Days_of_a_limit
{
    [Fact]
    public void Say_of_each_why_it_counts_or_not()
    {
        var days = Rule(5, TimeLimitUnit.WorkingDay).From("2026-09-17").Result().Days;

        days.Select(d => $"{d.Date.Day} {d.Why}").ShouldBe(
        [
            "17 起算日，不计入", "18 第1日", "19 周末，不计入", "20 第2日（调休上班）", "21 第3日", "22 第4日", "23 第5日，末日",
        ]);
        days.Count(d => d.Counts).ShouldBe(5);
    }

    [Fact]
    public void Show_the_days_that_a_last_day_rolls_over()
    {
        var days = Rule(15, TimeLimitUnit.CalendarDay).From("2026-09-16").Result().Days;

        days[15].Why.ShouldBe("第15日，末日遇国庆节");
        days[15].Number.ShouldBe(15);
        days[16].Why.ShouldBe("国庆节，顺延");
        days[^1].ShouldBe(new CountedDay(new(2026, 10, 8), null, "顺延后的末日", Works: true, CalendarCertainty.Published) { Mark = DayMark.Last });
    }

    [Fact]
    public void Show_excluded_days_and_the_window()
    {
        var rule = Rule(3, TimeLimitUnit.CalendarDay) with { Excludes = [ExclusionKind.Inspection], RollsOver = false };
        rule.With(new() { Start = new(2026, 7, 6), Excluded = [Period(ExclusionKind.Inspection, "2026-07-07", "2026-07-08")] }).Result()
            .Days.Select(d => d.Why).ShouldBe(["起算日，不计入", "检验期间，不计入", "检验期间，不计入", "第1日", "第2日", "第3日，末日"]);

        var window = SecondRecheck().From("2026-06-01").Result().Days;
        window[60].Why.ShouldBe("第60日");
        window[61].Why.ShouldBe("第61日，窗口期内");
        window[^1].Why.ShouldBe("第89日，窗口期内，末日");
    }
}
