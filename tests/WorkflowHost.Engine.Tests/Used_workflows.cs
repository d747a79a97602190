using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>Workflows that are used as activities.</summary>
public sealed class Used_workflows
{
    [Fact]
    public void A_used_workflow_takes_inputs_and_gives_outputs_like_any_activity()
    {
        var used = new Shelf(Double());
        var play = Play.StartUsing(used, Chart.Of().Variable("twice", "Int32")
            .Step("d", "Double", ("number", Piece.Value(21)), ("result", Piece.Output("twice"))).Step("s", "Test.Show", ("value", Piece.Script("variables.twice"))).Line("d", "s").Definition());

        play.ShouldBeFinished().Shown.ShouldBe(["42"]);
    }

    [Fact]
    public void Its_variables_and_inputs_hide_those_around_it() =>
        Play.StartUsing(new Shelf(Double()), Chart.Of().Variable("number", "Int32", 5).Definition(Piece.Sequence("root",
                Piece.Of("d", "Double", ("number", Piece.Script("variables.number + 1"))), Piece.LineOf("say", "variables.number + ':' + getOutputFrom('d', 'result')"))))
            .ShouldBeFinished().Lines.ShouldBe("5:12");

    [Fact]
    public void Complete_ends_only_the_used_workflow_and_chooses_its_outcome()
    {
        var inner = Definition("Judge", Piece.Sequence("in", Piece.Of("c", "Elsa.Complete", ("outcomes", Piece.Expression("Object", """["Bad"]"""))), Piece.Line("never", "不会")));
        var play = Play.StartUsing(new Shelf(inner), Chart.Of().Step("j", "Judge").Step("good").Step("bad").Connect("j", "Done", "good").Connect("j", "Bad", "bad").Definition());

        play.ShouldBeFinished().Trace.ShouldBe("j c bad");
    }

    [Fact]
    public void Complete_in_a_nested_container_ends_the_whole_workflow_and_does_not_fault() =>
        Play.Start(Chart.Of().Definition(Piece.Sequence("root", Piece.Sequence("inner", Piece.Of("c", "Elsa.Complete"), Piece.Line("never", "不会")), Piece.Line("after", "也不会"))))
            .ShouldBeFinished().Lines.ShouldBeEmpty();

    [Fact]
    public void Complete_ends_what_runs_beside_it_in_a_container_that_waits_for_all() =>
        Play.Start(Chart.Of().Definition(Piece.Of("both", "Elsa.Parallel") with { Activities = [Piece.Line("a", "甲"), Piece.Of("c", "Elsa.Complete"), Piece.Line("never", "不会")] }))
            .ShouldBeFinished().Lines.ShouldBe("甲");

    [Fact]
    public void It_waits_where_its_steps_wait_and_nests()
    {
        var inner = Definition("Inner", Piece.Sequence("in", Piece.Of("w", "Test.Wait"), Piece.Line("say", "内")));
        var outer = Definition("Outer", Piece.Sequence("out", Piece.Of("i", "Inner"), Piece.Line("say", "外")));
        var play = Play.StartUsing(new Shelf(inner, outer), Chart.Of().Definition(Piece.Sequence("root", Piece.Of("o", "Outer"), Piece.Line("say", "完"))));

        play.ShouldWaitAt("w").Resume("w").ShouldBeFinished().Lines.ShouldBe("内 外 完");
    }

    [Theory]
    [InlineData(null, "before")]
    [InlineData("=null", "nothing")]
    [InlineData("='after'", "after")]
    public void An_output_that_is_not_set_leaves_the_variable_that_takes_it_alone(string? set, string kept)
    {
        var step = set is null
            ? Piece.Line("say", "无")
            : Piece.Of("set", "Elsa.SetOutput", ("outputName", Piece.Value("result")), ("outputValue", Piece.Script(set[1..])));
        var inner = Definition("Inner", Piece.Sequence("in", step)) with { Outputs = [new WorkflowOutput { Name = "result", Type = "String" }] };
        var play = Play.StartUsing(new Shelf(inner), Chart.Of().Variable("v", "String", "before")
            .Step("i", "Inner", ("result", Piece.Output("v"))).Step("s", "Test.Show", ("value", Piece.Script("variables.v || 'nothing'"))).Line("i", "s").Definition());

        play.Shown.ShouldBe([$"\"{kept}\""]);
    }

    [Fact]
    public void One_that_uses_itself_is_a_problem() =>
        new GraphCompiler(Play.Registry, new Shelf(Definition("Self", Piece.Sequence("in", Piece.Of("s", "Self")))))
            .Compile(Chart.Of().Step("s", "Self").Definition()).Problems.ShouldContain(problem => problem.Code == "workflow-nesting");

    [Fact]
    public void One_that_is_not_there_loads_and_faults_when_it_is_reached() =>
        Play.StartUsing(new Shelf(), Chart.Of().Step("x", "Gone").Definition()).ShouldHaveOneIncident("x", "activity-type-unknown");

    private static WorkflowDefinition Double() => Definition("Double", Piece.Sequence("in",
        Piece.Of("o", "Elsa.SetOutput", ("outputName", Piece.Value("result")), ("outputValue", Piece.Script("getInput('number') * 2"))))) with
    {
        Inputs = [new WorkflowInput { Name = "number", Type = "Int32" }],
        Outputs = [new WorkflowOutput { Name = "result", Type = "Int32" }],
    };

    private static WorkflowDefinition Definition(string name, ActivityDefinition root) => new() { Id = name + "-v1", DefinitionId = name, Name = name, Root = root };

    private sealed class Shelf(params WorkflowDefinition[] definitions) : IDefinitionResolver
    {
        public WorkflowDefinition? Resolve(DefinitionReference reference) => Array.Find(definitions, definition => definition.Name == reference.Type);
    }
}
