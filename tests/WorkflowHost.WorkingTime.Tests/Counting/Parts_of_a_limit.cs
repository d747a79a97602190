using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using Xunit;
using static WorkflowHost.WorkingTime.Tests.Counting.Limits;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class Parts_of_a_limit
{
    [Fact]
    public void A_window_opens_after_one_limit_and_closes_before_another()
    {
        var result = SecondRecheck().From("2026-06-01").Result();

        result.Span.FirstDay.ShouldBe(new DateOnly(2026, 8, 1));
        result.Span.OpensAt.ShouldBe(new DateTimeOffset(2026, 7, 31, 16, 0, 0, TimeSpan.Zero));
        result.Span.LastDay.ShouldBe(new DateOnly(2026, 8, 29));
        result.Certainty.ShouldBe(CalendarCertainty.Published);
        result.Sentence.ShouldBe("自2026年6月1日公告次日起算，第60日后、第90日前办理，即8月1日至8月29日；依据 CQ-3.3d");
    }

    [Theory]
    [InlineData("", "；法规未定期限，系统默认1个工作日")]
    [InlineData("《规定》第四条", "；法规未定期限（依据《规定》第四条），系统默认1个工作日")]
    [InlineData("BJ-4b", "；法规未定期限（依据 BJ-4b），系统默认1个工作日")]
    public void A_figure_that_the_text_does_not_give_is_called_the_system_s_own(string basis, string said)
    {
        var rule = Rule(1, TimeLimitUnit.WorkingDay) with { IsDefault = true, LegalBasis = basis };

        rule.From("2026-09-14").Result().Sentence.ShouldEndWith("至9月15日届满" + said);
    }

    [Fact]
    public void A_window_may_roll_on_its_far_side_only()
    {
        var result = (SecondRecheck() with { RollsOver = true }).From("2026-06-01").Result();

        result.Span.FirstDay.ShouldBe(new DateOnly(2026, 8, 1));
        result.Span.LastDay.ShouldBe(new DateOnly(2026, 8, 31));
        result.Sentence.ShouldContain("即8月1日至8月31日（8月29日为周末，顺延）");
    }

    [Fact]
    public void A_window_in_working_days_closes_on_the_working_day_before_the_longer_limit_ends()
    {
        // The tenth working day is Monday 20 July; the days before it are a weekend.
        var rule = Rule(5, TimeLimitUnit.WorkingDay) with { Direction = TimeLimitDirection.Window, WindowEnd = 10 };
        var result = rule.From("2026-07-06").Result();

        result.Span.FirstDay.ShouldBe(new DateOnly(2026, 7, 14));
        result.Span.LastDay.ShouldBe(new DateOnly(2026, 7, 17));
    }

    [Fact]
    public void Not_before_opens_on_the_day_after_the_last_one_and_never_closes()
    {
        var result = (Rule(30, TimeLimitUnit.CalendarDay, "公告") with { Direction = TimeLimitDirection.NotBefore }).From("2026-09-01").Result();

        result.Span.FirstDay.ShouldBe(new DateOnly(2026, 10, 2));
        result.Span.LastDay.ShouldBeNull();
        result.Span.DueAt.ShouldBeNull();
        result.Sentence.ShouldBe("自2026年9月1日公告次日起算30日，期满前不得办理，自10月2日起可以办理");
    }

    [Theory]
    [InlineData(1, "2024-01-31", "2024-02-29", false)] // no 31st, leap year
    [InlineData(1, "2025-01-31", "2025-02-28", false)]
    [InlineData(6, "2026-03-31", "2026-09-30", false)]
    [InlineData(3, "2026-07-01", "2026-10-08", false)] // rolls over 国庆
    [InlineData(12, "2024-02-29", "2025-02-28", false)]
    [InlineData(1, "2026-06-01", "2026-06-30", true)] // the first day counts
    [InlineData(1, "2026-01-31", "2026-02-28", true)] // a make-up Saturday
    public void Months_end_on_the_same_numbered_day_or_the_last(int value, string start, string lastDay, bool countsStartDay) =>
        (Rule(value, TimeLimitUnit.Month) with { CountsStartDay = countsStartDay }).From(start).Result()
            .Span.LastDay.ShouldBe(DateOnly.Parse(lastDay));

    [Fact]
    public void A_start_day_that_counts_is_the_first()
    {
        var rule = Rule(5, TimeLimitUnit.WorkingDay) with { CountsStartDay = true };

        rule.From("2026-07-06").Result().Span.LastDay.ShouldBe(new DateOnly(2026, 7, 10));
        rule.From("2026-07-04").Result().Span.LastDay.ShouldBe(new DateOnly(2026, 7, 10));
        rule.From("2026-07-06").Result().Sentence.ShouldBe("自2026年7月6日送达当日起算5个工作日，至7月10日届满");
    }

    [Fact]
    public void Hours_run_from_the_moment_and_do_not_stop_at_night()
    {
        var rule = Rule(24, TimeLimitUnit.Hour, "扣押") with { RollsOver = false };
        var result = rule.With(new() { Start = new(2026, 9, 18), StartTime = new(9, 30) }).Result();

        result.Span.DueAt.ShouldBe(new DateTimeOffset(2026, 9, 19, 1, 30, 0, TimeSpan.Zero));
        result.Span.LastDay.ShouldBe(new DateOnly(2026, 9, 19));
        result.Sentence.ShouldBe("自2026年9月18日9时30分扣押时起算24小时，至9月19日9时30分届满");
    }

    [Fact]
    public void Hours_that_end_on_a_saturday_roll_to_the_end_of_the_next_working_day()
    {
        // Sunday 2026-09-20 is worked.
        var rule = Rule(24, TimeLimitUnit.Hour, "扣押");
        var facts = new TimeLimitFacts { Start = new(2026, 9, 18), StartTime = new(9, 30), Hours = Hours };

        rule.With(facts).Result().Span.DueAt.ShouldBe(ChinaTime.EndOf(new(2026, 9, 20)));
        rule.With(facts).Result().Sentence.ShouldEndWith("末日9月19日为周末，顺延至9月20日24时");
    }

    [Fact]
    public void A_limit_may_end_with_business()
    {
        var rule = Rule(5, TimeLimitUnit.WorkingDay) with { End = TimeLimitEnd.EndOfBusiness };
        var result = rule.With(new() { Start = new(2026, 9, 18), Hours = Hours }).Result();

        result.Span.DueAt.ShouldBe(ChinaTime.At(new(2026, 9, 24), new(17, 30)));
        result.Sentence.ShouldBe("自2026年9月18日送达次日起算5个工作日，至9月24日17时30分下班时届满（9月20日为调休上班日，计入）");
    }

    [Fact]
    public void Excluded_days_do_not_count_and_overlaps_count_once()
    {
        var rule = Rule(90, TimeLimitUnit.CalendarDay, "立案") with { Excludes = [ExclusionKind.Inspection, ExclusionKind.Hearing], LegalBasis = "CQ-4b", RuleVersion = "2021版" };
        var result = rule.With(new()
        {
            Start = new(2026, 3, 2),
            Excluded = [Period(ExclusionKind.Inspection, "2026-03-10", "2026-03-29"), Period(ExclusionKind.Hearing, "2026-03-25", "2026-04-03")],
        }).Result();

        // 90 days after 2 March is 31 May; 25 days do not count: 25 June.
        result.Span.LastDay.ShouldBe(new DateOnly(2026, 6, 25));
        result.Sentence.ShouldBe(
            "自2026年3月2日立案次日起算90日，其间3月10日至3月29日检验、3月25日至4月3日听证不计入，至6月25日届满；依据 CQ-4b（2021版）");
    }

    [Fact]
    public void Excluded_days_are_merged_where_they_overlap_touch_or_lie_in_one_another()
    {
        var rule = Rule(10, TimeLimitUnit.CalendarDay) with { Excludes = [ExclusionKind.Inspection, ExclusionKind.Suspension] };
        var limit = rule.With(new()
        {
            Start = new(2026, 7, 1),
            Excluded =
            [
                Period(ExclusionKind.Suspension, "2026-07-20", null),
                Period(ExclusionKind.Inspection, "2026-07-22", "2026-07-23"),
                Period(ExclusionKind.Inspection, "2026-07-02", "2026-07-09"),
                Period(ExclusionKind.Inspection, "2026-07-04", "2026-07-05"),
                Period(ExclusionKind.Inspection, "2026-07-10", "2026-07-11"),
            ],
        });

        limit.Uncounted.ShouldBe([new(new(2026, 7, 2), new(2026, 7, 11)), new(new(2026, 7, 20), DateOnly.MaxValue)]);
        limit.Result().Span.SuspendedOn.ShouldBe(new DateOnly(2026, 7, 20));
        limit.Result().Span.Remaining.ShouldBe(2);
    }

    [Fact]
    public void A_last_day_does_not_roll_into_days_that_do_not_count()
    {
        // Sunday 12 July would roll to Monday, when a hearing begins.
        var rule = Rule(10, TimeLimitUnit.CalendarDay) with { Excludes = [ExclusionKind.Hearing] };
        var facts = new TimeLimitFacts { Start = new(2026, 7, 2), Excluded = [Period(ExclusionKind.Hearing, "2026-07-13", "2026-07-14")] };

        rule.With(facts).Result().Span.LastDay.ShouldBe(new DateOnly(2026, 7, 15));
    }

    [Fact]
    public void A_suspended_limit_has_no_last_day_but_says_what_is_left()
    {
        var rule = Rule(15, TimeLimitUnit.WorkingDay) with { Excludes = [ExclusionKind.Suspension] };
        var result = rule.With(new() { Start = new(2026, 7, 6), Excluded = [Period(ExclusionKind.Suspension, "2026-07-13", null)] }).Result();

        result.Span.LastDay.ShouldBeNull();
        result.Span.SuspendedOn.ShouldBe(new DateOnly(2026, 7, 13));
        result.Span.Remaining.ShouldBe(11);
        result.Sentence.ShouldBe("自2026年7月6日送达次日起算15个工作日，自7月13日起因中止停止计算，尚余11个工作日，恢复后继续计算");
        result.Days[^1].Why.ShouldBe("中止期间，不计入");
    }

    [Fact]
    public void A_limit_that_ran_out_before_its_suspension_stays_as_it_was()
    {
        var rule = Rule(5, TimeLimitUnit.WorkingDay) with { Excludes = [ExclusionKind.Suspension] };

        rule.With(new() { Start = new(2026, 7, 6), Excluded = [Period(ExclusionKind.Suspension, "2026-07-14", null)] })
            .Result().Span.LastDay.ShouldBe(new DateOnly(2026, 7, 13));
    }

    [Fact]
    public void Extensions_lengthen_one_limit_and_are_named()
    {
        var rule = Rule(90, TimeLimitUnit.CalendarDay, "立案") with { MostExtensions = 1, LongestExtension = 30 };
        var result = rule.With(new()
        {
            Start = new(2026, 3, 2),
            Extensions = [new(30, "案情复杂", "张局长", new(2026, 5, 20))],
        }).Result();

        result.Span.LastDay.ShouldBe(new DateOnly(2026, 6, 30));
        result.Sentence.ShouldBe("自2026年3月2日立案次日起算90日，经批准延长30日（案情复杂，张局长批准），合计120日，至6月30日届满");
    }
}
