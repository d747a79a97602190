using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Primitives;

/// <summary>Where a flowchart begins.</summary>
[Activity("Elsa", "Start", Category = "流程控制", DisplayName = "开始")]
public sealed class Start : CodeActivity, IStartNode;

/// <summary>Ends the flowchart or sequence that it stands in.</summary>
[Activity("Elsa", "End", Category = "流程控制", DisplayName = "结束")]
public sealed class End : CodeActivity, ITerminalNode;

/// <summary>Ends the whole workflow at once, wherever it stands.</summary>
[Activity("Elsa", "Finish", Category = "流程控制", DisplayName = "办结")]
public sealed class Finish : Activity, ITerminalNode
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => context.WorkflowExecutionContext.Finish(context);
}

/// <summary>Writes a variable.</summary>
[Activity("Elsa", "SetVariable", Category = "流程控制", DisplayName = "设置变量")]
public sealed class SetVariable : CodeActivity
{
    /// <summary>The variable; unwrapped in JSON, as Studio's variable picker writes it.</summary>
    [Input(DisplayName = "变量", UIHint = "variable-picker", Required = true)]
    public Variable? Variable { get; set; }

    /// <summary>Its new value.</summary>
    [Input(DisplayName = "值")]
    public Input<JsonNode>? Value { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        context.Set(Variable ?? throw new WorkflowFaultException("variable-unknown", "没有选定要设置的变量。"), context.Get(Value));
}

/// <summary>Stops here on purpose, as an incident.</summary>
[Activity("Elsa", "Fault", Category = "流程控制", DisplayName = "报错")]
public sealed class Fault : Activity
{
    /// <summary>For programs.</summary>
    [Input(DisplayName = "代码")]
    public Input<string>? Code { get; set; }

    /// <summary>For people.</summary>
    [Input(DisplayName = "说明")]
    public Input<string>? Message { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        throw new WorkflowFaultException(context.Get(Code) ?? "fault", context.Get(Message) ?? "流程在此处报错。");
}

/// <summary>Stands in for a type that is not known: kept in the definition, an incident when reached.</summary>
internal sealed class NotFoundActivity(string missingType) : Activity
{
    protected override void Execute(ActivityExecutionContext context) =>
        throw new WorkflowFaultException("activity-type-unknown", $"没有步骤类型“{missingType}”，无法执行。");
}
