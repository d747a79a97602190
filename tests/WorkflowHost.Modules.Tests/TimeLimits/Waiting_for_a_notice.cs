using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Changes;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.TimeLimits;

/// <summary>Day 75 of all limits here is 8 February 2027, 初三: provisionally the 9th, at the latest the 15th.</summary>
public sealed class Waiting_for_a_notice
{
    private static readonly DateOnly Provisional = new(2027, 2, 9);
    private static readonly DateOnly Latest = new(2027, 2, 15);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timer_and_a_scope_leave_on_the_latest_possible_day_and_not_on_the_provisional_one()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-25 09:00");
        await host.PublishAsync(Of("timer", Step("step", "PostInspection.WorkingDayTimer", [.. Limit()])));
        var scope = Step("step", "PostInspection.LimitedScope", [.. Limit(), ("interrupts", true), ("bureau", "bj-haidian")]);
        scope["body"] = Waits("never");
        await host.PublishAsync(Of("scope", scope));
        await host.StartInstanceAsync("timer", "timer");
        await host.StartInstanceAsync("scope", "scope");

        // then the provisional day is shown, with its sentence
        var wait = (await host.Get<IInstanceQueries>().FindAsync("timer", Stop))!.Waits.ShouldHaveSingleItem();
        (wait.DueAt, wait.LateAt).ShouldBe((ChinaTime.EndOf(Provisional), ChinaTime.EndOf(Latest)));
        wait.Explanation.ShouldContain("暂定");

        // when nobody imports the notice
        await host.PassUntilAsync(Latest);

