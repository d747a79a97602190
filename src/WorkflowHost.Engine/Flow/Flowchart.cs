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
    private const string ArrivedKey = "arrived";
    private const string SpentKey = "spent";
    private FlowPlan plan = new([], [], _ => 0);

    internal override void Bind(ImmutableArray<ActivityNode> children, ActivityDefinition source)
    {
        base.Bind(children, source);
        plan = new FlowPlan(children, source.Connections, Rank);
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        plan.Start is null
            ? context.CompleteActivityAsync()
            : context.ScheduleActivityAsync(plan.Start.Activity, OnChildCompletedAsync);

    private static int Rank(ActivityNode child) =>
        child.Activity is IStartNode ? 0
        : child.Activity.CustomProperties["canStartWorkflow"] is JsonValue flag && flag.TryGetValue<bool>(out var starts) && starts ? 1
        : 2;

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext completed)
    {
        var context = completed.TargetContext;
        if (completed.ChildContext.Activity is ITerminalNode)
        {
            return context.CompleteActivityAsync();
        }

        var waiting = Load(context);
        Follow(context, waiting, completed.ChildContext.Node.Index, completed.Outcomes!);
        if (waiting.Arrived.Count > 0 || waiting.Spent.Count > 0)
        {
            Settle(context, waiting);
        }

        Save(context, waiting);
        return context.Children.Any() ? ValueTask.CompletedTask : context.CompleteActivityAsync();
    }

    private void Follow(ActivityExecutionContext context, Waiting waiting, int source, Outcomes outcomes)
    {
        HashSet<int>? scheduled = null;
        foreach (var connection in plan.Outbound[source])
        {
            if (!outcomes.Follow(connection.Port))
            {
                continue;
            }

            if (!connection.IsBackward && plan.Inbound[connection.Target].Length > 1)
            {
                waiting.Arrived.Add(connection.Index);
            }
            else if ((scheduled ??= []).Add(connection.Target))
            {
                Schedule(context, connection.Target);
            }
        }
    }

    /// <summary>Lets every join go on that has nothing more to wait for. One that goes on may keep others waiting.</summary>
    private void Settle(ActivityExecutionContext context, Waiting waiting)
    {
        while (NextReady(context, waiting) is { } target)
        {
            var inbound = plan.Inbound[target];
            var complete = inbound.All(connection => waiting.Arrived.Contains(connection.Index));
            waiting.Arrived.RemoveWhere(index => plan.Connections[index].Target == target);
            switch (ModeOf(target))
            {
                case FlowJoinMode.WaitAny when waiting.Spent.Contains(target):
                    break;
                case FlowJoinMode.WaitAny:
                    CancelLosers(context, target);
                    waiting.Spent.Add(target);
                    Schedule(context, target);
                    break;
                case FlowJoinMode.WaitAll when !complete:
                    break;
                default:
                    Schedule(context, target);
                    break;
            }
        }

        var active = ActivePlaces(context);
        waiting.Spent.RemoveWhere(target =>
            !active.Exists(place => place != target && plan.CanReach(place, target)));
    }

    private int? NextReady(ActivityExecutionContext context, Waiting waiting)
    {
        var targets = waiting.Arrived.Select(index => plan.Connections[index].Target).Distinct().ToList();
        if (targets.Count == 0)
        {
            return null;
        }

        var eager = targets.FindIndex(target => ModeOf(target) is FlowJoinMode.WaitAny);
        if (eager >= 0)
        {
            return targets[eager];
        }

        var active = ActivePlaces(context);
        var settled = targets.FindIndex(target =>
            !active.Exists(place => plan.CanReach(place, target))
            && !targets.Exists(other => other != target && plan.CanReach(other, target)));
        return settled >= 0 ? targets[settled] : active.Count == 0 ? targets[0] : null;
    }

    private void CancelLosers(ActivityExecutionContext context, int target)
    {
        foreach (var child in context.Children.ToArray())
        {
            if (child.Status is ActivityStatus.Running or ActivityStatus.Faulted && plan.CanReach(child.Node.Index, target))
            {
                context.CancelActivity(child);
            }
        }
    }

    private FlowJoinMode ModeOf(int place) =>
        Children[place].Activity is FlowJoin join ? join.FixedMode : FlowJoinMode.WaitAllActive;

    private static List<int> ActivePlaces(ActivityExecutionContext context) =>
        [.. context.Children.Select(child => child.Node.Index)];

    private void Schedule(ActivityExecutionContext context, int place) =>
        context.WorkflowExecutionContext.Schedule(context, Children[place].Activity, nameof(OnChildCompletedAsync));

    private static Waiting Load(ActivityExecutionContext context) => new(
        [.. context.GetProperty<int[]>(ArrivedKey) ?? []],
        [.. context.GetProperty<int[]>(SpentKey) ?? []]);

    private static void Save(ActivityExecutionContext context, Waiting waiting)
    {
        Keep(context, ArrivedKey, waiting.Arrived);
        Keep(context, SpentKey, waiting.Spent);
    }

    private static void Keep(ActivityExecutionContext context, string key, HashSet<int> values)
    {
        if (values.Count > 0 || context.GetProperty<int[]>(key) is not null)
        {
            context.SetProperty(key, values.Count == 0 ? null : values.Order().ToArray());
        }
    }

    /// <summary>What waits in one execution of the flowchart.</summary>
    /// <param name="Arrived">Connections by which a branch has come to a join that still waits.</param>
    /// <param name="Spent">WaitAny joins that have gone on while slower branches are still under way.</param>
    private sealed record Waiting(HashSet<int> Arrived, HashSet<int> Spent);
}
