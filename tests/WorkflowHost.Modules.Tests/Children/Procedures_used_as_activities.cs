using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.Runtime;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.Children;

public sealed class Procedures_used_as_activities
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task A_published_procedure_is_a_step_of_another_with_its_inputs_and_outputs()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Service("已送达"));
        await host.PublishAsync(Of("user", Uses().Seen("how")));

        // when
        await host.StartInstanceAsync("i", "user");

        // then
        var state = await host.StateAsync("i");
        state.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        state.Variables["seen"]!.GetValue<string>().ShouldBe("已送达：某公司");
    }

    [Fact]
    public async Task A_new_version_of_what_is_used_moves_neither_those_that_run_nor_those_that_start_until_the_user_is_published_again()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Service("第一版"));
        var user = Of("user", Waits("继续"), Uses().Seen("how"));
        await host.PublishAsync((JsonObject)user.DeepClone());
        await host.StartInstanceAsync("before", "user");

        // when
        await host.PublishAsync(Service("第二版"));
        await host.StartInstanceAsync("after", "user");
        (await host.PublishAsync((JsonObject)user.DeepClone())).Version.ShouldBe(2);
        await host.StartInstanceAsync("anew", "user");
        foreach (var id in new[] { "before", "after", "anew" })
        {
            await host.Get<WorkflowRuntime>().SendAsync(
                id, new Stimulus.Resume((await host.StateAsync(id)).Bookmarks[0].Id, []), Command.BySystem(), Stop);
        }

        // then
        (await SeenAsync(host, "before")).ShouldBe("第一版：某公司");
        (await SeenAsync(host, "after")).ShouldBe("第一版：某公司");
        (await SeenAsync(host, "anew")).ShouldBe("第二版：某公司");
    }

    [Fact]
    public async Task Publishing_the_same_again_makes_no_new_version_while_what_it_uses_stays()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Service("第一版"));
        await host.PublishAsync(Of("user", Uses()));

        // then
        (await host.PublishAsync(Of("user", Uses()))).Version.ShouldBe(1);
    }

    [Fact]
    public async Task What_uses_a_procedure_that_is_not_meant_for_it_is_not_published()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Service("私有").WithOption("usableAsActivity", JsonValue.Create(false)));

        // when
        var published = await host.Get<DefinitionLibrary>().PublishAsync(Of("user", Uses()).ToJsonString(), DefinitionOrigin.Administrator, Stop);

        // then
        var problem = published.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("definition-not-usable");
        problem.Message.ShouldContain("“service”");
    }

    [Fact]
    public async Task A_step_may_name_a_procedure_by_its_name_alone_or_among_its_custom_properties()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Service("已送达"));
        var byName = Step("use", "Service", ("party", "某公司"));
        var byProperty = Step("use", "Other", ("party", "某公司"));
        byProperty["customProperties"] = new JsonObject { ["workflowDefinitionId"] = "service" };

        // when
        await host.PublishAsync(Of("user", byName.Seen("how")));
        await host.PublishAsync(Of("user2", byProperty.Seen("how")));
        await host.StartInstanceAsync("i", "user");
        await host.StartInstanceAsync("i2", "user2");

        // then
        (await SeenAsync(host, "i")).ShouldBe("已送达：某公司");
        (await SeenAsync(host, "i2")).ShouldBe("已送达：某公司");
    }

    [Fact]
    public async Task Procedures_are_published_behind_those_that_they_use_and_a_circle_names_its_files()
    {
        // given
        await using var host = await HostAsync();
        (string, PublishableDefinition) File(string name, params string[] uses) => (name + ".json", host.Get<DefinitionLibrary>().Check(
            Of(name, [.. uses.Select(used => Step("use-" + used, used))]).WithOption("usableAsActivity", JsonValue.Create(true)).ToJsonString(), ["A", "B", "C", "D"]).Value!);

        // then
        PublishingOrder.Of([File("a", "B", "C"), File("b", "C"), File("c"), File("d")]).Value!.Select(item => item.Name).ShouldBe(["c.json", "b.json", "a.json", "d.json"]);
        PublishingOrder.Of([File("a", "B"), File("b", "C"), File("c", "B"), File("d")]).Problems.ShouldHaveSingleItem().Message.ShouldContain("b.json、c.json。");
    }

    private static Task<WorkflowTestHost> HostAsync() => WorkflowTestHost.StartAsync("2026-09-14 09:00");

    private static JsonObject Service(string word) =>
        Of("service", Step("out", "Elsa.SetOutput", ("outputName", "how"), ("outputValue", $"='{word}：' + getInput('party')")))
            .WithInput("party").WithOutput("how").WithOption("usableAsActivity", JsonValue.Create(true));

    private static JsonObject Uses()
    {
        var step = Step("use", "Service", ("party", "某公司"));
        step["workflowDefinitionId"] = "service";
        return step;
    }

    private static async Task<string> SeenAsync(WorkflowTestHost host, string instanceId) =>
        (await host.StateAsync(instanceId)).Variables["seen"]!.GetValue<string>();
}
