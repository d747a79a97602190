using Shouldly;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;
using WorkflowHost.WorkingTime.Tests.Calendars;
using Xunit;
using static WorkflowHost.WorkingTime.Tests.Counting.Limits;

namespace WorkflowHost.WorkingTime.Tests.Counting;

public sealed class A_new_notice
{
    // The State Council has not spoken yet: 春节 to 11 February, made up on 31 January and 20 February.
    private const string Imagined =
        """
        {"year":2027,"sources":[{"title":"设想的通知"}],
         "daysOff":[{"date":"2027-01-01","name":"元旦"},{"date":"2027-02-05","name":"春节"},{"date":"2027-02-06","name":"春节"},
          {"date":"2027-02-07","name":"春节"},{"date":"2027-02-08","name":"春节"},{"date":"2027-02-09","name":"春节"},
          {"date":"2027-02-10","name":"春节"},{"date":"2027-02-11","name":"春节"},{"date":"2027-04-05","name":"清明节"},{"date":"2027-05-01","name":"劳动节"},
          {"date":"2027-05-02","name":"劳动节"},{"date":"2027-06-09","name":"端午节"},{"date":"2027-09-15","name":"中秋节"},
          {"date":"2027-10-01","name":"国庆节"},{"date":"2027-10-02","name":"国庆节"},{"date":"2027-10-03","name":"国庆节"}],
         "makeUpWorkdays":[{"date":"2027-01-31","name":"春节"},{"date":"2027-02-20","name":"春节"}]}
        """;

    private static readonly BureauCalendars Before = new(RepositoryCalendar.Calendar);
    private static readonly BureauCalendars After = Before.With(HolidayNoticeJson.Parse(Imagined).Value!);

    [Fact]
    public void Says_which_open_limits_move_from_when_to_when_and_why()
    {
        // given
        OpenLimit[] open =
        [
            new("recheck", (Rule(75, TimeLimitUnit.CalendarDay) with { LegalBasis = "CQ-3.3b" }).From("2026-11-25")),
            new("early", Rule(5, TimeLimitUnit.WorkingDay).From("2026-11-25")),
            new("stays", Rule(60, TimeLimitUnit.CalendarDay).From("2026-11-20")),
            new("sooner", Rule(3, TimeLimitUnit.WorkingDay).From("2027-01-28")),
        ];

        // when
        var change = CalendarChange.Of(open, Before, After);

        // then
        change.Moved.Select(m => m.Id).ShouldBe(["recheck", "sooner"]);
        change.Settled.Select(m => m.Id).ShouldBe(["stays"]);
        change.Unchanged.ShouldBe(1);
        change.Moved[0].Sentence.ShouldBe(
            "末日由2027年2月9日（暂定）改为2027年2月12日，延后3日："
            + "自2026年11月25日送达次日起算75日，末日2027年2月8日为法定节假日（春节），顺延至2027年2月12日；依据 CQ-3.3b");
        change.Moved[1].Sentence.ShouldStartWith("末日由2027年2月2日（暂定）改为2027年2月1日，提前1日：");
        change.Settled[0].Sentence.ShouldStartWith("日期不变，不再暂定：自2026年11月20日");
        change.Days.Select(d => d.Date).ShouldBe(
            [new(2027, 1, 31), new(2027, 2, 9), new(2027, 2, 10), new(2027, 2, 11), new(2027, 2, 20)]);
    }

    [Fact]
    public void May_correct_a_year_that_was_published()
    {
        // given 2020 as it stood before 26 January: work again on 31 January and on the make-up Saturday after it
        var corrected = Before.Current.Notices.Single(n => n.Year == 2020);
        var asFirstPublished = Before.With(new HolidayNotice(
            2020,
            corrected.Sources,
            [.. corrected.DaysOff.Where(d => d.Date != new DateOnly(2020, 1, 31) && d.Date != new DateOnly(2020, 2, 1) && d.Date != new DateOnly(2020, 2, 2))],
            [.. corrected.MakeUpWorkdays, new(new(2020, 2, 1), "春节")]));

        // when
        var change = CalendarChange.Of([new("x", Rule(5, TimeLimitUnit.WorkingDay).From("2020-01-21"))], asFirstPublished, Before);

        // then
        change.Moved.ShouldHaveSingleItem().Sentence.ShouldStartWith("末日由2020年2月3日改为2020年2月5日，延后2日：");
    }

    [Fact]
    public void Leaves_the_closing_days_of_a_bureau_on_top()
    {
        // given a bureau that is closed on the first working day after 春节 of the imagined notice
        var before = Before.WithClosingDays("朝阳区局", [new(new(2027, 2, 12), "搬迁")]);
        var limit = Rule(3, TimeLimitUnit.WorkingDay).With(new() { Start = new(2027, 2, 4), Bureau = "朝阳区局" });

        // when
        var change = CalendarChange.Of([new("x", limit)], before, before.With(HolidayNoticeJson.Parse(Imagined).Value!));

        // then
        change.Moved.ShouldHaveSingleItem().After.Span.LastDay.ShouldBe(new DateOnly(2027, 2, 17));
    }

    [Fact]
    public void Takes_effect_in_the_calculator_at_once_and_leaves_old_results_alone()
    {
        // given
        var current = new CurrentCalendar(Before);
        var calculator = new TimeLimitCalculator(current);
        var limit = Rule(75, TimeLimitUnit.CalendarDay).From("2026-11-25");
        var old = calculator.Compute(limit);

        // when
        current.TryReplace(Before, After).ShouldBeTrue();

        // then
        current.TryReplace(Before, Before).ShouldBeFalse();
        calculator.Compute(limit).Span.LastDay.ShouldBe(new DateOnly(2027, 2, 12));
        calculator.Compute(limit).CalendarVersion.ShouldBe(After.Current.Version);
        old.Sentence.ShouldContain("顺延至2027年2月9日（2027年放假安排尚未公布，暂定");
        old.CalendarVersion.ShouldBe(Before.Current.Version);
    }
}
