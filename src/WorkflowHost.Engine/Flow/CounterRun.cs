using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>
/// Elsa's counter mode: each connection that leaves a completed child counts as passed, followed or not. A child whose forward
/// connections have all been passed runs if one of them was followed; otherwise it is skipped, and so on from there.
/// </summary>
internal sealed class CounterRun(Flowchart chart, ActivityExecutionContext context, FlowPlan plan, FlowState state)
    : FlowRun(chart, context, plan, state)
{
    protected override void Follow(ActivityExecutionContext child, Outcomes outcomes, int[] lostAt)
    {
        var place = child.Node.Index;
        var outbound = Plan.Outbound[place];
        for (var index = 0; index < outbound.Length; index++)
        {
            var connection = outbound[index];
            var followed = outcomes.Follow(connection.Port) && !lostAt.Contains(connection.Target);
            if (Pass(connection, followed, lostAt, new FlowRest(outbound, index + 1, outcomes)))
            {
                Skip(connection.Target);
            }
        }
    }

    protected override void Drop(ActivityExecutionContext child, int[] lostAt) => PassOver(child.Node.Index, lostAt);

    protected override void Reconsider(int join, FlowJoinMode mode)
    {
        if (Judge(join, mode, []))
        {
            Skip(join);
        }
    }

    /// <summary>Reports a child, and what only it leads to, as not taken.</summary>
    protected override void Skip(int join)
    {
        Consume(join);
        PassOver(join, []);
    }

    private void PassOver(int place, int[] lostAt)
    {
        var open = new Stack<(int Place, int Next)>([(place, 0)]);
        while (open.TryPop(out var step))
        {
            if (step.Next == Plan.Outbound[step.Place].Length)
            {
                continue;
            }

            open.Push((step.Place, step.Next + 1));
            var connection = Plan.Outbound[step.Place][step.Next];
            if (Pass(connection, followed: false, lostAt, default))
            {
                Consume(connection.Target);
                open.Push((connection.Target, 0));
            }
        }
    }

    protected override bool HasCome(FlowConnection connection) => State.Joins.HasCome(connection);

    protected override IReadOnlyCollection<int> Stuck() =>
        [.. State.Joins.Begun.Where(join => !State.Joins.IsComplete(join, Plan.Inbound[join]) && Array.Exists(Plan.Inbound[join], HasCome))];

    protected override void Release(int place)
    {
        State.Joins.Release(Plan.Inbound[place]);
        Consume(place);
    }

    /// <summary>Counts a connection and judges what it leads to.</summary>
    /// <returns>Whether its target has to be skipped.</returns>
    private bool Pass(FlowConnection connection, bool followed, int[] lostAt, FlowRest next)
    {
        var target = connection.Target;
        if (connection.IsBackward)
        {
            if (followed)
            {
                Schedule(target, lostAt, isRepeat: true);
            }

            return false;
        }

        if (Plan.IsFedByLoop(target))
        {
            if (followed)
            {
                Arrive(connection, lostAt, next);
            }

            return false;
        }

        if (!Plan.IsCounted(target))
        {
            if (followed)
            {
                Schedule(target, lostAt);
            }

            return !followed;
        }

        State.Joins.Pass(connection, followed);
        return TryModeOf(target, out var mode)
            && !(mode is FlowJoinMode.WaitAny && (!State.Joins.IsAhead(connection) || State.UnderWay[target] > 0))
            && Judge(target, mode, lostAt);
    }

    /// <summary>Lets a child run whose time has come.</summary>
    /// <returns>Whether it has to be skipped instead.</returns>
    private bool Judge(int target, FlowJoinMode mode, int[] lostAt) => mode switch
    {
        FlowJoinMode.WaitAny => Race(target, lostAt),
        FlowJoinMode.WaitAll => Meet(target, lostAt, all: true),
        _ => Meet(target, lostAt, all: false),
    };

    private bool Meet(int target, int[] lostAt, bool all)
    {
        if (!State.Joins.IsComplete(target, Plan.Inbound[target]))
        {
            return false;
        }

        if (!State.Joins.AreFollowed(Plan.Inbound[target], all))
        {
            return true;
        }

        Schedule(target, lostAt);
        return false;
    }

    private bool Race(int target, int[] lostAt)
    {
        if (!State.Joins.AreFollowed(Plan.Inbound[target], all: false))
        {
            return State.Joins.IsComplete(target, Plan.Inbound[target]);
        }

        Schedule(target, lostAt);
        CancelInbound(target);
        return false;
    }

    protected override void Consume(int join)
    {
        if (Plan.IsCounted(join))
        {
            State.Joins.Visit(Plan.Inbound[join]);
        }
    }
}
