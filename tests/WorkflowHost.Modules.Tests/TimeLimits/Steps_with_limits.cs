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
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Decisions;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.TimeLimits;

public sealed class Steps_with_limits
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reminders_come_on_their_working_days_and_again_after_the_limit_ran_out_each_as_a_row_of_its_own()
    {
        // given a task of 5 working days from Monday: it ends on Friday 2026-11-27... the next one, with the weekend between
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("remind", Act(
            ("limitValue", 5), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-20"),
            ("limitReminders", new JsonArray(
                new JsonObject { ["before"] = 2, ["every"] = 1 },
                new JsonObject { ["after"] = 1, ["every"] = 2, ["roles"] = new JsonArray("Supervisor"), ["municipal"] = true })))));
        await host.StartInstanceAsync("i1", "remind");

        // then both are planned where everybody sees them
        var waits = (await host.Get<IInstanceQueries>().FindAsync("i1", Stop))!.Waits;
        waits.Select(wait => wait.Title).ShouldBe(["step", "提醒：step（到期前2个工作日）", "提醒：step（超期第1个工作日）"], ignoreOrder: true);
        waits.Single(wait => wait.Title.EndsWith("（到期前2个工作日）", StringComparison.Ordinal)).Explanation.ShouldBe("将于2026年11月25日9时提醒承办单位经办人");

        // when
        await host.PassUntilAsync(new DateOnly(2026, 12, 3));

        // then the last day is Friday the 27th; the escalation goes to the city on Monday and on Wednesday
        (await NoticesAsync(host, "bj-haidian", Roles.CaseOfficer)).ShouldBe(
            ["“step”还有2个工作日到期", "“step”还有1个工作日到期", "“step”今日到期"]);
        (await NoticesAsync(host, "bj", Roles.Supervisor)).ShouldBe(["“step”已超期1个工作日", "“step”已超期3个工作日"]);
    }

    [Fact]
    public async Task Reminders_that_were_missed_while_nothing_ran_come_once()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("remind", Act(
            ("limitValue", 10), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-20"),
            ("limitReminders", new JsonArray(new JsonObject { ["before"] = 9, ["every"] = 1 })))));
        await host.StartInstanceAsync("i1", "remind");

        // when a week passes in which nothing ran
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 30, 2, 0, 0, TimeSpan.Zero));
        await host.SettleAsync();

        // then
        (await NoticesAsync(host, "bj-haidian", Roles.CaseOfficer)).ShouldBe(["“step”还有4个工作日到期"]);
    }

    [Fact]
    public async Task A_reminder_that_came_before_the_limit_was_stopped_is_given_when_it_goes_on()
    {
        // given a limit to Monday 21 December, whose reminder of the 14th comes while nothing runs
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("remind", Act(
            ("limitValue", 30), ("limitUnit", "CalendarDay"), ("limitStart", "2026-11-20"),
            ("limitTerms", new JsonObject { ["excludes"] = new JsonArray("Suspension") }),
            ("limitReminders", new JsonArray(new JsonObject { ["before"] = 5 })))));
        await host.StartInstanceAsync("i1", "remind");
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 14, 10, 0, 0, TimeSpan.FromHours(8)));

        // when the limit is stopped before anything fires
        var officer = new Account("hd-jingban", "hd.jingban", "李经办", "bj-haidian", [Roles.CaseOfficer], "", 0, null);
        var limit = (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit.Id;
        var desk = host.Get<LimitDesk>();
        (await desk.StopAsync(new LimitCommand(limit, "1", "停产", officer), ExclusionKind.Suspension, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        await host.SettleAsync();

        // then nobody is reminded of a limit that stands still
        (await RemindersAsync(host)).ShouldBeEmpty();

        // when it goes on after that one day, which leaves its last day a Monday
        (await desk.ResumeAsync(new LimitCommand(limit, "2", "复产", officer), host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        await host.SettleAsync();

        // then
        (await RemindersAsync(host)).ShouldBe(["“step”还有5个工作日到期"]);
    }

    [Fact]
    public async Task A_reminder_that_was_given_is_not_given_again_after_a_stop_that_was_taken_back()
    {
        // given a limit that is reminded of daily from the third working day before its end on, once so far
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("remind", Act(
            ("limitValue", 10), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-20"),
            ("limitTerms", new JsonObject { ["excludes"] = new JsonArray("Suspension") }),
            ("limitReminders", new JsonArray(new JsonObject { ["before"] = 3, ["every"] = 1 })))));
        await host.StartInstanceAsync("i1", "remind");
        await host.PassUntilAsync(new DateOnly(2026, 12, 1));
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.FromHours(8)));
        await host.SettleAsync();
        (await RemindersAsync(host)).ShouldBe(["“step”还有3个工作日到期"]);

        // when it is stopped, and that is taken back
        var officer = new Account("hd-jingban", "hd.jingban", "李经办", "bj-haidian", [Roles.CaseOfficer], "", 0, null);
        var limit = (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit.Id;
        var desk = host.Get<LimitDesk>();
        (await desk.StopAsync(new LimitCommand(limit, "1", "误操作", officer), ExclusionKind.Suspension, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await desk.ResumeAsync(new LimitCommand(limit, "2", "更正", officer), host.Today.AddDays(-1), Stop)).ShouldBeOfType<RuntimeResult.Done>();
        await host.SettleAsync();

        // then
        (await RemindersAsync(host)).ShouldBe(["“step”还有3个工作日到期"]);
        await host.PassUntilAsync(new DateOnly(2026, 12, 3));
        (await RemindersAsync(host)).ShouldBe(["“step”还有3个工作日到期", "“step”还有2个工作日到期", "“step”还有1个工作日到期"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_limit_that_ends_on_a_rest_day_is_not_said_to_end_on_the_day_before()
    {
        // given a limit without roll-over to Sunday 29 November
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("remind", Act(
            ("limitValue", 9), ("limitUnit", "CalendarDay"), ("limitStart", "2026-11-20"), ("limitTerms", new JsonObject { ["rollsOver"] = false }),
            ("limitReminders", new JsonArray(new JsonObject { ["before"] = 1 })))));
        await host.StartInstanceAsync("i1", "remind");

        // when
        await host.PassUntilAsync(new DateOnly(2026, 11, 28));

        // then the working day before is Friday
        (await NoticesAsync(host, "bj-haidian", Roles.CaseOfficer)).ShouldContain("“step”将于11月29日到期，其间没有工作日");
    }

    [Fact]
    public async Task A_limit_around_a_task_warns_and_then_runs_what_follows_beside_it()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("scope", Scope(interrupts: false)));
        await host.StartInstanceAsync("i1", "scope");

        // when
        await host.PassUntilAsync(new DateOnly(2026, 11, 26));
        (await TitlesAsync(host)).ShouldContain("warn");
        (await TitlesAsync(host)).ShouldNotContain("late");
        await host.PassUntilAsync(new DateOnly(2026, 11, 30));

        // then the body goes on, and what follows from the limit runs beside it
        (await TitlesAsync(host)).ShouldBe(["body", "warn", "late"], ignoreOrder: true);
        (await host.Get<ITimerStore>().DueAsync(DateTimeOffset.MaxValue, 9, Stop)).ShouldNotContain(timer => timer.InstanceId == "i1");

        // and a second process that saw the same timer due changes nothing
        var waiting = (await host.StateAsync("i1")).Bookmarks.Single(waiting => waiting.ActivityId == "scope").Id;
        await host.Get<Runtime.WorkflowRuntime>().SendAsync(
            "i1", new Stimulus.Resume(waiting, System.Collections.Immutable.ImmutableDictionary<string, JsonNode?>.Empty), Runtime.Command.BySystem(), Stop);
        (await TitlesAsync(host)).ShouldBe(["body", "warn", "late"], ignoreOrder: true);

        // and what is overdue stays a limit until the body is done
        (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit.Outcome.LastDay.ShouldBe(new DateOnly(2026, 11, 27));
        var body = (await host.Get<ITaskStore>().FindAsync((await host.StateAsync("i1")).Bookmarks.Single(waiting => waiting.ActivityId == "body").Id, Stop))!;
        await host.Get<TaskDesk>().CompleteAsync(
            new TaskCompletion(body.Id, "op", body.Revision, body.Outcomes[0], "", []),
            new Account("hd-jingban", "hd.jingban", "海淀经办人", "bj-haidian", [Roles.CaseOfficer], "", 0, null), Stop);
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_limit_that_interrupts_ends_the_task()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("scope", Scope(interrupts: true)));
        await host.StartInstanceAsync("i1", "scope");

        // when
        await host.PassUntilAsync(new DateOnly(2026, 11, 30));

        // then
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await OutcomesAsync(host, "scope")).ShouldBe(["超期"]);
    }

    [Fact]
    public async Task A_window_opens_after_day_60_and_closes_before_day_90()
    {
        // given CQ-3.3d: published on 2026-03-10
        await using var host = await WorkflowTestHost.StartAsync("2026-03-10 09:00");
        var window = Step("window", "PostInspection.TimeWindow", ("limitValue", 60), ("limitUnit", "CalendarDay"),
            ("limitStart", "2026-03-10"), ("limitStartEvent", "公告"), ("limitTerms", new JsonObject { ["windowEnd"] = 90, ["rollsOver"] = false }));
        window["body"] = Waits("recheck");
        await host.PublishAsync(Of("window", window));
        await host.StartInstanceAsync("i1", "window");

        // then
        await host.PassUntilAsync(new DateOnly(2026, 5, 9));
        (await TitlesAsync(host)).ShouldNotContain("wait-recheck");
        await host.PassUntilAsync(new DateOnly(2026, 5, 10));
        (await BookmarksAsync(host)).ShouldContain("Elsa.Event");
        await host.PassUntilAsync(new DateOnly(2026, 6, 7));
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        await host.PassUntilAsync(new DateOnly(2026, 6, 8));
        (await OutcomesAsync(host, "window")).ShouldBe(["已过期"]);
    }

    [Fact]
    public async Task A_quarter_after_the_other_is_announced_and_none_is_skipped()
    {
        // given BJ-25: within the next quarter
        await using var host = await WorkflowTestHost.StartAsync("2026-02-10 09:00");
        var period = Step("announce", "PostInspection.RecurringPeriod", ("every", "Quarter"), ("limitValue", 3), ("limitUnit", "Month"), ("until", "2026-12-31"));
        period["body"] = Waits("announced");
        period["periodEnd"] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "seen" } };
        await host.PublishAsync(Of("quarters", period));
        await host.StartInstanceAsync("i1", "quarters");
        (await BookmarksAsync(host)).ShouldNotContain("Elsa.Event");

        // when the first quarter is announced only in August
        await host.PassUntilAsync(new DateOnly(2026, 8, 3));
        (await host.StateAsync("i1")).Variables["seen"]!.ToString().ShouldBe("2026-03-31");
        var history = await host.Get<IInstanceQueries>().HistoryAsync("i1", Stop);
        history.Select(line => line.Event.Message).ShouldContain("2026年第1季度的“announce”已超期");
        var limit = (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit;
        limit.Outcome.LastDay.ShouldBe(new DateOnly(2026, 6, 30));

        // and a second process that saw the same timer due says nothing again
        await host.Get<Runtime.WorkflowRuntime>().SendAsync(
            "i1", new Stimulus.Resume(limit.Id, System.Collections.Immutable.ImmutableDictionary<string, JsonNode?>.Empty), Runtime.Command.BySystem(), Stop);
        (await host.Get<IInstanceQueries>().HistoryAsync("i1", Stop)).Count(line => line.Event.Event == "LimitOverdue").ShouldBe(1);
        await AnnounceAsync(host);

        // then the second is due at once, with its own limit
        (await host.StateAsync("i1")).Variables["seen"]!.ToString().ShouldBe("2026-06-30");
        (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit.Outcome.LastDay.ShouldBe(new DateOnly(2026, 9, 30));
        await AnnounceAsync(host);
        await host.PassUntilAsync(new DateOnly(2026, 10, 8));
        await AnnounceAsync(host);
        await host.PassUntilAsync(new DateOnly(2027, 1, 4));
        await AnnounceAsync(host);
        (await OutcomesAsync(host, "announce")).ShouldBe(["结束"]);
    }

    [Fact]
    public async Task A_period_of_work_without_a_case_has_the_whole_next_quarter_and_tells_its_own_bureau()
    {
        // given BJ-25 as the third quarter ends: the first day of the next one counts, and nothing rolls
        await using var host = await WorkflowTestHost.StartAsync("2026-09-10 09:00");
        var period = Step("announce", "PostInspection.RecurringPeriod", ("every", "Quarter"), ("limitValue", 3), ("limitUnit", "Month"),
            ("bureau", "bj"), ("role", "Approver"), ("limitTerms", new JsonObject { ["countsStartDay"] = true, ["rollsOver"] = false }),
            ("limitReminders", new JsonArray(new JsonObject { ["before"] = 10 })));
        period["body"] = Waits("announced");
        await host.PublishAsync(Of("quarters", period));
        await host.StartInstanceAsync("i1", "quarters");

        // when
        await host.PassUntilAsync(new DateOnly(2026, 10, 8));

        // then it ends on the quarter's last day, not on 30 December
        var limit = (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit;
        (limit.Outcome.LastDay, limit.BureauId).ShouldBe((new DateOnly(2026, 12, 31), "bj"));
        limit.Outcome.Sentence.ShouldStartWith("自2026年10月1日（2026年第3季度结束次日）当日起算3个月，至12月31日届满");

        // when nobody announces it
        await host.PassUntilAsync(new DateOnly(2027, 1, 4));

        // then
        (await NoticesAsync(host, "bj", Roles.Approver)).Where(title => title.Contains("announce", StringComparison.Ordinal))
            .ShouldBe(["“announce”还有10个工作日到期", "2026年第3季度的“announce”已超期"]);
    }

    [Fact]
    public async Task A_reminder_for_nobody_is_an_incident_and_no_silence()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("remind", Act(
            ("limitValue", 5), ("limitUnit", "WorkingDay"),
            ("limitReminders", new JsonArray(new JsonObject { ["before"] = 2, ["roles"] = new JsonArray("Janitor") })))));

        // when
        await host.StartInstanceAsync("i1", "remind");

        // then
        (await host.StateAsync("i1")).Incidents.ShouldHaveSingleItem().Message.ShouldBe("没有角色“Janitor”，提醒无人可收。");
    }

    private static JsonObject Act(params ReadOnlySpan<(string Name, JsonNode? Value)> limit) =>
        Step("step", "PostInspection.ApprovalTask", [("role", "CaseOfficer"), ("bureau", "bj-haidian"), .. limit]);

    private static JsonObject Scope(bool interrupts)
    {
        var scope = Step("scope", "PostInspection.LimitedScope", ("limitValue", 5), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-20"),
            ("warnBefore", 2), ("interrupts", interrupts));
        scope["body"] = Task("body");
        scope["warning"] = Task("warn");
        scope["overdue"] = Task("late");
        return scope;
    }

    private static JsonObject Task(string id) => Step(id, "PostInspection.ApprovalTask", ("role", "CaseOfficer"), ("bureau", "bj-haidian"));

    private static async Task AnnounceAsync(WorkflowTestHost host)
    {
        var bookmark = (await host.StateAsync("i1")).Bookmarks.Single(waiting => waiting.Name == "Elsa.Event");
        await host.Get<Runtime.WorkflowRuntime>().SendAsync(
            "i1", new Stimulus.Resume(bookmark.Id, System.Collections.Immutable.ImmutableDictionary<string, JsonNode?>.Empty), Runtime.Command.BySystem(), Stop);
        await host.SettleAsync();
    }

    private static async Task<IReadOnlyList<string>> NoticesAsync(WorkflowTestHost host, string bureau, string role) =>
        [.. (await host.Get<INoticeStore>().ListAsync(bureau, [role], false, null, 50, Stop)).Items.Reverse().Select(notice => notice.Notice.Title)];

    /// <summary>Open tasks of the instance.</summary>
    private static async Task<IReadOnlyList<string>> TitlesAsync(WorkflowTestHost host) =>
        [.. (await host.Get<IInstanceQueries>().FindAsync("i1", Stop))!.Waits.Where(wait => wait.Owner.Length > 0).Select(wait => wait.Title)];

    private static async Task<IReadOnlyList<string>> BookmarksAsync(WorkflowTestHost host) => [.. (await host.StateAsync("i1")).Bookmarks.Select(bookmark => bookmark.Name)];

    private static async Task<IReadOnlyList<string>> RemindersAsync(WorkflowTestHost host) =>
        [.. (await NoticesAsync(host, "bj-haidian", Roles.CaseOfficer)).Where(title => title.Contains("工作日到期", StringComparison.Ordinal))];

    private static async Task<IReadOnlyList<string>> OutcomesAsync(WorkflowTestHost host, string step) =>
        [.. (await host.Get<IInstanceQueries>().HistoryAsync("i1", Stop))
            .Where(line => line.Event.ActivityName == step && line.Event.Event == HistoryEvents.Completed)
            .SelectMany(line => line.Event.Payload?["outcomes"]?.AsArray().Select(outcome => outcome!.ToString()) ?? [])];
}
