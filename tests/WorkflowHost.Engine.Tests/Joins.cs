using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Joins
{
    [Fact]
    public void A_step_with_two_inbound_branches_waits_for_both_and_runs_once()
    {
        var play = Play.Start(Chart.Of().Step("s").Wait("a").Wait("b").Step("j").Line("s", "a", "j").Line("s", "b", "j"));

        play.ShouldWaitAt("a", "b").Resume("b").ShouldWaitAt("a").Resume("a").ShouldBeFinished().Trace.ShouldBe("s a b j");
    }

    [Fact]
    public void Branches_of_different_length_meet_once()
    {
        var flow = Chart.Of().Step("s").Step("a").Step("b").Step("b2").Step("b3").Step("j")
            .Line("s", "a", "j").Line("s", "b", "b2", "b3", "j");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b b2 b3 j");
    }

    [Fact]
    public void Alternatives_that_merge_run_the_merge_once()
    {
        var flow = Chart.Of().Choose("s", "B").Step("a").Step("b").Step("m").Step("end")
            .Connect("s", "A", "a").Connect("s", "B", "b").Line("a", "m").Line("b", "m", "end");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s b m end");
    }

    [Fact]
    public void A_branch_that_dies_on_its_way_does_not_hold_the_join()
    {
        var flow = Chart.Of().Step("s").Step("a").Choose("b", "elsewhere").Step("j").Line("s", "a", "j").Line("s", "b", "j");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b j");
    }

    [Fact]
    public void A_branch_that_dies_after_the_other_has_arrived_lets_the_join_go_on()
    {
        var play = Play.Start(Chart.Of().Step("s").Step("a").Wait("b").Step("j").Line("s", "a", "j").Line("s", "b", "j"));

        play.ShouldWaitAt("b").Resume("b", "nowhere").ShouldBeFinished().Trace.ShouldBe("s a b j");
    }

    [Fact]
    public void When_all_branches_die_the_join_is_skipped()
    {
        var flow = Chart.Of().Step("s").Choose("a", "x").Choose("b", "x").Step("j").Line("s", "a", "j").Line("s", "b", "j");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b");
    }

    [Fact]
    public void A_step_fed_directly_and_through_a_decision_that_goes_the_other_way_runs_once()
    {
        var flow = Chart.Of().Step("s").Choose("d", "no").Step("j").Line("s", "j").Line("s", "d").Connect("d", "yes", "j");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s d j");
    }

    [Fact]
    public void WaitAll_waits_for_every_branch()
    {
        var play = Play.Start(Chart.Of().Step("s").Wait("a").Wait("b").Join("j", "WaitAll").Step("end")
            .Line("s", "a", "j").Line("s", "b", "j", "end"));

        play.Resume("a").ShouldWaitAt("b").Resume("b").ShouldBeFinished().Trace.ShouldBe("s a b j end");
    }

    [Fact]
    public void WaitAll_with_a_dead_branch_skips_the_join()
    {
        var flow = Chart.Of().Step("s").Step("a").Choose("b", "x").Join("j", "WaitAll").Line("s", "a", "j").Line("s", "b", "j");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b");
    }

    [Fact]
    public void WaitAll_does_not_ask_for_a_branch_that_no_start_leads_to()
    {
        var flow = Chart.Of().Step("s").Step("a").Step("b").Step("stray").Join("j", "WaitAll")
            .Line("s", "a", "j").Line("s", "b", "j").Line("stray", "j");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b j");
    }

    [Fact]
    public void WaitAllActive_with_a_dead_branch_goes_on()
    {
        var flow = Chart.Of().Step("s").Step("a").Choose("b", "x").Join("j", "WaitAllActive").Line("s", "a", "j").Line("s", "b", "j");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b j");
    }

    [Fact]
    public void WaitAny_goes_on_with_the_first_branch_and_cancels_the_one_that_waits()
    {
        var play = Play.Start(Chart.Of().Step("s").Wait("a").Wait("b").Join("j", "WaitAny").Wait("end")
            .Line("s", "a", "j").Line("s", "b", "j", "end"));
        var lost = play.State.Bookmarks.Single(bookmark => bookmark.ActivityId == "b");

        play.Resume("a").ShouldWaitAt("end");

        play.History.ShouldContain(line => line.ActivityId == "b" && line.Event == HistoryEvents.Canceled);
        play.Send(new Stimulus.Resume(lost.Id, Play.Input())).ShouldBeFalse();
        play.Resume("end").ShouldBeFinished().Trace.ShouldBe("s a b j end");
    }

    [Fact]
    public void WaitAny_runs_once_when_the_other_branch_begins_to_wait_after_the_first_has_come() =>
        Play.Start(Chart.Of().Step("s").Step("a").Wait("b").Join("j", "WaitAny").Step("end").Line("s", "a", "j", "end").Line("s", "b", "j"))
            .ShouldBeFinished().Trace.ShouldBe("s a b j end");

    [Fact]
    public void WaitAny_lets_a_working_branch_run_to_its_end_and_ignores_its_late_arrival()
    {
        var flow = Chart.Of().Step("s").Step("a").Step("b").Step("b2").Step("b3").Join("j", "WaitAny").Step("end")
            .Line("s", "a", "j", "end").Line("s", "b", "b2", "b3", "j");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b j b2 end b3");
    }

    [Fact]
    public void WaitAny_ignores_a_late_branch_that_comes_through_another_join()
    {
        var flow = Chart.Of().Step("s").Step("a").Step("b").Step("c").Step("c2").Step("k").Join("j", "WaitAny").Step("end")
            .Line("s", "a", "j", "end").Line("s", "b", "k").Line("s", "c", "c2", "k", "j");

        Play.Start(flow).ShouldBeFinished().Ran.Count(id => id == "end").ShouldBe(1);
    }

    [Fact]
    public void WaitAny_lets_a_loser_that_stands_at_another_join_go_on_without_the_branch_that_was_cancelled()
    {
        var play = Play.Start(Chart.Of().Step("s").Wait("a").Step("b").Wait("c").Step("k").Join("j", "WaitAny").Step("end")
            .Line("s", "a", "j", "end").Line("s", "b", "k").Line("s", "c", "k", "j"));

        play.ShouldWaitAt("a", "c").Resume("a").ShouldBeFinished().Trace.ShouldBe("s a b c j k end");
    }

    [Fact]
    public void WaitAny_leaves_a_branch_alone_that_does_not_lead_to_the_join()
    {
        var play = Play.Start(Chart.Of().Step("s").Wait("a").Wait("b").Wait("other").Join("j", "WaitAny")
            .Line("s", "a", "j").Line("s", "b", "j").Line("s", "other").Connect("other", "again", "s"));

        play.Resume("a").ShouldWaitAt("other");
    }

    [Fact]
    public void WaitAny_in_a_loop_opens_again_in_the_second_round()
    {
        var play = Play.Start(Chart.Of().Step("s").Wait("a").Step("b").Step("b2").Step("b3").Join("j", "WaitAny").Wait("check").Step("end")
            .Line("s", "a", "j").Line("s", "b", "b2", "b3", "j", "check").Connect("check", "again", "s").Connect("check", "ok", "end"));

        play.ShouldWaitAt("check").Resume("check", "again").ShouldWaitAt("check").Resume("check", "ok").ShouldBeFinished();

        play.Ran.Count(id => id == "j").ShouldBe(2);
        play.Ran.Count(id => id == "end").ShouldBe(1);
    }

    [Fact]
    public void The_mode_of_a_join_may_be_found_when_a_branch_arrives()
    {
        var play = Play.Start(Chart.Of().Variable("m", "String", "WaitAll").Step("s").Step("a").Wait("b")
            .Step("j", "Elsa.FlowJoin", ("mode", Piece.Expression("Variable", "m-id"))).Line("s", "a", "j").Line("s", "b", "j"));

        play.ShouldWaitAt("b").Resume("b").ShouldBeFinished().Trace.ShouldBe("s a b j");
    }

    [Fact]
    public void A_join_waits_for_a_faulted_branch_and_goes_on_after_its_retry()
    {
        var play = Play.Start(Chart.Of().ContinueWithIncidents().Step("s").Step("a").Step("b", "Test.Boom", ("failures", Piece.Value(1))).Step("j")
            .Line("s", "a", "j").Line("s", "b", "j"));
        play.ShouldHaveOneIncident("b", "activity-error");

        play.Retry();

        play.State.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("b");
        play.Resume("b").ShouldBeFinished().Trace.ShouldBe("s a b b j");
    }

    [Fact]
    public void WaitAny_cancels_what_waits_deeper_within_a_branch()
    {
        var flow = Chart.Of().Step("s").Step("a").Step("a2").Step(Piece.Sequence("b", Piece.Of("w", "Test.Wait"), Piece.Line("never", "不会"))).Join("j", "WaitAny").Step("end")
            .Line("s", "b", "j").Line("s", "a", "a2", "j", "end");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a w a2 j end");
    }
}
