using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>Leaves by True or False.</summary>
[Activity("Elsa", "FlowDecision", Category = "流程控制", DisplayName = "判断", Description = "按条件从“是”或“否”端口走出")]
[FlowNode(TruePort, FalsePort)]
public sealed class FlowDecision : Activity
{
    private const string TruePort = "True";
    private const string FalsePort = "False";

    /// <summary>Which port.</summary>
    [Input(DisplayName = "条件", UIHint = "checkbox", Required = true)]
    public Input<bool>? Condition { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CompleteActivityWithOutcomesAsync(context.Get(Condition) ? TruePort : FalsePort);
}
