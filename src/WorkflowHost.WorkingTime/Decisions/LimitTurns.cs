using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.WorkingTime.Decisions;

/// <summary>Changes a limit in a turn of its instance.</summary>
internal static class LimitTurns
{
    /// <summary>What tells the step that waits for the limit.</summary>
    public static Stimulus Stimulus(string limitId, LimitRevision revision) =>
        new Stimulus.Revise(limitId, (JsonObject)Conversion.From(revision)!);

    /// <summary>Tells it; a limit that can't be computed with the revision is refused.</summary>
    public static async Task<RuntimeResult> ReviseAsync(
        WorkflowRuntime runtime, StepLimit limit, LimitRevision revision, Command command, CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.SendAsync(limit.InstanceId, Stimulus(limit.Id, revision), command, cancellationToken);
        }
        catch (WorkflowFaultException unfit)
        {
            return new RuntimeResult.Refused([new Problem(unfit.Code, "", unfit.Message)]);
        }
    }
}
