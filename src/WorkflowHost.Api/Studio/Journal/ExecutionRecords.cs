using System.Text.Json.Nodes;
using WorkflowHost.Api.Studio.Instances;
using WorkflowHost.Engine;
using WorkflowHost.Engine.History;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Journal;

/// <summary>Executions of steps, put together from the lines that each left and from what is under way.</summary>
/// <param name="instance">The instance.</param>
/// <param name="state">Its state.</param>
/// <param name="lines">Its history, or those lines of it that matter, in order.</param>
internal sealed class ExecutionRecords(InstanceSummary instance, InstanceState state, IReadOnlyList<RecordedEvent> lines)
{
    private readonly ILookup<string, HistoryEvent> byExecution =
        lines.Where(line => line.Event.ExecutionId.Length > 0).ToLookup(line => line.Event.ExecutionId, line => line.Event, StringComparer.Ordinal);

    /// <summary>All of a node, oldest first; of every node when null.</summary>
    public IEnumerable<JsonObject> Of(string? nodeId, bool isFull) =>
        byExecution.Where(execution => nodeId is null || execution.First().NodeId == nodeId).Select(execution => Record([.. execution], isFull));

    /// <summary>One; null when it is not among the lines.</summary>
    public JsonObject? Find(string executionId, bool isFull) => byExecution.Contains(executionId) ? Record([.. byExecution[executionId]], isFull) : null;

    /// <summary>Those around an execution, outermost first, and itself last: by the nodes that contain its own.</summary>
    public IEnumerable<JsonObject> CallStack(string executionId)
    {
        if (byExecution[executionId].FirstOrDefault() is not { } own)
        {
            return [];
        }

        var around = byExecution.Select(execution => execution.First())
            .Where(first => first.Sequence < own.Sequence && own.NodeId.StartsWith(first.NodeId + ":", StringComparison.Ordinal))
            .GroupBy(first => first.NodeId, StringComparer.Ordinal).Select(node => node.MaxBy(first => first.Sequence)!)
            .OrderBy(first => first.NodeId.Length);
        return [.. around.Append(own).Select((first, depth) =>
        {
            var record = Record([.. byExecution[first.ExecutionId]], isFull: true);
            record["callStackDepth"] = depth;
            return record;
        })];
    }

    private static string StatusOf(HistoryEvent[] lines) => lines.LastOrDefault(line => line.Event is HistoryEvents.Started or HistoryEvents.Completed
        or HistoryEvents.Canceled or HistoryEvents.Faulted or HistoryEvents.Retried or HistoryEvents.Skipped)?.Event switch
    {
        HistoryEvents.Completed or HistoryEvents.Skipped => "Completed",
        HistoryEvents.Canceled => "Canceled",
        HistoryEvents.Faulted => "Faulted",
        _ => "Running",
    };

    private JsonObject Record(HistoryEvent[] own, bool isFull)
    {
        var (first, status) = (own[0], StatusOf(own));
        var isOver = status is "Completed" or "Canceled";
        var record = new JsonObject
        {
            ["id"] = first.ExecutionId,
            ["workflowInstanceId"] = instance.Id,
            ["activityId"] = first.ActivityId,
            ["activityNodeId"] = first.NodeId,
            ["activityType"] = first.ActivityType,
            ["activityTypeVersion"] = 1,
            ["activityName"] = first.ActivityName,
            ["startedAt"] = first.At,
            ["completedAt"] = isOver ? own[^1].At : null,
            ["hasBookmarks"] = state.Bookmarks.Any(bookmark => bookmark.ExecutionId == first.ExecutionId),
            ["status"] = status,
            ["metadata"] = new JsonObject(),
            ["aggregateFaultCount"] = own.Count(line => line.Event is HistoryEvents.Faulted),
        };
        if (!isFull)
        {
            return record;
        }

        var incident = state.Incidents.FirstOrDefault(known => known.ExecutionId == first.ExecutionId);
        record["activityState"] = Latest(own, LoggedValues.Inputs);
        record["payload"] = own.LastOrDefault(line => line.Event is HistoryEvents.Completed) is { } completed ? JournalAnswers.Payload(completed) : null;
        record["outputs"] = Latest(own, LoggedValues.Outputs);
        record["properties"] = new JsonObject();
        record["exception"] = incident is null ? null : InstanceAnswers.Exception(incident);
        record["schedulingActivityExecutionId"] = null;
        record["schedulingActivityId"] = null;
        record["schedulingWorkflowInstanceId"] = null;
        record["callStackDepth"] = 0;
        return record;
    }

    private static JsonNode Latest(HistoryEvent[] own, string kind) =>
        own.Select(line => (line.Payload as JsonObject)?[kind]).LastOrDefault(values => values is not null)?.DeepClone() ?? new JsonObject();
}
