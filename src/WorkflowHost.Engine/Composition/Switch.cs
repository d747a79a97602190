using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Composition;

/// <summary>Which of several matching cases count.</summary>
public enum SwitchMode
{
    /// <summary>The first.</summary>
    MatchFirst,

    /// <summary>All of them.</summary>
    MatchAny,
}

/// <summary>Runs the activities of the cases that hold, inside itself.</summary>
[Activity("Elsa", "Switch", Category = "流程控制", DisplayName = "多路选择", Description = "执行条件成立的一支")]
public sealed class Switch : Activity
{
    private ImmutableArray<SwitchCase> cases = [];

    /// <summary>Whether the first matching case counts, or all.</summary>
    [Input(DisplayName = "方式", UIHint = "dropdown", Options = ["MatchFirst=第一个成立的", "MatchAny=所有成立的"])]
    public Input<SwitchMode>? Mode { get; set; }

    /// <summary>Runs when no case holds.</summary>
    [Port]
    public Activity? Default { get; set; }

    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var matching = SwitchCase.Matching(cases, context, context.Get(Mode));
        Activity?[] chosen = matching.IsEmpty ? [Default] : [.. matching.Select(match => match.Activity)];
        foreach (var activity in chosen.OfType<Activity>())
        {
            await context.ScheduleActivityAsync(activity, OnChildCompletedAsync);
        }

        if (!context.HasChildren)
        {
            await context.CompleteActivityAsync();
        }
    }

    internal override void Bind(ActivityBinding binding) => cases = SwitchCase.AllOf(binding);

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext completed) =>
        completed.TargetContext.HasChildren ? ValueTask.CompletedTask : completed.TargetContext.CompleteActivityAsync();
}

/// <summary>One case of a switch.</summary>
/// <param name="Label">What people call it; in a flowchart, the port.</param>
/// <param name="Condition">When it holds; null never does.</param>
/// <param name="Activity">What runs; null in a flowchart, where the port leads on.</param>
internal sealed record SwitchCase(string Label, Input<JsonNode>? Condition, Activity? Activity)
{
    public static ImmutableArray<SwitchCase> AllOf(ActivityBinding binding) => [.. binding.Items("cases").Select((item, index) => new SwitchCase(
        ActivityBinding.Text(item["label"]), ActivityBinding.Input<JsonNode>(item["condition"]), binding.Port($"cases[{index}].activity")))];

    /// <summary>The cases that hold, in order. All conditions are evaluated, as in Elsa.</summary>
    public static ImmutableArray<SwitchCase> Matching(ImmutableArray<SwitchCase> cases, ActivityExecutionContext context, SwitchMode mode)
    {
        ImmutableArray<SwitchCase> matching = [.. cases.Where(item => item.Holds(context))];
        return mode is SwitchMode.MatchFirst && matching.Length > 1 ? [matching[0]] : matching;
    }

    private bool Holds(ActivityExecutionContext context) =>
        Condition is not null && Conversion.To<bool?>(Conversion.BlankAsNull(Condition.GetOrDefault(context))) is true;
}
