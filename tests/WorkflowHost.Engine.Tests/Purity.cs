using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Purity
{
    private static readonly Chart Flow = Chart.Of().Variable("v", "Object").Step("s").Wait("a").Wait("b")
        .Step(Piece.SetVariable("set", "v", Piece.Script("({ at: getNow(), list: [1, 2] })")))
        .Step("wrap", "Test.Wrap", ("value", Piece.Expression("Variable", "v-id"))).Step("j").Wait("end")
        .Line("s", "a", "j").Line("s", "b").Line("b", "set", "wrap", "j").Line("j", "end");

    [Fact]
    public void The_same_turn_from_the_same_state_gives_the_same_result_and_leaves_the_state_alone()
    {
        var play = Play.Start(Flow).Resume("a");
        var before = play.State;
        var written = Play.Written(before);
        var stimulus = new Stimulus.Resume(before.Bookmarks[0].Id, Play.Input());

        var first = play.Rehearse(stimulus)!;
        var second = play.Rehearse(stimulus)!;

        Play.Written(second).ShouldBe(Play.Written(first));
        Play.Written(before).ShouldBe(written);
        first.History.ShouldNotBeEmpty();
    }

    [Fact]
    public void Ids_are_derived_from_the_instance_so_that_a_turn_played_again_names_things_alike()
    {
        Play.Start(Flow).State.Bookmarks.Select(bookmark => bookmark.Id)
            .ShouldBe(Play.Start(Flow).State.Bookmarks.Select(bookmark => bookmark.Id));
        Play.Start(Flow).State.Bookmarks[0].Id.ShouldStartWith("i1.");
    }

    [Fact]
    public void An_instance_goes_on_from_a_state_that_was_written_and_read()
    {
        var play = Play.Start(Flow).Resume("a").Resume("b");

        play.ShouldWaitAt("end").Resume("end").ShouldBeFinished().Trace.ShouldBe("s a b set wrap j end");
        play.State.Variables["v-id"]!.ToJsonString().ShouldBe("""{"at":"2026-11-20T02:30:00.000Z","list":[1,2]}""");
    }

    [Fact]
    public void Sequence_numbers_go_on_without_gaps_over_turns()
    {
        var play = Play.Start(Flow).Resume("a").Resume("b").Resume("end");

        play.History.Select(line => line.Sequence).ShouldBe(Enumerable.Range(1, play.State.LastSequence));
    }
}