        // then
        (await host.StateAsync("timer")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await host.StateAsync("scope")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        await host.PassUntilAsync(Latest.AddDays(1));
        (await host.StateAsync("timer")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.StateAsync("scope")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_task_is_reminded_of_before_the_provisional_day_and_late_only_after_the_latest_one()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-25 09:00");
        var received = await host.ReceiveAsync(Reports.Unqualified());
        await host.PublishAsync(Of("task", Step(
            "step", "PostInspection.ApprovalTask",
            [.. Limit(), ("role", "CaseOfficer"), ("bureau", received.HandlingBureauId),
                ("limitReminders", new JsonArray(new JsonObject { ["before"] = 1 }, new JsonObject { ["after"] = 1 }))])));
        await host.StartInstanceAsync("i1", "task", received.Id);
        var late = await LateAsync(host, received.HandlingBureauId);

        // when the provisional day is over
        await host.PassUntilAsync(Latest);

        // then the reminder came, and nobody is told that anybody is late; what the case itself opened is late anyway
        (await TitlesAsync(host, received.HandlingBureauId, Roles.CaseOfficer)).Where(title => title.StartsWith("“step”", StringComparison.Ordinal))
            .ShouldBe(["“step”还有1个工作日到期"]);
        var others = await LateAsync(host, received.HandlingBureauId) - late;

        // when
        await host.PassUntilAsync(Latest.AddDays(1));

        // then
        (await TitlesAsync(host, received.HandlingBureauId, Roles.CaseOfficer)).Where(title => title.StartsWith("“step”", StringComparison.Ordinal))
            .ShouldBe(["“step”还有1个工作日到期", "“step”已超期1个工作日"]);
        (await LateAsync(host, received.HandlingBureauId) - late).ShouldBe(others + 1);
    }

    [Fact]
    public async Task Administrators_are_told_once_and_their_import_moves_what_waits()
    {
        // given ten limits that wait for the same notice
        await using var host = await WorkflowTestHost.StartAsync("2026-11-25 09:00");
        await host.PublishAsync(Of("task", Step("step", "PostInspection.ApprovalTask", [.. Limit(), ("role", "CaseOfficer"), ("bureau", "bj-haidian")])));
        var both = Step("both", "Elsa.Parallel");
        both["activities"] = new JsonArray(
            Step("one", "PostInspection.ApprovalTask", [.. Limit(), ("role", "CaseOfficer"), ("bureau", "bj-haidian")]),
            Step("two", "PostInspection.LimitedScope", [.. Limit(), ("interrupts", true), ("bureau", "bj-haidian")]));
        both["activities"]![1]!["body"] = Waits("never");
        await host.PublishAsync(Of("both", both));
        await host.StartInstanceAsync("both", "both");
        for (var number = 0; number < 8; number++)
        {
            await host.StartInstanceAsync($"i{number}", "task");
        }

        // then
        (await TitlesAsync(host, "bj", Roles.Administrator)).ShouldBe(["2027年放假通知尚未导入，有期限待其确定"]);

        // when the notice comes after the provisional day: 春节 to the 11th
        await host.PassUntilAsync(new DateOnly(2027, 2, 10));
        var proposal = new CalendarProposal.Notice(The_notice_of_2027.Notice);
        var preview = await host.Get<CalendarDesk>().PreviewAsync(proposal, Stop);
        (await host.Get<CalendarDesk>().ConfirmAsync(proposal, preview.Before, preview.After, "", The_notice_of_2027.Administrator, Stop)).IsValid.ShouldBeTrue();
        await host.Get<LimitRecount>().RunAsync(Stop);

        // then
        var limits = await host.Get<ITimeLimitStore>().OfInstanceAsync("both", Stop);
        limits.Count.ShouldBe(2);
        limits.ShouldAllBe(limit => limit.Limit.Outcome.LastDay == new DateOnly(2027, 2, 12) && limit.Limit.Outcome.HeldUntil == null);
        (await host.Get<ITaskStore>().FindAsync(limits.Single(limit => limit.Limit.Kind is LimitedKind.Task).Limit.Id, Stop))!.LateAt
            .ShouldBe(ChinaTime.EndOf(new DateOnly(2027, 2, 12)));
        await host.PassUntilAsync(new DateOnly(2027, 2, 12));
        (await host.StateAsync("both")).Bookmarks.Length.ShouldBeGreaterThan(1);
        await host.PassUntilAsync(new DateOnly(2027, 2, 13));
        (await host.StateAsync("both")).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("one");
    }

    [Fact]
    public async Task A_window_opens_no_earlier_than_is_certain()
    {
        // given 8 working days from 25 January: provisionally 4 February is the last of them, at the latest the 15th
        await using var host = await WorkflowTestHost.StartAsync("2027-01-25 09:00");
        var window = Step("window", "PostInspection.TimeWindow", ("limitValue", 8), ("limitUnit", "WorkingDay"),
            ("limitStart", "2027-01-25"), ("limitStartEvent", "公告"), ("limitTerms", new JsonObject { ["windowEnd"] = 20 }));
        window["body"] = Waits("recheck");
        await host.PublishAsync(Of("window", window));
        await host.StartInstanceAsync("i1", "window");

        // then
        await host.PassUntilAsync(new DateOnly(2027, 2, 15));
        (await host.StateAsync("i1")).Bookmarks.ShouldNotContain(bookmark => bookmark.Name == "Elsa.Event");
        await host.PassUntilAsync(new DateOnly(2027, 2, 16));
        (await host.StateAsync("i1")).Bookmarks.ShouldContain(bookmark => bookmark.Name == "Elsa.Event");
    }

    private static (string Name, JsonNode? Value)[] Limit() =>
        [("limitValue", 75), ("limitUnit", "CalendarDay"), ("limitStart", "2026-11-25"), ("limitStartEvent", "送达责令改正通知书")];

    private static async Task<IReadOnlyList<string>> TitlesAsync(WorkflowTestHost host, string bureau, string role) =>
        [.. (await host.Get<INoticeStore>().ListAsync(bureau, [role], false, null, 50, Stop)).Items.Reverse().Select(notice => notice.Notice.Title)];

    /// <summary>Tasks of the bureau that figures call late.</summary>
    private static async Task<int> LateAsync(WorkflowTestHost host, string bureau) =>
        (await host.Get<IEnterpriseRecords>().StandingsAsync("beijing", new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31), host.Clock.GetUtcNow(), Stop))
        .Where(standing => standing.BureauId == bureau).Sum(standing => standing.LateTasks);
}
