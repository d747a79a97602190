using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Flow;

/// <summary>Leaves by the ports of the cases that hold.</summary>
[Activity("Elsa", "FlowSwitch", Category = "流程控制", DisplayName = "多路判断", Description = "从条件成立的端口走出")]
[FlowNode(DefaultPort)]
public sealed class FlowSwitch : Activity
{
    private const string DefaultPort = "Default";
    private ImmutableArray<SwitchCase> cases = [];

    /// <summary>Whether the first matching case counts, or all.</summary>
    [Input(DisplayName = "方式", UIHint = "dropdown", Options = ["MatchFirst=第一个成立的", "MatchAny=所有成立的"])]
    public Input<SwitchMode>? Mode { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matching = SwitchCase.Matching(cases, context, context.Get(Mode));
        return context.CompleteActivityWithOutcomesAsync(matching.IsEmpty ? [DefaultPort] : [.. matching.Select(match => match.Label)]);
    }

    /// <summary>Whether it is sure to leave by one port.</summary>
    internal bool IsFirstOnly => Mode is null || (Mode.IsConstant && Mode.Evaluate(null!) is null or SwitchMode.MatchFirst);

    internal override IEnumerable<string> OwnPorts => cases.Select(item => item.Label);

    internal override void Bind(ActivityBinding binding) => cases = SwitchCase.AllOf(binding);
}

/// <summary>Leaves by several ports at once.</summary>
[Activity("Elsa", "FlowFork", Category = "流程控制", DisplayName = "分支", Description = "同时从各端口走出")]
public sealed class FlowFork : Activity
{
    /// <summary>The ports. An empty list leads nowhere; without a list the plain port is taken.</summary>
    [Input(DisplayName = "分支", UIHint = "dynamic-outcomes")]
    public Input<JsonNode>? Branches { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var branches = context.Get(Branches);
        return context.CompleteActivityWithOutcomesAsync(
            branches is null ? [Outcomes.DonePort] : [.. Lists.Of(branches).Select(Conversion.TextOf)]);
    }
}

/// <summary>Runs one activity inside itself.</summary>
[Activity("Elsa", "FlowNode", Category = "流程控制", DisplayName = "容器")]
public sealed class FlowNode : Activity
{
    /// <summary>What runs.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Body, OnBodyCompletedAsync);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext completed) => completed.TargetContext.CompleteActivityAsync();
}
