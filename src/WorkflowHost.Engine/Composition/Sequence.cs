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
        Run(context, 0);
        return ValueTask.CompletedTask;
    }

    internal override bool OnBreak(ActivityExecutionContext context)
    {
        Breaking.Set(context);
        return false;
    }

    internal override void OnChildCanceled(ActivityExecutionContext context, ActivityExecutionContext child) =>
        Run(context, child.Node.Index + 1);

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext completed)
    {
        var ends = completed.ChildContext.Activity is ITerminalNode || Breaking.IsSet(completed.TargetContext);
        Run(completed.TargetContext, ends ? Children.Length : completed.ChildContext.Node.Index + 1);
        return ValueTask.CompletedTask;
    }

    private void Run(ActivityExecutionContext context, int index)
    {
        if (index < Children.Length)
        {
            context.WorkflowExecutionContext.Schedule(context, Children[index].Activity, onChildCompleted);
        }
        else
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
        }
    }
}
