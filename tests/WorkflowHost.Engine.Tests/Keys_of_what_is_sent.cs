using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine.Children;
using WorkflowHost.Engine.Tests.Playing;
using WorkflowHost.Engine.Waiting;
using Xunit;

namespace WorkflowHost.Engine.Tests;

public sealed class Keys_of_what_is_sent
{
    [Theory]
    [InlineData("Elsa.RunTask", "taskName")]
    [InlineData("Elsa.PublishEvent", "eventName")]
    [InlineData("Elsa.DispatchWorkflow", "workflowDefinitionId")]
    [InlineData("Elsa.BulkDispatchWorkflows", "workflowDefinitionId")]
    public void What_a_step_sends_is_named_alike_in_whatever_order_branches_go_on(string type, string input)
    {
        var inOneOrder = Sent(type, input, "a", "b");

        inOneOrder.ShouldBe(Sent(type, input, "b", "a"), ignoreOrder: true);
        inOneOrder.DistinctBy(sent => sent.Name).Count().ShouldBe(inOneOrder.Count);
    }

    [Fact]
    public void Ids_of_children_do_not_grow_with_the_generations()
    {
        var flow = Chart.Of().Step("d", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Piece.Value("flow")));

        var child = (StartChild)Play.Start(flow).Last.Effects.Single();
        var grandchild = (StartChild)Play.StartAs(child.InstanceId, flow).Last.Effects.Single();

        (child.InstanceId.Length, grandchild.InstanceId.Length).ShouldBe((32, 32));
        grandchild.InstanceId.ShouldNotBe(child.InstanceId);
    }

    private static JsonNode? Items => Piece.Expression("Object", """["甲","乙"]""");

    /// <summary>Two branches that wait and send something then, in this order: by which step, under which name.</summary>
    private static List<(string Step, string Name)> Sent(string type, string input, params string[] order)
    {
        var play = Play.Start(Chart.Of().Step("start").Wait("a").Wait("b")
            .Step("of a", type, (input, Piece.Value("x")), ("items", Items)).Step("of b", type, (input, Piece.Value("x")), ("items", Items))
            .Line("start", "a", "of a").Line("start", "b", "of b"));
        return [.. order.SelectMany(branch => play.Resume(branch).Last.Effects.Select(effect => (branch, NameOf(effect))))];
    }

    private static string NameOf(Effect effect) => effect switch
    {
        TaskRequested task => task.TaskId,
        PublishedEvent published => published.Key,
        StartChild child => child.InstanceId,
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };
}
