using System.Globalization;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>One step of a flowchart: a child is over, and its outcomes lead on.</summary>
internal abstract class FlowRun(Flowchart chart, ActivityExecutionContext context, FlowPlan plan, FlowState state)
{
    protected FlowPlan Plan => plan;

    protected FlowState State => state;

    protected ActivityExecutionContext Context => context;

    public void Begin(int place) => Schedule(place, []);

    public void Again(int place) => Schedule(place, [], isRepeat: true);

    public void Completed(ActivityExecutionContext child, Outcomes outcomes)
    {
        state.UnderWay[child.Node.Index]--;
        Follow(child, outcomes, TakeLate(child.Id));
        Settle();
        Conclude();
    }

    /// <summary>A child was ended without completing: nothing comes from it.</summary>
    public void Canceled(int place)
    {
        state.UnderWay[place]--;
        Drop(place);
        Settle();
    }

    /// <summary>Ends what is begun on its way to a child. What is only scheduled runs.</summary>
    public void CancelInbound(int place)
    {
        if (context.LiveChildren == 0)
        {
            return;
        }

        var ancestors = plan.AncestorsOf(place);
        foreach (var child in LiveExecutions.ChildrenOf(context).Where(child => ancestors[child.Node.Index]).ToArray())
        {
            context.WorkflowExecutionContext.Cancel(child);
            Canceled(child.Node.Index);
        }
    }

    /// <summary>Completes the flowchart when nothing is left to do, or says where it is stuck.</summary>
    public void Conclude()
    {
        if (context.HasChildren || context.Status is not ActivityStatus.Running)
        {
            return;
        }

        var stuck = Stuck();
        if (stuck.Count == 0)
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
        }

