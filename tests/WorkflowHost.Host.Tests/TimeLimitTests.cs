using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Organisation;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class TimeLimitTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Preview = "/api/v1/time-limits/preview";

    [Fact]
    public async Task An_objection_period_that_ends_in_the_national_holiday_moves_behind_it_and_says_why()
    {
        // when
        var answer = await AskAsync("""{"start":"2026-09-16","value":15,"unit":"calendarDay","startEvent":"送达","legalBasis":"BJ-7"}""");

        // then
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json["lastDay"]!.GetValue<string>().ShouldBe("2026-10-08");
        answer.Json["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(DateTimeOffset.Parse("2026-10-08T16:00:00Z", null));
        answer.Json["certainty"]!.GetValue<string>().ShouldBe("published");
        answer.Json["sentence"]!.GetValue<string>()
            .ShouldBe("自2026年9月16日送达次日起算15日，末日10月1日为法定节假日（国庆节），顺延至10月8日；依据 BJ-7（2013年1月1日起施行）");
        answer.Json["ruleVersion"]!.GetValue<string>().ShouldBe("2013年1月1日起施行");
        var days = answer.Json["days"]!.AsArray();
        days[0]!["date"]!.GetValue<string>().ShouldBe("2026-09-16");
        days[0]!["number"].ShouldBeNull();
        days[15]!["number"]!.GetValue<int>().ShouldBe(15);
        days[^1]!["date"]!.GetValue<string>().ShouldBe("2026-10-08");
    }

    [Fact]
    public async Task A_year_without_a_notice_gives_a_range_instead_of_a_certainty()
    {
        // when
        var answer = await AskAsync("""{"start":"2027-09-20","value":10,"unit":"workingDay"}""");

        // then
        answer.Json["certainty"]!.GetValue<string>().ShouldBe("statutoryOnly");
        var (earliest, last, latest) = (Day(answer, "earliest"), Day(answer, "lastDay"), Day(answer, "latest"));
        earliest.ShouldBeLessThanOrEqualTo(last);
        latest.ShouldBeGreaterThan(earliest);
        latest.ShouldBeGreaterThanOrEqualTo(last);
    }

    [Fact]
    public async Task A_window_opens_after_the_sixtieth_day_and_closes_before_the_ninetieth()
    {
        // when
        var answer = await AskAsync("""{"start":"2026-03-01","value":60,"unit":"calendarDay","direction":"window","windowEnd":90}""");

        // then
        Day(answer, "firstDay").ShouldBe(new DateOnly(2026, 5, 1));
        Day(answer, "lastDay").ShouldBe(new DateOnly(2026, 5, 29));
    }

    [Theory]
    [InlineData("""[null]""")]
    [InlineData("""[{"first":"2026-03-05"}]""")]
    [InlineData("""[{"kind":"inspection"}]""")]
    public async Task A_period_without_its_reason_or_its_first_day_is_refused_by_its_place(string excluded)
    {
        // when
        var answer = await AskAsync($$"""{"start":"2026-03-01","value":15,"unit":"calendarDay","excluded":{{excluded}}}""");

        // then
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Text.ShouldContain("excluded[0]");
    }

    [Fact]
    public async Task A_period_that_does_not_count_lengthens_the_limit_by_its_days()
    {
        // when
        var without = await AskAsync("""{"start":"2026-06-01","value":30,"unit":"calendarDay","rollsOver":false}""");
        var with = await AskAsync("""
            {"start":"2026-06-01","value":30,"unit":"calendarDay","rollsOver":false,
             "excluded":[{"kind":"inspection","first":"2026-06-10","last":"2026-06-14"}]}
            """);

        // then
        Day(with, "lastDay").ShouldBe(Day(without, "lastDay").AddDays(5));
    }

    [Fact]
    public async Task Extensions_are_counted_with_the_limit_as_one_and_told()
    {
        // when 30 days from 16 September end on 16 October, and 45 on 31 October, a Saturday
        var answer = await AskAsync("""{"start":"2026-09-16","value":30,"unit":"calendarDay","startEvent":"送达","extensions":[{"value":10},{"value":5,"reason":"停产检修","approvedBy":"王局"}]}""");

        // then
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        Day(answer, "lastDay").ShouldBe(new DateOnly(2026, 11, 2));
        answer.Json["sentence"]!.GetValue<string>().ShouldContain("经批准延长2次共15日（试算，审批人批准；停产检修，王局批准），合计45日");
        answer.Json["ruleVersion"]!.GetValue<string>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""[null]""", "", "extensions[0]", "每次延长应写明数值 value。")]
    [InlineData("""[{"value":5},{"value":0}]""", "", "extensions[1]", "延长应为 1 至 1000，现为 0。")]
    [InlineData("""[{"value":5}]""", ""","direction":"window","windowEnd":90""", "extensions", "本期限不能延长。")]
    [InlineData("""[]""", ""","bureau":"bj-nowhere" """, "bureau", "没有这个单位，请填写单位编号，如 bj-haidian。")]
    public async Task What_can_not_be_extended_and_a_bureau_that_is_none_are_named(string extensions, string more, string path, string said)
    {
        // when
        var answer = await AskAsync($$"""{"start":"2026-03-01","value":60,"unit":"calendarDay","extensions":{{extensions}}{{more}}}""");

        // then
        answer.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
        answer.ProblemPaths.ShouldBe([path]);
        answer.Text.ShouldContain(said);
    }

    [Fact]
    public async Task The_closing_days_of_a_bureau_are_no_working_days_of_it()
    {
        // given
        var desk = host.Services.GetRequiredService<CalendarDesk>();
        var proposal = new CalendarProposal.Closing("bj-chaoyang", ClosingDays.Parse("2026-03-10 机房搬迁").Value!);
        var preview = await desk.PreviewAsync(proposal, TestContext.Current.CancellationToken);
        var administrator = new Account("sj-guanli", "sj.guanli", "管理员", "bj", [Roles.Administrator], "", 0, null);
        (await desk.ConfirmAsync(proposal, preview.Before, preview.After, "", administrator, TestContext.Current.CancellationToken)).IsValid.ShouldBeTrue();

        // when
        var national = await AskAsync("""{"start":"2026-03-06","value":3,"unit":"workingDay"}""");
        var own = await AskAsync("""{"start":"2026-03-06","value":3,"unit":"workingDay","bureau":"bj-chaoyang"}""");

        // then
        (Day(national, "lastDay"), Day(own, "lastDay")).ShouldBe((new DateOnly(2026, 3, 11), new DateOnly(2026, 3, 12)));
        own.Json["days"]!.AsArray().Select(day => day!["why"]!.ToString()).ShouldContain("机房搬迁，不计入");
    }

    [Fact]
    public async Task What_is_missing_or_impossible_is_named_all_at_once_by_its_member()
    {
        // when
        var empty = await AskAsync("{}");
        var wrong = await AskAsync("""{"start":"1999-01-01","value":0,"unit":"hour"}""");

        // then
        empty.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
        empty.ProblemPaths.ShouldBe(["start", "value", "unit"]);
        wrong.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
        wrong.ProblemPaths.ShouldBe(["value", "start", "startTime"]);
        (await AskAsync("""{"start":"2026-13-01","value":1,"unit":"week"}""")).ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        (await host.Anonymous().PostTextAsync(Preview, "{}")).ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
    }

    private static DateOnly Day(Answer answer, string member) =>
        DateOnly.ParseExact(answer.Json[member]!.GetValue<string>(), "yyyy-MM-dd", null);

    private async Task<Answer> AskAsync(string body) => await (await host.AsAsync("hd.jingban")).PostTextAsync(Preview, body);
}
