using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;

namespace WorkflowHost.WorkingTime.Changes;

/// <summary>
/// Recomputes open limits that were computed on another calendar than the one that counts: each in a turn of its instance, which
/// moves timer, task and due date together. The rows themselves are the list of what is left, so it goes on where it stopped.
/// </summary>
public sealed partial class LimitRecount(
    CalendarLibrary library, ICalendarStore store, ITimeLimitStore limits, WorkflowRuntime runtime,
    MachineClock machine, TimeProvider time, ILogger<LimitRecount> logger)
    : BackgroundService
{
    private const int ReadAtOnce = 200;
    private const int SideBySide = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private readonly PumpSignal woken = new();

    /// <summary>Looks at once instead of at the next look.</summary>
    public void Wake() => woken.Wake();

    /// <summary>Recomputes all that is outdated now.</summary>
    /// <returns>How many limits have another date, or another certainty, than before.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (upTo, calendars) = await library.RefreshAsync(cancellationToken);
        var trail = new CalendarTrail(library, store, upTo);
        var (changed, failed) = (0, 0);
        foreach (var calendar in Counting(calendars))
        {
            string? last = null;
            while (await limits.OutdatedAsync(calendar, last, ReadAtOnce, cancellationToken) is { Count: > 0 } outdated)
            {
                var done = await MoveAsync(outdated, calendar, calendars, trail, cancellationToken);
                (changed, failed) = (changed + done.Changed, failed + done.Failed);
                last = outdated[^1].Limit.Id;
            }
        }

        if (failed == 0 && !await IsLeftAsync(calendars, cancellationToken))
        {
            await store.FinishAsync(time.GetUtcNow(), upTo, cancellationToken);
        }

        return changed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, error);
            }

            await woken.WaitAsync(LookEvery, machine.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether a limit is outdated still: its step was at work when it was to be moved, or has lost it.</summary>
    private async Task<bool> IsLeftAsync(BureauCalendars calendars, CancellationToken cancellationToken)
    {
        foreach (var calendar in Counting(calendars))
        {
            if ((await limits.OutdatedAsync(calendar, null, 1, cancellationToken)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<CountingCalendar> Counting(BureauCalendars calendars)
    {
        var own = calendars.Bureaus;
        yield return new CountingCalendar(calendars.Current.Version, null, own);
        foreach (var bureau in own)
        {
            yield return new CountingCalendar(calendars.Of(bureau).Version, bureau, []);
        }
    }

    private async Task<(int Changed, int Failed)> MoveAsync(
        IReadOnlyList<StoredLimit> outdated, CountingCalendar calendar, BureauCalendars calendars, CalendarTrail trail,
        CancellationToken cancellationToken)
    {
        var (same, other) = (new List<string>(), new List<StepLimit>());
        var (moved, failed) = (0, 0);
        foreach (var (limit, _, _, _) in outdated)
        {
            switch (TryCompare(limit, calendars.Of(calendar.Bureau)))
            {
                case true when !limit.IsReminded:
                    same.Add(limit.Id);
                    break;
                case null:
                    failed++;
                    break;
                default:
                    other.Add(limit);
                    break;
            }
        }

        await Parallel.ForEachAsync(
            other, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
            async (limit, stop) =>
            {
                switch (await TryMoveAsync(limit, trail, stop))
                {
                    case true:
                        Interlocked.Increment(ref moved);
                        break;
                    case false:
                        Interlocked.Increment(ref failed);
                        break;
                }
            });
        if (same.Count > 0)
        {
            await limits.ConfirmAsync(same, calendar.Version, cancellationToken);
        }

        return (moved, failed);
    }

    /// <summary>Whether a calendar says the same of a limit as the one before. Null: it can't be computed; the others go on.</summary>
    private bool? TryCompare(StepLimit limit, WorkingCalendar calendar)
    {
        try
        {
            return LimitOutcome.Of(TimeLimitCalculator.Compute(limit.Running(), calendar)).SaysAs(limit.Outcome);
        }
        catch (InvalidOperationException unfit)
        {
            LogLimit(logger, limit.Id, unfit);
            return null;
        }
    }

    /// <summary>Moves one limit. Null: its step is over, or somebody else was faster.</summary>
    private async Task<bool?> TryMoveAsync(StepLimit limit, CalendarTrail trail, CancellationToken cancellationToken)
    {
        try
        {
            var cause = await trail.CauseOfAsync(limit, cancellationToken);
            var terms = (JsonObject)Conversion.From(new LimitRevision
            {
                Kind = LimitChangeKind.Recomputed,
                Reason = cause?.Subject ?? "",
                CalendarChange = cause?.Number,
            })!;
            var result = await runtime.SendAsync(
                limit.InstanceId, new Stimulus.Revise(limit.Id, terms), new Command(cause?.Actor ?? Command.System), cancellationToken);
            return result is RuntimeResult.Done ? true : null;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogLimit(logger, limit.Id, error);
            return false;
        }
    }

    [LoggerMessage(6001, LogLevel.Error, "Recomputing open limits failed; trying again at the next look")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(6002, LogLevel.Error, "Limit {LimitId} could not be recomputed; trying again at the next look")]
    private static partial void LogLimit(ILogger logger, string limitId, Exception error);
}