        foreach (var place in stuck)
        {
            Strand(place);
        }
    }

    /// <summary>Follows what leads on from a child that completed.</summary>
    protected abstract void Follow(ActivityExecutionContext child, Outcomes outcomes, int[] lostAt);

    /// <summary>Nothing leads on from a child.</summary>
    protected abstract void Drop(int place);

    /// <summary>The joins at which branches wait that will wait for ever.</summary>
    protected abstract IReadOnlyCollection<int> Stuck();

    /// <summary>Lets a join that is stuck go on when a person retries it.</summary>
    protected abstract void Release(int place);

    protected void Schedule(int place, int[] lostAt, bool isRepeat = false)
    {
        state.UnderWay[place]++;
        var scheduled = context.WorkflowExecutionContext.Schedule(
            context, chart.Children[place].Activity, chart.OnChildCompleted, isRepeat: isRepeat);
        if (lostAt.Length > 0)
        {
            MarkLate(scheduled.Id, [.. lostAt.Where(join => plan.Loses(join, place))]);
        }
    }

    /// <summary>A branch has come to a join that waits for what can still come.</summary>
    /// <param name="connection">By which it came.</param>
    /// <param name="mode">How the join treats its branches.</param>
    /// <param name="lostAt">The joins at which the branch was too late.</param>
    /// <param name="next">What the same child leads on to besides.</param>
    protected void Arrive(FlowConnection connection, FlowJoinMode mode, int[] lostAt, FlowRest next)
    {
        state.Waiting.Add(connection.Index);
        MarkLate(KeyOf(connection.Index), lostAt);
        var join = connection.Target;
        if (mode is FlowJoinMode.WaitAny || (IsReady(join) && !next.Concerns(join, plan)))
        {
            Go(join, mode);
        }
    }

    /// <summary>Lets every join go on that has nothing more to wait for. One that goes on may keep others waiting.</summary>
    protected void Settle()
    {
        while (state.HasWaiting && NextReady() is { } join)
        {
            Go(join, ModeOf(join));
        }
    }

    protected FlowJoinMode ModeOf(int place) =>
        plan.Children[place].Activity is FlowJoin join ? join.ModeIn(context.Expressions) : FlowJoinMode.WaitAllActive;

    /// <summary>Passes a join over: some of its branches can't come.</summary>
    protected abstract void Skip(int join);

    private void Go(int join, FlowJoinMode mode)
    {
        var complete = Array.TrueForAll(plan.Inbound[join], connection => state.Waiting.Contains(connection.Index));
        var lostAt = TakeWaiting(join);
        switch (mode)
        {
            case FlowJoinMode.WaitAll when !complete:
                Skip(join);
                break;
            case FlowJoinMode.WaitAny:
                Schedule(join, lostAt);
                CancelInbound(join);
                foreach (var late in context.WorkflowExecutionContext.ScheduledOrLive(context)
                    .Where(child => child.Node.Index != join && plan.Loses(join, child.Node.Index)).ToArray())
                {
                    MarkLate(late.Id, [join]);
                }

                break;
            default:
                Schedule(join, lostAt);
                break;
        }
    }

    /// <summary>Whether nothing under way can come to a join, the only one that waits.</summary>
    private bool IsReady(int join)
    {
        foreach (var connection in state.Waiting)
        {
            if (plan.Connections[connection].Target != join)
            {
                return false;
            }
        }

        return !IsHeld(join);
    }

    private bool IsHeld(int join)
    {
        for (var place = state.UnderWay.Length - 1; place >= 0; place--)
        {
            if (state.UnderWay[place] > 0 && plan.WaitsFor(join, place))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next join that may go on, the foremost first; null when all have to wait.</summary>
    private int? NextReady()
    {
        List<int> joins = [.. state.Waiting.Select(index => plan.Connections[index].Target).Distinct().OrderBy(plan.OrderOf)];
        List<int> held = [.. joins.Where(IsHeld)];
        joins.RemoveAll(held.Contains);
        while (joins.FindIndex(join => held.Exists(place => plan.WaitsFor(join, place))) is >= 0 and var index)
        {
            held.Add(joins[index]);
            joins.RemoveAt(index);
        }

        var foremost = joins.FindIndex(join => !joins.Exists(other => other != join && plan.WaitsFor(join, other)));
        return foremost >= 0 ? joins[foremost] : joins.Count > 0 ? joins[0] : null;
    }

    private int[] TakeWaiting(int join)
    {
        int[]? lost = null;
        foreach (var connection in plan.Inbound[join])
        {
            if (state.Waiting.Remove(connection.Index))
            {
                var marks = TakeLate(KeyOf(connection.Index));
                lost = lost is null ? marks : [.. lost.Intersect(marks)];
            }
        }

        return lost ?? [];
    }

    private void MarkLate(string key, int[] lostAt)
    {
        if (lostAt.Length > 0)
        {
            state.Late[key] = state.Late.TryGetValue(key, out var before) ? [.. before.Union(lostAt)] : lostAt;
        }
    }

    private int[] TakeLate(string key) => state.HasLate && state.Late.Remove(key, out var lostAt) ? lostAt : [];

    /// <summary>An incident on the join itself: retried, it goes on with the branches that came.</summary>
    private void Strand(int place)
    {
        var join = plan.Children[place];
        var missing = string.Join('、', plan.AllInbound[place]
            .Where(connection => !HasCome(connection)).Select(connection => $"“{plan.Children[connection.Source].Activity.DisplayName}”").Distinct());
        Release(place);
        state.UnderWay[place]++;
        Fence.Fault(
            context.WorkflowExecutionContext.Strand(context, join, chart.OnChildCompleted),
            new WorkflowFaultException("join-stuck", $"步骤“{join.Activity.DisplayName}”在等待从{missing}来的分支，但该分支不会再来，流程停在此处。"));
    }

    /// <summary>Whether a branch waits on a connection.</summary>
    protected abstract bool HasCome(FlowConnection connection);

    private static string KeyOf(int connection) => string.Create(CultureInfo.InvariantCulture, $"#{connection}");
}
