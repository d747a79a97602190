using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>Flowcharts in Elsa's token mode.</summary>
public sealed class Tokens
{
    [Theory]
    [InlineData(null)]
    [InlineData("Stream")]
    public void A_step_without_merge_mode_runs_once_after_the_last_branch(string? mode) =>
        Play.StartWithTokens(Diamond(mode)).ShouldBeFinished().Trace.ShouldBe("s a b b2 j");

    [Theory]
    [InlineData("Merge")]
    [InlineData("Converge")]
    public void Merge_and_Converge_run_once_when_all_branches_have_come(string mode) =>
        Play.StartWithTokens(Diamond(mode)).ShouldBeFinished().Trace.ShouldBe("s a b b2 j");

    [Theory]
    [InlineData("Cascade")]
    [InlineData("Race")]
    public void Cascade_and_Race_run_once_with_the_first_branch_and_what_works_in_the_other_runs_on(string mode) =>
        Play.StartWithTokens(Diamond(mode)).ShouldBeFinished().Trace.ShouldBe("s a b j b2");

    [Theory]
    [InlineData("Merge")]
    [InlineData("Converge")]
    public void A_merge_with_a_dead_branch_is_an_incident_that_names_the_branch_and_goes_on_when_it_is_retried(string mode)
    {
        var play = Play.StartWithTokens(Chart.Of().Step("s").Step("a").Choose("b", "nowhere").Step(Merging("j", mode)).Step("end")
            .Line("s", "a", "j", "end").Line("s", "b", "j"));

        play.ShouldHaveOneIncident("j", "join-stuck").Message.ShouldContain("“b”");
        play.Retry().ShouldBeFinished().Trace.ShouldBe("s a b j end");
    }

    [Theory]
    [InlineData("WaitAll")]
    [InlineData("WaitAllActive")]
    public void A_FlowJoin_with_a_dead_branch_is_an_incident(string mode) =>
        Play.StartWithTokens(Chart.Of().Step("s").Step("a").Choose("b", "nowhere").Join("j", mode).Line("s", "a", "j").Line("s", "b", "j"))
            .ShouldHaveOneIncident("j", "join-stuck");

    [Theory]
    [InlineData("Merge")]
    [InlineData("Converge")]
    public void A_merge_keeps_its_tokens_while_a_branch_waits(string mode) =>
        Play.StartWithTokens(Chart.Of().Step("s").Step("a").Wait("b").Step(Merging("j", mode)).Line("s", "a", "j").Line("s", "b", "j"))
            .ShouldWaitAt("b").Resume("b").ShouldBeFinished().Trace.ShouldBe("s a b j");

    [Fact]
    public void A_step_fed_directly_and_through_a_decision_that_goes_the_other_way_runs_once() =>
        Play.StartWithTokens(Chart.Of().Step("s").Choose("d", "No").Step("j").Line("s", "j").Line("s", "d").Connect("d", "Yes", "j"))
            .ShouldBeFinished().Trace.ShouldBe("s d j");

    [Fact]
    public void Two_outcomes_to_the_same_step_run_it_once() =>
        Play.StartWithTokens(Chart.Of().Choose("s", "A", "B").Step("a").Connect("s", "A", "a").Connect("s", "B", "a"))
            .ShouldBeFinished().Trace.ShouldBe("s a");

    [Theory]
    [InlineData("Stream", new[] { "b" }, "s b a")]
    [InlineData("Race", new string[0], "s b a j")]
    [InlineData("Cascade", new[] { "b" }, "s b a j")]
    public void A_branch_that_waits_is_waited_for_or_overtaken_as_the_merge_mode_says(string mode, string[] waits, string trace)
    {
        var play = Play.StartWithTokens(Chart.Of().Step("s").Step("a").Wait("b").Step(Merging("j", mode)).Line("s", "b", "j").Line("s", "a", "j"));

        play.State.Bookmarks.Select(bookmark => bookmark.ActivityId).ShouldBe(waits);
        play.Trace.ShouldBe(trace);
    }

    [Fact]
    public void A_race_that_ends_the_waiting_branch_completes_the_flowchart_after_the_step_that_won()
    {
        var play = Play.StartWithTokens(Chart.Of().Step("s").Wait("a").Step("b").Step(Merging("j", "Race")).Step("e")
            .Line("s", "a", "j").Line("s", "b", "j").Line("j", "e"));

        play.ShouldBeFinished().History.Where(line => line.Event is HistoryEvents.Completed or HistoryEvents.Canceled)
            .Select(line => line.ActivityType is "Elsa.Flowchart" ? "flowchart" : line.ActivityType is "Elsa.Workflow" ? "workflow" : line.ActivityId)
            .ShouldBe(["s", "b", "a", "j", "e", "flowchart", "workflow"]);
    }

    [Fact]
    public void A_definition_may_ask_for_tokens_itself()
    {
        var flow = Chart.Of().Step("s").Step("a").Choose("b", "nowhere").Join("j", "WaitAllActive").Line("s", "a", "j").Line("s", "b", "j").Definition();
        var play = Play.Start(flow with { CustomProperties = new() { ["Flowchart:ExecutionMode"] = "TokenBased" } });

        play.ShouldHaveOneIncident("j", "join-stuck");
    }

    private static Chart Diamond(string? mode) => Chart.Of().Step("s").Step("a").Step("b").Step("b2").Step(Merging("j", mode))
        .Line("s", "a", "j").Line("s", "b", "b2", "j");

    private static Definitions.ActivityDefinition Merging(string id, string? mode) =>
        Piece.Of(id, "Test.Note") with { CustomProperties = mode is null ? [] : new() { ["mergeMode"] = mode } };
}
