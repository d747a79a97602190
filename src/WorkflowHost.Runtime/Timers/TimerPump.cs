using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Timers;

/// <summary>
/// Fires due timers, each in the turn that consumes it: those of an instance in due order, instances side by side and begun in
/// due order. However many were missed, only one batch is in hand at a time, and its turns queue with everybody else's.
/// </summary>
public sealed partial class TimerPump(
    ITimerStore store, WorkflowRuntime runtime, PumpSignal signal, IOptions<RuntimeOptions> options, TimeProvider time,
    ILogger<TimerPump> logger)
    : BackgroundService
{
    /// <summary>Between two looks, however soon the next timer is due: what comes due meanwhile fires together.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    /// <summary>Instances with a timer before <see cref="passed"/> that could not fire: their later ones wait with it.</summary>
    private readonly ConcurrentDictionary<string, bool> held = new(StringComparer.Ordinal);
    private DueTimer? passed;

    /// <summary>When it was asked last what is due: what came due since is still to come.</summary>
    private DateTimeOffset asked;

    /// <summary>Fires timers that are due now, at most one batch.</summary>
    /// <returns>How many were fired or found needless.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        asked = time.GetUtcNow();
        var due = await store.DueAsync(asked, passed, options.Value.TimerBatch, cancellationToken);
        var fired = 0;
        await Parallel.ForEachAsync(
            due.Where(timer => !held.ContainsKey(timer.InstanceId)).GroupBy(timer => timer.InstanceId, StringComparer.Ordinal).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.TimersSideBySide, CancellationToken = cancellationToken },
            async (timers, stop) =>
            {
                // In due order: what comes after one that could not fire waits with it.
                foreach (var timer in timers)
                {
                    if (!await TryFireAsync(timer, stop))
                    {
                        held[timer.InstanceId] = true;
                        return;
                    }

                    Interlocked.Increment(ref fired);
                }
            });

        // Those that could not fire stay due: the next look goes on behind them, so that they never fill every batch.
        passed = due.Count == options.Value.TimerBatch && (fired < due.Count || passed is not null) ? due[^1] : null;
        if (passed is null)
        {
            held.Clear();
        }

        return fired;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = options.Value.PollEvery;
            try
            {
                pause = IsThrough(await RunDueAsync(stoppingToken)) ? await PauseAsync(stoppingToken) : TimeSpan.Zero;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, error);
            }

            if (pause > TimeSpan.Zero)
            {
                await signal.WaitAsync(pause, time, stoppingToken);
            }
        }
    }

    /// <summary>Whether nothing is left that was due: neither a batch that is full, nor any behind those that could not fire.</summary>
    private bool IsThrough(int fired) => fired < options.Value.TimerBatch && passed is null;

    /// <summary>Until the next timer comes due, at most until the next look.</summary>
    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        var longest = options.Value.PollEvery;
        return await store.NextDueAsync(asked, cancellationToken) is { } next && next - time.GetUtcNow() is var pause && pause < longest
            ? TimeSpan.FromTicks(Math.Max(Rest.Ticks, pause.Ticks))
            : longest;
    }

    /// <summary>One timer that can't fire must not hold up those behind it; it stays due and is tried again at the next look.</summary>
    private async Task<bool> TryFireAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await FireAsync(timer, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogTimer(logger, timer.BookmarkId, error);
            return false;
        }
    }

    private async Task<bool> FireAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        var stimulus = new Stimulus.Resume(timer.BookmarkId, ImmutableDictionary<string, JsonNode?>.Empty);
        switch (await runtime.SendAsync(timer.InstanceId, stimulus, Command.BySystem(), cancellationToken))
        {
            case RuntimeResult.Gone:
                await store.DiscardAsync(timer.BookmarkId, cancellationToken);
                return true;
            case RuntimeResult.Refused refused:
                LogRefused(logger, timer.BookmarkId, string.Join(' ', refused.Problems.Select(problem => problem.Message)));
                return false;
            default:
                return true;
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "Firing due timers failed; trying again at the next look")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(1003, LogLevel.Error, "Timer {BookmarkId} was refused: {Reason}; trying again at the next look")]
    private static partial void LogRefused(ILogger logger, string bookmarkId, string reason);

    [LoggerMessage(1002, LogLevel.Error, "Timer {BookmarkId} could not fire; trying again at the next look")]
    private static partial void LogTimer(ILogger logger, string bookmarkId, Exception error);
}
