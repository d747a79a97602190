using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Flow;

/// <summary>How a join treats its inbound branches.</summary>
public enum FlowJoinMode
{
    /// <summary>The first branch that arrives goes on; those that wait are cancelled; later arrivals are ignored. Elsa's default.</summary>
    WaitAny,

    /// <summary>Goes on when every inbound branch has arrived; a branch that can no longer arrive skips the join.</summary>
    WaitAll,

    /// <summary>Goes on when every branch that still can arrive has arrived.</summary>
    WaitAllActive,
}

/// <summary>Brings branches together.</summary>
[Activity("Elsa", "FlowJoin", Category = "流程控制", DisplayName = "汇合", Description = "等待并行的分支")]
public sealed class FlowJoin : Activity
{
    /// <summary>Which branches it waits for.</summary>
    [Input(DisplayName = "方式", UIHint = "dropdown", Options = ["WaitAny=任一分支", "WaitAll=全部分支", "WaitAllActive=全部仍在进行的分支"])]
    public Input<FlowJoinMode>? Mode { get; set; }

    /// <summary>The mode that is written out; null when it is found as a branch arrives.</summary>
    internal FlowJoinMode? FixedMode => Mode is null ? FlowJoinMode.WaitAny
        : Mode.IsConstant ? (FlowJoinMode)(Mode.Evaluate(null!) ?? FlowJoinMode.WaitAny) : null;

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.ParentActivityExecutionContext is not { Activity: Flowchart flowchart } parent)
        {
            throw new WorkflowFaultException("join-outside-flowchart", $"汇合步骤“{DisplayName}”不在流程图中，无法执行。");
        }

        if (flowchart.Judge(parent, context))
        {
            return;
        }

        flowchart.CancelInbound(parent, context.Node.Index);
        context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
    }

    /// <summary>The mode when an arrival is judged.</summary>
    internal FlowJoinMode ModeIn(ExpressionExecutionContext flowchart) =>
        Mode is null ? FlowJoinMode.WaitAny : (FlowJoinMode)(Mode.Evaluate(flowchart) ?? FlowJoinMode.WaitAny);
}
