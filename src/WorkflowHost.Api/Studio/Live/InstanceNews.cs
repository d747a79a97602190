using System.Data.Common;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkflowHost.Api.Studio.Journal;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Live;

/// <summary>
/// Tells viewers when an instance has moved. Looks at the revisions of the instances that are looked at, and only while any is: so it
/// hears of the turns of other processes too, on every database, and never of a turn that is not committed.
/// </summary>
internal sealed partial class InstanceNews(
    ObservedInstances observed, IInstanceJournal journal, ExecutionReports reports, IHubContext<WorkflowInstanceHub> hub, MachineClock clock,
    ILogger<InstanceNews> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await observed.AnyAsync().WaitAsync(stoppingToken);
                await TellAsync(stoppingToken);
                await Task.Delay(Pause, clock.Time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is DbException or InvalidOperationException or TimeoutException)
            {
                LogFailed(logger, error);
                await Task.Delay(Pause, clock.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TellAsync(CancellationToken stoppingToken)
    {
        foreach (var (id, revision) in await journal.RevisionsAsync(observed.Ids(), stoppingToken))
        {
            if (!observed.IsNews(id, revision))
            {
                continue;
            }

            var viewers = hub.Clients.Group(id);
            await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new { stats = await reports.OfAsync(id, stoppingToken) }, stoppingToken);
            await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, stoppingToken);
            await viewers.SendAsync("WorkflowInstanceUpdatedAsync", new { workflowInstanceId = id }, stoppingToken);
        }
    }

    [LoggerMessage(1402, LogLevel.Warning, "Viewers of instances could not be told of news")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
