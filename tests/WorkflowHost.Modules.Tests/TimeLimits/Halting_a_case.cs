using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Decisions;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.TimeLimits;

public sealed class Halting_a_case
{
    private static readonly Account Officer = new("hd-jingban", "hd.jingban", "李经办", "bj-haidian", [Roles.CaseOfficer], "", 0, null);
    private static readonly LimitCommand Command = new("", "op", "企业被查封", Officer);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_halted_case_stops_the_limits_whose_rule_says_so_and_no_others()
    {
        // given two tasks side by side, one of whose limits stands still while the case does
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var parallel = Step("both", "Elsa.Parallel");
        parallel["activities"] = new JsonArray(Act("stands", "Suspension"), Act("runs", "Inspection"));
        await host.PublishAsync(Of("halt", parallel));
        await host.StartInstanceAsync("i1", "halt", "case-1");

        // when
        var halted = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop);

        // then
        halted.Value!.Changed.ShouldHaveSingleItem().ShouldBe("stands");
        halted.Value.Others.ShouldHaveSingleItem().ShouldBe("runs");
        (await DaysAsync(host))["stands"].ShouldBeNull();
        (await DaysAsync(host))["runs"].ShouldBe(new DateOnly(2026, 12, 21));

        // when
        await host.PassUntilAsync(new DateOnly(2026, 11, 29));
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop)).IsValid.ShouldBeTrue();

        // then nine days later: the first of the ten, which starts the limit, had not counted anyway
        (await DaysAsync(host))["stands"].ShouldBe(new DateOnly(2026, 12, 29));
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command with { OperationId = "again" }, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-nothing");
    }

    [Fact]
    public async Task A_case_is_halted_whole_by_who_may_stop_one_of_its_limits_and_what_stands_still_for_another_reason_is_left_alone()
    {
        // given two bureaus' tasks
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var parallel = Step("both", "Elsa.Parallel");
        parallel["activities"] = new JsonArray(Act("ours", "Suspension"), Act("theirs", "Suspension", "bj-chaoyang"));
        await host.PublishAsync(Of("halt", parallel));
        await host.StartInstanceAsync("i1", "halt", "case-1");

        // when somebody halts it who has no limit in it
        var stranger = Command with { By = Officer with { BureauId = "bj-xicheng" } };
        var refused = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, stranger, Stop);

        // then nothing changes
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-forbidden");
        (await DaysAsync(host)).Values.ShouldAllBe(day => day == new DateOnly(2026, 12, 21));

        // when somebody does who has one
        var halted = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop);

        // then both stand still, and both bureaus are told; and both go on
        halted.Value!.Changed.ShouldBe(["ours", "theirs"], ignoreOrder: true);
        (await DaysAsync(host)).Values.ShouldAllBe(day => day == null);
        (await host.Get<INoticeStore>().CountUnreadAsync("bj-chaoyang", [Roles.CaseOfficer], Stop)).ShouldBe(1);
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop)).Value!.Changed.Length.ShouldBe(2);

        // given one limit that stands still for an inspection
        await using var other = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await other.PublishAsync(Of("halt", Act("inspected", "Inspection")));
        await other.StartInstanceAsync("i1", "halt", "case-1");
        (await other.Get<LimitDesk>().StopAsync(new LimitCommand((await LimitAsync(other)).Id, "1", "送检", Officer), ExclusionKind.Inspection, other.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then it does not go on with the case
        (await other.Get<CaseHalt>().HaltAsync("case-1", resumes: true, other.Today, Command, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-forbidden");
        (await DaysAsync(other))["inspected"].ShouldBeNull();
    }

    [Fact]
    public async Task In_a_case_that_is_not_halted_nobody_lets_another_bureau_s_limit_go_on()
    {
        // given two bureaus' tasks, of which one bureau stopped its own
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var parallel = Step("both", "Elsa.Parallel");
        parallel["activities"] = new JsonArray(Act("ours", "Suspension"), Act("theirs", "Suspension", "bj-chaoyang"));
        await host.PublishAsync(Of("halt", parallel));
        await host.StartInstanceAsync("i1", "halt", "case-1");
        var limits = (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ToDictionary(stored => stored.Limit.Step, stored => stored.Limit.Id, StringComparer.Ordinal);
        var theirs = Officer with { Id = "cy-jingban", BureauId = "bj-chaoyang" };
        var desk = host.Get<LimitDesk>();
        (await desk.StopAsync(new LimitCommand(limits["theirs"], "1", "停产", theirs), ExclusionKind.Suspension, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // when the other bureau lets the case go on, without anything of its own that stands still, and with it
        var nothing = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop);
        (await desk.StopAsync(new LimitCommand(limits["ours"], "2", "停产", Officer), ExclusionKind.Suspension, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        var own = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop);

        // then only its own goes on
        nothing.Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-nothing");
        (own.Value!.Changed.ShouldHaveSingleItem(), own.Value.Others.ShouldHaveSingleItem()).ShouldBe(("ours", "theirs"));
        var days = await DaysAsync(host);
        days["ours"].ShouldNotBeNull();
        days["theirs"].ShouldBeNull();
    }

    [Fact]
    public async Task A_case_that_goes_on_leaves_what_another_bureau_stopped_for_a_reason_of_its_own()
    {
        // given two bureaus' tasks, of which one bureau stopped its own, and a case that is halted besides
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var parallel = Step("both", "Elsa.Parallel");
        parallel["activities"] = new JsonArray(Act("ours", "Suspension"), Act("theirs", "Suspension", "bj-chaoyang"));
        await host.PublishAsync(Of("halt", parallel));
        await host.StartInstanceAsync("i1", "halt", "case-1");
        var theirs = (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).Single(stored => stored.Limit.Step == "theirs").Limit.Id;
        var other = Officer with { Id = "cy-jingban", BureauId = "bj-chaoyang" };
        (await host.Get<LimitDesk>().StopAsync(new LimitCommand(theirs, "1", "停产", other), ExclusionKind.Suspension, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop)).Value!.Changed.ShouldBe(["ours"]);

        // when the case goes on
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop)).Value!.Changed.ShouldBe(["ours"]);

        // then
        var days = await DaysAsync(host);
        days["ours"].ShouldNotBeNull();
        days["theirs"].ShouldBeNull();
    }

    [Fact]
    public async Task A_reminder_of_a_limit_that_begins_halted_is_owed_from_its_beginning_on()
    {
        // given a halted case, and a limit that begins in it
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("halt", Act("first", "Suspension")));
        await host.StartInstanceAsync("i1", "halt", "case-1");
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop)).IsValid.ShouldBeTrue();
        var second = Step("second", "PostInspection.ApprovalTask", [
            .. Terms("2026-11-20", 30, "Suspension"), ("role", "CaseOfficer"), ("bureau", "bj-haidian"), ("limitReminders", new JsonArray(new JsonObject { ["before"] = 5 }))]);
        await host.PublishAsync(Of("reminded", second));
        await host.StartInstanceAsync("i2", "reminded", "case-1");

        // when weeks later it is registered that the case went on after two days: the last day is Monday 21 December, five working days before it the 14th
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 14, 10, 0, 0, TimeSpan.FromHours(8)));
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, new DateOnly(2026, 11, 21), Command, Stop)).IsValid.ShouldBeTrue();
        await host.SettleAsync();

        // then
        (await DaysAsync(host, "i2"))["second"].ShouldBe(new DateOnly(2026, 12, 21));
        (await host.Get<INoticeStore>().ListAsync("bj-haidian", [Roles.CaseOfficer], false, null, 50, Stop)).Items.Count(item => item.Notice.Title == "“second”还有5个工作日到期").ShouldBe(1);
    }

    [Fact]
    public async Task A_limit_that_stands_still_for_an_inspection_goes_on_standing_still_while_its_case_is_halted()
    {
        // given the only limit of a case stands still for an inspection
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var task = Step("inspected", "PostInspection.ApprovalTask", [.. Terms("2026-11-20", 30, "Suspension", "Inspection"), ("role", "CaseOfficer"), ("bureau", "bj-haidian")]);
        await host.PublishAsync(Of("halt", task));
        await host.StartInstanceAsync("i1", "halt", "case-1");
        var desk = host.Get<LimitDesk>();
        (await desk.StopAsync(new LimitCommand((await LimitAsync(host)).Id, "1", "送检", Officer), ExclusionKind.Inspection, host.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // when the case is halted, and the report comes meanwhile
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop)).IsValid.ShouldBeTrue();
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command with { OperationId = "again" }, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-nothing");
        await host.PassUntilAsync(new DateOnly(2026, 11, 24));
        (await desk.ResumeAsync(new LimitCommand((await LimitAsync(host)).Id, "2", "报告已出", Officer), new DateOnly(2026, 11, 24), Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then it stands still until the case goes on: nine days in all, of which the first had not counted anyway
        (await DaysAsync(host))["inspected"].ShouldBeNull();
        await host.PassUntilAsync(new DateOnly(2026, 11, 29));
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop)).Value!.Changed.ShouldBe(["inspected"]);
        (await DaysAsync(host))["inspected"].ShouldBe(new DateOnly(2026, 12, 29));
    }

    [Theory]
    [InlineData("2026-11-26", "企业被查封", "limit-day")]
    [InlineData("2026-11-19", "企业被查封", "halt-day")]
    [InlineData("2026-11-25", "  ", "reason")]
    public async Task A_case_is_not_halted_on_a_day_that_can_t_be_though_none_of_its_limits_would_stand_still(string day, string reason, string code)
    {
        // given a case whose limits go on while it is halted, but for one that is over by then
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var over = Step("over", "PostInspection.ApprovalTask", [.. Terms("2026-11-20", 2, "Suspension"), ("role", "CaseOfficer"), ("bureau", "bj-haidian")]);
        await host.PublishAsync(Of("halt", over));
        await host.StartInstanceAsync("i1", "halt", "case-1");
        await host.PassUntilAsync(new DateOnly(2026, 11, 25));

        // when
        var refused = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, DateOnly.Parse(day, CultureInfo.InvariantCulture), Command with { Reason = reason }, Stop);

        // then
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await host.Get<ICaseHaltStore>().FindAsync("case-1", Stop)).ShouldBeNull();

        // when it is halted, and goes on before that
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop)).Value!.Changed.ShouldBeEmpty();
        var before = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today.AddDays(-2), Command, Stop);

        // then
        before.Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-day");
        (await host.Get<ICaseHaltStore>().FindAsync("case-1", Stop)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_overdue_limit_stays_overdue_and_does_not_forbid_the_halt()
    {
        // given a limit that ended in October beside one that runs
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var late = Step("late", "PostInspection.ApprovalTask", [.. Terms("2026-09-20", 20, "Suspension"), ("role", "CaseOfficer"), ("bureau", "bj-haidian")]);
        var parallel = Step("both", "Elsa.Parallel");
        parallel["activities"] = new JsonArray(late, Act("runs", "Suspension"));
        await host.PublishAsync(Of("halt", parallel));
        await host.StartInstanceAsync("i1", "halt", "case-1");
        var lastDay = (await DaysAsync(host))["late"];

        // when
        var halted = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop);

        // then
        (halted.Value!.Changed.ShouldHaveSingleItem(), halted.Value.Others.ShouldHaveSingleItem()).ShouldBe(("runs", "late"));
        (await DaysAsync(host))["late"].ShouldBe(lastDay);
        lastDay.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_limit_that_begins_meanwhile_begins_halted_and_runs_on_with_the_others()
    {
        // given a case that is halted, with more steps to come: a task, a timer whose day is past already, a scope and a window
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var received = await host.ReceiveAsync(Reports.Unqualified());
        var (caseId, bureau) = (received.Id, received.HandlingBureauId);
        var command = Command with { By = Officer with { BureauId = bureau } };
        var later = Step("later", "Elsa.Parallel");
        var scope = Step("scope", "PostInspection.LimitedScope", [.. Terms("2026-11-20", 30, "Suspension"), ("warnBefore", 2), ("bureau", bureau)]);
        scope["body"] = Waits("never");
        later["activities"] = new JsonArray(
            Act("second", "Suspension", bureau), Act("runs", "Inspection", bureau), scope,
            Step("past", "PostInspection.WorkingDayTimer", Terms("2026-11-02", 20, "Suspension")),
            Step("window", "PostInspection.TimeWindow", ("limitValue", 20), ("limitUnit", "CalendarDay"), ("limitStart", "2026-11-20"),
                ("limitTerms", new JsonObject { ["windowEnd"] = 40, ["excludes"] = new JsonArray("Suspension"), ["rollsOver"] = false })));
        var then = Step("then", "Elsa.Sequence");
        then["activities"] = new JsonArray(Waits("go"), later);
        var both = Step("both", "Elsa.Parallel");
        both["activities"] = new JsonArray(Act("first", "Suspension", bureau), then);
        await host.PublishAsync(Of("halt", both));
        await host.PublishAsync(Of("other", Act("other", "Suspension", bureau)));
        await host.StartInstanceAsync("i1", "halt", caseId);
        (await host.Get<CaseHalt>().HaltAsync(caseId, resumes: false, host.Today, command, Stop)).IsValid.ShouldBeTrue();

        // when they begin, and another procedure of the case with them
        await host.PassUntilAsync(new DateOnly(2026, 11, 25));
        await host.Get<WorkflowRuntime>().SendAsync(
            "i1", new Stimulus.Resume((await host.StateAsync("i1")).Bookmarks.Single(waiting => waiting.Name == "Elsa.Event").Id, []),
            Runtime.Command.BySystem(), Stop);
        await host.SettleAsync();
        await host.StartInstanceAsync("i2", "other", caseId);

        // then what the rule pauses stands still, the rest runs
        var days = await DaysAsync(host);
        days["runs"].ShouldBe(new DateOnly(2026, 12, 21));
        foreach (var step in new[] { "first", "second", "scope", "past", "window" })
        {
            days[step].ShouldBeNull(step);
        }

        (await DaysAsync(host, "i2"))["other"].ShouldBeNull();
        await host.PassUntilAsync(new DateOnly(2026, 11, 29));
        (await DaysAsync(host)).Keys.ShouldContain("past");
        (await TimersAsync(host)).ShouldBe(0);

        // when the case goes on
        var resumed = await host.Get<CaseHalt>().HaltAsync(caseId, resumes: true, host.Today, command, Stop);

        // then all of them run, later by what did not count: 20 November itself had not counted anyway
        resumed.Value!.Changed.ShouldBe(["first", "second", "scope", "past", "window", "other"], ignoreOrder: true);
        days = await DaysAsync(host);
        (days["first"], days["second"], days["scope"]).ShouldBe((new DateOnly(2026, 12, 29), new DateOnly(2026, 12, 29), new DateOnly(2026, 12, 29)));
        (await DaysAsync(host, "i2"))["other"].ShouldBe(new DateOnly(2026, 12, 29));

        // and 17 of the 20 days from the 2nd had passed on the 19th
        days["past"].ShouldBe(new DateOnly(2026, 12, 2));
        days["window"].ShouldBe(new DateOnly(2027, 1, 7));
        (await TimersAsync(host)).ShouldBe(5);

        // and what begins from now on runs
        await host.StartInstanceAsync("i3", "other", caseId);
        (await DaysAsync(host, "i3"))["other"].ShouldBe(new DateOnly(2026, 12, 21));
    }

    [Fact]
    public async Task A_procedure_that_comes_to_a_halted_case_on_its_way_begins_its_limits_halted()
    {
        // given a halted case
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("halt", Act("first", "Suspension")));
        await host.StartInstanceAsync("i1", "halt", "case-1");
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop)).IsValid.ShouldBeTrue();

        // when one procedure comes to it in its first turn, and another one in a later turn, each with a limit in the same turn
        JsonObject ToCase(string id) => Step(id, "Elsa.Correlate", ("correlationId", "case-1"));
        await host.PublishAsync(Of("at-once", ToCase("c"), Act("second", "Suspension")));
        await host.PublishAsync(Of("later", Waits("go"), ToCase("c"), Act("third", "Suspension")));
        await host.StartInstanceAsync("i2", "at-once");
        await host.StartInstanceAsync("i3", "later");
        await host.Get<WorkflowRuntime>().SendAsync(
            "i3", new Stimulus.Resume((await host.StateAsync("i3")).Bookmarks.ShouldHaveSingleItem().Id, []), Runtime.Command.BySystem(), Stop);
        await host.SettleAsync();

        // then
        (await DaysAsync(host, "i2"))["second"].ShouldBeNull();
        (await DaysAsync(host, "i3"))["third"].ShouldBeNull();
    }

    [Fact]
    public async Task A_case_whose_halted_limits_are_over_goes_on_only_by_who_may_say_so()
    {
        // given a halted case whose only limit has ended
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("halt", Act("only", "Suspension")));
        await host.StartInstanceAsync("i1", "halt", "case-1");
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop)).IsValid.ShouldBeTrue();
        await host.Get<WorkflowRuntime>().SendAsync("i1", new Stimulus.Cancel("不再办理"), Runtime.Command.BySystem(), Stop);

        // then
        var stranger = Command with { By = Officer with { BureauId = "bj-chaoyang" } };
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, stranger, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-forbidden");
        (await host.Get<ICaseHaltStore>().FindAsync("case-1", Stop)).ShouldNotBeNull();
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop)).IsValid.ShouldBeTrue();
        (await host.Get<ICaseHaltStore>().FindAsync("case-1", Stop)).ShouldBeNull();
    }

    private static JsonObject Act(string id, string excluded, string bureau = "bj-haidian") => Step(
        id, "PostInspection.ApprovalTask", ("role", "CaseOfficer"), ("bureau", bureau), ("limitValue", 30), ("limitUnit", "CalendarDay"),
        ("limitStart", "2026-11-20"), ("limitTerms", new JsonObject { ["excludes"] = new JsonArray(excluded) }));

    private static async Task<IReadOnlyDictionary<string, DateOnly?>> DaysAsync(WorkflowTestHost host, string instanceId = "i1") =>
        (await host.Get<ITimeLimitStore>().OfInstanceAsync(instanceId, Stop)).ToDictionary(limit => limit.Limit.Step, limit => limit.Limit.Outcome.LastDay, StringComparer.Ordinal);

    private static (string Name, JsonNode? Value)[] Terms(string start, int days, params string[] excluded) =>
    [
        ("limitValue", days), ("limitUnit", "CalendarDay"), ("limitStart", start),
        ("limitTerms", new JsonObject { ["excludes"] = new JsonArray([.. excluded.Select(kind => JsonValue.Create(kind))]) }),
    ];

    private static async Task<int> TimersAsync(WorkflowTestHost host) =>
        (await host.Get<ITimerStore>().DueAsync(DateTimeOffset.MaxValue, 50, Stop)).Count(timer => timer.InstanceId is "i1" or "i2");

    private static async Task<StepLimit> LimitAsync(WorkflowTestHost host) =>
        (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit;
}
