using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Tests.Playing;
using WorkflowHost.Engine.Waiting;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>Steps with <c>runAsynchronously</c>.</summary>
public sealed class Turns_of_their_own
{
    [Fact]
    public void A_step_that_runs_asynchronously_waits_for_a_turn_of_its_own_which_comes_at_once()
    {
        // when
        var play = Play.StartWithOwnTurns(Chart.Of().Step("a").Step(Own("b", "setVariable('n', (getVariable('n') || 0) + 1)")).Step("c").Line("a", "b", "c"));

        // then
        play.ShouldWaitAt("b");
        play.Shown.ShouldBeEmpty();
        play.State.Variables.ShouldBeEmpty();
        play.Last.Effects.OfType<WakeAt>().ShouldHaveSingleItem().ShouldBe(new WakeAt(play.State.Bookmarks[0].Id, Play.Now));

        // and when
        play.Resume("b").ShouldBeFinished();

        // then: its inputs were found once
        play.Trace.ShouldBe("a b c");
        play.Shown.Count().ShouldBe(1);
    }

    [Fact]
    public void What_it_throws_there_is_its_incident_and_a_retry_has_a_turn_of_its_own_again()
    {
        var play = Play.StartWithOwnTurns(Chart.Of().Step(Own("a", "notThere()")).Step("b").Line("a", "b"));
        play.Resume("a").ShouldHaveOneIncident("a", "javascript-error");
        play.Retry();
        play.State.Bookmarks.Length.ShouldBe(1);
        play.Resume("a").ShouldHaveOneIncident("a", "javascript-error");
    }

    [Fact]
    public void Other_branches_go_on_meanwhile_and_a_join_waits_for_it() =>
        Play.StartWithOwnTurns(Chart.Of().Step("s").Step(Own("a", "1")).Step("b").Join("j", "WaitAll").Line("s", "a", "j").Line("s", "b", "j"))
            .Resume("a").ShouldBeFinished().Trace.ShouldBe("s a b j");

    [Fact]
    public void Without_a_runtime_it_runs_at_once() =>
        Play.Start(Chart.Of().Step(Own("a", "1"))).ShouldBeFinished().Shown.ShouldBe(["1"]);

    private static ActivityDefinition Own(string id, string script) =>
        Piece.Of(id, "Test.Show", ("value", Piece.Script(script))) with { CustomProperties = new JsonObject { ["runAsynchronously"] = true } };
}
