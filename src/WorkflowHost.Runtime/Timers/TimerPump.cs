using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Timers;

/// <summary>Fires due timers, in due order, each in the turn that consumes it.</summary>
public sealed partial class TimerPump(
    ITimerStore store, WorkflowRuntime runtime, PumpSignal signal, IOptions<RuntimeOptions> options, TimeProvider time,
    ILogger<TimerPump> logger)
    : BackgroundService
{
    /// <summary>Fires timers that are due now.</summary>
    /// <returns>How many were fired or found needless.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var due = await store.DueAsync(time.GetUtcNow(), options.Value.TimerBatch, cancellationToken);
        var fired = 0;
        foreach (var timer in due)
        {
            fired += await TryFireAsync(timer, cancellationToken) ? 1 : 0;
        }

        return fired;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var fired = 0;
            try
            {
                fired = await RunDueAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, error);
            }

            if (fired < options.Value.TimerBatch)
            {
                await signal.WaitAsync(options.Value.PollEvery, time, stoppingToken);
            }
        }
    }

    /// <summary>One timer that can't fire must not hold up those behind it; it stays due and is tried again at the next look.</summary>
    private async Task<bool> TryFireAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            await FireAsync(timer, cancellationToken);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogTimer(logger, timer.BookmarkId, error);
            return false;
        }
    }

    private async Task FireAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        var stimulus = new Stimulus.Resume(timer.BookmarkId, ImmutableDictionary<string, JsonNode?>.Empty);
        if (await runtime.SendAsync(timer.InstanceId, stimulus, Command.BySystem(), cancellationToken) is RuntimeResult.Gone)
        {
            await store.DiscardAsync(timer.BookmarkId, cancellationToken);
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "Firing due timers failed; trying again at the next look")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(1002, LogLevel.Error, "Timer {BookmarkId} could not fire; trying again at the next look")]
    private static partial void LogTimer(ILogger logger, string bookmarkId, Exception error);
}
