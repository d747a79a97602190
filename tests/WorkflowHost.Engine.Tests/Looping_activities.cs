using Shouldly;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Looping_activities
{
    [Theory]
    [InlineData(1, 3, 1, true, "1 2 3")]
    [InlineData(1, 3, 1, false, "1 2")]
    [InlineData(3, 1, -1, true, "3 2 1")]
    [InlineData(3, 1, -2, false, "3")]
    [InlineData(5, 1, 1, true, "")]
    [InlineData(2, 2, 1, true, "2")]
    public void For_counts_from_start_to_end(int start, int end, int step, bool inclusive, string lines) =>
        Play.Start(Chart.Of().Definition(Piece.Of(
                "count", "Elsa.For", ("start", Piece.Value(start)), ("end", Piece.Value(end)), ("step", Piece.Value(step)),
                ("outerBoundInclusive", Piece.Value(inclusive)))
            .WithBody(Piece.LineOf("say", "getVariable('CurrentValue')"))))
            .ShouldBeFinished().Lines.ShouldBe(lines);

    [Fact]
    public void For_without_a_body_is_an_incident_instead_of_a_wait_for_ever() =>
        Play.Start(Chart.Of().Definition(Piece.Of("count", "Elsa.For", ("end", Piece.Value(3)))))
            .ShouldHaveOneIncident("count", "loop-without-body");

    [Fact]
    public void While_asks_before_each_turn() =>
        Play.Start(Chart.Of().Variable("n", "Int32", 0).Definition(Piece.Of("loop", "Elsa.While", ("condition", Piece.Script("variables.n < 3")))
            .WithBody(Piece.SetVariable("add", "n", Piece.Script("variables.n + 1")), Piece.LineOf("say", "variables.n"))))
            .ShouldBeFinished().Lines.ShouldBe("1 2 3");

    [Fact]
    public void While_true_without_a_body_is_an_incident_and_does_not_kill_the_process() =>
        Play.Start(Chart.Of().Definition(Piece.Of("loop", "Elsa.While", ("condition", Piece.Value(true)))))
            .ShouldHaveOneIncident("loop", "endless-loop");

    [Fact]
    public void ForEach_runs_its_body_for_each_item_in_order_and_knows_its_place() =>
        Play.Start(Chart.Of().Definition(Piece.Of("loop", "Elsa.ForEach", ("items", Piece.Expression("Object", """["甲","乙","丙"]""")))
            .WithBody(Piece.LineOf("say", "getVariable('CurrentIndex') + getVariable('CurrentValue')"))))
            .ShouldBeFinished().Lines.ShouldBe("0甲 1乙 2丙");

    [Theory]
    [InlineData("null", "")]
    [InlineData("5", "5")]
    [InlineData("({ 名: '甲' })", "{\"名\":\"甲\"}")]
    public void ForEach_takes_nothing_for_no_items_and_what_is_no_list_for_the_only_one(string items, string lines) =>
        Play.Start(Chart.Of().Definition(Piece.Of("loop", "Elsa.ForEach", ("items", Piece.Script(items)))
            .WithBody(Piece.LineOf("say", "getVariable('CurrentValue')"))))
            .ShouldBeFinished().Lines.ShouldBe(lines);

    [Fact]
    public void ForEach_keeps_its_list_while_its_body_waits()
    {
        var play = Play.Start(Chart.Of().Variable("list", "Object", new System.Text.Json.Nodes.JsonArray(1, 2)).Definition(
            Piece.Of("loop", "Elsa.ForEach", ("items", Piece.Expression("Variable", "list-id"))).WithBody(
                Piece.Of("wait", "Test.Wait"), Piece.LineOf("say", "getVariable('CurrentValue')"), Piece.SetVariable("change", "list", Piece.Expression("Object", "[]")))));

        play.Resume("wait").Resume("wait").ShouldBeFinished().Lines.ShouldBe("1 2");
    }

    [Fact]
    public void ParallelForEach_runs_its_body_for_all_items_and_goes_on_with_the_last()
    {
        var play = Play.Start(Chart.Of().Definition(Piece.Sequence("root",
            Piece.Of("loop", "Elsa.ParallelForEach", ("items", Piece.Expression("Object", """["甲","乙"]""")))
                .WithBody(Piece.LineOf("say", "getVariable('CurrentValue')"), Piece.Of("wait", "Test.Wait"), Piece.LineOf("again", "getVariable('CurrentValue')")),
            Piece.Line("after", "完"))));
        play.ShouldWaitAt("wait", "wait").Lines.ShouldBe("甲 乙");

        foreach (var bookmark in play.State.Bookmarks.Reverse())
        {
            play.Send(new Stimulus.Resume(bookmark.Id, Play.Input())).ShouldBeTrue();
        }

        play.ShouldBeFinished().Lines.ShouldBe("甲 乙 乙 甲 完");
    }

    [Fact]
    public void Break_ends_the_nearest_loop_only() =>
        Play.Start(Chart.Of().Definition(Piece.Of("outer", "Elsa.ForEach", ("items", Piece.Expression("Object", "[1,2]"))).WithBody(
            Piece.Of("inner", "Elsa.For", ("end", Piece.Value(9))).WithBody(
                Piece.LineOf("say", "getVariable('CurrentValue')"),
                Piece.If("enough", Piece.Script("getVariable('CurrentValue') >= 1"), Piece.Of("stop", "Elsa.Break"), null),
                Piece.Line("on", "续")),
            Piece.Line("end", "完"))))
            .ShouldBeFinished().Lines.ShouldBe("0 续 1 完 0 续 1 完");

    [Fact]
    public void End_in_a_loop_s_body_ends_only_this_turn() =>
        Play.Start(Chart.Of().Definition(Piece.Of("loop", "Elsa.For", ("end", Piece.Value(1))).WithBody(
            Piece.LineOf("say", "getVariable('CurrentValue')"), Piece.Of("end", "Elsa.End"), Piece.Line("never", "不会"))))
            .ShouldBeFinished().Lines.ShouldBe("0 1");

    [Fact]
    public void Break_in_a_branch_of_a_Fork_ends_the_loop_around_it() =>
        Play.Start(Chart.Of().Definition(Piece.Sequence("root",
            Piece.Of("loop", "Elsa.For", ("end", Piece.Value(5))).WithBody(
                Piece.LineOf("say", "getVariable('CurrentValue')"),
                Piece.Of("fork", "Elsa.Fork", ("branches", new System.Text.Json.Nodes.JsonArray(null, null)))
                    .With("branches[0]", Piece.Of("stop", "Elsa.Break")).With("branches[1]", Piece.Line("other", "旁"))),
            Piece.Line("after", "完"))))
            .ShouldBeFinished().Lines.ShouldEndWith("完");

    [Fact]
    public void For_keeps_the_bounds_that_it_began_with_while_its_body_waits()
    {
        var play = Play.Start(Chart.Of().Variable("end", "Int32", 2).Definition(
            Piece.Of("loop", "Elsa.For", ("start", Piece.Value(1)), ("end", Piece.Script("variables.end"))).WithBody(
                Piece.Of("wait", "Test.Wait"), Piece.LineOf("say", "getVariable('CurrentValue')"), Piece.SetVariable("change", "end", Piece.Value(9)))));

        play.Resume("wait").Resume("wait").ShouldBeFinished().Lines.ShouldBe("1 2");
    }

    [Fact]
    public void A_loop_within_a_loop_leaves_the_item_of_the_outer_one_alone() =>
        Play.Start(Chart.Of().Definition(Piece.Of("outer", "Elsa.ForEach", ("items", Piece.Expression("Object", """["甲","乙"]"""))).WithBody(
            Piece.Of("inner", "Elsa.ForEach", ("items", Piece.Expression("Object", "[1,2]"))).With("body", Piece.LineOf("in", "getVariable('CurrentValue')")),
            Piece.LineOf("out", "getVariable('CurrentValue') + getVariable('CurrentIndex')"))))
            .ShouldBeFinished().Lines.ShouldBe("1 2 甲0 1 2 乙1");

    [Theory]
    [InlineData("currentValueVariable", "甲 乙")]
    [InlineData("currentIndexVariable", "0 1")]
    public void The_item_of_a_loop_is_a_variable_that_an_expression_names_by_the_id_that_Elsa_gives_it(string id, string lines) =>
        Play.Start(Chart.Of().Definition(Piece.Of("loop", "Elsa.ForEach", ("items", Piece.Expression("Object", """["甲","乙"]"""))).WithBody(
            Piece.Of("say", "Elsa.WriteLine", ("text", Piece.Expression("Variable", new System.Text.Json.Nodes.JsonObject { ["id"] = id, ["name"] = "CurrentValue" }))))))
            .ShouldBeFinished().Lines.ShouldBe(lines);

    [Fact]
    public void A_list_that_is_written_out_has_items_like_any_other() =>
        Play.Start(Chart.Of().Definition(Piece.Of("loop", "Elsa.ForEach", ("items", Piece.Expression("Object", """[true, { "a": 1 }]"""))).WithBody(
            Piece.Of("say", "Elsa.WriteLine", ("text", Piece.Expression("Variable", "currentValueVariable"))))))
            .ShouldBeFinished().Lines.ShouldBe("True {\"a\":1}");

    [Fact]
    public void A_condition_that_fails_in_a_later_turn_is_the_loop_s_failure()
    {
        var play = Play.Start(Chart.Of().Variable("n", "Object", new System.Text.Json.Nodes.JsonObject()).Definition(
            Piece.Of("loop", "Elsa.While", ("condition", Piece.Script("variables.n.toString().length > 0"))).WithBody(
                Piece.Line("say", "一"), Piece.SetVariable("spoil", "n", Piece.Script("null")))));

        play.ShouldHaveOneIncident("loop", "javascript-error");
        play.Lines.ShouldBe("一");
    }

    [Fact]
    public void ParallelForEach_without_a_body_completes() =>
        Play.Start(Chart.Of().Definition(Piece.Of("loop", "Elsa.ParallelForEach", ("items", Piece.Expression("Object", "[1,2]"))))).ShouldBeFinished();
}
