using System.Collections.Concurrent;
using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>Activities joined by connections. An outcome chooses the connections that are followed; several are a fork.</summary>
/// <remarks>
/// Branches come together by counting visits or by tokens, as Elsa does it (<see cref="FlowchartMode"/>); where that would go
/// wrong, by what can still come (docs/decisions/0010-counters-tokens-and-reachability.md).
/// </remarks>
[Activity("Elsa", "Flowchart", Category = "流程控制", DisplayName = "流程图")]
public sealed class Flowchart : Container
{
    private readonly ConcurrentDictionary<string, FlowPlan> triggered = new(StringComparer.Ordinal);
    private ImmutableArray<ConnectionDefinition> connections = [];
    private FlowPlan plan = new([], [], null);

    /// <summary>Made by the graph compiler.</summary>
    public Flowchart() => OnChildCompleted = OnChildCompletedAsync;

    internal ActivityCompletionCallback OnChildCompleted { get; }

    /// <summary>Its shape when nothing in particular has started it.</summary>
    internal FlowPlan Plan => plan;

    internal override void Bind(ImmutableArray<ActivityNode> children, ActivityDefinition source)
    {
        base.Bind(children, source);
        connections = source.Connections;
        plan = new FlowPlan(children, connections, null);
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        OpenScope(context);
        var drawn = PlanOf(context);
        FlowState.Begin(context, drawn);
        if (drawn.Start is null)
        {
            return context.CompleteActivityAsync();
        }

        Run(context).Begin(drawn.Start.Index);
        return ValueTask.CompletedTask;
    }

    internal override void OnChildCanceled(ActivityExecutionContext context, ActivityExecutionContext child)
    {
        var run = Run(context, child);
        run.Canceled(child);
        run.Conclude();
    }

    /// <summary>Lets a child run besides what runs already, as if a connection that closes a loop had led to it.</summary>
    internal void Schedule(ActivityExecutionContext context, int place) => Run(context).Again(place);

    /// <summary>Ends what waits on its way to a child.</summary>
    internal void CancelInbound(ActivityExecutionContext context, int place) => Run(context).CancelInbound(place);

    /// <summary>Judges a join once more whose mode could not be found when a branch came.</summary>
    /// <returns>Whether it was such a join; its execution is over then.</returns>
    /// <exception cref="WorkflowFaultException">The mode can't be found now either; nothing has changed.</exception>
    internal bool Judge(ActivityExecutionContext context, ActivityExecutionContext join) => Run(context).JudgeAgain(join);

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext completed)
    {
        var context = completed.TargetContext;
        if (completed.ChildContext.Activity is ITerminalNode)
        {
            return context.CompleteActivityAsync();
        }

        Run(context, completed.ChildContext).Completed(completed.ChildContext, completed.Outcomes);
        return ValueTask.CompletedTask;
    }

    private FlowPlan PlanOf(ActivityExecutionContext context) =>
        context.WorkflowExecutionContext.TriggerActivityId is { } trigger ? PlanFrom(trigger) : plan;

    private FlowPlan PlanFrom(string trigger) => triggered.GetOrAdd(
        trigger,
        static (trigger, chart) => chart.Children.Any(child => child.Activity.Id == trigger)
            ? new FlowPlan(chart.Children, chart.connections, trigger)
            : chart.plan,
        this);

    private FlowRun Run(ActivityExecutionContext context, ActivityExecutionContext? over = null)
    {
        var drawn = PlanOf(context);
        var state = FlowState.Of(context, drawn, over);
        return state.Run ??= state.Mode is FlowchartMode.Token
            ? new TokenRun(this, context, drawn, state)
            : new CounterRun(this, context, drawn, state);
    }
}
