using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>An objection to a failed recheck in Beijing: articles 6, 8, 13 and 19. 2026-09-14 is a Monday.</summary>
public sealed class BeijingRecheckObjectionTests : IAsyncLifetime
{
    private WorkflowTestHost host = null!;

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Upheld_it_takes_the_recheck_from_the_history_and_corrects_the_announcement()
    {
        // given
        var opened = await ObjectedAsync();
        var failed = await ConductsAsync();

        // when
        await DecideAsync(opened, "异议成立", "变更为合格");
        var titles = await OpenTitlesAsync(host, opened);
        await host.CompleteAsync(opened, "知悉复查变更为合格", "已知悉", Form(("handling", "无在办案件")));
        await host.CompleteAsync(opened, "核对公告和吊销建议", "核对完毕", Form(("announced", "已发布"), ("publishedOn", Text(host.Today))));
        await host.CompleteAsync(opened, "批准更正公告", "批准");
        await host.CompleteAsync(opened, "登记更正公告发布", "已发布", Form(("publishedOn", Text(host.Today)), ("channel", "市局网站")));
        await host.CompleteAsync(opened, "送达异议处理通知书", "已送达", Receipt(host.Today));
        await ReportProgressAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 20));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");

        // then
        titles.ShouldNotContain("认定是否严重质量问题");
        titles.ShouldNotContain("核对生产许可证");
        failed.ShouldContain(Conduct.FailedRecheck);
        (await ConductsAsync()).ShouldBe([.. failed, Conduct.RecheckOverturned]);
        var closed = await CaseAsync(host, opened);
        closed.State.ShouldBe(CaseState.Closed);
        closed.Result.ShouldBe("企业已在整改期内提交整改报告；复查异议成立，复查结果变更为合格；企业未提出异议，视为承认检验结果");
        (await PrintedAsync(host, opened, "工业产品质量监督复查异议受理通知书")).ShouldContain("复查检验报告（编号：FC-2026-0077");
        (await PrintedAsync(host, opened, "工业产品质量监督复查异议处理通知书")).ShouldContain("变更为合格");
        (await PrintedAsync(host, opened, "工业产品质量监督抽查复查不合格公告的更正")).ShouldContain("FC-2026-0077");
    }

    [Fact]
    public async Task Refused_it_stops_nothing_and_the_history_stays()
    {
        // given
        var opened = await ObjectedAsync();
        var failed = await ConductsAsync();

        // when
        await DecideAsync(opened, "异议不成立", "维持原检验结论");

        // then
        (await OpenTitlesAsync(host, opened)).ShouldContain("核对生产许可证");
        (await host.TaskAsync(opened, "送达异议处理通知书")).BureauId.ShouldBe("bj-haidian");
        (await ConductsAsync()).ShouldBe(failed);
        (await CaseAsync(host, opened)).State.ShouldBe(CaseState.InProgress);
    }

    private async Task<Case> ObjectedAsync()
    {
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.CompleteAsync(opened, "登记整改报告", "收到整改报告", Form(("receivedOn", Text(host.Today)), ("summary", "已整改")));
        await RecheckAsync(host, opened, outcome: "复查不合格");
        await host.CompleteAsync(opened, "批准公告", "批准");
        await host.CompleteAsync(opened, "登记公告发布", "已发布", Form(("publishedOn", Text(host.Today)), ("channel", "市局网站")));
        await host.CompleteAsync(opened, "登记异议材料（复查）", "收到异议", Form(("receivedOn", Text(host.Today)), ("content", "复查的不是整改后的产品")));
        await host.CompleteAsync(opened, "决定是否受理异议（复查）", "受理");
        await host.CompleteAsync(opened, "组织复检或调查核实（复查异议）", "调查核实");
        return opened;
    }

    private async Task DecideAsync(Case opened, string found, string decision)
    {
        await host.CompleteAsync(opened, "登记调查核实情况（复查异议）", "登记", Form(
            ("receivedOn", Text(host.Today)), ("conclusion", found), ("findings", "已核对复查抽样记录")));
        await host.CompleteAsync(opened, "作出异议处理决定（复查异议）", decision);
    }

    private async Task<IReadOnlyList<Conduct>> ConductsAsync() =>
        [.. (await host.Get<IEnterpriseRecords>().OfEnterprisesAsync("beijing", ["91350100M000100Y43"], CancellationToken.None)).Select(record => record.Conduct)];
}
