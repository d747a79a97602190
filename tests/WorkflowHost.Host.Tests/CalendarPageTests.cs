using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.WorkingTime.Calendars;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Host.Tests;

/// <summary>The pages of calendars and limits, used by a browser without scripts.</summary>
public sealed class CalendarPageTests(RunningHost host) : IClassFixture<RunningHost>
{
    /// <summary>Imagined.</summary>
    private const string Lines =
        """
        元旦：1月1日至3日放假，共3天。
        春节：2月5日至11日放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
        清明节：4月3日至5日放假，共3天。
        劳动节：5月1日至5日放假调休，共5天。
        端午节：6月9日放假。
        中秋节：9月15日放假。
        国庆节：10月1日至7日放假调休，共7天。
        """;

    [Fact]
    public async Task What_can_t_be_read_is_told_and_breaks_no_page()
    {
        // given
        using var administrator = await VisitorAsync("sj.guanli");

        // when a year is no year, a text holds half a character, and a notice is for a year that has none yet
        await administrator.OpenAsync("/calendars?year=abc");
        administrator.Page.ShouldContain("国务院办公厅放假通知");
        await administrator.OpenAsync("/calendars/import");
        await administrator.SubmitFormAsync("/calendars/import", "preview", ("way", "json"), ("text", """{"year":2027,"sources":[{"number":"\ud800"}],"daysOff":[],"makeUpWorkdays":[]}"""));
        administrator.Page.ShouldContain("放假安排文件含有不完整的字符");
        await administrator.SubmitFormAsync("/calendars/import", "preview", ("way", "lines"), ("year", "2072"), ("number", "文号"),
            ("text", string.Join('\n', StatutoryHolidays.Of(2072).DistinctBy(day => day.Date).Select(day => $"{day.Name}：{day.Date.Month}月{day.Date.Day}日放假。"))));

        // then
        administrator.Page.ShouldContain("2072年的放假通知还不会公布");
        administrator.Page.ShouldNotContain("确认前：会影响什么");
    }

    [Theory]
    [InlineData("hd.jingban")]
    [InlineData("sj.jiandu")]
    public async Task Everybody_reads_the_years_and_only_administrators_change_them(string login)
    {
        // when
        using var reader = await VisitorAsync(login);

        // then
        (await reader.OpenAsync("/calendars?year=2026")).ShouldBe(HttpStatusCode.OK);
        reader.Page.ShouldContain("国办发明电〔2025〕7号");
        reader.Page.ShouldContain("春节 2026-02-15（周日）至 2026-02-23（周一）");
        foreach (var forbidden in new[] { "/calendars/import", "/calendars/closing", "/calendars/changes/1" })
        {
            reader.Page.ShouldNotContain($"href=\"{forbidden}");
            (await reader.OpenAsync(forbidden)).ShouldBe(HttpStatusCode.Forbidden, forbidden);
        }
    }

    [Fact]
    public async Task The_notice_of_a_year_is_offered_for_its_correction()
    {
        // given
        using var administrator = await VisitorAsync("sj.guanli");

        // when
        await administrator.OpenAsync("/calendars/import?year=2025");
        var offered = administrator.Page;
        await administrator.OpenAsync("/calendars/import?year=2031&before=77");

        // then
        offered.ShouldContain("下面是现行的 2025 年放假安排");
        offered.ShouldContain("2025-10-01");
        administrator.Page.ShouldNotContain("下面是");
    }

