using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Instances;

/// <summary>An instance in Studio's list.</summary>
internal sealed record StudioInstance(
    string Id, string DefinitionId, string DefinitionVersionId, int Version, WorkflowStatus Status, WorkflowSubStatus SubStatus,
    string CorrelationId, string Name, int IncidentCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt)
{
    public static StudioInstance Of(InstanceSummary instance) => new(
        instance.Id, instance.DefinitionId, instance.DefinitionVersionId, instance.DefinitionVersion, instance.Status, instance.SubStatus,
        instance.CorrelationId, instance.Name, instance.IncidentCount, instance.CreatedAt, instance.UpdatedAt, instance.FinishedAt);
}

/// <summary>A page of Studio's list of instances.</summary>
internal sealed record StudioInstances(IReadOnlyList<StudioInstance> Items, int TotalCount);

/// <summary>One instance with its state, as Elsa's viewer reads it.</summary>
internal static class InstanceAnswers
{
    public static JsonObject Whole(InstanceSummary instance, InstanceState state)
    {
        var answer = System.Text.Json.JsonSerializer.SerializeToNode(StudioInstance.Of(instance), StudioJson.Options)!.AsObject();
        answer["workflowState"] = new JsonObject
        {
            ["id"] = instance.Id,
            ["definitionId"] = instance.DefinitionId,
            ["definitionVersionId"] = instance.DefinitionVersionId,
            ["definitionVersion"] = instance.DefinitionVersion,
            ["correlationId"] = instance.CorrelationId,
            ["status"] = instance.Status.ToString(),
            ["subStatus"] = instance.SubStatus.ToString(),
            ["bookmarks"] = List(state.Bookmarks, Bookmark),
            ["incidents"] = List(state.Incidents, Incident),
            ["completionCallbacks"] = new JsonArray(),
            ["activityExecutionContexts"] = List(state.Executions, Execution),
            ["input"] = Values(state.Input),
            ["output"] = Values(state.Output),
            ["properties"] = new JsonObject(),
            ["createdAt"] = instance.CreatedAt,
            ["updatedAt"] = instance.UpdatedAt,
            ["finishedAt"] = instance.FinishedAt,
        };
        return answer;
    }

    /// <summary>What went wrong, in the shape of a .NET exception.</summary>
    public static JsonObject Exception(Incident incident) => new()
    {
        ["type"] = incident.Code,
        ["message"] = incident.Message,
        ["stackTrace"] = incident.Detail,
        ["innerException"] = null,
    };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> item) => [.. items.Select(item)];

    private static JsonObject Values(IEnumerable<KeyValuePair<string, JsonNode?>> values) =>
        new(values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => KeyValuePair.Create(value.Key, value.Value?.DeepClone())));

    private static JsonObject Bookmark(Bookmark bookmark) => new()
    {
        ["id"] = bookmark.Id,
        ["name"] = bookmark.Name,
        ["hash"] = bookmark.Hash,
        ["payload"] = bookmark.Payload?.DeepClone(),
        ["activityId"] = bookmark.ActivityId,
        ["activityNodeId"] = bookmark.NodeId,
        ["activityInstanceId"] = bookmark.ExecutionId,
        ["createdAt"] = bookmark.CreatedAt,
        ["autoBurn"] = bookmark.AutoBurn,
        ["callbackMethodName"] = bookmark.Callback,
        ["metadata"] = new JsonObject(bookmark.Metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
    };

    private static JsonObject Incident(Incident incident) => new()
    {
        ["activityId"] = incident.ActivityId,
        ["activityNodeId"] = incident.NodeId,
        ["activityInstanceId"] = incident.ExecutionId,
        ["activityType"] = incident.ActivityType,
        ["message"] = incident.Message,
        ["exception"] = Exception(incident),
        ["timestamp"] = incident.At,
    };

    private static JsonObject Execution(ExecutionState execution) => new()
    {
        ["id"] = execution.Id,
        ["parentContextId"] = execution.ParentId,
        ["scheduledActivityNodeId"] = execution.NodeId,
        ["ownerActivityNodeId"] = null,
        ["properties"] = new JsonObject(),
        ["status"] = execution.Status.ToString(),
        ["isExecuting"] = false,
        ["faultCount"] = execution.Status is ActivityStatus.Faulted ? 1 : 0,
    };
}
