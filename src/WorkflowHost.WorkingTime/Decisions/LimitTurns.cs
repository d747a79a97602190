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

    /// <summary>Refuses a command, unless it is a repeat of one that was done: that gets its first answer, though by now there would be reasons against it.</summary>
    public static async Task<RuntimeResult> RefuseAsync(
        WorkflowRuntime runtime, Command command, IReadOnlyList<Problem> problems, CancellationToken cancellationToken) =>
        await runtime.FindAnswerAsync(command, cancellationToken) is { } repeated ? repeated : new RuntimeResult.Refused(problems);

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
