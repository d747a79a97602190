using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>One step of a flowchart: a child is over, and its outcomes lead on.</summary>
internal abstract partial class FlowRun(Flowchart chart, ActivityExecutionContext context, FlowPlan plan, FlowState state)
{
    protected FlowPlan Plan => plan;

    protected FlowState State => state;

    protected WaitingJoins Waiting { get; } = new(plan, state);

    public void Begin(int place) => Schedule(place, []);

    public void Again(int place) => Schedule(place, [], isRepeat: true);

    public void Completed(ActivityExecutionContext child, Outcomes outcomes)
    {
        state.UnderWay[child.Node.Index]--;
        LeaveUnjudged(child);
        Follow(child, outcomes, state.TakeLate(child));
        Settle();
        Conclude();
    }

    /// <summary>A child was ended without completing: nothing comes from it.</summary>
    public void Canceled(ActivityExecutionContext child)
    {
        Lose(child);
        Settle();
    }

    /// <summary>
    /// Ends what is begun on its way to a child. What is only scheduled runs. Joins that wait for what was ended go on when all that
    /// the present child leads to is looked at.
    /// </summary>
    public void CancelInbound(int place)
    {
        var ancestors = plan.AncestorsOf(place);
        if (!state.UnderWay.Any(other => ancestors[other]))
        {
            return;
        }

        foreach (var child in LiveExecutions.ChildrenOf(context).Where(child => ancestors[child.Node.Index]).ToArray())
        {
            context.WorkflowExecutionContext.Cancel(child);
            Lose(child);
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

    /// <summary>A join runs, or a person has passed over it: what came to it is used up, so that what comes while it is at work counts for its next run.</summary>
    protected abstract void Consume(int join);

    /// <summary>Follows what leads on from a child that completed.</summary>
    protected abstract void Follow(ActivityExecutionContext child, Outcomes outcomes, int[] lostAt);

    /// <summary>Nothing leads on from a child that was ended.</summary>
    /// <param name="child">The child.</param>
    /// <param name="lostAt">The joins at which its branch was too late.</param>
    protected abstract void Drop(ActivityExecutionContext child, int[] lostAt);

    /// <summary>The joins at which branches wait that will wait for ever.</summary>
    protected abstract IReadOnlyCollection<int> Stuck();

    /// <summary>Lets a join that is stuck go on when a person retries it.</summary>
    protected abstract void Release(int place);

    protected void Schedule(int place, int[] lostAt, bool isRepeat = false)
    {
        if (!isRepeat)
        {
            Consume(place);
        }

        state.UnderWay[place]++;
        var scheduled = TakeJudged(place) ?? context.WorkflowExecutionContext.Schedule(
            context, chart.Children[place].Activity, chart.OnChildCompleted, isRepeat: isRepeat);
        if (lostAt.Length > 0)
        {
            state.MarkLate(scheduled.Id, [.. lostAt.Where(join => plan.Loses(join, place))]);
        }
    }

    /// <summary>A branch has come to a join that waits for what can still come.</summary>
    /// <param name="connection">By which it came.</param>
    /// <param name="lostAt">The joins at which the branch was too late.</param>
    /// <param name="next">What the same child leads on to besides.</param>
    protected void Arrive(FlowConnection connection, int[] lostAt, FlowRest next)
    {
        state.Waiting.Add(connection.Index);
        state.MarkLate(connection, lostAt);
        var join = connection.Target;
        if (!TryModeOf(join, out var mode))
        {
            return;
        }

        if (mode is FlowJoinMode.WaitAny || (Waiting.IsReady(join) && !next.Concerns(join, plan)))
        {
            Go(join, mode);
        }
    }

    /// <summary>Lets every join go on that has nothing more to wait for. One that goes on may keep others waiting.</summary>
    protected void Settle()
    {
        while (state.HasWaiting && Waiting.NextReady() is { } join)
        {
            if (TryModeOf(join, out var mode))
            {
                Go(join, mode);
            }
        }
    }

    private void Lose(ActivityExecutionContext child)
    {
        state.UnderWay[child.Node.Index]--;
        LeaveUnjudged(child);
        Drop(child, state.TakeLate(child));
    }

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
                MarkWhatIsLateFor(join);
                break;
            default:
                Schedule(join, lostAt);
                break;
        }
    }

    /// <summary>What can still come to a join that runs for its first branch is too late for it.</summary>
    private void MarkWhatIsLateFor(int join)
    {
        if (state.UnderWay.Any(IsLate))
        {
            foreach (var late in context.WorkflowExecutionContext.ScheduledOrLive(context).Where(child => IsLate(child.Node.Index)).ToArray())
            {
                state.MarkLate(late.Id, [join]);
            }
        }

        foreach (var arrived in state.Waiting.Select(index => plan.Connections[index]).Where(connection => IsLate(connection.Target)).ToArray())
        {
            state.MarkLate(arrived, [join]);
        }

        bool IsLate(int place) => place != join && plan.Loses(join, place);
    }

    private int[] TakeWaiting(int join)
    {
        int[]? lost = null;
        foreach (var connection in plan.Inbound[join])
        {
            if (state.HasWaiting && state.Waiting.Remove(connection.Index))
            {
                var marks = state.TakeLate(connection);
                lost = lost is null ? marks : [.. lost.Intersect(marks)];
            }
        }

        return lost ?? [];
    }

    /// <summary>An incident on the join itself: retried, it goes on with the branches that came.</summary>
    private void Strand(int place)
    {
        var join = plan.Children[place];
        var missing = string.Join('、', plan.AllInbound[place]
            .Where(connection => !HasCome(connection)).Select(connection => $"“{plan.Children[connection.Source].Activity.DisplayName}”").Distinct());
        Release(place);
        Stick(place, new WorkflowFaultException(
            "join-stuck", $"步骤“{join.Activity.DisplayName}”在等待从{missing}来的分支，但该分支不会再来，流程停在此处。"));
    }

    /// <summary>An execution of a child that is stuck before it began.</summary>
    private ActivityExecutionContext Stick(int place, WorkflowFaultException fault)
    {
        state.UnderWay[place]++;
        var stuck = context.WorkflowExecutionContext.Strand(context, plan.Children[place], chart.OnChildCompleted);
        Fence.Fault(stuck, fault);
        return stuck;
    }

    /// <summary>Whether a branch waits on a connection.</summary>
    protected abstract bool HasCome(FlowConnection connection);
}
