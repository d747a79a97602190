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

    /// <summary>Whether the limit was withdrawn; then the history says why.</summary>
    public static bool Of(ActivityExecutionContext context)
    {
        if (context.GetWorkflowInput(ReasonInput)?.ToString() is not { Length: > 0 } reason)
        {
            return false;
        }

        context.AddExecutionLogEntry("LimitWithdrawn", $"期限已撤销：{reason}");
        return true;
    }
}
