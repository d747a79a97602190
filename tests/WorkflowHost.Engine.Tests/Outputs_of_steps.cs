using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>What steps gave, found by later ones; outputs of the workflow.</summary>
public sealed class Outputs_of_steps
{
    [Fact]
    public void In_a_loop_the_last_output_counts_and_a_wait_loses_nothing()
    {
        var play = Play.Start(Chart.Of().Variable("n", "Int32", 0)
            .Step(Piece.SetVariable("count", "n", Piece.Script("variables.n + 1")))
            .Step("a", "Test.Show", ("value", Piece.Script("variables.n"))).Wait("w")
            .Step(Piece.LineOf("say", "getOutputFrom('a') + '/' + getLastResult() + '/' + getResultFromA()"))
            .Line("count", "a", "w", "say").Connect("w", "again", "count"));

        play.Resume("w", "again").Resume("w").ShouldBeFinished().Lines.ShouldBe("2/2/2");
    }

    [Fact]
    public void A_step_in_a_container_sees_those_around_it_and_those_in_containers_that_are_over() =>
        Play.Start(Chart.Of().Definition(Piece.Sequence("root",
                Piece.Of("outer", "Test.Show", ("value", Piece.Value("外"))),
                Piece.Sequence("inner", Piece.Of("in", "Test.Show", ("value", Piece.Script("getOutputFrom('outer') + '内'")))),
                Piece.LineOf("say", "getOutputFrom('in')"))))
            .ShouldBeFinished().Lines.ShouldBe("外内");

    [Fact]
    public void An_output_of_the_workflow_may_bear_the_name_of_an_output_of_a_step_around_it()
    {
        var flow = Chart.Of().Definition(Piece.Sequence("root",
            Piece.If("if", Piece.Value(true), Piece.Sequence("then", Piece.Of("set", "Elsa.SetOutput", ("outputName", Piece.Value("Result")), ("outputValue", Piece.Value("合格")))), null)));

        Play.Start(flow with { Outputs = [new WorkflowOutput { Name = "Result" }] }).ShouldBeFinished().State.Output["Result"]!.ToString().ShouldBe("合格");
    }

    [Fact]
    public void A_variable_outlives_a_wait_whatever_its_storage_driver()
    {
        var flow = Chart.Of().Variable("none", "String").Variable("memory", "String").Variable("instance", "String")
            .Step(Piece.SetVariable("a", "none", Piece.Value("甲"))).Step(Piece.SetVariable("b", "memory", Piece.Value("乙"))).Step(Piece.SetVariable("c", "instance", Piece.Value("丙")))
            .Wait("w")
            .Step(Piece.LineOf("say", "variables.none + variables.memory + variables.instance")).Line("a", "b", "c", "w", "say").Definition();
        string?[] drivers = [null, "Elsa.Workflows.MemoryStorageDriver, Elsa.Workflows.Core", "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core"];
        flow = flow with { Variables = [.. flow.Variables.Select((variable, place) => variable with { StorageDriverTypeName = drivers[place] })] };

        Play.Start(flow).Resume("w").ShouldBeFinished().Lines.ShouldBe("甲乙丙");
    }

    [Fact]
    public void An_input_without_a_type_counts_like_any_other()
    {
        var text = new JsonObject { ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "'有' + 1" } };

        Play.Start(Chart.Of().Definition(Piece.Of("say", "Elsa.WriteLine", ("text", text)))).ShouldBeFinished().Lines.ShouldBe("有1");
    }

    [Theory]
    [InlineData("variables.my_flag")]
    [InlineData("variables['my_flag']")]
    [InlineData("(function (all) { return all.my_flag; })(variables)")]
    public void A_script_reads_a_variable_of_any_name_in_any_way(string script) =>
        Play.Start(Chart.Of().Variable("my_flag", "Int32", 7).Definition(Piece.LineOf("say", script))).ShouldBeFinished().Lines.ShouldBe("7");
}
