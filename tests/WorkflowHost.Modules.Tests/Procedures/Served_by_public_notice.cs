using Shouldly;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Decisions;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>The days in which a bureau serves end with the notice that is published, not with its thirty days. 2026-09-14 is a Monday.</summary>
public sealed class Served_by_public_notice : IAsyncLifetime
{
    private static readonly Account Officer = new("jingban", "jingban", "李文静", "bj-haidian", [Roles.CaseOfficer], "", 0, null);

    private WorkflowTestHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("送达检验结果")]
    [InlineData("送达责令整改通知书")]
    public async Task The_limit_stands_still_while_the_notice_runs(string title)
    {
        // given
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ApproveBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 17));

        // when, then
        await PublishAsync(opened, title, Officer);
    }

    [Fact]
    public async Task Chongqings_five_working_days_stand_still_too()
    {
        // given
        var opened = await host.ReceiveAsync(Reports.ProducedInChongqing());
        await ChongqingOfficers.HandOverAsync(host, opened);
        await host.CompleteAsync(opened, "拟制结果通知书", "提交审批", Form(("platform", "/"), ("copyTo", "重庆市渝北区市场监督管理局")));
        await host.CompleteAsync(opened, "审批结果通知书", "同意");
        await host.CompleteAsync(opened, "接收检验报告和结果通知书", "接收", Form(("receivedOn", Text(host.Today))));

        // when, then
        await PublishAsync(opened, "送达检验结果", Officer with { BureauId = "cq-yubei" });
    }

    private async Task PublishAsync(Case opened, string title, Account officer)
    {
        var service = await host.TaskAsync(opened, title);
        service.Instructions.ShouldContain("以“公告”停止计算");

        // when
        (await host.Get<LimitDesk>().StopAsync(new LimitCommand(service.Id, "1", "在区局网站公告", officer), ExclusionKind.PublicNotice, host.Today, Stop))
            .ShouldBeOfType<RuntimeResult.Done>();
        await host.PassUntilAsync(new DateOnly(2026, 10, 19));

        // then
        (await host.Get<ITaskStore>().FindAsync(service.Id, Stop))!.DueAt.ShouldBeNull();

        // when
        (await host.Get<LimitDesk>().ResumeAsync(new LimitCommand(service.Id, "2", "公告期满", officer), host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        await host.CompleteAsync(opened, title, "已送达", Receipt(host.Today));

        // then
        (await host.Get<ITaskStore>().FindAsync(service.Id, Stop))!.LastDay!.Value.ShouldBeGreaterThan(host.Today);
    }
}
