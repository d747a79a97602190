using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Waiting;

/// <summary>Waits for an event. As a trigger it starts the workflow when the event is published.</summary>
[Activity("Elsa", "Event", Category = "等待", DisplayName = "等待事件", Description = "等待指定名称的事件")]
public sealed class Event : Activity<JsonNode>, ITrigger
{
    /// <summary>The input by which a resume hands over the event's payload.</summary>
    public const string PayloadInput = "__EventPayloadWorkflowInput";

    /// <summary>Which event; compared exactly.</summary>
    [Input(DisplayName = "事件名称", Required = true)]
    public Input<string>? EventName { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow)
        {
            return OnPublishedAsync(context);
        }

        context.CreateBookmark(RequestOf(context) with { Callback = OnPublishedAsync });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IEnumerable<BookmarkRequest> StimuliOf(ActivityExecutionContext context) => [RequestOf(context)];

    private BookmarkRequest RequestOf(ActivityExecutionContext context) =>
        new() { Stimulus = new JsonObject { [nameof(EventName)] = context.Get(EventName) ?? "" } };

    private ValueTask OnPublishedAsync(ActivityExecutionContext context)
    {
        context.SetResult(context.GetWorkflowInput(PayloadInput));
        return context.CompleteActivityAsync();
    }
}

/// <summary>Publishes an event for others, or for this instance alone.</summary>
[Activity("Elsa", "PublishEvent", Category = "等待", DisplayName = "发布事件")]
public sealed class PublishEvent : CodeActivity
{
    /// <summary>Which event.</summary>
    [Input(DisplayName = "事件名称", Required = true)]
    public Input<string>? EventName { get; set; }

    /// <summary>Only instances with this correlation hear it; empty for all.</summary>
    [Input(DisplayName = "关联编号")]
    public Input<string>? CorrelationId { get; set; }

    /// <summary>Whether only this instance hears it.</summary>
    [Input(DisplayName = "仅本流程", UIHint = "checkbox")]
    public Input<bool>? IsLocalEvent { get; set; }

    /// <summary>What comes with it.</summary>
    [Input(DisplayName = "内容")]
    [AnyValue]
    public Input<JsonNode>? Payload { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.Get(EventName) is not { Length: > 0 } name)
        {
            throw new WorkflowFaultException("event-name-missing", "没有写明要发布的事件名称。");
        }

        var correlation = context.Get(CorrelationId);
        context.AddEffect(new PublishedEvent(
            context.NewKey(),
            name,
            string.IsNullOrWhiteSpace(correlation) ? null : correlation,
            context.Get(IsLocalEvent) ? context.WorkflowExecutionContext.Id : null,
            context.Get(Payload)));
    }
}

/// <summary>Asks something outside to run a task and waits for its report.</summary>
[Activity("Elsa", "RunTask", Category = "等待", DisplayName = "外部任务", Description = "请求外部系统执行任务并等待结果")]
public sealed class RunTask : Activity<JsonNode>
{
    /// <summary>The input by which a resume hands over the task's result.</summary>
    public const string ResultInput = "RunTaskInput";

    /// <summary>Which task.</summary>
    [Input(DisplayName = "任务名称", Required = true)]
    public Input<string>? TaskName { get; set; }

    /// <summary>Parameters by name.</summary>
    [Input(DisplayName = "参数", UIHint = "json-editor")]
    public Input<JsonObject>? Payload { get; set; }

    /// <summary>The id by which the task is reported.</summary>
    public Output<string>? TaskId { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.Get(TaskName) is not { Length: > 0 } name)
        {
            throw new WorkflowFaultException("task-name-missing", "没有写明要执行的任务名称。");
        }

        var taskId = context.NewKey();
        var bookmark = context.CreateBookmark(new BookmarkRequest
        {
            Stimulus = new JsonObject { [nameof(TaskId)] = taskId, [nameof(TaskName)] = name },
            Callback = OnReportedAsync,
        });
        context.Set(TaskId, taskId);
        context.AddEffect(new TaskRequested(bookmark.Id, taskId, name, context.Get(Payload)));
    }

    private ValueTask OnReportedAsync(ActivityExecutionContext context)
    {
        if (!context.BringsInput(ResultInput))
        {
            throw new WorkflowFaultException("task-not-reported", "外部任务恢复时没有带来结果。");
        }

        context.SetResult(context.GetWorkflowInput(ResultInput));
        return context.CompleteActivityAsync();
    }
}
