using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Decisions;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.TimeLimits;

public sealed class When_a_command_comes_again
{
    private static readonly Account Officer = new("hd-jingban", "hd.jingban", "李经办", "bj-haidian", [Roles.CaseOfficer], "", 0, null);
    private static readonly Account Approver = new("hd-shenpi", "hd.shenpi", "王审批", "bj-haidian", [Roles.Approver], "", 0, null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gets_the_first_answer_though_by_now_there_are_reasons_against_it()
    {
        // given a limit that was stopped and resumed, extended, and withdrawn
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("task", Task(30)));
        await host.StartInstanceAsync("i1", "task");
        var id = (await LimitAsync(host)).Id;
        var (desk, extending) = (host.Get<LimitDesk>(), host.Get<ExtensionDesk>());
        Task<RuntimeResult> ResumeAsync() => desk.ResumeAsync(new LimitCommand(id, "2", "报告已出", Officer), host.Today, Stop);
        Task<RuntimeResult> AskAsync() => extending.AskAsync(new LimitCommand(id, "3", "停产检修", Officer), 15, Stop);
        Task<RuntimeResult> WithdrawAsync() => desk.WithdrawAsync(new LimitCommand(id, "5", "企业已注销", Approver), Stop);

        // then each is done once, and said to be done whenever the page is sent again
        (await desk.StopAsync(new LimitCommand(id, "1", "送检", Officer), ExclusionKind.Inspection, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await ResumeAsync()).ShouldBeOfType<RuntimeResult.Done>();
        (await ResumeAsync()).ShouldBe(new RuntimeResult.Repeated(LimitDesk.Resumed));
        (await AskAsync()).ShouldBeOfType<RuntimeResult.Done>();
        var request = (await host.Get<IExtensionStore>().OfCaseAsync("", Stop)).ShouldHaveSingleItem();
        Task<RuntimeResult> ApproveAsync() => extending.ApproveAsync(new LimitCommand(id, "4", "情况属实", Approver), request.Id, Stop);
        (await ApproveAsync()).ShouldBeOfType<RuntimeResult.Done>();
        (await AskAsync()).ShouldBe(new RuntimeResult.Repeated(ExtensionDesk.Asked));
        (await WithdrawAsync()).ShouldBeOfType<RuntimeResult.Done>();
        (await WithdrawAsync()).ShouldBe(new RuntimeResult.Repeated(LimitDesk.Withdrawn));
        (await ApproveAsync()).ShouldBe(new RuntimeResult.Repeated(ExtensionDesk.Approved));

        // and another command with the same wish is refused
        (await desk.WithdrawAsync(new LimitCommand(id, "6", "企业已注销", Approver), Stop)).ShouldBeOfType<RuntimeResult.Refused>();

        // and so is somebody else's under the same number
        (await desk.WithdrawAsync(new LimitCommand(id, "5", "企业已注销", Officer), Stop)).ShouldBeOfType<RuntimeResult.Refused>()
            .Problems.ShouldContain(problem => problem.Code == "limit-forbidden");
    }

    [Fact]
    public async Task A_halt_of_a_case_is_registered_once_and_not_again_after_the_case_went_on()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("task", Task(30)));
        await host.StartInstanceAsync("i1", "task", "case-1");
        var halts = host.Get<CaseHalt>();
        Task<Checked<CaseStandstill>> HaltAsync(bool resumes, string operation) =>
            halts.HaltAsync("case-1", resumes, host.Today, new LimitCommand("", operation, "企业被查封", Officer), Stop);

        // when it is halted, and the page is sent again
        (await HaltAsync(false, "1")).Value.ShouldNotBeNull().IsRepeat.ShouldBeFalse();
        var again = (await HaltAsync(false, "1")).Value.ShouldNotBeNull();

        // then
        (again.IsRepeat, again.Changed.Length).ShouldBe((true, 0));
        (await HaltAsync(false, "2")).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-nothing");

        // when it goes on, and both pages are sent again
        (await HaltAsync(true, "3")).Value.ShouldNotBeNull().Changed.Length.ShouldBe(1);
        (await HaltAsync(true, "3")).Value.ShouldNotBeNull().IsRepeat.ShouldBeTrue();
        (await HaltAsync(false, "1")).Value.ShouldNotBeNull().IsRepeat.ShouldBeTrue();

