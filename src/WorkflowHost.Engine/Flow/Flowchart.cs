using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>Activities joined by connections. An outcome chooses the connections that are followed; several are a fork.</summary>
/// <remarks>
/// A child with two or more forward inbound connections is a join: arrivals wait there until no branch that is still under way
/// can come to it (docs/decisions/0004-joins-by-reachability.md). A connection that closes a loop is followed at once.
/// </remarks>
[Activity("Elsa", "Flowchart", Category = "流程控制", DisplayName = "流程图")]
public sealed class Flowchart : Container
{
    /// <summary>Where a flowchart begins: Elsa's order of preference, before the shape decides.</summary>
    private static readonly Func<ActivityNode, bool>[] Starts = [child => child.Activity is IStartNode, CanStartWorkflow];

    private readonly ActivityCompletionCallback onChildCompleted;
    private FlowPlan plan = new([], [], []);

    /// <summary>Made by the graph compiler.</summary>
    public Flowchart() => onChildCompleted = OnChildCompletedAsync;

    internal override void Bind(ImmutableArray<ActivityNode> children, ActivityDefinition source)
    {
        base.Bind(children, source);
        plan = new FlowPlan(children, source.Connections, Starts);
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        OpenScope(context);
        return plan.Start is null
            ? context.CompleteActivityAsync()
            : context.ScheduleActivityAsync(plan.Start.Activity, onChildCompleted);
    }

    private static bool CanStartWorkflow(ActivityNode child) =>
        child.Activity.CustomProperties["canStartWorkflow"] is JsonValue flag && flag.TryGetValue<bool>(out var starts) && starts;

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext completed)
    {
        var context = completed.TargetContext;
        if (completed.ChildContext.Activity is ITerminalNode)
        {
            return context.CompleteActivityAsync();
        }

        var arrivals = new Arrivals(context);
        Follow(context, arrivals, completed.ChildContext, completed.Outcomes);
        Settle(context, arrivals);
        arrivals.Save();
        return context.HasChildren ? ValueTask.CompletedTask : context.CompleteActivityAsync();
    }

    private void Follow(ActivityExecutionContext context, Arrivals arrivals, ActivityExecutionContext child, Outcomes outcomes)
    {
        var lostAt = arrivals.TakeLate(child.Id);
        HashSet<int>? scheduled = null;
        foreach (var connection in plan.Outbound[child.Node.Index])
        {
            if (!outcomes.Follow(connection.Port) || lostAt.Contains(connection.Target))
            {
                continue;
            }

            if (!connection.IsBackward && plan.IsJoin(connection.Target))
            {
                arrivals.Add(connection.Index, StillLost(lostAt, connection.Target));
            }
            else if ((scheduled ??= []).Add(connection.Target))
            {
                Schedule(context, arrivals, connection.Target, lostAt);
            }
        }
    }

    /// <summary>Lets every join go on that has nothing more to wait for. One that goes on may keep others waiting.</summary>
    private void Settle(ActivityExecutionContext context, Arrivals arrivals)
    {
        while (arrivals.Waiting.Count > 0 && NextReady(context, arrivals) is { } target)
        {
            var complete = Array.TrueForAll(plan.Inbound[target], connection => arrivals.Waiting.Contains(connection.Index));
            var lostAt = arrivals.Take(plan.Inbound[target].Select(connection => connection.Index));
            switch (plan.ModeOf(target))
            {
                case FlowJoinMode.WaitAny:
                    Schedule(context, arrivals, target, lostAt, CloseTo(context, arrivals, target));
                    break;
                case FlowJoinMode.WaitAll when !complete:
                    break;
                default:
                    Schedule(context, arrivals, target, lostAt);
                    break;
            }
        }
    }

    /// <summary>The next join that may go on, the foremost first; null when all have to wait.</summary>
    private int? NextReady(ActivityExecutionContext context, Arrivals arrivals)
    {
        List<int> targets = [.. arrivals.Waiting.Select(index => plan.Connections[index].Target).Distinct().OrderBy(plan.OrderOf)];
        var eager = targets.FindIndex(target => plan.ModeOf(target) is FlowJoinMode.WaitAny);
        if (eager >= 0)
        {
            return targets[eager];
        }

        List<int> held = [.. context.Children.Select(child => child.Node.Index)];
        while (targets.FindIndex(target => held.Exists(place => plan.WaitsFor(target, place))) is >= 0 and var index)
        {
            held.Add(targets[index]);
            targets.RemoveAt(index);
        }

        var foremost = targets.FindIndex(target => !targets.Exists(other => other != target && plan.WaitsFor(target, other)));
        return foremost >= 0 ? targets[foremost] : targets.Count > 0 ? targets[0] : null;
    }

    /// <summary>The race is won: what waits on its way to the join is cancelled, what works runs on but counts as late.</summary>
    /// <returns>The executions that run on.</returns>
    private List<ActivityExecutionContext> CloseTo(ActivityExecutionContext context, Arrivals arrivals, int target)
    {
        arrivals.Take([.. arrivals.Waiting.Where(index => plan.Loses(target, plan.Connections[index].Target))]);
        var late = new List<ActivityExecutionContext>();
        foreach (var child in context.Children.Where(child => plan.Loses(target, child.Node.Index)).ToArray())
        {
            if (child.Status is ActivityStatus.Pending)
            {
                late.Add(child);
            }
            else
            {
                context.CancelActivity(child);
            }
        }

        return late;
    }

    private void Schedule(
        ActivityExecutionContext context, Arrivals arrivals, int target, int[] lostAt, List<ActivityExecutionContext>? late = null)
    {
        var scheduled = context.WorkflowExecutionContext.Schedule(context, Children[target].Activity, onChildCompleted);
        arrivals.MarkLate(scheduled.Id, StillLost(lostAt, target));
        late?.ForEach(child => arrivals.MarkLate(child.Id, [target]));
    }

    private int[] StillLost(int[] lostAt, int place) =>
        lostAt.Length == 0 ? lostAt : [.. lostAt.Where(join => plan.Loses(join, place))];
}
