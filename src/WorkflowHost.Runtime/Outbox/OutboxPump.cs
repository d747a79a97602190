using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Outbox;

/// <summary>Delivers messages after the commit that asked for them. One that may have left is never sent again by itself.</summary>
public sealed partial class OutboxPump(
    IOutboxStore store, WorkflowRuntime runtime, IEnumerable<IOutboxHandler> handlers, PumpSignal signal,
    IOptions<RuntimeOptions> options, TimeProvider time, MachineClock machine, ILogger<OutboxPump> logger)
    : BackgroundService
{
    private readonly Dictionary<string, IOutboxHandler> handlerByKind =
        handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);

    /// <summary>Takes due messages and delivers them.</summary>
    /// <returns>How many were taken.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var now = machine.Now;
        var repeatable = handlerByKind.Values.Where(handler => handler.IsRepeatable).Select(handler => handler.Kind).ToList();
        await store.RecoverAsync(now, time.GetUtcNow(), repeatable, cancellationToken);
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

        var departed = false;
        try
        {
            return await handler.DeliverAsync(message, DepartAsync, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogDelivery(logger, message.Key, message.Kind, error);
            return departed && !handler.IsRepeatable
                ? new Delivery.Unknown("发送时系统内部出错，不能确定是否已经送达，请人工核实。")
                : new Delivery.Retry("处理时系统内部出错，稍后重试。");
        }

        async Task<bool> DepartAsync(CancellationToken stop)
        {
            departed = await store.BeginAsync(message.Key, message.Attempts, machine.Now + options.Value.OutboxLease, stop);
            return departed;
        }
    }

    private Task SettleAsync(OutboxMessage message, Delivery delivery, CancellationToken cancellationToken)
    {
        var tries = message.Retries + 1;
        return delivery switch
        {
            Delivery.Done done => ConcludeAsync(message, done.IsKept ? OutboxState.Kept : OutboxState.Done, done.Response, done, cancellationToken),
            Delivery.Failed failed => ConcludeAsync(message, OutboxState.Failed, failed.Reason, null, cancellationToken),
            Delivery.Retry retry when tries >= options.Value.OutboxAttempts =>
                ConcludeAsync(message, OutboxState.Failed, $"已尝试 {tries} 次：{retry.Reason}", null, cancellationToken),
            Delivery.Retry retry => store.SettleAsync(
                Answer(message, OutboxState.Pending, retry.Reason) with { NextAttemptAt = machine.Now + RuntimeOptions.PauseAfter(tries) },
                time.GetUtcNow(), cancellationToken),
            Delivery.Unknown unknown => store.SettleAsync(
                Answer(message, OutboxState.Unknown, unknown.Reason), time.GetUtcNow(), cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(delivery)),
        };
    }

    private async Task ConcludeAsync(
        OutboxMessage message, OutboxState state, string response, Delivery.Done? done, CancellationToken cancellationToken)
    {
        var settlement = Answer(message, state, response);
        var result = message.BookmarkId is { } bookmark ? await TellAsync(message, bookmark, settlement, done, cancellationToken)
            : done is { IsRemarkable: true } ? await RemarkAsync(message, settlement, done, cancellationToken)
            : null;
        if (result is null)
        {
            await store.SettleAsync(settlement, time.GetUtcNow(), cancellationToken);
        }
        else if (result is RuntimeResult.Refused refused)
        {
            await store.SettleAsync(
                settlement with { State = OutboxState.Failed, Response = refused.Problems[0].Message }, time.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Moves the instance that waits; when it does not move any more, keeps the result all the same.</summary>
    private async Task<RuntimeResult> TellAsync(
        OutboxMessage message, string bookmarkId, Settlement settlement, Delivery.Done? done, CancellationToken cancellationToken)
    {
        var input = (done?.Result ?? []).SetItem("delivered", JsonValue.Create(done is not null))
            .SetItem("response", JsonValue.Create(settlement.Response));
        var command = Command.BySystem([new SettleMessage(settlement), .. done?.Effects ?? []]);
        var told = await runtime.SendAsync(
            message.InstanceId, new Stimulus.Resume(bookmarkId, input), command, cancellationToken);
        return told is RuntimeResult.Gone
            ? await runtime.RecordAsync(
                message.InstanceId, state => Untold(state, bookmarkId, settlement, done), Command.BySystem(), cancellationToken)
            : told;
    }

    private Task<RuntimeResult> RemarkAsync(
        OutboxMessage message, Settlement settlement, Delivery.Done done, CancellationToken cancellationToken) => runtime.RecordAsync(
            message.InstanceId,
            _ => new Remark("MessageSettled", settlement.Response) { Effects = [new SettleMessage(settlement), .. done.Effects] },
            Command.BySystem(),
            cancellationToken);

    /// <summary>
    /// What is kept of a result that moves nothing. One that stands faulted still waits: its message comes again when it goes on. Null
    /// when it has gone on since: then the lease runs out and the message comes again as well.
    /// </summary>
    private static Remark? Untold(InstanceState state, string bookmarkId, Settlement settlement, Delivery.Done? done)
    {
        var waits = state.Bookmarks.Any(bookmark => bookmark.Id == bookmarkId);
        if (waits && state.Status is WorkflowStatus.Running)
        {
            return null;
        }

        var isHeld = waits && state.SubStatus is WorkflowSubStatus.Faulted;
        var text = isHeld
            ? $"流程停在异常处时收到结果：{settlement.Response}。流程恢复后继续。"
            : $"流程不再等待时收到结果：{settlement.Response}。结果已存档。";
        return new Remark("MessageSettled", text)
        {
            Effects = [new SettleMessage(isHeld ? settlement with { State = OutboxState.Pending } : settlement), .. done?.Effects ?? []],
        };
    }

    private static Settlement Answer(OutboxMessage message, OutboxState state, string response) =>
        new(message.Key, message.Attempts, state, response);

    [LoggerMessage(1101, LogLevel.Error, "Looking through the outbox failed; trying again at the next look")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(1102, LogLevel.Error, "Delivering message {Key} of kind {Kind} failed")]
    private static partial void LogDelivery(ILogger logger, string key, string kind, Exception error);
}
