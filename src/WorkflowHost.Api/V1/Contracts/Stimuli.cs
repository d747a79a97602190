using System.Text.Json.Nodes;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>An event from outside.</summary>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat moves nobody twice.</param>
/// <param name="Payload">What comes with it; any JSON.</param>
/// <param name="CorrelationId">Only instances of this case; null for all.</param>
/// <param name="InstanceId">Only this instance, and nothing is started; null for all.</param>
public sealed record EventRequest(string? OperationId, JsonNode? Payload, string? CorrelationId, string? InstanceId);

/// <summary>What an event did.</summary>
/// <param name="InstanceIds">Instances that were started or went on.</param>
/// <param name="Repeated">Whether some had been moved by an earlier request with this operation id.</param>
public sealed record EventAnswer(IReadOnlyList<string> InstanceIds, bool Repeated);

/// <summary>A task for an outside system.</summary>
/// <param name="TaskId">By which it is reported.</param>
/// <param name="TaskName">What to run.</param>
/// <param name="Payload">Parameters by name; null when none.</param>
/// <param name="InstanceId">Who asks.</param>
/// <param name="RequestedAt">UTC.</param>
public sealed record ExternalTaskAnswer(string TaskId, string TaskName, JsonNode? Payload, string InstanceId, DateTimeOffset RequestedAt)
{
    internal static ExternalTaskAnswer Of(ExternalTask task) =>
        new(task.TaskId, task.TaskName, task.Payload, task.InstanceId, task.RequestedAt);
}

/// <summary>What came of a task.</summary>
/// <param name="Result">Any JSON; null when nothing.</param>
public sealed record TaskResultRequest(JsonNode? Result);