    [Fact]
    public async Task A_notice_is_previewed_and_confirmed_and_what_moved_can_be_read_afterwards()
    {
        // given a limit that ends in the Spring Festival of 2027
        var opened = await host.OpenCaseAsync("CAL-NOTICE");
        await StartAsync("cal-notice", opened.CaseId, ("limitValue", "60"), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-16"));
        using var administrator = await VisitorAsync("sj.guanli");
        await administrator.OpenAsync("/calendars?year=2027");
        administrator.Page.ShouldContain("仅法定");
        administrator.Page.ShouldContain("通知尚未导入");

        // when it is wrong, then right
        await administrator.OpenAsync("/calendars/import");
        await administrator.SubmitFormAsync("/calendars/import", "preview", ("way", "lines"), ("year", "2027"), ("number", "国办发明电〔2026〕99号"), ("text", "元旦：1月1日（周一）放假。\n不知所云"));
        administrator.Page.ShouldContain("第1行：");
        administrator.Page.ShouldContain("第2行：");
        administrator.Page.ShouldContain("不知所云</textarea>");
        await administrator.SubmitFormAsync("/calendars/import", "preview", ("way", "lines"), ("year", "2027"), ("number", "国办发明电〔2026〕99号"), ("text", Lines));

        // then nothing has changed yet
        administrator.Page.ShouldContain("确认前：会影响什么");
        administrator.Page.ShouldContain("北京市海淀区市场监督管理局");
        administrator.Page.ShouldContain("推迟");
        var before = (await LimitAsync("cal-notice")).Limit.Outcome;
        before.Provisional.ShouldBeTrue();

        // when
        await administrator.SubmitFormAsync("/calendars/import", "confirm", ("step", "confirm"), ("reason", "通知已公布"));

        // then
        administrator.Page.ShouldContain("2027年放假安排（国办发明电〔2026〕99号）");
        await administrator.OpenUntilAsync("/calendars/changes/2", "已完成");
        administrator.Page.ShouldContain("cal-notice");
        var after = (await LimitAsync("cal-notice")).Limit.Outcome;
        (after.Provisional, after.LastDay > before.LastDay).ShouldBe((false, true));
        await administrator.OpenAsync("/calendars?year=2027");
        administrator.Page.ShouldContain("已公布");
        using var officer = await VisitorAsync("hd.jingban");
        await officer.OpenAsync("/notices");
        officer.Page.ShouldContain("期限变动");
        officer.Page.ShouldContain("因2027年放假安排（国办发明电〔2026〕99号）重新计算");
        await officer.SubmitAsync("/notices", ("key", ""));
        officer.Page.ShouldContain("没有未读通知");
    }

    [Fact]
    public async Task Only_administrators_change_calendars_and_districts_only_their_own_closing_days()
    {
        using var officer = await VisitorAsync("hd.jingban");
        (await officer.OpenAsync("/calendars/closing")).ShouldBe(HttpStatusCode.Forbidden);
        using var city = await VisitorAsync("sj.guanli");
        (await city.OpenAsync("/calendars/closing?bureau=bj-haidian")).ShouldBe(HttpStatusCode.OK);
        await city.SubmitFormAsync("/calendars/closing", "preview", ("text", "2028-03-08 机房搬迁\n2028-02-30 没有这天"));
        city.Page.ShouldContain("第2行：");
        (await city.OpenAsync("/calendars/closing?bureau=cq-yuzhong")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_extension_is_asked_for_on_the_limit_s_page_and_approved_there_by_another()
    {
        // given
        var opened = await host.OpenCaseAsync("CAL-EXTEND");
        await StartAsync(
            "cal-extend", opened.CaseId, ("limitValue", "30"), ("limitUnit", "CalendarDay"), ("limitStart", "=new Date().toISOString().slice(0, 10)"),
            ("limitTerms", new JsonObject { ["mostExtensions"] = 1, ["excludes"] = new JsonArray("Inspection") }));
        var limit = (await LimitAsync("cal-extend")).Limit;
        var path = $"/limits/{limit.Id}";
        using var officer = await VisitorAsync("hd.jingban");
        await officer.OpenAsync(path);
        officer.Page.ShouldContain("本期限最多延长 1 次");
        officer.Page.ShouldContain("逐日计算");

        // when
        await officer.SubmitFormAsync(path, "ask", ("value", "10"), ("reason", "企业停产检修"));
        officer.Page.ShouldContain("已提交延长申请");
        officer.Page.ShouldNotContain("批准延长");
        using var approver = await VisitorAsync("hd.shenpi");
        await approver.OpenAsync("/notices");
        approver.Page.ShouldContain("申请延长10日");
        await approver.OpenAsync(path);
        await approver.SubmitFormAsync(path, "decide-", ("decision", "approve"), ("reason", "情况属实"));

        // then
        approver.Page.ShouldContain("已批准延长");
        (await LimitAsync("cal-extend")).Limit.Facts.Extensions.ShouldHaveSingleItem().Reason.ShouldBe("企业停产检修");

        // and when it is stopped
        await officer.OpenAsync(path);
        await officer.SubmitFormAsync(path, "stop", ("kind", "Inspection"), ("day", $"{(await LimitAsync("cal-extend")).Limit.Facts.Start:yyyy-MM-dd}"), ("reason", "送检"));
        officer.Page.ShouldContain("期限已停止计算。");
        officer.Page.ShouldContain("尚不能确定");
        officer.Page.ShouldNotContain("无期限");
        await officer.OpenAsync($"/tasks/{limit.Id}");
        officer.Page.ShouldContain("aria-hidden=\"true\"></span>停止计算");
        using var stranger = await VisitorAsync("cy.jingban");
        (await stranger.OpenAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Instance(string name) => $"limit-{name}";

    private async Task StartAsync(string name, string caseId, params (string Name, JsonNode? Value)[] limit)
    {
        var stop = TestContext.Current.CancellationToken;
        var definition = Of(name, Step(name, "PostInspection.ApprovalTask", [("role", "CaseOfficer"), ("bureau", "bj-haidian"), .. limit]));
        (await host.Services.GetRequiredService<DefinitionLibrary>().PublishAsync(definition.ToJsonString(), DefinitionOrigin.Administrator, stop)).IsValid.ShouldBeTrue();
        (await host.Services.GetRequiredService<WorkflowRuntime>().StartAsync(
            new NewInstance(Instance(name), name, "", caseId, []), Command.BySystem(), stop)).ShouldBeOfType<RuntimeResult.Done>();
    }

    private async Task<StoredLimit> LimitAsync(string name) =>
        (await host.Services.GetRequiredService<ITimeLimitStore>().OfInstanceAsync(Instance(name), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

    private async Task<PortalVisitor> VisitorAsync(string login)
    {
        var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync(login);
        return visitor;
    }
}
