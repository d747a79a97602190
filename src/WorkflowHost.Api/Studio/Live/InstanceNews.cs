using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkflowHost.Api.Studio.Journal;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Live;

/// <summary>
/// Tells viewers when an instance has moved. Looks at the revisions of the instances that are looked at, and only while any is: so it
/// hears of the turns of other processes too, on every database, and never of a turn that is not committed. Studio's journal shows what it
/// fetched only when the instance is drawn anew: so the instance is told after the journal, and once more for journals that fetch slowly.
/// </summary>
internal sealed partial class InstanceNews(
    ObservedInstances observed, IInstanceJournal journal, ExecutionReports reports, IHubContext<WorkflowInstanceHub> hub, InstanceOnlookers onlookers,
    MachineClock clock, ILogger<InstanceNews> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private static readonly int[] InstanceRounds = [1, 5];

    /// <summary>Per instance whose journal was told of: the rounds that have passed since.</summary>
    private readonly Dictionary<string, int> rounds = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await observed.AnyAsync().WaitAsync(stoppingToken);
                await Task.Delay(Pause, clock.Time, stoppingToken);
                await TellAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, error);
            }
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        var ids = observed.Ids();
        foreach (var (id, revision) in await journal.RevisionsAsync(ids, stoppingToken))
        {
            if (observed.IsNews(id, revision))
            {
                await TellJournalAsync(id, stoppingToken);
                rounds[id] = 0;
            }
            else if (rounds.TryGetValue(id, out var passed))
            {
                rounds[id] = ++passed;
                if (InstanceRounds.Contains(passed))
                {
                    await hub.Clients.Group(id).SendAsync("WorkflowInstanceUpdatedAsync", new { workflowInstanceId = id }, stoppingToken);
                }
            }
        }

        foreach (var id in rounds.Where(round => round.Value >= InstanceRounds[^1] || !ids.Contains(round.Key)).Select(round => round.Key).ToList())
        {
            rounds.Remove(id);
        }
    }

    /// <summary>Who may not look any longer hears no more.</summary>
    private async Task DismissAsync(string id, CancellationToken stoppingToken)
    {
        foreach (var onlookersOfAccount in observed.OnlookersOf(id).GroupBy(onlooker => onlooker.AccountId, StringComparer.Ordinal))
        {
            if (await onlookers.MaySeeAsync(onlookersOfAccount.Key, id, stoppingToken))
            {
                continue;
            }

            foreach (var (connectionId, _) in onlookersOfAccount)
            {
                await hub.Groups.RemoveFromGroupAsync(connectionId, id, stoppingToken);
                observed.Remove(connectionId, id);
            }
        }
    }

    private async Task TellJournalAsync(string id, CancellationToken stoppingToken)
    {
        try
        {
            await DismissAsync(id, stoppingToken);
            var viewers = hub.Clients.Group(id);
            await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new { stats = await reports.OfAsync(id, stoppingToken) }, stoppingToken);
            await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, stoppingToken);
        }
        catch
        {
            observed.Forget(id);
            throw;
        }
    }

    [LoggerMessage(1402, LogLevel.Warning, "Viewers of instances could not be told of news")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
