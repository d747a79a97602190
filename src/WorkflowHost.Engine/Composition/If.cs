using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Composition;

/// <summary>Runs one of two activities inside itself.</summary>
[Activity("Elsa", "If", Category = "流程控制", DisplayName = "如果", Description = "按条件执行其中一支")]
public sealed class If : Activity<bool>
{
    /// <summary>Which branch runs.</summary>
    [Input(DisplayName = "条件", UIHint = "checkbox", Required = true)]
    public Input<bool>? Condition { get; set; }

    /// <summary>Runs when the condition holds.</summary>
    [Port]
    public Activity? Then { get; set; }

    /// <summary>Runs when it does not.</summary>
    [Port]
    public Activity? Else { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var condition = context.Get(Condition);
        context.SetResult(condition);
        return context.ScheduleActivityAsync(condition ? Then : Else, OnBranchCompletedAsync);
    }

    private ValueTask OnBranchCompletedAsync(ActivityCompletedContext completed) =>
        completed.TargetContext.CompleteActivityAsync();
}
