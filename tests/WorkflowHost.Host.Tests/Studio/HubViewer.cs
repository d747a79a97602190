using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>A viewer of Studio as far as the hub is concerned: SignalR's JSON protocol over a web socket.</summary>
internal sealed class HubViewer : IAsyncDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket socket = new();
    private readonly StringBuilder received = new();

    public static async Task<HubViewer> ConnectAsync(RunningHost host, string login)
    {
        var viewer = new HubViewer();
        await viewer.socket.ConnectAsync(await host.SocketAsync(login, "/elsa/hubs/workflow-instance"), TestContext.Current.CancellationToken);
        await viewer.SendAsync("""{"protocol":"json","version":1}""");
        (await viewer.ReceiveAsync()).AsObject().ContainsKey("error").ShouldBeFalse();
        return viewer;
    }

    /// <summary>Returns when the hub has answered.</summary>
    /// <returns>What else had come until then.</returns>
    public async Task<IReadOnlyList<JsonNode>> ObserveAsync(string instanceId)
    {
        var before = new List<JsonNode>();
        await SendAsync($$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{instanceId}}"]}""");
        while (true)
        {
            var message = await ReceiveAsync();
            if (message["type"]?.GetValue<int>() == 3)
            {
                message["error"].ShouldBeNull();
                return before;
            }

            before.Add(message);
        }
    }

    /// <summary>Waits for a call of this name, and with this argument if that is asked for, and gives its argument.</summary>
    public async Task<JsonNode> NextAsync(string target, Func<JsonNode, bool>? wanted = null)
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if (message["target"]?.GetValue<string>() == target && wanted?.Invoke(message["arguments"]![0]!) != false)
            {
                return message["arguments"]![0]!;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        socket.Dispose();
    }

    private Task SendAsync(string json) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json + End), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    private async Task<JsonNode> ReceiveAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningHost.Patience);
        var buffer = new byte[64 * 1024];
        int end;
        while ((end = received.ToString().IndexOf(End, StringComparison.Ordinal)) < 0)
        {
            var part = await socket.ReceiveAsync(buffer, limit.Token);
            received.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }

        var message = received.ToString(0, end);
        received.Remove(0, end + 1);
        return JsonNode.Parse(message)!;
    }
}
