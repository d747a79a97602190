using Shouldly;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Decisions;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using static WorkflowHost.Modules.Tests.Procedures.ChongqingOfficers;
using Case = WorkflowHost.Cases.Case;
using HandOver = WorkflowHost.Modules.Tests.Procedures.ChongqingOfficers;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>A period that a person withdraws has not run out: somebody looks at what has become of it. 2026-09-14 is a Monday.</summary>
public sealed class Withdrawn_periods : IAsyncLifetime
{
    private WorkflowTestHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task In_Chongqing_it_is_asked_whether_an_objection_had_come_and_the_order_follows()
    {
        // given
        var opened = await host.ReceiveAsync(Reports.ProducedInChongqing());
        await HandOver.HandOverAsync(host, opened);
        await ServeSampledAsync(host, opened);

        // when
        await WithdrawAsync(opened, "等待异议期届满");

        // then
        (await OpenTitlesAsync(host, opened)).ShouldNotContain("登记书面异议");
        var confirm = await host.TaskAsync(opened, "核实异议期内是否收到异议");
        confirm.Form.Single(field => field.Name == "receivedOn").NotAfter.ShouldBe(new DateOnly(2026, 9, 29));

        // when it had not, and the period for mending is withdrawn, too
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        await OrderAsync(host, opened);
        await WithdrawAsync(opened, "等待改正期届满");

        // then
        (await OpenTitlesAsync(host, opened)).ShouldContain("组织复查");
        (await OpenTitlesAsync(host, opened)).ShouldNotContain("登记改正情况");
    }

    [Theory]
    [InlineData("当事人已出现")]
    [InlineData("重新公告")]
    public async Task In_Shanghai_nobody_counts_as_served_by_a_notice_that_was_withdrawn(string found)
    {
        // given
        var opened = await host.ReceiveAsync(Reports.ProducedInShanghai());
        await host.CompleteAsync(opened, "移交属地", "移交", Form(("bureau", "sh-pudong")));
        await host.CompleteAsync(opened, "接收移交", "接收", Form(("receivedOn", Text(host.Today)), ("contact", "沈堃")));
        await host.CompleteAsync(opened, "联系经营者", "无法联系", Form(("attempts", "两次到登记住所核查无人经营")));
        await host.CompleteAsync(opened, "审批列异决定", "同意列入");
        await host.CompleteAsync(opened, "登记列异公示", "已公示", Form(("publishedOn", Text(host.Today)), ("channel", "国家企业信用信息公示系统")));
        await host.CompleteAsync(opened, "审批检验结果告知书", "同意");
        await host.CompleteAsync(opened, "发布送达公告", "已公告", Form(("publishedOn", Text(host.Today)), ("channel", "区局网站")));
        await host.PassUntilAsync(new DateOnly(2026, 9, 18));

        // when
        await WithdrawAsync(opened, "等待公告送达期满");

        // then
        (await OpenTitlesAsync(host, opened)).ShouldNotContain("登记公告送达");
        (await OpenTitlesAsync(host, opened)).ShouldNotContain("登记当事人出现");

        // when
        await host.CompleteAsync(opened, "核实公告期撤销", found, found == "重新公告" ? Form() : Form(("on", Text(host.Today)), ("how", "法定代表人来电")));

        // then
        if (found == "重新公告")
        {
            (await host.TaskAsync(opened, "发布送达公告")).LastDay.ShouldBe(new DateOnly(2026, 9, 20));
            return;
        }

        await host.CompleteAsync(opened, "直接送达", "已送达", Receipt(host.Today));
        (await host.TaskAsync(opened, "登记书面异议")).LastDay.ShouldBe(new DateOnly(2026, 10, 8));
    }

    private async Task WithdrawAsync(Case opened, string step)
    {
        var limit = (await host.Get<ITimeLimitStore>().OfCaseAsync(opened.Id, Stop)).Single(stored => stored.EndedAt is null && stored.Limit.Step == step).Limit;
        var approver = new Account("shenpi", "shenpi", "王审批", limit.BureauId, [Roles.Approver], "", 0, null);
        (await host.Get<LimitDesk>().WithdrawAsync(new LimitCommand(limit.Id, "1", "情况有变", approver), Stop)).ShouldBeOfType<RuntimeResult.Done>();
        await host.SettleAsync();
    }
}
