using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Containers
{
    [Fact]
    public void A_sequence_runs_its_steps_in_order_and_waits_where_they_wait()
    {
        var sequence = Piece.Sequence("q", Piece.Of("a", "Test.Note"), Piece.Of("w", "Test.Wait"), Piece.Of("b", "Test.Note"));

        Play.Start(Chart.Of().Definition(sequence)).ShouldWaitAt("w").Resume("w").ShouldBeFinished().Trace.ShouldBe("a w b");
    }

    [Fact]
    public void A_sequence_inside_a_flowchart_leaves_by_Done()
    {
        var flow = Chart.Of().Step(Piece.Sequence("q", Piece.Of("a", "Test.Note"))).Step("after").Line("q", "after");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a after");
    }

    [Fact]
    public void End_in_a_sequence_ends_the_sequence()
    {
        var sequence = Piece.Sequence("q", Piece.Of("e", "Elsa.End"), Piece.Of("never", "Test.Note"));

        Play.Start(Chart.Of().Step(sequence).Step("after").Line("q", "after")).ShouldBeFinished().Trace.ShouldBe("e after");
    }

    [Theory]
    [InlineData(true, "yes after")]
    [InlineData(false, "no after")]
    public void If_runs_the_branch_of_its_condition(bool condition, string trace)
    {
        var choice = Piece.If("if", Piece.Value(condition), Piece.Of("yes", "Test.Note"), Piece.Of("no", "Test.Note"));

        Play.Start(Chart.Of().Step(choice).Step("after").Line("if", "after")).ShouldBeFinished().Trace.ShouldBe(trace);
    }

    [Theory]
    [InlineData("'天'.length", "yes")]
    [InlineData("0", "no")]
    [InlineData("''", "no")]
    [InlineData("null", "no")]
    public void A_number_is_true_unless_it_is_0_and_an_empty_text_is_false(string script, string trace) =>
        Play.Start(Chart.Of().Step(Piece.If("if", Piece.Script(script), Piece.Of("yes", "Test.Note"), Piece.Of("no", "Test.Note"))))
            .ShouldBeFinished().Trace.ShouldBe(trace);

    [Fact]
    public void If_without_the_branch_completes_and_its_port_names_are_no_outcomes()
    {
        var choice = Piece.If("if", Piece.Value(true), null, null);

        Play.Start(Chart.Of().Step(choice).Step("after").Step("never").Line("if", "after").Connect("if", "True", "never"))
            .ShouldBeFinished().Trace.ShouldBe("after");
    }

    [Theory]
    [InlineData("15", "s d late")]
    [InlineData("3", "s d early")]
    public void A_decision_leaves_by_True_or_False(string days, string trace)
    {
        var flow = Chart.Of().Variable("天数", "Int32", days).Step("s")
            .Step("d", "Elsa.FlowDecision", ("condition", Piece.Script("variables.天数 > 10"))).Step("late").Step("early")
            .Line("s", "d").Connect("d", "True", "late").Connect("d", "False", "early");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe(trace);
    }

    [Fact]
    public void Flowcharts_nest_and_the_inner_one_waits_for_all_its_branches()
    {
        var inner = Chart.Of().Step("x").Wait("y").Wait("z").Line("x", "y").Line("x", "z");
        var play = Play.Start(Chart.Of().Step(inner.As("inner")).Step("after").Line("inner", "after"));

        play.ShouldWaitAt("y", "z").Resume("y").ShouldWaitAt("z").Resume("z").ShouldBeFinished().Trace.ShouldBe("x y z after");
    }
}
