using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Composition;

/// <summary>Runs its activities one after another.</summary>
[Activity("Elsa", "Sequence", Category = "流程控制", DisplayName = "顺序", Description = "依次执行其中的步骤")]
public sealed class Sequence : Container
{
    private readonly ActivityCompletionCallback onChildCompleted;

    /// <summary>Made by the graph compiler.</summary>
    public Sequence() => onChildCompleted = OnChildCompletedAsync;

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        OpenScope(context);
        return RunAsync(context, 0);
    }

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext completed) =>
        completed.ChildContext.Activity is ITerminalNode
            ? completed.TargetContext.CompleteActivityAsync()
            : RunAsync(completed.TargetContext, completed.ChildContext.Node.Index + 1);

    private ValueTask RunAsync(ActivityExecutionContext context, int index) =>
        index < Children.Length
            ? context.ScheduleActivityAsync(Children[index].Activity, onChildCompleted)
            : context.CompleteActivityAsync();
}
