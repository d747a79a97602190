using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.Children;

public sealed class The_order_of_publishing
{
    [Fact]
    public async Task What_is_used_comes_before_what_uses_it_and_the_rest_stays()
    {
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

        Order(host, Definition("a", "c"), Definition("b"), Definition("c", "d"), Definition("d"), Definition("e", "elsewhere"))
            .Value.ShouldBe(["d", "c", "a", "b", "e"]);
    }

    [Fact]
    public async Task A_circle_is_a_problem_that_names_who_is_in_it()
    {
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

        var problem = Order(host, Definition("a", "b"), Definition("b", "c"), Definition("c", "b")).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe("definition-cycle");
        problem.Message.ShouldContain("b → c → b");
        problem.Message.ShouldNotContain("a →");
    }

    private static Checked<IReadOnlyList<string>> Order(WorkflowTestHost host, params (string Id, JsonObject Definition)[] items)
    {
        var ordered = PublishingOrder.Of(items, item => host.Get<DefinitionLibrary>().Check(item.Definition.ToJsonString()).Value!);
        return ordered.IsValid
            ? Checked<IReadOnlyList<string>>.Valid([.. ordered.Value.Select(item => item.Id)])
            : Checked<IReadOnlyList<string>>.Refused(ordered.Problems);
    }

    private static (string Id, JsonObject Definition) Definition(string id, params string[] uses) =>
        (id, Of(id, [.. uses.Select((used, place) =>
        {
            var step = Step($"s{place}", used);
            step["workflowDefinitionId"] = used;
            return step;
        })]));
}
