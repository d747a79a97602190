using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Outbox;

/// <summary>Delivers messages after the commit that asked for them. One that may have left is never sent again by itself.</summary>
public sealed partial class OutboxPump(
    IOutboxStore store, WorkflowRuntime runtime, IEnumerable<IOutboxHandler> handlers, PumpSignal signal,
    IOptions<RuntimeOptions> options, TimeProvider time, ILogger<OutboxPump> logger)
    : BackgroundService
{
    private readonly Dictionary<string, IOutboxHandler> handlerByKind =
        handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);

    /// <summary>Takes due messages and delivers them.</summary>
    /// <returns>How many were taken.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var repeatable = handlerByKind.Values.Where(handler => handler.IsRepeatable).Select(handler => handler.Kind).ToList();
        await store.RecoverAsync(now, repeatable, cancellationToken);
        var claimed = await store.ClaimAsync(now, now + options.Value.OutboxLease, options.Value.OutboxBatch, cancellationToken);
        await Task.WhenAll(claimed.Select(message => DeliverAndSettleAsync(message, cancellationToken)));
        return claimed.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var taken = 0;
            try
            {
                taken = await RunDueAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, error);
            }

            if (taken == 0)
            {
                await signal.WaitAsync(options.Value.PollEvery, time, stoppingToken);
            }
        }
    }

    private async Task DeliverAndSettleAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        await SettleAsync(message, await DeliverAsync(message, cancellationToken), cancellationToken);

    private async Task<Delivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (!handlerByKind.TryGetValue(message.Kind, out var handler))
        {
            return new Delivery.Failed($"没有处理“{message.Kind}”类消息的组件。");
        }

        try
        {
            return await handler.DeliverAsync(message, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogDelivery(logger, message.Key, message.Kind, error);
            return handler.IsRepeatable ? new Delivery.Retry(error.Message) : new Delivery.Unknown(error.Message);
        }
    }

    private Task SettleAsync(OutboxMessage message, Delivery delivery, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return delivery switch
        {
            Delivery.Done done => ConcludeAsync(message, OutboxState.Done, done.Response, done, cancellationToken),
            Delivery.Failed failed => ConcludeAsync(message, OutboxState.Failed, failed.Reason, null, cancellationToken),
            Delivery.Retry retry when message.Attempts >= options.Value.OutboxAttempts =>
                ConcludeAsync(message, OutboxState.Failed, $"已尝试 {message.Attempts} 次：{retry.Reason}", null, cancellationToken),
            Delivery.Retry retry => store.SettleAsync(
                message.Key, OutboxState.Pending, retry.Reason, now, now + RuntimeOptions.PauseAfter(message.Attempts), cancellationToken),
            Delivery.Unknown unknown => store.SettleAsync(
                message.Key, OutboxState.Unknown, unknown.Reason, now, null, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(delivery)),
        };
    }

    private async Task ConcludeAsync(
        OutboxMessage message, OutboxState state, string response, Delivery.Done? done, CancellationToken cancellationToken)
    {
        if (message.BookmarkId is not null)
        {
            var input = (done?.Result ?? []).SetItem("delivered", JsonValue.Create(done is not null))
                .SetItem("response", JsonValue.Create(response));
            var command = Command.BySystem([new SettleMessage(message.Key, state, response), .. done?.Effects ?? []]);
            var result = await runtime.SendAsync(
                message.InstanceId, new Stimulus.Resume(message.BookmarkId, input), command, cancellationToken);
            if (result is RuntimeResult.Done or RuntimeResult.Repeated)
            {
                return;
            }

            if (result is RuntimeResult.Refused refused)
            {
                (state, response) = (OutboxState.Failed, refused.Problems[0].Message);
            }
        }

        await store.SettleAsync(message.Key, state, response, time.GetUtcNow(), null, cancellationToken);
    }

    [LoggerMessage(1101, LogLevel.Error, "Looking through the outbox failed; trying again at the next look")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(1102, LogLevel.Error, "Delivering message {Key} of kind {Kind} failed")]
    private static partial void LogDelivery(ILogger logger, string key, string kind, Exception error);
}
