using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Following_connections
{
    [Fact]
    public void Steps_in_a_line_run_one_after_another()
    {
        var play = Play.Start(Chart.Of().Step("a").Step("b").Step("c").Line("a", "b", "c"));

        play.ShouldBeFinished().Trace.ShouldBe("a b c");
        play.History.Select(line => line.Sequence).ShouldBe(Enumerable.Range(1, play.History.Count));
    }

    [Fact]
    public void An_outcome_follows_its_own_port_only()
    {
        var flow = Chart.Of().Choose("a", "通过").Step("yes").Step("no").Connect("a", "通过", "yes").Connect("a", "退回", "no");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a yes");
    }

    [Fact]
    public void A_port_in_another_case_is_another_port()
    {
        var flow = Chart.Of().Choose("a", "Pass").Step("b").Connect("a", "pass", "b");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a");
    }

    [Fact]
    public void A_plain_completion_follows_Done_and_connections_without_a_port()
    {
        var flow = Chart.Of().Step("a").Step("b").Step("c").Connect("a", null, "b").Connect("a", "Done", "c");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a b c");
    }

    [Fact]
    public void A_named_outcome_does_not_imply_Done()
    {
        var flow = Chart.Of().Choose("a", "A").Step("b").Step("c").Connect("a", "Done", "b").Connect("a", null, "c");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a");
    }

    [Fact]
    public void No_outcome_at_all_follows_nothing()
    {
        var flow = Chart.Of().Choose("a").Step("b").Connect("a", "Done", "b");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a");
    }

    [Fact]
    public void Several_connections_on_one_port_are_a_fork_that_runs_breadth_first()
    {
        var flow = Chart.Of().Step("s").Step("a").Step("a2").Step("b").Step("b2")
            .Line("s", "a", "a2").Line("s", "b", "b2");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b a2 b2");
    }

    [Fact]
    public void Several_outcomes_are_a_fork()
    {
        var flow = Chart.Of().Choose("s", "A", "B").Step("a").Step("b").Connect("s", "A", "a").Connect("s", "B", "b");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a b");
    }

    [Fact]
    public void Two_outcomes_to_the_same_step_run_it_once()
    {
        var flow = Chart.Of().Choose("s", "A", "B").Step("a").Connect("s", "A", "a").Connect("s", "B", "a");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s a");
    }

    [Fact]
    public void The_same_connection_drawn_twice_counts_once()
    {
        var flow = Chart.Of().Step("a").Step("b").Line("a", "b").Line("a", "b");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a b");
    }

    [Fact]
    public void A_connection_to_a_step_that_is_not_there_is_ignored()
    {
        var flow = Chart.Of().Step("a").Line("a", "ghost");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a");
    }

    [Fact]
    public void An_empty_flowchart_is_done_at_once() => Play.Start(Chart.Of()).ShouldBeFinished().Trace.ShouldBe("");

    [Fact]
    public void A_Start_step_goes_before_everything_else_and_a_second_one_is_ignored()
    {
        var flow = Chart.Of().Step("before").Step("s1", "Elsa.Start").Step("s2", "Elsa.Start").Step("a")
            .Line("before", "s1", "a").Line("s2", "a");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("s1 a");
    }

    [Fact]
    public void A_step_that_may_start_the_workflow_goes_before_one_without_inbound_connection()
    {
        var may = Piece.Of("may", "Test.Note") with { CustomProperties = new() { ["canStartWorkflow"] = true } };

        Play.Start(Chart.Of().Step("free").Step(may)).ShouldBeFinished().Trace.ShouldBe("may");
    }

    [Fact]
    public void Otherwise_the_first_step_without_inbound_connection_starts_alone()
    {
        var flow = Chart.Of().Step("b").Step("a").Step("other").Line("a", "b");

        Play.Start(flow).ShouldBeFinished().Trace.ShouldBe("a b");
    }

    [Fact]
    public void When_every_step_has_an_inbound_connection_the_first_one_starts()
    {
        var flow = Chart.Of().Choose("a", "B").Wait("b").Connect("a", "B", "b").Line("b", "a");

        Play.Start(flow).ShouldWaitAt("b").Trace.ShouldBe("a b");
    }

    [Fact]
    public void End_ends_its_flowchart_and_cancels_what_still_waits_in_it()
    {
        var flow = Chart.Of().Step("s").Wait("w").Step("e", "Elsa.End").Step("never").Line("s", "w").Line("s", "e", "never");

        var play = Play.Start(flow).ShouldBeFinished();

        play.Trace.ShouldBe("s w e");
        play.History.ShouldContain(line => line.ActivityId == "w" && line.Event == HistoryEvents.Canceled);
    }

    [Fact]
    public void End_in_a_nested_flowchart_ends_only_that_one()
    {
        var inner = Chart.Of().Step("x").Step("e", "Elsa.End").Step("y").Line("x", "e", "y");

        var play = Play.Start(Chart.Of().Step(inner.As("inner")).Step("after").Line("inner", "after"));

        play.ShouldBeFinished().Trace.ShouldBe("x e after");
    }

    [Fact]
    public void End_cancels_what_waits_beside_it_and_nothing_comes_of_that()
    {
        var inner = Chart.Of().Step("x").Wait("w").Step("never").Step("e", "Elsa.End").Line("x", "w", "never").Line("x", "e");

        var play = Play.Start(Chart.Of().Step(inner.As("inner")).Step("after").Line("inner", "after"));

        play.ShouldBeFinished().Trace.ShouldBe("x w e after");
        play.History.Count(line => line is { ActivityId: "inner", Event: HistoryEvents.Completed }).ShouldBe(1);
    }

    [Fact]
    public void Finish_ends_the_whole_workflow_from_within_a_nested_flowchart()
    {
        var inner = Chart.Of().Step("f", "Elsa.Finish").Step("y").Line("f", "y");
        var flow = Chart.Of().Step("s").Wait("w").Step(inner.As("inner")).Step("after").Line("s", "w").Line("s", "inner", "after");

        var play = Play.Start(flow).ShouldBeFinished();

        play.Trace.ShouldBe("s w f");
        play.History.Where(line => line.Event == HistoryEvents.Canceled).Select(line => line.ActivityId).ShouldBe(["w"]);
        play.History.Where(line => line.Event == HistoryEvents.Completed).Select(line => line.ActivityId).ShouldBe(["s", "f", ""]);
    }

    [Fact]
    public void An_unknown_type_loads_and_faults_only_when_it_is_reached()
    {
        var flow = Chart.Of().Choose("s", "A").Step("known").Step("strange", "Acme.Strange").Connect("s", "A", "known").Connect("s", "B", "strange");

        Play.Start(flow).ShouldBeFinished();
        Play.Start(Chart.Of().Step("strange", "Acme.Strange"))
            .ShouldHaveOneIncident("strange", "activity-type-unknown").Message.ShouldBe("没有步骤类型“Acme.Strange”，无法执行。");
    }

    [Fact]
    public void Two_steps_with_one_id_are_a_problem_and_never_an_exception()
    {
        var compiled = Play.Compile(Chart.Of().Step("a").Step("a").Line("a", "a").Definition());

        compiled.Problems.ShouldHaveSingleItem().ShouldBe(new Problem("activity-id-duplicate", "$.root.activities[1]", "步骤编号“a”重复。"));
    }
}
