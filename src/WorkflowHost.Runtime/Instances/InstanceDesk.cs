using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Runtime.Instances;

/// <summary>A person's command to an instance. Whether the person may give it, the caller has checked.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat of the same command gets the first answer.</param>
/// <param name="ExpectedRevision">The instance's revision as the person saw it.</param>
/// <param name="Reason">Kept in the history, 1 to 500 characters.</param>
/// <param name="Actor">An account's id.</param>
public sealed record InstanceCommand(string InstanceId, string OperationId, int ExpectedRevision, string Reason, string Actor);

/// <summary>Where supervisors act on instances. Every check is made before anything is written.</summary>
public sealed class InstanceDesk(WorkflowRuntime runtime)
{
    /// <summary>What the sender of a retry is told, the first time and at each repeat.</summary>
    public const string Retried = "已重新执行，请查看当前等待和流转记录。";

    /// <summary>What the sender of a cancellation is told, the first time and at each repeat.</summary>
    public const string Cancelled = "流程已终止。";

    /// <summary>What the sender of a skip is told, the first time and at each repeat.</summary>
    public const string Skipped = "已跳过该步骤，流程继续。";

    /// <summary>What the sender of a change is told, the first time and at each repeat.</summary>
    public const string VariableSet = "已修改变量。";

    /// <summary>What the sender of a branch's cancellation is told, the first time and at each repeat.</summary>
    public const string ActivityCancelled = "已终止该步骤。";

    /// <summary>What a person is told after letting a step run.</summary>
    public const string ActivityScheduled = "已安排执行该步骤。";

    private const int MaxReason = 500;
    private const int MaxOperationId = 64;

    /// <summary>Runs the step again that an incident stopped.</summary>
    /// <returns>Done or Repeated; Gone without instance or incident; Refused with code <c>instance-stale</c> when it has moved since.</returns>
    public Task<RuntimeResult> RetryAsync(InstanceCommand command, string incidentId, CancellationToken cancellationToken) =>
        SendAsync(command, reason => new Stimulus.Retry(incidentId, reason), $"retry/{incidentId}", Retried, cancellationToken);

    /// <summary>Ends an instance and what hangs on it.</summary>
    /// <returns>Done or Repeated; Gone without instance or when it is over; Refused with code <c>instance-stale</c> when it has moved since.</returns>
    public Task<RuntimeResult> CancelAsync(InstanceCommand command, CancellationToken cancellationToken) =>
        SendAsync(command, reason => new Stimulus.Cancel(reason), "cancel", Cancelled, cancellationToken);

    /// <summary>Goes on past the step that an incident stopped, as if it had completed.</summary>
    /// <param name="command">Who and why.</param>
    /// <param name="incidentId">The incident.</param>
    /// <param name="outcome">The port by which the step is left; empty or null for the plain one.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>Done or Repeated; Gone without instance or incident; Refused with code <c>instance-stale</c> when it has moved since.</returns>
    public Task<RuntimeResult> SkipAsync(InstanceCommand command, string incidentId, string? outcome, CancellationToken cancellationToken) =>
        SendAsync(
            command, reason => new Stimulus.Skip(incidentId, string.IsNullOrEmpty(outcome) ? null : outcome, reason), $"skip/{incidentId}",
            Skipped, cancellationToken);

    /// <summary>Changes a variable; nothing runs.</summary>
    /// <returns>Done or Repeated; Gone without instance or variable; Refused when the value does not fit the variable's type.</returns>
    public async Task<RuntimeResult> SetVariableAsync(
        InstanceCommand command, string variableId, JsonNode? value, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(
                command, reason => new Stimulus.SetVariable(variableId, value, reason), $"variable/{variableId}", VariableSet,
                cancellationToken);
        }
        catch (WorkflowFaultException unfit)
        {
            return new RuntimeResult.Refused([new Problem("variable-value", "value", unfit.Message)]);
        }
    }

    /// <summary>Ends one branch: a step that waits or is stuck, and all within it.</summary>
    /// <returns>Done or Repeated; Gone without instance or step; Refused with code <c>instance-stale</c> when it has moved since.</returns>
    public Task<RuntimeResult> CancelActivityAsync(InstanceCommand command, string executionId, CancellationToken cancellationToken) => SendAsync(
        command, reason => new Stimulus.CancelActivity(executionId, reason), $"cancel/{executionId}", ActivityCancelled, cancellationToken);

    /// <summary>Lets a step of a flowchart that is under way run, besides what runs already.</summary>
    /// <returns>Done or Repeated; Gone without instance, or when the step is not in a flowchart that is under way.</returns>
    public Task<RuntimeResult> ScheduleActivityAsync(InstanceCommand command, string nodeId, CancellationToken cancellationToken) => SendAsync(
        command, reason => new Stimulus.ScheduleActivity(nodeId, reason), $"schedule/{nodeId}", ActivityScheduled, cancellationToken);

    private async Task<RuntimeResult> SendAsync(
        InstanceCommand command, Func<string, Stimulus> stimulus, string kind, string answer, CancellationToken cancellationToken)
    {
        var reason = command.Reason.Trim();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (command.OperationId.Length is 0 or > MaxOperationId)
        {
            problems.Add(new Problem("operation-id", "operationId", $"缺少操作编号，或超过 {MaxOperationId} 个字符，请刷新后重新提交。"));
        }

        if (reason.Length is 0 or > MaxReason)
        {
            problems.Add(new Problem("reason", "reason", $"请填写原因，不超过 {MaxReason} 字。"));
        }

        if (problems.Count > 0)
        {
            return new RuntimeResult.Refused(problems.ToImmutable());
        }

        return await runtime.SendAsync(
            command.InstanceId,
            stimulus(reason),
            new Command(command.Actor)
            {
                ExpectedRevision = command.ExpectedRevision,
                Operation = new Operation($"{command.InstanceId}/{kind}/{command.OperationId}", answer),
            },
            cancellationToken);
    }
}
