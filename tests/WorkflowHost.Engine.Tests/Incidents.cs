using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Incidents
{
    [Fact]
    public void A_step_that_throws_is_an_incident_and_faults_the_instance_while_branches_at_work_run_to_their_end()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("boom", "Test.Boom").Step("b").Step("b2").Step("never")
            .Line("s", "boom", "never").Line("s", "b", "b2"));

        (play.State.Status, play.State.SubStatus).ShouldBe((WorkflowStatus.Finished, WorkflowSubStatus.Faulted));
        play.Trace.ShouldBe("s boom b b2");
        var incident = play.ShouldHaveOneIncident("boom", "activity-error");
        incident.Message.ShouldBe("步骤“boom”执行出错：接口拒绝");
        incident.Detail.ShouldBe("InvalidOperationException: 接口拒绝");
        (incident.Attempt, incident.At, incident.ActivityType).ShouldBe((1, Play.Now, "Test.Boom"));
    }

    [Fact]
    public void Other_branches_go_on_under_ContinueWithIncidents()
    {
        var play = Play.Start(Chart.Of().ContinueWithIncidents().Step("s").Step("boom", "Test.Boom").Wait("w").Step("w2")
            .Line("s", "boom").Line("s", "w", "w2"));

        play.ShouldWaitAt("w").Resume("w");

        play.Trace.ShouldBe("s boom w w2");
        (play.State.Status, play.State.SubStatus).ShouldBe((WorkflowStatus.Running, WorkflowSubStatus.Suspended));
    }

    [Fact]
    public void Finish_beside_a_failure_ends_the_rest_and_fails_not_itself()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("boom", "Test.Boom").Step("b").Step("f", "Elsa.Finish").Wait("w").Line("s", "boom").Line("s", "w").Line("s", "b", "f"));

        play.ShouldHaveOneIncident("boom", "activity-error");
        (play.State.SubStatus, play.State.Bookmarks.Length, play.Trace).ShouldBe((WorkflowSubStatus.Faulted, 0, "s boom w b f"));
    }

    [Fact]
    public void A_step_that_throws_has_done_nothing()
    {
        var play = Play.Start(Chart.Of().Variable("v", "String", "before")
            .Step("boom", "Test.Boom", ("touched", new System.Text.Json.Nodes.JsonObject { ["id"] = "v-id" })));

        play.Last.Effects.ShouldBeEmpty();
        play.State.Variables.ShouldBeEmpty();
        play.State.Bookmarks.ShouldBeEmpty();
        play.History.Select(line => line.Event).ShouldBe(["Started", "Started", "Started", "Faulted"]);
    }

    [Fact]
    public void A_retry_runs_the_step_again_and_may_succeed()
    {
        var play = Play.Start(Chart.Of().Step("boom", "Test.Boom", ("failures", Piece.Value(1))).Step("after").Line("boom", "after"));

        play.Retry().ShouldWaitAt("boom");
        play.Last.Effects.ShouldBe([new Asked("短信")]);
        play.Last.History[0].ShouldSatisfyAllConditions(
            line => line.Event.ShouldBe(HistoryEvents.Retried), line => line.Message.ShouldBe("已修复"));
        play.Resume("boom").ShouldBeFinished().Trace.ShouldBe("boom boom after");
    }

    [Fact]
    public void A_retry_may_fail_again_with_the_next_attempt()
    {
        var play = Play.Start(Chart.Of().Step("boom", "Test.Boom"));

        play.Retry().ShouldHaveOneIncident("boom", "activity-error").Attempt.ShouldBe(2);
    }

    [Fact]
    public void A_retry_of_an_incident_that_is_gone_does_not_apply()
    {
        var play = Play.Start(Chart.Of().Step("boom", "Test.Boom", ("failures", Piece.Value(1))));
        var incident = play.State.Incidents[0].Id;
        play.Retry();

        play.Send(new Stimulus.Retry(incident, "再来")).ShouldBeFalse();
    }

    [Fact]
    public void A_step_that_completes_and_then_throws_is_the_one_that_is_stuck()
    {
        var play = Play.Start(Chart.Of().Step("late", "Test.LateBoom").Step("after").Line("late", "after"));

        play.ShouldHaveOneIncident("late", "activity-error").Message.ShouldContain("迟到的错误");
        play.Trace.ShouldBe("late");
        play.History.ShouldNotContain(line => line.Event == HistoryEvents.Completed);
    }

    [Fact]
    public void A_step_that_neither_completes_nor_waits_is_a_dead_end_that_names_it()
    {
        Play.Start(Chart.Of().Step("idle", "Test.Idle")).ShouldHaveOneIncident("idle", "dead-end")
            .Message.ShouldBe("步骤“idle”既未完成，也没有等待任何事项，流程停在此处。");
    }

    [Fact]
    public void A_dead_end_is_told_at_once_even_while_another_branch_waits()
    {
        var play = Play.Start(Chart.Of().ContinueWithIncidents().Step("s").Step("idle", "Test.Idle").Wait("w").Line("s", "idle").Line("s", "w"));

        play.ShouldWaitAt("w").ShouldHaveOneIncident("idle", "dead-end");
    }

    [Fact]
    public void A_step_that_awaits_the_outside_is_an_incident() =>
        Play.Start(Chart.Of().Step("a", "Test.Awaiting")).ShouldHaveOneIncident("a", "activity-awaits")
            .Message.ShouldBe("步骤在环节推进中等待外部操作；应改为提出效果并创建书签。");

    [Fact]
    public void A_lambda_as_callback_is_refused_at_once_since_no_later_turn_could_find_it() =>
        Play.Start(Chart.Of().Step("a", "Test.Lambda")).ShouldHaveOneIncident("a", "activity-error").Message.ShouldContain("not a lambda");

    [Fact]
    public void A_Fault_step_stops_with_its_own_code_and_message() =>
        Play.Start(Chart.Of().Step("f", "Elsa.Fault", ("code", Piece.Value("no-report")), ("message", Piece.Value("没有报告"))))
            .ShouldHaveOneIncident("f", "no-report").Message.ShouldBe("没有报告");

    [Fact]
    public void Cancelling_ends_everything_and_says_why()
    {
        var play = Play.Start(Chart.Of().ContinueWithIncidents().Step("s").Wait("w").Step("boom", "Test.Boom").Line("s", "w").Line("s", "boom"));

        play.Send(new Stimulus.Cancel("企业已注销")).ShouldBeTrue();

        (play.State.Status, play.State.SubStatus).ShouldBe((WorkflowStatus.Finished, WorkflowSubStatus.Cancelled));
        (play.State.Executions.Length, play.State.Bookmarks.Length, play.State.Incidents.Length).ShouldBe((0, 0, 0));
        play.Last.History[^1].ShouldSatisfyAllConditions(
            line => line.Event.ShouldBe(HistoryEvents.Canceled), line => line.Message.ShouldBe("企业已注销"), line => line.ActivityId.ShouldBe(""));
        play.Send(new Stimulus.Cancel("再次")).ShouldBeFalse();
    }

    [Fact]
    public void A_faulted_instance_can_be_cancelled_but_a_finished_one_not()
    {
        Play.Start(Chart.Of().Step("boom", "Test.Boom")).Send(new Stimulus.Cancel("放弃")).ShouldBeTrue();
        Play.Start(Chart.Of().Step("a")).Send(new Stimulus.Cancel("放弃")).ShouldBeFalse();
    }

    [Fact]
    public void A_second_start_does_not_apply() =>
        Play.Start(Chart.Of().Wait("w")).Send(new Stimulus.Start(Play.Input())).ShouldBeFalse();
}
