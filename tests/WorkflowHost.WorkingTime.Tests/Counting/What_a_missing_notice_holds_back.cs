using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Tests.Calendars;
using Xunit;
using static WorkflowHost.WorkingTime.Tests.Counting.Limits;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class What_a_missing_notice_holds_back
{
    /// <summary>Imagined: 春节 to 11 February, made up on 31 January and 20 February.</summary>
    private static readonly WorkingCalendar Imagined = RepositoryCalendar.Calendar.With(HolidayNoticeLines.Read(
        """
        一、元旦：1月1日（周五）至3日（周日）放假，共3天。
        二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
        三、清明节：4月3日（周六）至5日（周一）放假，共3天。
        四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
        五、端午节：6月9日（周三）放假，共1天。
        六、中秋节：9月15日（周三）放假，共1天。
        七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
        """,
        2027, [new NoticeSource("", "设想的通知", new DateOnly(2026, 11, 25), null)]).Value!);

    [Fact]
    public void Is_the_firing_until_the_latest_possible_day_while_the_provisional_one_is_shown()
    {
        // given day 75 is 初三; whether 9 to 12 February are worked nobody knows
        var outcome = LimitOutcome.Of(Rule(75, TimeLimitUnit.CalendarDay).From("2026-11-25").Result());

        // then
        (outcome.LastDay, outcome.Provisional, outcome.LatestDay).ShouldBe((new DateOnly(2027, 2, 9), true, new DateOnly(2027, 2, 15)));
        outcome.DueAt.ShouldBe(ChinaTime.EndOf(new DateOnly(2027, 2, 9)));
        outcome.LateAt.ShouldBe(ChinaTime.EndOf(new DateOnly(2027, 2, 15)));
        outcome.MissingNotice.ShouldBe(2027);
    }

    [Theory]
    [InlineData("2026-09-16", 15, "published")]
    [InlineData("2026-12-15", 30, "provisional, but no notice reaches 14 January")]
    public void Is_nothing_where_no_notice_can_move_the_day(string start, int days, string why)
    {
        // when
        var outcome = LimitOutcome.Of(Rule(days, TimeLimitUnit.CalendarDay).From(start).Result());

        // then
        outcome.HeldUntil.ShouldBeNull(why);
        (outcome.LateAt, outcome.LatestDay, outcome.MissingNotice).ShouldBe((outcome.DueAt, outcome.LastDay, null), why);
    }

    [Fact]
    public void Is_the_opening_of_a_window_too()
    {
        // given 8 working days from 25 January are up on the eve of 除夕, if that is worked
        var rule = Rule(8, TimeLimitUnit.WorkingDay) with { Direction = TimeLimitDirection.Window, WindowEnd = 20 };
        var outcome = LimitOutcome.Of(rule.From("2027-01-25").Result());

        // then
        outcome.OpensAt.ShouldBe(ChinaTime.EndOf(new DateOnly(2027, 2, 4)));
        outcome.SurelyOpensAt.ShouldBe(ChinaTime.EndOf(new DateOnly(2027, 2, 15)));
    }

    [Fact]
    public void Ends_never_before_the_limit_does_on_a_calendar_that_the_state_council_may_publish()
    {
        var held = 0;
        var cases = ArbMap.Default.GeneratorFor<int>().SelectMany(seed => Gen.Choose(0, 500).SelectMany(start => Gen.Choose(1, 90).SelectMany(
            value => Gen.Elements(TimeLimitUnit.CalendarDay, TimeLimitUnit.WorkingDay).Select(unit => (start, value, unit)))));
        Prop.ForAll(
            Arb.From(cases),
            given =>
            {
                var limit = Rule(given.value, given.unit).From($"{new DateOnly(2026, 9, 1).AddDays(given.start):yyyy-MM-dd}");
                var before = LimitOutcome.Of(limit.Result());
                held += before.HeldUntil is null ? 0 : 1;
                LimitOutcome.Of(limit.Result(Imagined)).DueAt!.Value.ShouldBeLessThanOrEqualTo(before.LateAt!.Value);
                before.LateAt.Value.ShouldBeGreaterThanOrEqualTo(before.DueAt!.Value);
            }).QuickCheckThrowOnFailure();
        held.ShouldBeGreaterThan(5);
    }
}
