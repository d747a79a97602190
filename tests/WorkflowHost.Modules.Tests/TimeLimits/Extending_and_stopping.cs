using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
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

public sealed class Extending_and_stopping
{
    private static readonly Account Officer = new("hd-jingban", "hd.jingban", "李经办", "bj-haidian", [Roles.CaseOfficer], "", 0, null);
    private static readonly Account Approver = new("hd-shenpi", "hd.shenpi", "王审批", "bj-haidian", [Roles.Approver], "", 0, null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_extension_is_asked_for_by_one_person_and_approved_by_another()
    {
        // given 30 days from 2026-11-20: 2026-12-20 is a Sunday, so 12-21
        await using var host = await HostAsync();
        var limit = await LimitAsync(host);
        limit.Outcome.LastDay.ShouldBe(new DateOnly(2026, 12, 21));
        var desk = host.Get<ExtensionDesk>();

        // when
        (await desk.AskAsync(Command(limit, "1", "企业停产检修", Officer), 15, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await desk.AskAsync(Command(limit, "1", "企业停产检修", Officer), 15, Stop)).ShouldBeOfType<RuntimeResult.Repeated>();

        // then nothing moved yet, and approvers know
        (await LimitAsync(host)).Outcome.LastDay.ShouldBe(new DateOnly(2026, 12, 21));
        (await host.Get<INoticeStore>().CountUnreadAsync("bj-haidian", [Roles.Approver], Stop)).ShouldBe(1);
        var request = (await host.Get<IExtensionStore>().OfCaseAsync("", Stop)).ShouldHaveSingleItem();
        (await desk.ApproveAsync(Command(limit, "2", "同意", Officer), request.Id, Stop)).ShouldBeOfType<RuntimeResult.Refused>();

        // when
        (await desk.ApproveAsync(Command(limit, "2", "情况属实", Approver), request.Id, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then 45 days from 2026-11-20 is 2027-01-04
        var extended = await LimitAsync(host);
        extended.Outcome.LastDay.ShouldBe(new DateOnly(2027, 1, 4));
        extended.Outcome.Sentence.ShouldContain("延长");
        (await host.Get<ITaskStore>().FindAsync(limit.Id, Stop))!.LastDay.ShouldBe(new DateOnly(2027, 1, 4));
        var change = (await host.Get<ITimeLimitStore>().ChangesAsync(limit.Id, Stop))[^1];
        (change.Change.Kind, change.Actor, change.Change.Before, change.Change.After)
            .ShouldBe((LimitChangeKind.Extended, Approver.Id, new DateOnly(2026, 12, 21), new DateOnly(2027, 1, 4)));
        (await host.Get<IExtensionStore>().FindAsync(request.Id, Stop))!.State.ShouldBe(ExtensionState.Approved);

        // and the rule allows only one
        Codes(await desk.AskAsync(Command(limit, "3", "再延", Officer), 5, Stop)).ShouldBe(["limit-extension-count"]);
        Codes(await desk.ApproveAsync(Command(limit, "4", "再批", Approver), request.Id, Stop)).ShouldNotBeEmpty();
        (await LimitAsync(host)).Outcome.LastDay.ShouldBe(new DateOnly(2027, 1, 4));
    }

    [Fact]
    public async Task What_the_rule_does_not_allow_is_refused_with_every_reason()
    {
        // given
        await using var host = await HostAsync();
        var limit = await LimitAsync(host);
        var (extending, desk) = (host.Get<ExtensionDesk>(), host.Get<LimitDesk>());

        // then
        Codes(await extending.AskAsync(Command(limit, "", " ", Approver with { BureauId = "bj-chaoyang" }), 0, Stop))
            .ShouldBe(["limit-forbidden", "operation-id", "reason", "limit-extension-value", "limit-extension-approval"], ignoreOrder: true);
        Codes(await extending.AskAsync(Command(limit, "1", "太长", Officer), 31, Stop)).ShouldBe(["limit-extension-value"]);
        Codes(await desk.StopAsync(Command(limit, "2", "听证", Officer), ExclusionKind.Hearing, host.Today, Stop)).ShouldBe(["limit-excluded-kind"]);
        Codes(await desk.StopAsync(Command(limit, "3", "检验", Officer), ExclusionKind.Inspection, host.Today.AddDays(1), Stop)).ShouldBe(["limit-day"]);
        Codes(await desk.ResumeAsync(Command(limit, "4", "恢复", Officer), host.Today, Stop)).ShouldBe(["limit-runs"]);
    }

    [Fact]
    public async Task A_stopped_limit_is_due_on_no_day_until_it_runs_on()
    {
        // given
        await using var host = await HostAsync();
        var limit = await LimitAsync(host);
        var desk = host.Get<LimitDesk>();
        host.Clock.SetUtcNow(ChinaTime.At(new DateOnly(2026, 11, 25), new TimeOnly(9, 0)));

        // when
        (await desk.StopAsync(Command(limit, "1", "送检", Officer), ExclusionKind.Inspection, new DateOnly(2026, 11, 25), Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then
        var stopped = await LimitAsync(host);
        (stopped.Outcome.LastDay, stopped.Outcome.DueAt, stopped.Outcome.SuspendedOn).ShouldBe((null, null, new DateOnly(2026, 11, 25)));
        (await host.Get<ITaskStore>().FindAsync(limit.Id, Stop))!.DueAt.ShouldBeNull();
        (await host.Get<IInstanceQueries>().FindAsync("i1", Stop))!.NextDueAt.ShouldBeNull();

        // when ten days later
        host.Clock.SetUtcNow(ChinaTime.At(new DateOnly(2026, 12, 4), new TimeOnly(9, 0)));
        (await desk.ResumeAsync(Command(limit, "2", "报告已出", Officer), new DateOnly(2026, 12, 4), Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then the ten days are added
        var resumed = await LimitAsync(host);
        resumed.Outcome.LastDay.ShouldBe(new DateOnly(2026, 12, 30));
        (await host.Get<ITaskStore>().FindAsync(limit.Id, Stop))!.LastDay.ShouldBe(new DateOnly(2026, 12, 30));
        (await host.Get<ITimeLimitStore>().ChangesAsync(limit.Id, Stop)).Select(line => line.Change.Kind)
            .ShouldBe([LimitChangeKind.Set, LimitChangeKind.Stopped, LimitChangeKind.Resumed]);
    }

    [Fact]
    public async Task Each_stop_is_told_also_one_after_a_stop_that_was_taken_back()
    {
        // given a limit that was stopped from today on, and resumed as of yesterday: as if it had never stopped
        await using var host = await HostAsync();
        var limit = await LimitAsync(host);
        var desk = host.Get<LimitDesk>();
        host.Clock.SetUtcNow(ChinaTime.At(new DateOnly(2026, 11, 25), new TimeOnly(9, 0)));
        (await desk.StopAsync(Command(limit, "1", "误操作", Officer), ExclusionKind.Inspection, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await desk.ResumeAsync(Command(limit, "2", "更正", Officer), host.Today.AddDays(-1), Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await LimitAsync(host)).Outcome.LastDay.ShouldBe(limit.Outcome.LastDay);

        // when
        (await desk.StopAsync(Command(limit, "3", "送检", Officer), ExclusionKind.Inspection, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then
        (await host.Get<INoticeStore>().CountUnreadAsync("bj-haidian", [Roles.CaseOfficer], Stop)).ShouldBe(3);
    }

    [Fact]
    public async Task An_extension_of_a_limit_that_stands_still_is_told_though_it_has_no_day()
    {
        // given
        await using var host = await HostAsync();
        var limit = await LimitAsync(host);
        (await host.Get<LimitDesk>().StopAsync(Command(limit, "1", "送检", Officer), ExclusionKind.Inspection, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await host.Get<ExtensionDesk>().AskAsync(Command(limit, "2", "停产", Officer), 15, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        var request = (await host.Get<IExtensionStore>().OfCaseAsync("", Stop)).ShouldHaveSingleItem();

        // when
        (await host.Get<ExtensionDesk>().ApproveAsync(Command(limit, "3", "同意", Approver), request.Id, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then the decision, and what it makes of the limit
        (await host.Get<INoticeStore>().ListAsync("bj-haidian", [Roles.CaseOfficer], false, null, 9, Stop)).Items.Select(notice => notice.Notice.Kind)
            .ShouldBe([NoticeKind.LimitMoved, NoticeKind.Decision, NoticeKind.LimitMoved], ignoreOrder: true);
        (await host.Get<IInstanceQueries>().HistoryAsync("i1", Stop)).Count(line => line.Event.Event == "LimitChanged").ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_that_was_stopped_fires_only_when_it_has_run_on_and_run_out()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("timer", Step("step", "PostInspection.WorkingDayTimer", [.. Terms()])));
        await host.StartInstanceAsync("i1", "timer", await CaseAsync(host));
        var limit = await LimitAsync(host);
        await host.PassUntilAsync(new DateOnly(2026, 11, 25));
        var officer = Officer with { BureauId = limit.BureauId };

        // when
        (await host.Get<LimitDesk>().StopAsync(Command(limit, "1", "送检", officer), ExclusionKind.Inspection, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        await host.PassUntilAsync(new DateOnly(2027, 2, 1));

        // then
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        // when it had run 4 of 30 days
        (await host.Get<LimitDesk>().ResumeAsync(Command(limit, "2", "报告已出", officer), host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        var lastDay = (await LimitAsync(host)).Outcome.LastDay!.Value;
        lastDay.ShouldBe(new DateOnly(2027, 3, 1));
        await host.PassUntilAsync(lastDay);
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        await host.PassUntilAsync(lastDay.AddDays(1));
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_timer_that_comes_while_its_limit_moves_waits_for_the_day_that_holds_now(bool isWithdrawn)
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("timer", Step("step", "PostInspection.WorkingDayTimer", [.. Terms()])));
        await host.StartInstanceAsync("i1", "timer", await CaseAsync(host));
        var limit = await LimitAsync(host);

        // when a pump fires what it read before the limit moved
        await host.Get<WorkflowRuntime>().SendAsync("i1", new Stimulus.Resume(limit.Id, []), Runtime.Command.BySystem(), Stop);

        // then
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await host.TimersAsync(9)).Single(timer => timer.BookmarkId == limit.Id).DueAt.ShouldBe(limit.Outcome.LateAt!.Value);

        // when
        if (isWithdrawn)
        {
            var approver = Approver with { BureauId = limit.BureauId };
            (await host.Get<LimitDesk>().WithdrawAsync(Command(limit, "1", "企业已注销", approver), Stop)).ShouldBeOfType<RuntimeResult.Done>();
        }
        else
        {
            await host.PassUntilAsync(limit.Outcome.LastDay!.Value.AddDays(1));
        }

        // then
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.Get<ITimeLimitStore>().ChangesAsync(limit.Id, Stop)).Select(line => (line.Change.Kind, line.Change.Text)).Last()
            .ShouldBe(isWithdrawn ? (LimitChangeKind.Withdrawn, "期限已撤销：企业已注销") : (LimitChangeKind.Set, limit.Outcome.Sentence));
        (await host.Get<IInstanceQueries>().HistoryAsync("i1", Stop))
            .Single(line => line.Event is { ActivityName: "step", Event: HistoryEvents.Completed }).Event.Payload!.ToJsonString(Engine.Expressions.Conversion.Json)
            .ShouldContain(isWithdrawn ? "已撤销" : "到期");
    }

    [Fact]
    public async Task A_withdrawn_limit_lets_a_task_go_on_without_one()
    {
        // given
        await using var host = await HostAsync();
        var limit = await LimitAsync(host);

        // when
        (await host.Get<LimitDesk>().WithdrawAsync(Command(limit, "1", "企业已注销", Approver), Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then
        (await host.Get<ITaskStore>().FindAsync(limit.Id, Stop))!.ShouldSatisfyAllConditions(
            task => task.State.ShouldBe(HumanTaskState.Open), task => task.DueAt.ShouldBeNull(), task => task.LastDay.ShouldBeNull());
        (await host.Get<ITimeLimitStore>().FindAsync(limit.Id, Stop))!.EndedAt.ShouldNotBeNull();
        Codes(await host.Get<LimitDesk>().WithdrawAsync(Command(limit, "2", "再撤", Approver), Stop)).ShouldBe(["limit-ended"]);
    }

    [Fact]
    public async Task Who_has_to_do_the_step_asks_for_its_extension_and_hears_of_the_decision()
    {
        // given a task of those who investigate
        await using var host = await HostAsync("Enforcement");
        var limit = await LimitAsync(host);
        var investigator = Officer with { Id = "hd-banan", Roles = [Roles.Enforcement] };
        var desk = host.Get<ExtensionDesk>();

        // when
        (await desk.AskAsync(Command(limit, "1", "案情复杂", investigator), 15, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        Codes(await desk.AskAsync(Command(limit, "2", "案情复杂", investigator with { Roles = [Roles.Supervisor] }), 15, Stop)).ShouldBe(["limit-forbidden"]);
        var request = (await host.Get<IExtensionStore>().OfCaseAsync("", Stop)).ShouldHaveSingleItem();
        var before = await host.Get<INoticeStore>().CountUnreadAsync("bj-haidian", [Roles.Enforcement], Stop);
        (await desk.RefuseAsync(Command(limit, "3", "理由不足", Approver), request.Id, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then
        (await host.Get<INoticeStore>().CountUnreadAsync("bj-haidian", [Roles.Enforcement], Stop)).ShouldBe(before + 1);
    }

    [Fact]
    public async Task What_is_over_is_not_extended_afterwards()
    {
        // given a request that nobody decided on in time
        await using var host = await HostAsync();
        var limit = await LimitAsync(host);
        var desk = host.Get<ExtensionDesk>();
        (await desk.AskAsync(Command(limit, "1", "企业停产检修", Officer), 15, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        var request = (await host.Get<IExtensionStore>().OfCaseAsync("", Stop)).ShouldHaveSingleItem();
        await host.PassUntilAsync(new DateOnly(2026, 12, 22));

        // then
        Codes(await desk.ApproveAsync(Command(limit, "2", "同意", Approver), request.Id, Stop)).ShouldBe(["limit-over"]);
        (await LimitAsync(host)).Outcome.LastDay.ShouldBe(limit.Outcome.LastDay);
        (await desk.RefuseAsync(Command(limit, "3", "已届满", Approver), request.Id, Stop)).ShouldBeOfType<RuntimeResult.Done>();
    }

    [Fact]
    public async Task A_limit_does_not_go_on_before_it_stood_still()
    {
        // given
        await using var host = await HostAsync();
        var limit = await LimitAsync(host);
        var desk = host.Get<LimitDesk>();
        (await desk.StopAsync(Command(limit, "1", "送检", Officer), ExclusionKind.Inspection, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then
        Codes(await desk.ResumeAsync(Command(limit, "2", "报告已出", Officer), host.Today.AddDays(-2), Stop)).ShouldBe(["limit-day"]);
        (await LimitAsync(host)).Outcome.SuspendedOn.ShouldNotBeNull();
    }

    private static async Task<WorkflowTestHost> HostAsync(string role = "CaseOfficer")
    {
        var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("task", Step("step", "PostInspection.ApprovalTask", [.. Terms(), ("role", role), ("bureau", "bj-haidian")])));
        await host.StartInstanceAsync("i1", "task");
        return host;
    }

    private static async Task<string> CaseAsync(WorkflowTestHost host) => (await host.ReceiveAsync(Reports.Unqualified())).Id;

    private static (string Name, JsonNode? Value)[] Terms() =>
    [
        ("limitValue", 30), ("limitUnit", "CalendarDay"), ("limitStart", "2026-11-20"), ("limitStartEvent", "送达"),
        ("limitTerms", new JsonObject { ["excludes"] = new JsonArray("Inspection"), ["mostExtensions"] = 1, ["longestExtension"] = 30 }),
    ];

    private static LimitCommand Command(StepLimit limit, string operation, string reason, Account by) => new(limit.Id, operation, reason, by);

    private static async Task<StepLimit> LimitAsync(WorkflowTestHost host) =>
        (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit;

    private static IReadOnlyList<string> Codes(RuntimeResult result) =>
        [.. result.ShouldBeOfType<RuntimeResult.Refused>().Problems.Select(problem => problem.Code)];
}
