using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Journal;

/// <summary>How often a step ran, for the badges on the drawing.</summary>
internal sealed record StepReport(
    string ActivityId, string ActivityNodeId, int StartedCount, int CompletedCount, int UncompletedCount, bool IsBlocked, bool IsFaulted, JsonObject Metadata);

/// <summary>Counts what happened at the nodes of one instance.</summary>
internal sealed class ExecutionReports(IInstanceJournal journal, ITurnStore turns)
{
    /// <summary>One for each node that was reached.</summary>
    public async Task<IReadOnlyList<StepReport>> OfAsync(string instanceId, CancellationToken cancellationToken)
    {
        var state = (await turns.LoadAsync(instanceId, cancellationToken))?.State;
        var counts = await journal.CountsAsync(instanceId, cancellationToken);
        return [.. counts.Where(count => count.NodeId.Length > 0).GroupBy(count => count.NodeId, StringComparer.Ordinal).Select(node =>
        {
            var started = Sum(node, HistoryEvents.Started);
            var completed = Sum(node, HistoryEvents.Completed) + Sum(node, HistoryEvents.Skipped);
            return new StepReport(
                node.First().ActivityId, node.Key, started, completed, Math.Max(0, started - completed - Sum(node, HistoryEvents.Canceled)),
                state?.Bookmarks.Any(bookmark => bookmark.NodeId == node.Key) is true,
                state?.Incidents.Any(incident => incident.NodeId == node.Key) is true,
                []);
        })];
    }

    private static int Sum(IEnumerable<NodeCount> counts, string name) => counts.Where(count => count.Event == name).Sum(count => count.Count);
}
