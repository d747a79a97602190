using System.Net;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class CalculatorPageTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task It_shows_the_last_day_the_sentence_and_every_day()
    {
        // when
        var page = await PageAsync("/time-limits?start=2026-09-16&value=15&unit=CalendarDay&startEvent=送达");

        // then
        page.ShouldContain("2026-10-08（周四）");
        page.ShouldContain("已确定");
        page.ShouldContain("自2026年9月16日送达次日起算15日");
        page.ShouldContain("2026年9月");
        page.ShouldContain("2026年10月");
        page.ShouldContain("第15");
    }

    [Fact]
    public async Task It_asks_before_it_answers_and_names_what_can_not_be_computed()
    {
        // when
        var empty = await PageAsync("/time-limits");
        var wrong = await PageAsync("/time-limits?start=2026-02-31&value=15");
        var tooMany = await PageAsync("/time-limits?start=2026-02-01&value=5000&unit=WorkingDay");

        // then
        empty.ShouldContain("填写期限后");
        empty.ShouldNotContain("不能计算");
        wrong.ShouldContain("起算日应为日期");
        tooMany.ShouldContain("期限应为 1 至 1000，现为 5000。");
    }

    [Fact]
    public async Task A_limit_without_a_notice_is_shown_as_provisional_with_its_range()
    {
        // when
        var page = await PageAsync("/time-limits?start=2027-09-20&value=10&unit=WorkingDay");

        // then
        page.ShouldContain("暂定");
        page.ShouldContain("放假通知尚未公布或导入");
    }

    [Fact]
    public async Task It_counts_an_extension_and_says_what_can_not_be_extended()
    {
        // when
        var extended = await PageAsync("/time-limits?start=2026-09-16&value=30&unit=CalendarDay&extended=15&bureau=bj-haidian");
        var wrong = await PageAsync("/time-limits?start=2026-09-16&value=30&unit=CalendarDay&extended=x&bureau=nowhere");
        var window = await PageAsync("/time-limits?start=2026-09-16&value=60&unit=CalendarDay&windowEnd=90&extended=15");

        // then
        extended.ShouldContain("2026-11-02（周一）");
        extended.ShouldContain("经批准延长15日");
        wrong.ShouldContain("延长应为正整数，如 15。");
        wrong.ShouldContain("没有这个单位");
        window.ShouldContain("本期限不能延长。");
    }

    private async Task<string> PageAsync(string path)
    {
        using var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync("hd.jingban");
        (await visitor.OpenAsync(path)).ShouldBe(HttpStatusCode.OK);
        return visitor.Page;
    }
}
