using Shouldly;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Regulations;

/// <summary>Where the obligations of Beijing's regulation stand while a case goes on. 2026-09-14 is a Monday.</summary>
public sealed class Obligations_of_a_case : IAsyncLifetime
{
    private WorkflowTestHost host = null!;
    private Case opened = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        opened = await host.ReceiveAsync(Reports.Unqualified());
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_new_case_has_one_at_work_those_to_come_and_those_that_are_not_its_own()
    {
        // when
        var account = await AccountAsync();

        // then
        var handOver = account["BJ-4b"];
        (handOver.Standing, handOver.Step, handOver.At).ShouldBe((ObligationStanding.InProgress, "汇总整理并转交", host.Clock.GetUtcNow()));
        (await host.TaskAsync(opened, "汇总整理并转交")).BookmarkId.ShouldBe(handOver.LimitId);
        account["BJ-6"].Standing.ShouldBe(ObligationStanding.NotReached);
        (account["BJ-5"].Standing, account["BJ-5"].Why).ShouldBe((ObligationStanding.NotApplicable, "适用情形：检验结论为合格"));
        (account["BJ-25"].Standing, account["BJ-25"].Why).ShouldBe((ObligationStanding.NotApplicable, "不由本案的流程承担，属于：信息发布"));
        account.Keys.ShouldAllBe(id => id.StartsWith("BJ-", StringComparison.Ordinal));
        account.Count.ShouldBe(39);
    }

    [Fact]
    public async Task What_is_done_in_time_is_discharged_and_what_a_step_ruled_out_does_not_apply()
    {
        // when
        await HandOverAsync(host, opened);

        // then
        var account = await AccountAsync();
        (account["BJ-4b"].Standing, account["BJ-4b"].Step, account["BJ-4b"].IsLate).ShouldBe((ObligationStanding.Discharged, "汇总整理并转交", false));
        (account["BJ-14c"].Standing, account["BJ-14c"].Why).ShouldBe((ObligationStanding.NotApplicable, "“接收报告和文书材料”认定不适用"));
        (account["BJ-6"].Standing, account["BJ-6"].Step).ShouldBe((ObligationStanding.InProgress, "拟制检验结果通知书"));
    }

    [Fact]
    public async Task What_waits_beyond_its_limit_is_overdue_and_late_for_good_once_it_is_done()
    {
        // when nobody hands over
        await host.PassUntilAsync(new DateOnly(2026, 9, 18));

        // then
        (await AccountAsync())["BJ-4b"].Standing.ShouldBe(ObligationStanding.Overdue);

        // when
        await HandOverAsync(host, opened);

        // then
        var done = (await AccountAsync())["BJ-4b"];
        (done.Standing, done.IsLate, done.LimitId.Length > 0).ShouldBe((ObligationStanding.Discharged, true, true));
    }

    [Fact]
    public async Task A_step_whose_limit_is_not_that_of_an_obligation_does_not_make_it_overdue()
    {
        // given the papers, which are not accepted within the step's own working day
        await host.CompleteAsync(opened, "汇总整理并转交", "转交", Form(("bureau", "bj-haidian")));

        // when
        await host.PassUntilAsync(new DateOnly(2026, 9, 18));

        // then BJ-6 counts from the day of receipt
        var service = (await AccountAsync())["BJ-6"];
        (service.Standing, service.Step).ShouldBe((ObligationStanding.InProgress, "接收报告和文书材料"));
    }

    [Fact]
    public async Task What_a_step_finds_missed_is_said_so()
    {
        // given
        await ServeBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 20));

        // when
        await host.CompleteAsync(opened, "核实整改期届满情况", "逾期未提交", Form(("urging", "已电话督促"), ("situation", "该企业未提交整改报告")));

        // then
        var report = (await AccountAsync())["BJ-16"];
        (report.Standing, report.IsLate, report.Step).ShouldBe((ObligationStanding.Overdue, true, "核实整改期届满情况"));
    }

    [Fact]
    public async Task A_case_that_was_given_up_says_what_was_not_done()
    {
        // when
        await host.Get<WorkflowRuntime>().SendAsync(opened.InstanceId, new Stimulus.Cancel("重复立案"), Command.BySystem(), CancellationToken.None);

        // then
        var account = await AccountAsync();
        account["BJ-6"].Standing.ShouldBe(ObligationStanding.Unfulfilled);
        account.Values.ShouldNotContain(one => one.Standing == ObligationStanding.InProgress || one.Standing == ObligationStanding.NotReached);
    }

    [Fact]
    public async Task A_trial_leaves_no_record()
    {
        // given
        var trial = new NewInstance("trial", "beijing-unqualified-result", "", opened.Id, (await host.StateAsync(opened.InstanceId)).Input)
        {
            Test = new TestRun("sj.guanli", "bj"),
        };

        // when
        await host.Get<WorkflowRuntime>().StartAsync(trial, Command.BySystem(), CancellationToken.None);

        // then
        (await host.Get<IObligationRecords>().OfCaseAsync(opened.Id, CancellationToken.None)).AtWork.ShouldAllBe(work => work.InstanceId == opened.InstanceId);
    }

    private async Task<IReadOnlyDictionary<string, ObligationInCase>> AccountAsync()
    {
        var instance = await host.InstanceAsync(opened);
        var procedure = await host.Get<DefinitionLibrary>().GetAsync(instance.DefinitionVersionId, CancellationToken.None);
        var input = CaseInput.Of(opened, AddresseeRule.SampledParty, host.Get<IBureauDirectory>(), host.Get<ProductCatalogue>());
        var recorded = await host.Get<IObligationRecords>().OfCaseAsync(opened.Id, CancellationToken.None);
        return host.Get<ObligationAccount>().Of(
            "beijing", opened.ReceivedOn, input, [new ProcedureRun(ProcedureLaw.Of(procedure.Graph), instance.Status is WorkflowStatus.Finished)],
            recorded, host.Clock.GetUtcNow()).ToDictionary(one => one.Obligation.Id, StringComparer.Ordinal);
    }
}
