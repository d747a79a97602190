using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Children;
using WorkflowHost.Engine.Tests.Playing;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Child_workflows
{
    private static readonly (string Name, JsonNode? Value)[] Over =
    [
        (ChildResult.InstanceId, "child"), (ChildResult.Status, "Finished"), (ChildResult.SubStatus, "Finished"),
        (ChildResult.Output, new JsonObject { ["结论"] = "合格" }),
    ];

    [Fact]
    public void ExecuteWorkflow_starts_a_child_and_gives_its_outputs_when_it_is_over()
    {
        var play = Play.Start(Parent("Elsa.ExecuteWorkflow", waits: true));

        var child = play.Last.Effects.ShouldHaveSingleItem().ShouldBeOfType<StartChild>();
        (child.DefinitionId, child.Input["ParentInstanceId"]!.ToString(), child.Input["编号"]!.ToString(), child.BookmarkId)
            .ShouldBe(("child-flow", "i1", "7", play.State.Bookmarks[0].Id));
        play.State.Bookmarks[0].Payload!["ChildInstanceId"]!.ToString().ShouldBe(child.InstanceId);
        play.ResumeWith("x", Over).ShouldBeFinished().Shown.ShouldBe(["\"合格合格Finished合格Finished\""]);
    }

    [Fact]
    public void A_workflow_finds_what_it_was_given_whatever_the_case_of_its_name() =>
        Play.Start(Chart.Of().Input("OrderId", "Int32", "0").Step(Piece.LineOf("say", "getInput('OrderId') + getInput('orderid') + getOrderId()")), ("orderId", 7))
            .ShouldBeFinished().Lines.ShouldBe("21");

    [Fact]
    public void DispatchWorkflow_that_does_not_wait_goes_on_at_once() =>
        Play.Start(Parent("Elsa.DispatchWorkflow", waits: false)).ShouldBeFinished().Last.Effects.ShouldHaveSingleItem().ShouldBeOfType<StartChild>().BookmarkId.ShouldBeNull();

    [Fact]
    public void A_child_that_could_not_be_started_is_an_incident() =>
        Play.Start(Parent("Elsa.ExecuteWorkflow", waits: true)).ResumeWith("x", (ChildResult.Problem, "没有已发布的版本。"))
            .ShouldHaveOneIncident("x", "child-not-started").Message.ShouldBe("没有已发布的版本。");

    [Fact]
    public void BulkDispatchWorkflows_starts_one_for_each_item_and_goes_on_with_the_last()
    {
        var bulk = Piece.Of("x", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Piece.Value("child-flow")),
                ("items", Piece.Expression("Object", """["甲",{"编号":"乙"}]""")), ("correlationIdFunction", Piece.Script("'案' + getInput('no')")))
            .With("childCompleted", Piece.Line("one", "一个"));
        var play = Play.Start(Chart.Of().Step(bulk).Step("end").Connect("x", "Completed", "end"));

        var children = play.Last.Effects.Cast<StartChild>().ToArray();
        children.Select(child => child.Input.ToJsonString(Expressions.Conversion.Json)).ShouldBe(
            ["""{"ParentInstanceId":"i1","Item":"甲"}""", """{"ParentInstanceId":"i1","编号":"乙"}"""]);
        children.Select(child => child.InstanceId).Distinct().Count().ShouldBe(2);
        play.ResumeWith("x", Over).ShouldWaitAt("x").ResumeWith("x", Over).ShouldBeFinished().Trace.ShouldBe("x one one end");
    }

    [Fact]
    public void BulkDispatchWorkflows_stops_where_a_child_could_not_be_started()
    {
        var bulk = Piece.Of("x", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", Piece.Value("child-flow")), ("items", Piece.Expression("Object", """["甲"]""")));

        Play.Start(Chart.Of().Step(bulk)).ResumeWith("x", (ChildResult.Problem, "没有已发布的版本。"))
            .ShouldHaveOneIncident("x", "child-not-started").Message.ShouldBe("没有已发布的版本。");
    }

    private static Chart Parent(string type, bool waits) => Chart.Of()
        .Step("x", type, ("workflowDefinitionId", Piece.Value("child-flow")), ("waitForCompletion", Piece.Value(waits)), ("input", Piece.Expression("Object", """{"编号":"7"}""")))
        .Step("s", "Test.Show", ("value", waits ? Piece.Script("var r = getOutputFrom('x'); r['结论'] + r.Output['结论'] + r.Status + r.output['结论'] + r.subStatus") : Piece.Value(1)))
        .Line("x", "s");
}
