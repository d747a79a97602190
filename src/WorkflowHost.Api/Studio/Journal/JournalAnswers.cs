using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.History;
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

    /// <summary>What a line tells besides the values that its execution took and gave. Studio reads the outcomes with a capital letter.</summary>
    public static JsonNode? Payload(HistoryEvent line) => (line.Event, line.Payload as JsonObject) switch
    {
        (HistoryEvents.Completed, var payload) => new JsonObject { ["Outcomes"] = payload?["outcomes"]?.DeepClone() ?? new JsonArray("Done") },
        (_, null) => line.Payload?.DeepClone(),
        (_, { } payload) => Rest(payload),
    };

    private static JsonObject? Rest(JsonObject payload)
    {
        var rest = payload.DeepClone().AsObject();
        rest.Remove(LoggedValues.Inputs);
        rest.Remove(LoggedValues.Outputs);
        return rest.Count == 0 ? null : rest;
    }
}
