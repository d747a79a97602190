using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>How a step that waits for its limit learns that the limit was withdrawn: it is resumed before its time, with a reason.</summary>
public static class Withdrawal
{
    /// <summary>The reason's name in what the resume brings.</summary>
    private const string ReasonInput = "limitWithdrawnBecause";

    /// <summary>What tells the step.</summary>
    /// <param name="limitId">The limit, which is the bookmark at which the step waits.</param>
    /// <param name="reason">Why, in Chinese; not blank.</param>
    public static Stimulus Because(string limitId, string reason) =>
        new Stimulus.Resume(limitId, ImmutableDictionary<string, JsonNode?>.Empty.Add(ReasonInput, JsonValue.Create(reason)));

    /// <summary>Why the limit was withdrawn, in Chinese; null when the step was resumed for another reason.</summary>
    public static string? ReasonIn(ActivityExecutionContext context) =>
        context.GetWorkflowInput(ReasonInput)?.ToString() is { Length: > 0 } reason ? reason : null;
}
