using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Runtime.Stimuli;

/// <summary>Starts what timers, schedules and dates start, each instant once: the trigger moves on in the transaction of the start.</summary>
public sealed partial class TriggerPump(
    IStimulusStore store, WorkflowRuntime runtime, IIdGenerator ids, IOptions<RuntimeOptions> options, TimeProvider time,
    ILogger<TriggerPump> logger)
    : BackgroundService
{
    /// <summary>Fires triggers that are due now.</summary>
    /// <returns>How many were moved on.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var trigger in await store.DueAsync(time.GetUtcNow(), options.Value.TimerBatch, cancellationToken))
        {
            moved += await TryFireAsync(trigger, cancellationToken) ? 1 : 0;
        }

        return moved;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var moved = 0;
            try
            {
                moved = await RunDueAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, error);
            }

            if (moved < options.Value.TimerBatch)
            {
                await Task.Delay(options.Value.PollEvery, time, stoppingToken);
            }
        }
    }

    /// <summary>One that can't fire must not hold up those behind it; it stays due and is tried again at the next look.</summary>
    private async Task<bool> TryFireAsync(StoredTrigger trigger, CancellationToken cancellationToken)
    {
        try
        {
            await FireAsync(trigger, trigger.NextDueAt!.Value, cancellationToken);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogTrigger(logger, trigger.Id, error);
            return false;
        }
    }

    private async Task FireAsync(StoredTrigger trigger, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var advance = new AdvanceTrigger(trigger.Id, dueAt, TriggerSchedule.Next(trigger, dueAt, time.GetUtcNow()));
        var instance = new NewInstance(ids.NewId(), trigger.DefinitionId, "", "", ImmutableDictionary<string, JsonNode?>.Empty)
        {
            TriggerActivityId = trigger.ActivityId,
        };
        if (await runtime.StartAsync(instance, Command.BySystem(advance), cancellationToken) is RuntimeResult.Refused refused
            && refused.Problems[0].Code != AdvanceTrigger.Code)
        {
            LogRefused(logger, trigger.Id, refused.Problems[0].Code);
            await store.AdvanceAsync(advance, cancellationToken);
        }
    }

    [LoggerMessage(1201, LogLevel.Error, "Firing due triggers failed; trying again at the next look")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(1202, LogLevel.Error, "Trigger {TriggerId} could not fire; trying again at the next look")]
    private static partial void LogTrigger(ILogger logger, string triggerId, Exception error);

    [LoggerMessage(1203, LogLevel.Warning, "Trigger {TriggerId} started nothing ({Code}) and moves on to its next instant")]
    private static partial void LogRefused(ILogger logger, string triggerId, string code);
}
