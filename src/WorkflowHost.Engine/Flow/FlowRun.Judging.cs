using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>Joins whose mode is an expression that may fail.</summary>
internal abstract partial class FlowRun
{
    /// <summary>Judges a join once more whose mode could not be found when a branch came: it runs, waits on, or is skipped.</summary>
    /// <param name="join">The execution that stood for it, which is the one that runs if it may run now.</param>
    /// <returns>Whether the execution is over; false when it runs, or was no such join.</returns>
    public bool JudgeAgain(ActivityExecutionContext join)
    {
        var place = join.Node.Index;
        if (!state.IsUnjudged(join))
        {
            return false;
        }

        var mode = ModeOf(place);
        state.Unjudged.Remove(place);
        state.UnderWay[place]--;
        state.Judged = join;
        if (!Array.Exists(plan.Inbound[place], connection => state.HasWaiting && state.Waiting.Contains(connection.Index)))
        {
            Reconsider(place, mode);
        }
        else if (mode is FlowJoinMode.WaitAny)
        {
            Go(place, mode);
        }

        Settle();
        if (state.Judged is null)
        {
            return false;
        }

        state.Judged = null;
        context.WorkflowExecutionContext.Cancel(join);
        Conclude();
        return true;
    }

    /// <summary>How a join treats its branches. When that can't be found, the join is stuck until a person retries or skips it; what came to it stays.</summary>
    protected bool TryModeOf(int place, out FlowJoinMode mode)
    {
        mode = default;
        if (state.IsUnjudged(place))
        {
            return false;
        }

        try
        {
            mode = ModeOf(place);
            return true;
        }
        catch (WorkflowFaultException fault)
        {
            state.Unjudged[place] = Stick(place, fault).Id;
            return false;
        }
    }

    /// <summary>Judges a join by what has come to it so far.</summary>
    protected abstract void Reconsider(int join, FlowJoinMode mode);

    private FlowJoinMode ModeOf(int place) =>
        plan.Children[place].Activity is FlowJoin join ? join.ModeIn(context.Expressions) : FlowJoinMode.WaitAllActive;

    /// <summary>A person has skipped or cancelled a join that could not be judged: what came to it is used up.</summary>
    private void LeaveUnjudged(ActivityExecutionContext child)
    {
        if (state.IsUnjudged(child))
        {
            state.Unjudged.Remove(child.Node.Index);
            TakeWaiting(child.Node.Index);
            Consume(child.Node.Index);
        }
    }

    private ActivityExecutionContext? TakeJudged(int place)
    {
        var taken = state.Judged?.Node.Index == place ? state.Judged : null;
        state.Judged = taken is null ? state.Judged : null;
        return taken;
    }
}
