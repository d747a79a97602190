using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Children;

/// <summary>Start an instance of the published version of a definition.</summary>
/// <param name="InstanceId">The new instance's id; part of the bookmark's payload.</param>
/// <param name="DefinitionId">Whose published version; when there is none, resume with <see cref="ChildResult.Problem"/>.</param>
/// <param name="CorrelationId">The new instance's; empty when none.</param>
/// <param name="Input">By name; <c>ParentInstanceId</c> among it.</param>
/// <param name="BookmarkId">
/// Resumed when the child is over, with the members of <see cref="ChildResult"/> as input; null when nobody waits. A bookmark that
/// serves several children stays until all are over.
/// </param>
public sealed record StartChild(
    string InstanceId, string DefinitionId, string CorrelationId, JsonObject Input, string? BookmarkId) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => BookmarkId;
}

/// <summary>Names of the inputs by which a resume tells of a child.</summary>
public static class ChildResult
{
    /// <summary>The child's id.</summary>
    public const string InstanceId = "WorkflowInstanceId";

    /// <summary>Its coarse state.</summary>
    public const string Status = "WorkflowStatus";

    /// <summary>Its fine state.</summary>
    public const string SubStatus = "WorkflowSubStatus";

    /// <summary>What it handed out, by name.</summary>
    public const string Output = "WorkflowOutput";

    /// <summary>Why it could not be started, in Chinese; absent when it was.</summary>
    public const string Problem = "Problem";
}

/// <summary>An activity that starts another workflow.</summary>
public abstract class ChildStarter : Activity<JsonNode>
{
    /// <summary>Whose published version is started.</summary>
    [Input(DisplayName = "流程", UIHint = "workflow-definition-picker", Required = true)]
    public Input<string>? WorkflowDefinitionId { get; set; }

    /// <summary>The correlation of the new instance.</summary>
    [Input(DisplayName = "关联编号")]
    public Input<string>? CorrelationId { get; set; }

    /// <summary>What it is given, by name.</summary>
    [Input(DisplayName = "输入", UIHint = "json-editor")]
    public Input<JsonObject>? Input { get; set; }

    /// <summary>Whether this activity completes only when the child is over.</summary>
    [Input(DisplayName = "等待完成", UIHint = "checkbox")]
    public Input<bool>? WaitForCompletion { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var definitionId = Required(context, WorkflowDefinitionId);
        var childId = NewId(context);
        var bookmark = context.Get(WaitForCompletion)
            ? context.CreateBookmark(new BookmarkRequest { Stimulus = new JsonObject { ["ChildInstanceId"] = childId }, Callback = OnOverAsync })
            : null;
        var input = context.Get(Input) ?? [];
        input["ParentInstanceId"] = context.WorkflowExecutionContext.Id;
        context.AddEffect(new StartChild(childId, definitionId, context.Get(CorrelationId) ?? "", input, bookmark?.Id));
        return bookmark is null ? StartedAsync(context, childId) : ValueTask.CompletedTask;
    }

    internal static string Required(ActivityExecutionContext context, Input<string>? definitionId) =>
        context.Get(definitionId) is { Length: > 0 } id ? id : throw new WorkflowFaultException("child-missing", "没有选定要启动的流程。");

    /// <summary>The id of a child, the same when a restored backup starts it once more. As long as Elsa's, however deep children start children.</summary>
    internal static string NewId(ActivityExecutionContext context) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.NewKey())).AsSpan(0, 16));

    /// <summary>What the child handed out, by name.</summary>
    private protected static JsonObject OutputOf(ActivityExecutionContext context) =>
        context.GetWorkflowInput(ChildResult.Output) as JsonObject ?? [];

    /// <summary>What this activity gives when the child is over.</summary>
    private protected abstract JsonObject ResultOf(ActivityExecutionContext context);

    /// <summary>Nobody waits for the child.</summary>
    private protected abstract ValueTask StartedAsync(ActivityExecutionContext context, string childId);

    private ValueTask OnOverAsync(ActivityExecutionContext context)
    {
        if (context.GetWorkflowInput(ChildResult.Problem) is { } problem)
        {
            throw new WorkflowFaultException("child-not-started", Expressions.Conversion.TextOf(problem));
        }

        context.SetResult<JsonNode>(ResultOf(context));
        return context.CompleteActivityAsync();
    }
}

/// <summary>Runs another workflow; its result tells the instance.</summary>
[Activity("Elsa", "ExecuteWorkflow", Category = "流程组合", DisplayName = "执行流程", Description = "启动另一个流程，可等待其完成")]
public sealed class ExecuteWorkflow : ChildStarter
{
    /// <summary>The instance, and the child's outputs beside it: Elsa gives the one or the other, as the child ends at once or later.</summary>
    private protected override JsonObject ResultOf(ActivityExecutionContext context)
    {
        var output = OutputOf(context);
        var result = (JsonObject)output.DeepClone();
        Tell(result, ChildResult.InstanceId, context.GetWorkflowInput(ChildResult.InstanceId));
        Tell(result, "Status", context.GetWorkflowInput(ChildResult.Status));
        Tell(result, "SubStatus", context.GetWorkflowInput(ChildResult.SubStatus));
        Tell(result, "Output", output);
        return result;
    }

    /// <summary>Elsa's scripts may begin the names of the result's members with a small letter. An output of that name comes first.</summary>
    private static void Tell(JsonObject result, string name, JsonNode? value)
    {
        result[name] = value?.DeepClone();
        result.TryAdd(char.ToLowerInvariant(name[0]) + name[1..], value?.DeepClone());
    }

    private protected override ValueTask StartedAsync(ActivityExecutionContext context, string childId)
    {
        var result = new JsonObject();
        Tell(result, ChildResult.InstanceId, childId);
        context.SetResult<JsonNode>(result);
        return context.CompleteActivityAsync();
    }
}

/// <summary>Has another workflow started and goes on, or waits for its end.</summary>
[Activity("Elsa", "DispatchWorkflow", Category = "流程组合", DisplayName = "派发流程", Description = "派发另一个流程，可等待其完成")]
public sealed class DispatchWorkflow : ChildStarter
{
    private protected override JsonObject ResultOf(ActivityExecutionContext context) => OutputOf(context);

    private protected override ValueTask StartedAsync(ActivityExecutionContext context, string childId) => context.CompleteActivityAsync();
}
