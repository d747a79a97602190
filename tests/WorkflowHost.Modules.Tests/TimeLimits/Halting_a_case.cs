using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
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
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-nothing");
    }

    [Fact]
    public async Task A_halt_that_one_limit_forbids_changes_none_and_what_stands_still_for_another_reason_is_left_alone()
    {
        // given two bureaus' tasks
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var parallel = Step("both", "Elsa.Parallel");
        parallel["activities"] = new JsonArray(Act("ours", "Suspension"), Act("theirs", "Suspension", "bj-chaoyang"));
        await host.PublishAsync(Of("halt", parallel));
        await host.StartInstanceAsync("i1", "halt", "case-1");

        // when
        var halted = await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop);

        // then
        halted.Problems.ShouldHaveSingleItem().Message.ShouldBe("“theirs”：停止和恢复计算由本单位经办人或审批人登记。");
        (await DaysAsync(host)).Values.ShouldAllBe(day => day == new DateOnly(2026, 12, 21));

        // given one limit that stands still for an inspection
        await using var other = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await other.PublishAsync(Of("halt", Act("inspected", "Inspection")));
        await other.StartInstanceAsync("i1", "halt", "case-1");
        (await other.Get<LimitDesk>().StopAsync(new LimitCommand((await LimitAsync(other)).Id, "1", "送检", Officer), ExclusionKind.Inspection, other.Today, Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then it does not go on with the case
        (await other.Get<CaseHalt>().HaltAsync("case-1", resumes: true, other.Today, Command, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-nothing");
        (await DaysAsync(other))["inspected"].ShouldBeNull();
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
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: false, host.Today, Command, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-nothing");
        await host.PassUntilAsync(new DateOnly(2026, 11, 24));
        (await desk.ResumeAsync(new LimitCommand((await LimitAsync(host)).Id, "2", "报告已出", Officer), new DateOnly(2026, 11, 24), Stop)).ShouldBeOfType<RuntimeResult.Done>();

        // then it stands still until the case goes on: nine days in all, of which the first had not counted anyway
        (await DaysAsync(host))["inspected"].ShouldBeNull();
        await host.PassUntilAsync(new DateOnly(2026, 11, 29));
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, Command, Stop)).Value!.Changed.ShouldBe(["inspected"]);
        (await DaysAsync(host))["inspected"].ShouldBe(new DateOnly(2026, 12, 29));
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
        (await host.Get<CaseHalt>().HaltAsync("case-1", resumes: true, host.Today, stranger, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("halt-nothing");
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