        // then it still goes on
        (await host.Get<ICaseHaltStore>().FindAsync("case-1", Stop)).ShouldBeNull();
        (await LimitAsync(host)).Outcome.SuspendedOn.ShouldBeNull();
    }

    [Fact]
    public async Task A_limit_of_a_halted_case_goes_on_with_its_case_and_is_not_said_to_go_on_alone()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("task", Task(30)));
        await host.StartInstanceAsync("i1", "task", "case-1");
        var command = new LimitCommand("", "1", "企业被查封", Officer);
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, command, Stop)).IsValid.ShouldBeTrue();

        // when somebody lets this limit alone run on
        var alone = command with { LimitId = (await LimitAsync(host)).Id, OperationId = "2" };
        var refused = await host.Get<LimitDesk>().ResumeAsync(alone, host.Today, Stop);

        // then
        refused.ShouldBeOfType<RuntimeResult.Refused>().Problems.ShouldHaveSingleItem().Code.ShouldBe("limit-halted-case");
        (await host.Get<ITimeLimitStore>().ChangesAsync(alone.LimitId, Stop)).Select(line => line.Change.Kind).ShouldBe([LimitChangeKind.Set, LimitChangeKind.Stopped]);

        // and with its case it does
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, command with { OperationId = "3" }, Stop)).Value!.Changed.Length.ShouldBe(1);
        (await LimitAsync(host)).Outcome.LastDay.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_period_that_is_late_again_after_it_stood_still_is_told_again()
    {
        // given the first quarter of 2026, of which the announcement is late since 1 July
        await using var host = await WorkflowTestHost.StartAsync("2026-02-10 09:00");
        var period = Step("announce", "PostInspection.RecurringPeriod", ("every", "Quarter"), ("limitValue", 3), ("limitUnit", "Month"), ("bureau", "bj-haidian"),
            ("limitTerms", new JsonObject { ["countsStartDay"] = true, ["rollsOver"] = false, ["excludes"] = new JsonArray("Inspection") }));
        period["body"] = Waits("announced");
        await host.PublishAsync(Of("quarters", period));
        await host.StartInstanceAsync("i1", "quarters");
        await host.PassUntilAsync(new DateOnly(2026, 7, 3));
        (await OverdueAsync(host)).ShouldBe(1);

        // when it turns out that nothing had counted for the last ten days of June
        var command = new LimitCommand((await LimitAsync(host)).Id, "1", "送检", Officer);
        (await host.Get<LimitDesk>().StopAsync(command, ExclusionKind.Inspection, new DateOnly(2026, 6, 21), Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await host.Get<LimitDesk>().ResumeAsync(command with { OperationId = "2" }, new DateOnly(2026, 7, 2), Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await LimitAsync(host)).Outcome.LastDay.ShouldBe(new DateOnly(2026, 7, 12));
        await host.PassUntilAsync(new DateOnly(2026, 7, 14));

        // then
        (await OverdueAsync(host)).ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_waits_for_the_warning_of_a_limit_that_was_withdrawn()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var scope = Step("scope", "PostInspection.LimitedScope", ("limitValue", 30), ("limitUnit", "CalendarDay"), ("warnBefore", 2), ("bureau", "bj-haidian"));
        scope["body"] = Waits("work");
        await host.PublishAsync(Of("scope", scope));
        await host.StartInstanceAsync("i1", "scope");
        (await WaitsAsync(host)).ShouldContain("预警：scope");

        // when
        (await host.Get<LimitDesk>().WithdrawAsync(new LimitCommand((await LimitAsync(host)).Id, "1", "企业已注销", Approver), Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then
        (await WaitsAsync(host)).ShouldNotContain("预警：scope");
        (await host.TimersAsync(9)).ShouldBeEmpty();
    }

    private static JsonObject Task(int days) => Step(
        "step", "PostInspection.ApprovalTask", ("role", "CaseOfficer"), ("bureau", "bj-haidian"), ("limitValue", days), ("limitUnit", "CalendarDay"),
        ("limitStart", "2026-11-20"),
        ("limitTerms", new JsonObject { ["excludes"] = new JsonArray("Inspection", "Suspension"), ["mostExtensions"] = 1, ["longestExtension"] = 30 }));

    private static async Task<StepLimit> LimitAsync(WorkflowTestHost host) =>
        (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit;

    private static async Task<int> OverdueAsync(WorkflowTestHost host) =>
        (await host.Get<INoticeStore>().ListAsync("bj-haidian", [Roles.CaseOfficer], false, null, 50, Stop)).Items.Count(notice => notice.Notice.Kind is NoticeKind.Overdue);

    private static async Task<IReadOnlyList<string>> WaitsAsync(WorkflowTestHost host) =>
        [.. (await host.Get<IInstanceQueries>().FindAsync("i1", Stop))!.Waits.Select(wait => wait.Title)];
}
