using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.Children;

public sealed class Child_procedures
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task A_parent_waits_for_its_child_and_gets_what_it_hands_out()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("child", Waits("办结"), Step("out", "Elsa.SetOutput", ("outputName", "结论"), ("outputValue", "=getInput('问题') + '已整改'")))
            .WithInput("问题").WithOutput("结论"));
        await host.PublishAsync(Of("parent", Calls("child", ("问题", "标识")).Seen()));

        // when
        await host.StartInstanceAsync("p", "parent", "case-1");
        var child = (await host.InstancesOfAsync("child")).ShouldHaveSingleItem();
        (await host.StateAsync("p")).Status.ShouldBe(WorkflowStatus.Running);
        await EndAsync(host, child.Id);

        // then
        var parent = await host.StateAsync("p");
        parent.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        parent.Variables["seen"]!["结论"]!.GetValue<string>().ShouldBe("标识已整改");
    }

    [Fact]
    public async Task A_child_that_ends_at_once_moves_its_parent_once()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("child"));
        await host.PublishAsync(Of("parent", Calls("child"), Waits("永不")));

        // when
        await host.StartInstanceAsync("p", "parent");

        // then
        var history = await host.Get<IInstanceQueries>().HistoryAsync("p", Stop);
        history.Count(line => line.Event.Event == HistoryEvents.Resumed).ShouldBe(1);
        (await host.StateAsync("p")).Bookmarks.ShouldHaveSingleItem().Name.ShouldBe("Elsa.Event");
    }

    [Fact]
    public async Task A_child_of_no_published_procedure_is_an_incident_of_its_parent()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("parent", Calls("nowhere")));

        // when
        await host.StartInstanceAsync("p", "parent");

        // then
        var incident = (await host.StateAsync("p")).Incidents.ShouldHaveSingleItem();
        incident.Code.ShouldBe("child-not-started");
        incident.Message.ShouldContain("nowhere");
    }

    [Fact]
    public async Task Cancelling_a_parent_ends_its_children_and_theirs()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("grandchild", Waits("永不")));
        await host.PublishAsync(Of("child", Calls("grandchild")));
        await host.PublishAsync(Of("parent", Calls("child")));
        await host.StartInstanceAsync("p", "parent");

        // when
        await host.Get<WorkflowRuntime>().SendAsync("p", new Stimulus.Cancel("报告撤回"), Command.BySystem(), Stop);
        await host.SettleAsync();

        // then
        (await host.InstancesOfAsync("child")).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await host.InstancesOfAsync("grandchild")).ShouldHaveSingleItem().SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public async Task A_child_whose_parent_was_cancelled_before_it_began_does_not_begin()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("child", Waits("永不")));
        await host.PublishAsync(Of("parent", Calls("child")));
        var start = new NewInstance("p", "parent", "", "", []);
        await host.Get<WorkflowRuntime>().StartAsync(start, Command.BySystem(), Stop);

        // when
        await host.Get<WorkflowRuntime>().SendAsync("p", new Stimulus.Cancel("报告撤回"), Command.BySystem(), Stop);
        await host.SettleAsync();

        // then
        (await host.InstancesOfAsync("child")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_parent_that_stands_at_an_incident_hears_of_its_child_when_it_goes_on()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("child", Waits("办结")));
        var both = Step("both", "Elsa.Parallel");
        both["activities"] = new JsonArray(Calls("child"), Step("broken", "Elsa.Fault", ("message", "缺少材料"), ("code", "x"), ("category", "x"), ("faultType", "x")));
        await host.PublishAsync(Of("parent", both));
        await host.StartInstanceAsync("p", "parent");
        var child = (await host.InstancesOfAsync("child")).ShouldHaveSingleItem();

        // when
        await EndAsync(host, child.Id);
        var stuck = await host.StateAsync("p");
        stuck.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        await host.Get<WorkflowRuntime>().SendAsync(
            "p", new Stimulus.Skip(stuck.Incidents.ShouldHaveSingleItem().Id, null, "材料已补"), Command.BySystem(), Stop);
        await host.SettleAsync();

        // then
        (await host.StateAsync("p")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task One_child_for_each_item_of_a_list_and_the_parent_waits_for_all()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("child", Waits("办结")).WithInput("Item"));
        await host.PublishAsync(Of("parent", Step(
            "each", "Elsa.BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", "=(['甲', '乙', '丙'])"), ("waitForCompletion", "true"))));
        await host.StartInstanceAsync("p", "parent");
        var children = await host.InstancesOfAsync("child");
        children.Select(child => child.Input["Item"]!.GetValue<string>()).Order(StringComparer.Ordinal).ShouldBe(["丙", "乙", "甲"]);

        // when
        await EndAsync(host, children[0].Id);
        await EndAsync(host, children[1].Id);
        (await host.StateAsync("p")).Status.ShouldBe(WorkflowStatus.Running);
        await EndAsync(host, children[2].Id);

        // then
        (await host.StateAsync("p")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    private static Task<WorkflowTestHost> HostAsync() => WorkflowTestHost.StartAsync("2026-09-14 09:00");

    private static JsonObject Calls(string definitionId, params ReadOnlySpan<(string Name, JsonNode? Value)> input)
    {
        var given = new JsonObject();
        foreach (var (name, value) in input)
        {
            given[name] = value;
        }

        return Step(
            "call", "Elsa.DispatchWorkflow", ("workflowDefinitionId", definitionId), ("input", given), ("waitForCompletion", "true"));
    }

    private static async Task EndAsync(WorkflowTestHost host, string childId)
    {
        var waiting = (await host.StateAsync(childId)).Bookmarks.ShouldHaveSingleItem();
        await host.Get<WorkflowRuntime>().SendAsync(childId, new Stimulus.Resume(waiting.Id, []), Command.BySystem(), Stop);
        await host.SettleAsync();
    }
}
