using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Loops
{
    [Fact]
    public void A_connection_backward_runs_the_steps_again()
    {
        var play = Play.Start(Chart.Of().Step("draft").Wait("check").Step("end")
            .Line("draft", "check").Connect("check", "退回", "draft").Connect("check", "通过", "end"));

        play.Resume("check", "退回").Resume("check", "退回").Resume("check", "通过").ShouldBeFinished()
            .Trace.ShouldBe("draft check draft check draft check end");
    }

    [Fact]
    public void A_join_waits_for_a_parallel_branch_that_is_sent_back_twice_and_runs_once()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("p").Wait("approve").Step("mend").Step("j")
            .Line("s", "p", "j").Line("s", "approve").Connect("approve", "退回", "mend").Line("mend", "approve").Connect("approve", "通过", "j"));

        play.Resume("approve", "退回").ShouldWaitAt("approve").Resume("approve", "退回").ShouldWaitAt("approve");
        play.Ran.ShouldNotContain("j");

        play.Resume("approve", "通过").ShouldBeFinished().Trace.ShouldBe("s p approve mend approve mend approve j");
    }

    [Fact]
    public void A_join_waits_for_a_branch_that_starts_over_from_the_fork()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("b").Wait("c").Wait("x").Step("j")
            .Line("s", "b", "j").Line("s", "c").Connect("c", "ok", "j").Connect("c", "no", "x").Line("x", "s"));

        play.Resume("c", "no").ShouldWaitAt("x").Resume("x").ShouldWaitAt("c");
        play.Ran.ShouldNotContain("j");

        play.Resume("c", "ok").ShouldBeFinished().Ran.Count(id => id == "j").ShouldBe(1);
    }

    [Fact]
    public void A_merge_inside_one_branch_does_not_wait_for_the_other_branch_of_a_loop_around_both()
    {
        var play = Play.Start(Chart.Of().Step("a").Choose("b", "1").Step("b1").Step("b2").Step("m").Wait("after").Wait("c").Wait("k").Step("end")
            .Line("a", "b").Line("a", "c", "k").Connect("b", "1", "b1").Connect("b", "2", "b2").Line("b1", "m").Line("b2", "m", "after", "k")
            .Connect("k", "退回", "a").Connect("k", "通过", "end"));

        play.ShouldWaitAt("after", "c").Resume("after").ShouldWaitAt("c").Resume("c").ShouldWaitAt("k");
        play.Resume("k", "退回").ShouldWaitAt("after", "c").Resume("c").Resume("after").Resume("k", "通过").ShouldBeFinished()
            .Ran.Count(id => id == "end").ShouldBe(1);
    }

    [Fact]
    public void A_merge_inside_one_branch_does_not_wait_for_another_branch_that_may_start_over_from_the_fork()
    {
        var play = Play.Start(Chart.Of().Step("s").Wait("approve").Choose("d", "2").Step("d1").Step("d2").Step("m").Wait("after").Step("j")
            .Line("s", "approve").Connect("approve", "ok", "j").Connect("approve", "no", "s")
            .Line("s", "d").Connect("d", "1", "d1").Connect("d", "2", "d2").Line("d1", "m").Line("d2", "m", "after", "j"));

        play.ShouldWaitAt("approve", "after");
    }

    [Fact]
    public void A_merge_right_after_the_fork_does_not_wait_for_a_branch_that_can_only_come_back_over_what_follows_the_merge()
    {
        var play = Play.Start(Chart.Of().Choose("a", "1", "C").Step("b1").Step("b2").Step("m").Wait("after").Wait("c").Wait("k")
            .Connect("a", "1", "b1").Connect("a", "2", "b2").Line("b1", "m").Line("b2", "m").Line("m", "after").Line("after", "k")
            .Connect("a", "C", "c").Line("c", "k").Connect("k", "退回", "a"));

        play.ShouldWaitAt("after", "c").Resume("c").ShouldWaitAt("after").Resume("after").ShouldWaitAt("k");
        play.Resume("k", "退回").ShouldWaitAt("after", "c");
    }

    [Fact]
    public void A_join_inside_a_loop_works_in_every_round()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("a").Step("b").Step("j").Wait("check").Step("end")
            .Line("s", "a", "j").Line("s", "b", "j", "check").Connect("check", "again", "s").Connect("check", "ok", "end"));

        play.Resume("check", "again").Resume("check", "again").Resume("check", "ok").ShouldBeFinished();

        play.Ran.Count(id => id == "j").ShouldBe(3);
        play.Ran.Count(id => id == "end").ShouldBe(1);
    }

    [Fact]
    public void A_step_may_lead_back_to_itself()
    {
        var play = Play.Start(Chart.Of().Wait("w").Step("end").Connect("w", "again", "w").Connect("w", "ok", "end"));

        play.Resume("w", "again").Resume("w", "ok").ShouldBeFinished().Trace.ShouldBe("w w end");
    }

    [Fact]
    public void A_loop_that_never_waits_is_an_incident_that_can_be_retried()
    {
        var play = Play.Start(Chart.Of().ContinueWithIncidents().Step("s").Step("a").Step("b").Wait("w").Line("s", "a", "b", "a").Line("s", "w"));

        play.ShouldHaveOneIncident(play.State.Incidents[0].ActivityId, "endless-loop").Message.ShouldContain("空转");
        play.Retry().ShouldHaveOneIncident(play.State.Incidents[0].ActivityId, "endless-loop");
    }

    [Fact]
    public void What_was_scheduled_when_a_turn_was_cut_short_is_not_lost()
    {
        var flow = Chart.Of().ContinueWithIncidents().Variable("n", "Int32", 0)
            .Step("s")
            .Step(Piece.SetVariable("a", "n", Piece.Expression("Variable", "n-id")))
            .Step(Piece.SetVariable("b", "n", Piece.Expression("Variable", "n-id")))
            .Line("s", "a").Line("s", "b").Line("a", "a").Line("b", "b");
        var play = Play.Start(flow);
        var pending = play.State.Executions.Where(execution => execution.Status == ActivityStatus.Pending).ShouldHaveSingleItem();

        play.Send(new Stimulus.Retry(play.State.Incidents[0].Id, "再试"));

        play.Last.History.ShouldContain(line => line.ExecutionId == pending.Id && line.Event == HistoryEvents.Started);
    }
}
