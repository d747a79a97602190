using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Messages;
using Xunit;

namespace WorkflowHost.Host.Tests.Hosting;

/// <summary>The host with a real provider of text messages, which misbehaves on request.</summary>
public sealed class HostWithProvider : IAsyncLifetime
{
    public const string Mobile = "13800001234";
    private readonly LoopbackSmsProvider provider = new();
    private readonly SemaphoreSlim turn = new(1);
    private RunningHost? host;

    public RunningHost Host => host!;

    public async ValueTask InitializeAsync()
    {
        host = new RunningHost(new Dictionary<string, string> { ["Messaging:Sms:Url"] = provider.Url, ["Runtime:PollEvery"] = "00:00:00.050" });
        await host.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host!.DisposeAsync();
        await provider.DisposeAsync();
        turn.Dispose();
    }

    /// <summary>The keys under which the provider got this text.</summary>
    public IReadOnlyList<string> KeysOf(string text) =>
        [.. provider.Received.Where(sms => sms.Body["content"]!.GetValue<string>() == text).Select(sms => sms.Body["key"]!.GetValue<string>())];

    /// <summary>Has an instance send a text, to a provider that behaves in some way, and waits until it is settled.</summary>
    public async Task<JsonNode> SendAsync(string instanceId, string key, string text, Action<LoopbackSmsProvider> conduct)
    {
        await turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            conduct(provider);
            var payload = new JsonObject { ["to"] = Mobile, ["body"] = text };
            var recorded = await Host.Services.GetRequiredService<WorkflowRuntime>().RecordAsync(
                instanceId, _ => new Remark("Sent", "发送测试短信") { Effects = [new Enqueue(key, "sms", payload, null)] }, Command.BySystem(),
                TestContext.Current.CancellationToken);
            recorded.ShouldBeOfType<RuntimeResult.Done>();
            return await SettledAsync(key);
        }
        finally
        {
            (provider.Conduct, provider.Status) = (SmsConduct.Answer, 200);
            turn.Release();
        }
    }

    /// <summary>Asks until the message is neither waiting nor being sent.</summary>
    public async Task<JsonNode> SettledAsync(string key)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningHost.Patience);
        var supervisor = await Host.AsAsync("sj.jiandu");
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var message = (await supervisor.GetAsync($"/api/v1/messages/{key}")).Json;
            if (message["summary"]!["state"]!.GetValue<string>() is not ("pending" or "sending"))
            {
                return message;
            }
        }
    }
}
