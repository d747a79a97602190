using System.Net;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

/// <summary>From a case to the article behind it, and from the article to procedures, figures and cases.</summary>
public sealed class ObligationPageTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task A_case_shows_its_procedures_and_what_of_the_law_is_at_work_done_and_to_come()
    {
        // given
        var opened = await host.OpenCaseAsync("OB-1");
        using var officer = await VisitorAsync("sj.jingban");

        // when
        await officer.OpenAsync($"/cases/{opened.CaseId}");

        // then
        officer.Page.ShouldContain("停在：汇总整理并转交");
        officer.Page.ShouldContain("进行中 1");
        officer.Page.ShouldContain("href=\"/regulations/BJ-4b\"");
        officer.Page.ShouldContain($"<a href=\"/tasks/{opened.HandOverId}\">汇总整理并转交</a>");

        // when
        await CompleteAsync(opened, "bj-haidian");

        // then
        await officer.OpenUntilAsync($"/cases/{opened.CaseId}", "停在：接收报告和文书材料");
        officer.Page.ShouldContain("已履行 2", Case.Sensitive, "the hand-over, and the choice of the rule by date (BJ-29)");
        officer.Page.ShouldNotContain("/monitor/", Case.Sensitive, "only those who supervise are led there");
    }

    [Fact]
    public async Task An_article_leads_to_its_words_its_steps_its_figures_and_its_cases()
    {
        // given a case that went on to 朝阳区
        var opened = await host.OpenCaseAsync("OB-2");
        await CompleteAsync(opened, "bj-chaoyang");
        using var supervisor = await VisitorAsync("sj.jiandu");

        await supervisor.OpenUntilAsync($"/cases/{opened.CaseId}", "停在：接收报告和文书材料");

        // when
        await supervisor.OpenAsync("/regulations/BJ-6");

        // then
        supervisor.Page.ShouldContain("应在5个工作日内使用送达回证向不合格企业办理");
        supervisor.Page.ShouldContain("5个工作日");
        supervisor.Page.ShouldContain("送达回证");
        supervisor.Page.ShouldContain("href=\"/definitions/beijing-notices\"");
        supervisor.Page.ShouldNotContain("打开设计", Case.Sensitive, "supervisors look on");
        supervisor.Page.ShouldContain("href=\"/regulations/BJ-7\"");
        TileOf(supervisor.Page, "InProgress").ShouldBeGreaterThan(0);

        // when following the figure
        await supervisor.OpenAsync("/cases?obligation=BJ-6&standing=InProgress");

        // then
        supervisor.Page.ShouldContain("只列出");
        supervisor.Page.ShouldContain($"/cases/{opened.CaseId}");
        await supervisor.OpenAsync("/cases?obligation=BJ-6&standing=Overdue");
        supervisor.Page.ShouldContain("这项义务目前没有这种情况的案件。");
    }

    [Fact]
    public async Task An_article_shows_first_where_it_is_carried_out_and_folds_what_only_decides_and_joins()
    {
        // given
        using var supervisor = await VisitorAsync("sj.jiandu");

        // when
        await supervisor.OpenAsync("/regulations/BJ-13");

        // then
        var page = supervisor.Page;
        var carriedOut = page.IndexOf("履行</span> 送达异议处理通知书", StringComparison.Ordinal);
        var others = page.IndexOf("个流程为它作准备或者承接它的结果", StringComparison.Ordinal);
        carriedOut.ShouldBeInRange(0, others);
        page.LastIndexOf("履行</span> 送达异议处理通知书", StringComparison.Ordinal).ShouldBeLessThan(others);
        page.ShouldNotContain("承担</span> 交回异议处理结果");
        page.ShouldContain("交回异议处理结果");
    }

    [Fact]
    public async Task Figures_are_those_of_the_cases_that_a_person_sees()
    {
        // given
        var opened = await host.OpenCaseAsync("OB-3");
        await CompleteAsync(opened, "bj-chaoyang");
        using var municipal = await VisitorAsync("sj.jingban");
        using var haidian = await VisitorAsync("hd.jingban");
        using var chongqing = await VisitorAsync("cqsj.jingban");

        // when
        await municipal.OpenAsync("/regulations/BJ-4b");
        await haidian.OpenAsync("/regulations/BJ-4b");
        await chongqing.OpenAsync("/regulations/BJ-4b");

        // then
        municipal.Page.ShouldContain("本市的案件");
        haidian.Page.ShouldContain("本局承办的案件");
        TileOf(municipal.Page, "Discharged").ShouldBeGreaterThan(TileOf(haidian.Page, "Discharged"));
        chongqing.Page.ShouldNotContain("class=\"tile-number\"");
        haidian.Page.ShouldNotContain("/definitions/", Case.Sensitive, "officers may not open definitions");
    }

    [Fact]
    public async Task The_three_texts_are_listed_and_searched()
    {
        // given
        using var officer = await VisitorAsync("cqsj.jingban");

        // when, then
        await officer.OpenAsync("/regulations");
        officer.Page.ShouldContain("CQ-3.1a");
        officer.Page.ShouldNotContain("href=\"/regulations/BJ-6\"");
        await officer.OpenAsync("/regulations?city=shanghai");
        officer.Page.ShouldContain("SH-1.2a");
        await officer.OpenAsync("/regulations?q=" + Uri.EscapeDataString("送达回证 第六条"));
        officer.Page.ShouldContain("href=\"/regulations/BJ-6\"");
        officer.Page.ShouldNotContain("href=\"/regulations/CQ-3.1a\"");
        await officer.OpenAsync("/regulations?q=" + Uri.EscapeDataString("没有这样的话"));
        officer.Page.ShouldContain("没有符合的条款。");
        (await officer.OpenAsync("/regulations/BJ-999")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_definition_names_the_obligations_of_its_steps_and_leads_back_to_the_article()
    {
        // given
        using var administrator = await VisitorAsync("sj.guanli");

        // when
        await administrator.OpenAsync("/definitions/beijing-notices");

        // then
        administrator.Page.ShouldContain("承担的法定义务");
        administrator.Page.ShouldContain("href=\"/regulations/BJ-6\"");
        await administrator.OpenAsync("/regulations/BJ-6");
        administrator.Page.ShouldContain("/studio/workflows/definitions/beijing-notices/edit");
    }

    private async Task<PortalVisitor> VisitorAsync(string login)
    {
        var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync(login);
        return visitor;
    }

    private async Task CompleteAsync(OpenedCase opened, string bureau)
    {
        var answer = await (await host.AsAsync("sj.jingban")).PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", OpenedCase.Completion($"op-{opened.CaseId}", bureau));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    private static int TileOf(string page, string standing)
    {
        var tile = page[page.IndexOf($"standing={standing}", StringComparison.Ordinal)..];
        var number = tile[(tile.IndexOf("tile-number\">", StringComparison.Ordinal) + 13)..];
        return int.Parse(number[..number.IndexOf('<', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
