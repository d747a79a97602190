using System.Text.Json.Nodes;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Children;

/// <summary>Starts a workflow for each item of a list, and may wait for all of them.</summary>
[Activity("Elsa", "BulkDispatchWorkflows", Category = "流程组合", DisplayName = "批量派发流程", Description = "对列表中的每一项派发一个流程")]
[FlowNode("Completed", "Canceled", "Done")]
public sealed class BulkDispatchWorkflows : Activity
{
    private const string StartedKey = "DispatchedInstancesCount";
    private const string OverKey = "CompletedInstancesCount";

    /// <summary>Whose published version is started.</summary>
    [Input(DisplayName = "流程", UIHint = "workflow-definition-picker", Required = true)]
    public Input<string>? WorkflowDefinitionId { get; set; }

    /// <summary>The list; an item that is an object is merged into the input, another is given by its key.</summary>
    [Input(DisplayName = "列表", Required = true)]
    public Input<JsonNode>? Items { get; set; }

    /// <summary>The key of an item that is no object; <c>Item</c> when it is not given.</summary>
    [Input(DisplayName = "项的名称")]
    public Input<string>? DefaultItemInputKey { get; set; }

    /// <summary>What each is given besides, by name.</summary>
    [Input(DisplayName = "输入", UIHint = "json-editor")]
    public Input<JsonObject>? Input { get; set; }

    /// <summary>The correlation of each, found while the script function <c>getItem()</c> (or that of its key) is the item.</summary>
    [Input(DisplayName = "关联编号")]
    [LateInput]
    public Input<string>? CorrelationIdFunction { get; set; }

    /// <summary>Whether this activity completes only when all are over; true when it is not given.</summary>
    [Input(DisplayName = "等待完成", UIHint = "checkbox")]
    public Input<bool>? WaitForCompletion { get; set; }

    /// <summary>Runs each time one has finished.</summary>
    [Port]
    public Activity? ChildCompleted { get; set; }

    /// <summary>Runs each time one has faulted.</summary>
    [Port]
    public Activity? ChildFaulted { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var definitionId = ChildStarter.Required(context, WorkflowDefinitionId);
        var items = Lists.Of(context.Get(Items));
        var instanceId = context.WorkflowExecutionContext.Id;
        var waits = (WaitForCompletion is null || context.Get(WaitForCompletion)) && items.Count > 0;
        var bookmark = !waits ? null : context.CreateBookmark(new BookmarkRequest
        {
            Stimulus = new JsonObject { ["ParentInstanceId"] = instanceId, ["ScheduledInstanceIdsCount"] = items.Count },
            HashedStimulus = new JsonObject { ["ParentInstanceId"] = instanceId },
            Callback = OnOneOverAsync,
            AutoBurn = false,
        });
        var key = context.Get(DefaultItemInputKey) is { Length: > 0 } given ? given : "Item";
        foreach (var item in items)
        {
            var input = context.Get(Input) ?? [];
            input["ParentInstanceId"] = instanceId;
            foreach (var (name, value) in item as JsonObject ?? new JsonObject { [key] = item?.DeepClone() })
            {
                input[name] = value?.DeepClone();
            }

            context.AddEffect(new StartChild(
                ChildStarter.NewId(context), definitionId, CorrelationOf(context, key, item), input, bookmark?.Id));
        }

        context.SetProperty(StartedKey, items.Count);
        context.SetProperty(OverKey, 0);
        return waits ? ValueTask.CompletedTask : context.CompleteActivityWithOutcomesAsync("Done");
    }

    private string CorrelationOf(ActivityExecutionContext context, string key, JsonNode? item) => CorrelationIdFunction is null
        ? ""
        : Conversion.TextOf(context.Expressions.With(key, item).Evaluate(CorrelationIdFunction.Expression));

    private ValueTask OnOneOverAsync(ActivityExecutionContext context)
    {
        if (context.GetWorkflowInput(ChildResult.Problem) is { } problem)
        {
            throw new WorkflowFaultException("child-not-started", Conversion.TextOf(problem));
        }

        context.SetProperty(OverKey, context.GetProperty<int>(OverKey) + 1);
        var child = context.GetWorkflowInput(ChildResult.InstanceId);
        var follow = Conversion.TextOf(context.GetWorkflowInput(ChildResult.SubStatus)) switch
        {
            nameof(WorkflowSubStatus.Faulted) => ChildFaulted,
            nameof(WorkflowSubStatus.Finished) => ChildCompleted,
            _ => null,
        };
        return follow is null
            ? ConcludeAsync(context)
            : context.ScheduleActivityAsync(follow, OnFollowedAsync, tag: null, ("ChildInstanceId", child));
    }

    private ValueTask OnFollowedAsync(ActivityCompletedContext completed) => ConcludeAsync(completed.TargetContext);

    private static ValueTask ConcludeAsync(ActivityExecutionContext context) =>
        context.GetProperty<int>(OverKey) >= context.GetProperty<int>(StartedKey) && !context.HasChildren
            ? context.CompleteActivityWithOutcomesAsync("Completed", "Done")
            : ValueTask.CompletedTask;
}
