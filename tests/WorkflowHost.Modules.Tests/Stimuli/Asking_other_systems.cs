using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.Testing.Messages;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.Stimuli;

public sealed class Asking_other_systems
{
    [Fact]
    public async Task A_workflow_sends_a_request_once_and_goes_on_with_the_answer()
    {
        // given
        await using var server = new LoopbackWebServer { Answer = (200, "application/json; charset=utf-8", """{"结论":"合格"}""") };
        await using var host = await HostAsync();
        await host.PublishAsync(Of("ask", Request(server.Url + "reports?id=1", "POST", ("content", new JsonObject { ["编号"] = "BJ-1" })).Seen()));

        // when
        await host.StartInstanceAsync("i", "ask");

        // then
        var state = await host.StateAsync("i");
        state.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        state.Variables["seen"]!["结论"]!.GetValue<string>().ShouldBe("合格");
        var request = server.Received.ShouldHaveSingleItem();
        request.Line.ShouldBe("POST /reports?id=1 HTTP/1.1");
        JsonNode.Parse(request.Body)!["编号"]!.GetValue<string>().ShouldBe("BJ-1");
        request.Headers["content-type"].ShouldBe("application/json");
        request.Headers["idempotency-key"].ShouldMatch("^i[.][0-9A-F]{16}[.]1$");
    }

    [Theory]
    [InlineData(200, "200")]
    [InlineData(503, "Unmatched status code")]
    public async Task The_status_chooses_the_port(int status, string port)
    {
        // given
        await using var server = new LoopbackWebServer { Answer = (status, "text/plain", "稍后再试") };
        await using var host = await HostAsync();
        await host.PublishAsync(Of("ask", Request(server.Url, "GET")));

        // when
        await host.StartInstanceAsync("i", "ask");

        // then
        (await OutcomesAsync(host)).ShouldBe([port, "Done"]);
    }

    [Fact]
    public async Task A_system_that_hangs_up_and_one_that_is_not_there_are_failed_connections()
    {
        // given
        await using var server = new LoopbackWebServer { Answer = null };
        await using var host = await HostAsync();
        await host.PublishAsync(Of("ask", Request(server.Url, "GET")));
        await host.PublishAsync(Of("nonsense", Request("mailto:nobody", "GET")));

        // when
        await host.StartInstanceAsync("i", "ask");
        await host.StartInstanceAsync("j", "nonsense");

        // then
        (await OutcomesAsync(host)).ShouldBe(["Failed to connect"]);
        (await OutcomesAsync(host, "j")).ShouldBe(["Failed to connect"]);
    }

    [Fact]
    public async Task A_method_that_is_none_is_an_incident_and_nothing_is_sent()
    {
        // given
        await using var server = new LoopbackWebServer();
        await using var host = await HostAsync();
        await host.PublishAsync(Of("ask", Request(server.Url, "坏 方法")));

        // when
        await host.StartInstanceAsync("i", "ask");

        // then
        (await host.StateAsync("i")).Incidents.ShouldHaveSingleItem().Code.ShouldBe("http-method");
        server.Received.ShouldBeEmpty();
    }

    private static Task<WorkflowTestHost> HostAsync() => WorkflowTestHost.StartAsync("2026-09-14 09:00");

    private static JsonObject Request(string url, string method, params ReadOnlySpan<(string Name, JsonNode? Value)> more) =>
        Step("ask", "Elsa.FlowSendHttpRequest", [("url", url), ("method", method), .. more]);

    private static async Task<IEnumerable<string>> OutcomesAsync(WorkflowTestHost host, string instanceId = "i")
    {
        var history = await host.Get<Runtime.Instances.IInstanceQueries>().HistoryAsync(instanceId, CancellationToken.None);
        return history.Single(line => line.Event is { ActivityId: "ask", Event: HistoryEvents.Completed })
            .Event.Payload!["outcomes"]!.AsArray().Select(outcome => outcome!.GetValue<string>());
    }
}
