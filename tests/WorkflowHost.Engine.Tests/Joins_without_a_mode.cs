using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>A join whose mode is an expression that can't be evaluated when a branch comes.</summary>
public sealed class Joins_without_a_mode
{
    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void The_join_is_stuck_and_nothing_else(FlowchartMode flowchart)
    {
        var play = Stuck(flowchart);

        play.ShouldHaveOneIncident("j", "value-type");
        play.Resume("b").ShouldHaveOneIncident("j", "value-type");
        play.Trace.ShouldBe("s a b");
    }

    [Theory]
    [InlineData(FlowchartMode.Counter, "WaitAll")]
    [InlineData(FlowchartMode.Counter, "WaitAllActive")]
    [InlineData(FlowchartMode.Token, "WaitAll")]
    public void Once_there_is_a_mode_a_retry_lets_the_join_wait_for_the_other_branch(FlowchartMode flowchart, string mode)
    {
        var play = Stuck(flowchart).Set("m", mode).Retry();

        play.State.Incidents.ShouldBeEmpty();
        play.ShouldWaitAt("b").Resume("b").ShouldBeFinished();
        play.History.Count(line => line.ActivityId == "end" && line.Event == HistoryEvents.Completed).ShouldBe(1);
        play.Ran.Count(id => id is "a" or "b").ShouldBe(2);
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void Once_any_branch_is_enough_a_retry_goes_on_and_ends_the_other(FlowchartMode flowchart) =>
        Stuck(flowchart).Set("m", "WaitAny").Retry().ShouldBeFinished().Trace.ShouldBe("s a b j end");

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void When_both_branches_have_come_a_retry_runs_the_join_once(FlowchartMode flowchart)
    {
        foreach (var mode in new[] { "WaitAny", "WaitAll" })
        {
            Stuck(flowchart).Resume("b").Set("m", mode).Retry().ShouldBeFinished().Trace.ShouldBe("s a b j end");
        }
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void A_retry_without_a_mode_is_stuck_again(FlowchartMode flowchart)
    {
        var play = Stuck(flowchart).Retry();

        play.ShouldHaveOneIncident("j", "value-type").Attempt.ShouldBe(1);
        play.Set("m", "WaitAll").Retry().ShouldWaitAt("b");
    }

    [Theory]
    [InlineData(FlowchartMode.Counter)]
    [InlineData(FlowchartMode.Token)]
    public void A_person_may_skip_the_join_and_the_branch_that_comes_later_does_not_run_it_again(FlowchartMode flowchart)
    {
        var play = Stuck(flowchart);

        play.Send(new Stimulus.Skip(play.State.Incidents[0].Id, null, "不必等待")).ShouldBeTrue();

        play.ShouldWaitAt("b").Set("m", "WaitAll");
        play.Resume("b").Ran.Count(id => id == "end").ShouldBe(1);
    }

    [Fact]
    public void A_join_that_a_loop_feeds_keeps_what_came_to_it()
    {
        var play = Play.Start(Chart.Of().ContinueWithIncidents().Variable("m", "String", "Sometimes").Step("s").Wait("again").Wait("b")
            .Step("j", "Elsa.FlowJoin", ("mode", Piece.Expression("Variable", "m-id"))).Step("end")
            .Line("s", "again").Line("s", "b", "j", "end").Connect("again", "more", "s").Connect("again", "ok", "j"));

        play.Resume("again", "ok").ShouldHaveOneIncident("j", "value-type");

        play.Set("m", "WaitAll").Retry().ShouldWaitAt("b").Resume("b").ShouldBeFinished().Ran.Count(id => id == "end").ShouldBe(1);
    }

    /// <summary>Branch a has come to join j, whose mode is no mode; branch b waits.</summary>
    private static Play Stuck(FlowchartMode flowchart)
    {
        var chart = Chart.Of().ContinueWithIncidents().Variable("m", "String", "Sometimes").Step("s").Step("a").Wait("b")
            .Step("j", "Elsa.FlowJoin", ("mode", Piece.Expression("Variable", "m-id"))).Step("end").Line("s", "a", "j", "end").Line("s", "b", "j");
        return flowchart is FlowchartMode.Token ? Play.StartWithTokens(chart) : Play.Start(chart);
    }
}
