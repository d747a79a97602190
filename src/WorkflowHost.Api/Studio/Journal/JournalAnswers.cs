using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Journal;

/// <summary>Lines of an instance's history as Elsa's journal shows them.</summary>
internal static class JournalAnswers
{
    /// <summary>The node of the workflow itself.</summary>
    private const string WorkflowNode = "Workflow1";

    public static JsonObject Line(string instanceId, RecordedEvent recorded)
    {
        var line = recorded.Event;
        return new JsonObject
        {
            ["id"] = $"{instanceId}-{line.Sequence}",
            ["activityInstanceId"] = line.ExecutionId.Length > 0 ? line.ExecutionId : instanceId,
            ["parentActivityInstanceId"] = null,
            ["activityId"] = line.ActivityId.Length > 0 ? line.ActivityId : WorkflowNode,
            ["activityType"] = line.ActivityType,
            ["activityTypeVersion"] = 1,
            ["activityName"] = line.ActivityName,
            ["nodeId"] = line.NodeId.Length > 0 ? line.NodeId : WorkflowNode,
            ["timestamp"] = line.At,
            ["sequence"] = line.Sequence,
            ["eventName"] = line.Event,
            ["message"] = line.Message,
            ["source"] = recorded.Actor,
            ["activityState"] = null,
            ["payload"] = Payload(line),
        };
    }

    /// <summary>Studio reads the outcomes with a capital letter.</summary>
    public static JsonNode? Payload(HistoryEvent line) => line.Event is HistoryEvents.Completed
        ? new JsonObject { ["Outcomes"] = line.Payload is JsonObject payload && payload["outcomes"] is JsonArray outcomes ? outcomes.DeepClone() : new JsonArray("Done") }
        : line.Payload?.DeepClone();
}
