using System.Text.Json.Nodes;
using WorkflowHost.Engine.Composition;
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

/// <summary>Ends the nearest loop. Without one, the flowchart or sequence that it stands in.</summary>
[Activity("Elsa", "Break", Category = "流程控制", DisplayName = "跳出循环")]
public sealed class Break : CodeActivity, ITerminalNode
{
    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => Breaking.Ask(context);
}

/// <summary>Ends the workflow used as an activity, or the whole workflow, by the given outcomes.</summary>
[Activity("Elsa", "Complete", Category = "流程控制", DisplayName = "完成流程", Description = "以指定的出口结束所在流程")]
public sealed class Complete : Activity, ITerminalNode
{
    /// <summary>One outcome or a list of them; the plain one when it is not given.</summary>
    [Input(DisplayName = "出口", UIHint = "outcome-picker")]
    public Input<JsonNode>? Outcomes { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var outcomes = Lists.Of(context.Get(Outcomes)).Select(Expressions.Conversion.TextOf).ToArray();
        context.WorkflowExecutionContext.CompleteComposite(context, outcomes.Length == 0 ? new Outcomes(Contract.Outcomes.DonePort) : new Outcomes(outcomes));
        return ValueTask.CompletedTask;
    }
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
    [AnyValue]
    public Input<JsonNode>? Value { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        context.Set(Variable ?? throw new WorkflowFaultException("variable-unknown", "没有选定要设置的变量。"), context.Get(Value));
}

/// <summary>Gives the workflow, or the workflow used as an activity, a value to hand out.</summary>
[Activity("Elsa", "SetOutput", Category = "流程控制", DisplayName = "设置输出")]
public sealed class SetOutput : CodeActivity
{
    /// <summary>The output's name.</summary>
    [Input(DisplayName = "输出", UIHint = "output-picker", Required = true)]
    public Input<string>? OutputName { get; set; }

    /// <summary>Its value.</summary>
    [Input(DisplayName = "值")]
    [AnyValue]
    public Input<JsonNode>? OutputValue { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.Get(OutputName) is not { Length: > 0 } name)
        {
            throw new WorkflowFaultException("output-name-missing", "没有选定要设置的输出。");
        }

        var value = context.Get(OutputValue);
        for (var above = context.ParentActivityExecutionContext; above is not null; above = above.ParentActivityExecutionContext)
        {
            if (above.Activity is DefinedActivity composite && composite.Take(above, name, value))
            {
                return;
            }
        }

        context.WorkflowExecutionContext.Memory.SetWorkflowOutput(name, value);
    }
}

/// <summary>Names the instance.</summary>
[Activity("Elsa", "SetName", Category = "流程控制", DisplayName = "命名实例")]
public sealed class SetName : CodeActivity
{
    /// <summary>The name.</summary>
    [Input(DisplayName = "名称")]
    public Input<string>? Value { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) => context.WorkflowExecutionContext.Name = context.Get(Value) ?? "";
}

/// <summary>Ties the instance to something by its id.</summary>
[Activity("Elsa", "Correlate", Category = "流程控制", DisplayName = "关联编号")]
public sealed class Correlate : CodeActivity
{
    /// <summary>The correlation id.</summary>
    [Input(DisplayName = "关联编号", Required = true)]
    public Input<string>? CorrelationId { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.CorrelationId = context.Get(CorrelationId) ?? "";
}

/// <summary>Writes a line of text into the history.</summary>
[Activity("Elsa", "WriteLine", Category = "流程控制", DisplayName = "写一行文字")]
public sealed class WriteLine : CodeActivity
{
    /// <summary>The text.</summary>
    [Input(DisplayName = "文字")]
    public Input<string>? Text { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        context.AddExecutionLogEntry(HistoryEvents.Line, context.Get(Text) ?? "");
}

/// <summary>Runs a script; what it returns is the result.</summary>
[Activity("Elsa", "RunJavaScript", Category = "流程控制", DisplayName = "运行脚本", Description = "运行 JavaScript，可用 setOutcome 选择出口")]
public sealed class RunJavaScript : Activity<JsonNode>
{
    private Expressions.Expression? written;

    /// <summary>The script, or an expression that gives its text.</summary>
    [Input(DisplayName = "脚本", UIHint = "code-editor")]
    public Input<string>? Script { get; set; }

    /// <summary>The ports that the designer draws; the script chooses with <c>setOutcome</c> or <c>setOutcomes</c>.</summary>
    [Input(DisplayName = "可能的出口", UIHint = "dynamic-outcomes")]
    public Input<JsonNode>? PossibleOutcomes { get; set; }

    internal override void Bind(ActivityBinding binding) =>
        written = Script is { IsConstant: true } constant ? Expressions.Expression.ForScript(constant.Expression.Text) : null;

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var script = context.Get(Script);
        if (string.IsNullOrWhiteSpace(script))
        {
            return context.CompleteActivityAsync();
        }

        if (context.Expressions.Evaluate(written ?? Expressions.Expression.ForScript(script)) is { } result)
        {
            context.SetResult(result);
        }

        return context.CompleteActivityWithOutcomesAsync(context.Expressions.TakeOutcomes() ?? [Outcomes.DonePort]);
    }
}

/// <summary>Stops here on purpose, as an incident.</summary>
[Activity("Elsa", "Fault", Category = "流程控制", DisplayName = "报错")]
public sealed class Fault : Activity
{
    /// <summary>For programs.</summary>
    [Input(DisplayName = "代码")]
    public Input<string>? Code { get; set; }

    /// <summary>Where it belongs, such as <c>HTTP</c>.</summary>
    [Input(DisplayName = "类别")]
    public Input<string>? Category { get; set; }

    /// <summary>Of what nature it is, such as <c>Business</c>.</summary>
    [Input(DisplayName = "性质")]
    public Input<string>? FaultType { get; set; }

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
