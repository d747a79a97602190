using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using WorkflowHost.Engine.Waiting;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Events_and_tasks
{
    [Fact]
    public void Event_waits_for_its_name_and_gives_what_came_with_it()
    {
        var play = Play.Start(Chart.Of().Variable("got", "Object").Step("e", "Elsa.Event", ("eventName", Piece.Value("复检")), ("result", Piece.Output("got")))
            .Step("s", "Test.Show", ("value", Piece.Expression("Variable", "got-id"))).Line("e", "s"));

        play.ShouldWaitAt("e");
        play.State.Bookmarks[0].Hash.ShouldBe(StimulusHash.Of("Elsa.Event", new JsonObject { ["EventName"] = "复检" }, null));
        play.ResumeWith("e", (Event.PayloadInput, new JsonObject { ["结论"] = "合格" })).ShouldBeFinished().Shown.ShouldBe(["""{"结论":"合格"}"""]);
    }

    [Fact]
    public void Event_that_started_the_workflow_does_not_wait()
    {
        var play = Play.StartBy("e", Chart.Of().Step("other").Step("e", "Elsa.Event", ("eventName", Piece.Value("x"))).Step("end").Line("e", "end").Definition(),
            (Event.PayloadInput, 7));

        play.ShouldBeFinished().Trace.ShouldBe("e end");
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "i1")]
    public void PublishEvent_asks_to_tell_all_or_this_instance_alone(bool local, string? instance) =>
        Play.Start(Chart.Of().Step("p", "Elsa.PublishEvent", ("eventName", Piece.Value("x")), ("isLocalEvent", Piece.Value(local)), ("correlationId", Piece.Value(" "))))
            .ShouldBeFinished().Last.Effects.ShouldHaveSingleItem().ShouldBeOfType<PublishedEvent>()
            .ShouldSatisfyAllConditions(
                published => (published.EventName, published.CorrelationId, published.InstanceId, published.Payload).ShouldBe(("x", null, instance, null)),
                published => published.Key.ShouldStartWith("i1."));

    [Fact]
    public void RunTask_asks_the_outside_and_gives_its_report()
    {
        var play = Play.Start(Chart.Of().Step("t", "Elsa.RunTask", ("taskName", Piece.Value("检验")), ("payload", Piece.Expression("Object", """{"样品":1}""")))
            .Step("s", "Test.Show", ("value", Piece.Script("getOutputFrom('t')"))).Line("t", "s"));

        var asked = play.Last.Effects.ShouldHaveSingleItem().ShouldBeOfType<TaskRequested>();
        (asked.TaskName, asked.Payload!.ToJsonString(), asked.BookmarkId).ShouldBe(("检验", new JsonObject { ["样品"] = 1 }.ToJsonString(), play.State.Bookmarks[0].Id));
        play.State.Bookmarks[0].Hash.ShouldBe(StimulusHash.Of("Elsa.RunTask", new JsonObject { ["TaskId"] = asked.TaskId, ["TaskName"] = "检验" }, null));
        play.ResumeWith("t", (RunTask.ResultInput, "合格")).ShouldBeFinished().Shown.ShouldBe(["\"合格\""]);
    }

    [Fact]
    public void RunTask_that_is_resumed_without_a_report_faults_and_waits_no_longer()
    {
        var play = Play.Start(Chart.Of().Step("t", "Elsa.RunTask", ("taskName", Piece.Value("检验"))).Step("never").Line("t", "never"));

        play.Resume("t").ShouldHaveOneIncident("t", "task-not-reported");
        (play.State.SubStatus, play.State.Bookmarks.Length).ShouldBe((WorkflowSubStatus.Faulted, 0));
        play.Retry().ShouldWaitAt("t").ResumeWith("t", (RunTask.ResultInput, null)).ShouldBeFinished().Trace.ShouldBe("t t never");
    }

    [Fact]
    public void The_triggers_of_a_workflow_have_the_hash_by_which_a_stimulus_finds_them()
    {
        var flow = Chart.Of()
            .Step(Starting("e", "Elsa.Event", ("eventName", Piece.Script("'复' + '检'"))))
            .Step(Starting("t", "Elsa.Timer", ("interval", Piece.Value("00:05:00"))))
            .Step(Starting("c", "Elsa.Cron", ("cronExpression", Piece.Value("0 9 * * *"))))
            .Step(Starting("a", "Elsa.StartAt", ("dateTime", Piece.Value("2027-01-01T00:00:00+08:00"))))
            .Step(Starting("h", "Elsa.HttpEndpoint", ("path", Piece.Value("Orders/{id}/")), ("supportedMethods", Piece.Expression("Object", """["GET","POST"]"""))))
            .Step("n", "Elsa.Event", ("eventName", Piece.Value("not a trigger")));

        var (triggers, problems) = WorkflowTrigger.AllOf(Play.Graph(flow.Definition()), Play.Environment, Play.Now);

        problems.ShouldBeEmpty();
        triggers.Select(trigger => (trigger.ActivityId, trigger.Name, trigger.Payload!.ToJsonString(Expressions.Conversion.Json))).ShouldBe(
        [
            ("e", "Elsa.Event", """{"EventName":"复检"}"""),
            ("t", "Elsa.Timer", """{"StartAt":"2026-11-20T02:35:00+00:00","Interval":"00:05:00"}"""),
            ("c", "Elsa.Cron", """{"CronExpression":"0 9 * * *"}"""),
            ("a", "Elsa.StartAt", """{"ExecuteAt":"2027-01-01T00:00:00+08:00"}"""),
            ("h", "Elsa.HttpEndpoint", """{"Path":"/orders/{id}","Method":"get","Authorize":false}"""),
            ("h", "Elsa.HttpEndpoint", """{"Path":"/orders/{id}","Method":"post","Authorize":false}"""),
        ]);
        triggers[0].Hash.ShouldBe(StimulusHash.Of("Elsa.Event", new JsonObject { ["EventName"] = "复检" }, null));
        triggers[4].Hash.ShouldBe(StimulusHash.Of("Elsa.HttpEndpoint", new JsonObject { ["Path"] = "/orders/{id}", ["Method"] = "get" }, null));
    }

    [Fact]
    public void A_trigger_that_can_not_be_evaluated_without_an_instance_is_a_problem()
    {
        var (triggers, problems) = WorkflowTrigger.AllOf(
            Play.Graph(Chart.Of().Step(Starting("c", "Elsa.Cron", ("cronExpression", Piece.Value("每天")))).Definition()), Play.Environment, Play.Now);

        triggers.ShouldBeEmpty();
        problems.ShouldHaveSingleItem().Message.ShouldBe("步骤“c”不能启动流程：“每天”不是有效的 CRON 表达式，或永远不会到期。");
    }

    private static Definitions.ActivityDefinition Starting(string id, string type, params (string Name, JsonNode? Value)[] properties) =>
        Piece.Of(id, type, properties) with { CustomProperties = new JsonObject { ["canStartWorkflow"] = true } };
}
