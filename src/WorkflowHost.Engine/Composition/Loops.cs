using System.Globalization;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Composition;

/// <summary>An activity that runs its body again and again; a Break within ends it.</summary>
public abstract class Loop : Activity
{
    private readonly ActivityCompletionCallback onBodyCompleted;

    private protected Loop() => onBodyCompleted = OnBodyCompletedAsync;

    /// <summary>What is repeated.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.Properties = ImmutableDictionary<string, JsonNode?>.Empty;
        context.Kept = null;
        return TurnAsync(context);
    }

    internal override bool OnBreak(ActivityExecutionContext context)
    {
        Breaking.Set(context);
        return true;
    }

    internal override void OnChildCanceled(ActivityExecutionContext context, ActivityExecutionContext child) =>
        context.WorkflowExecutionContext.Complete(context, Outcomes.Default);

    /// <summary>Begins the next turn, or completes.</summary>
    private protected abstract ValueTask TurnAsync(ActivityExecutionContext context);

    private protected ValueTask RunBodyAsync(ActivityExecutionContext context, params ReadOnlySpan<(string Name, JsonNode? Value)> variables) =>
        context.ScheduleActivityAsync(Body, onBodyCompleted, tag: null, variables);

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext completed) =>
        Breaking.IsSet(completed.TargetContext) ? completed.TargetContext.CompleteActivityAsync() : TurnAsync(completed.TargetContext);
}

/// <summary>Repeats while a condition holds.</summary>
[Activity("Elsa", "While", Category = "流程控制", DisplayName = "循环", Description = "条件成立时重复执行")]
public sealed class While : Loop
{
    /// <summary>Evaluated before each turn.</summary>
    [Input(DisplayName = "条件", UIHint = "checkbox", Required = true)]
    [LateInput]
    public Input<bool>? Condition { get; set; }

    private protected override ValueTask TurnAsync(ActivityExecutionContext context)
    {
        for (var turn = 0; Condition is not null && (bool)(context.Evaluate(Condition) ?? false); turn++)
        {
            if (Body is not null)
            {
                return RunBodyAsync(context);
            }

            if (turn == Interpreter.MaxActivitiesPerTurn)
            {
                throw new WorkflowFaultException("endless-loop", $"循环“{DisplayName}”没有循环体，条件却一直成立。");
            }
        }

        return context.CompleteActivityAsync();
    }
}

/// <summary>Counts from a start to an end.</summary>
[Activity("Elsa", "For", Category = "流程控制", DisplayName = "计数循环", Description = "从起点数到终点，每次执行循环体")]
public sealed class For : Loop
{
    private const string CurrentKey = "CurrentStep";
    private const string BoundsKey = "Bounds";

    /// <summary>The first number; 0 when it is not given.</summary>
    [Input(DisplayName = "起点")]
    public Input<int>? Start { get; set; }

    /// <summary>The last number; 0 when it is not given.</summary>
    [Input(DisplayName = "终点")]
    public Input<int>? End { get; set; }

    /// <summary>The distance, negative to count down; 1 when it is not given.</summary>
    [Input(DisplayName = "步长")]
    public Input<int>? Step { get; set; }

    /// <summary>Whether the last number itself counts; true when it is not given.</summary>
    [Input(DisplayName = "包含终点", UIHint = "checkbox")]
    public Input<bool>? OuterBoundInclusive { get; set; }

    /// <summary>The number of this turn.</summary>
    public Output<int>? CurrentValue { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (Body is null)
        {
            throw new WorkflowFaultException("loop-without-body", $"循环“{DisplayName}”没有循环体。");
        }

        context.Properties = ImmutableDictionary<string, JsonNode?>.Empty;
        context.SetProperty(BoundsKey, new Bounds(
            context.Get(Start), context.Get(End), Step is null ? 1 : context.Get(Step), OuterBoundInclusive is null || context.Get(OuterBoundInclusive)));
        return TurnAsync(context);
    }

    private protected override ValueTask TurnAsync(ActivityExecutionContext context)
    {
        var bounds = context.GetProperty<Bounds>(BoundsKey)!;
        var current = context.GetProperty<int?>(CurrentKey) is { } last ? (long)last + bounds.Step : bounds.Start;
        if (!bounds.Reach(current))
        {
            return context.CompleteActivityAsync();
        }

        context.SetProperty(CurrentKey, (int)current);
        context.Set(CurrentValue, (int)current);
        return RunBodyAsync(context, ("CurrentValue", (int)current));
    }

    /// <summary>What the loop counts, as it was when it began.</summary>
    private sealed record Bounds(int Start, int End, int Step, bool Inclusive)
    {
        public bool Reach(long current) => (Inclusive && current == End) || (Step >= 0 ? current < End : current > End);
    }
}

/// <summary>Repeats for each item of a list, one after another.</summary>
[Activity("Elsa", "ForEach", Category = "流程控制", DisplayName = "逐项循环", Description = "对列表中的每一项依次执行循环体")]
public sealed class ForEach : Loop
{
    private const string IndexKey = "CurrentIndex";

    /// <summary>The list, as it is when the loop begins.</summary>
    [Input(DisplayName = "列表", UIHint = "multitext", Required = true)]
    [LateInput]
    public Input<JsonNode>? Items { get; set; }

    /// <summary>The item of this turn.</summary>
    public Output<JsonNode>? CurrentValue { get; set; }

    private protected override ValueTask TurnAsync(ActivityExecutionContext context)
    {
        var index = context.GetProperty<int>(IndexKey);
        var items = ListOf(context);
        if (index >= items.Count)
        {
            return context.CompleteActivityAsync();
        }

        var item = items[index];
        context.Set(CurrentValue, item);
        if (Body is null)
        {
            return context.CompleteActivityAsync();
        }

        context.SetProperty(IndexKey, index + 1);
        return RunBodyAsync(context, ("CurrentIndex", index), ("CurrentValue", item));
    }

    /// <summary>The list is found once per execution.</summary>
    private JsonArray ListOf(ActivityExecutionContext context)
    {
        var kept = context.Kept as KeptList
            ?? KeptList.Of(context.Properties)
            ?? new KeptList(Lists.Of(Items is null ? null : (JsonNode?)context.Evaluate(Items)));
        context.Kept = kept;
        return kept.Items;
    }
}

/// <summary>Runs its body for each item of a list side by side.</summary>
[Activity("Elsa", "ParallelForEach", Category = "流程控制", DisplayName = "并行逐项", Description = "对列表中的每一项同时执行")]
public sealed class ParallelForEach : Activity
{
    private readonly ActivityCompletionCallback onBodyCompleted;

    /// <summary>Made by the graph compiler.</summary>
    public ParallelForEach() => onBodyCompleted = OnBodyCompletedAsync;

    /// <summary>The list; a text is one item, unless it is JSON of a list.</summary>
    [Input(DisplayName = "列表", UIHint = "multitext", Required = true)]
    public Input<JsonNode>? Items { get; set; }

    /// <summary>What runs for each.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var (index, item) in Lists.Of(context.Get(Items)).Index())
        {
            if (Body is not null)
            {
                await context.ScheduleActivityAsync(
                    Body, onBodyCompleted, index.ToString(CultureInfo.InvariantCulture), ("CurrentValue", item), ("CurrentIndex", index));
            }
        }

        if (!context.HasChildren)
        {
            await context.CompleteActivityAsync();
        }
    }

    private ValueTask OnBodyCompletedAsync(ActivityCompletedContext completed) =>
        completed.TargetContext.HasChildren ? ValueTask.CompletedTask : completed.TargetContext.CompleteActivityAsync();
}
