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
        if (!child.IsRepeat)
        {
            Visit(place);
        }

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

    protected override void Drop(int place) => Skip(place);

    /// <summary>Reports a child, and what only it leads to, as not taken.</summary>
    protected override void Skip(int join)
    {
        Visit(join);
        var open = new Stack<(int Place, int Next)>([(join, 0)]);
        while (open.TryPop(out var step))
        {
            if (step.Next == Plan.Outbound[step.Place].Length)
            {
                continue;
            }

            open.Push((step.Place, step.Next + 1));
            var connection = Plan.Outbound[step.Place][step.Next];
            if (Pass(connection, followed: false, [], default))
            {
                Visit(connection.Target);
                open.Push((connection.Target, 0));
            }
        }
    }

    protected override bool HasCome(FlowConnection connection) =>
        State.Passed[connection.Index] > State.Visits[connection.Target] && State.Followed[connection.Index] != 0;

    protected override IReadOnlyCollection<int> Stuck() => Plan.CountedJoins.IsEmpty
        ? []
        : [.. Plan.CountedJoins.Where(join => State.Missing[join] > 0 && Array.Exists(Plan.Inbound[join], HasCome))];

    protected override void Release(int place)
    {
        foreach (var connection in Plan.Inbound[place])
        {
            State.Passed[connection.Index] = Math.Max(State.Passed[connection.Index], State.Visits[place] + 1);
        }

        State.CountMissing(Plan, place);
    }

    /// <summary>Counts a connection and judges what it leads to.</summary>
    /// <returns>Whether its target has to be skipped.</returns>
    private bool Pass(FlowConnection connection, bool followed, int[] lostAt, FlowRest next)
    {
        var target = connection.Target;
        var passed = ++State.Passed[connection.Index];
        State.Followed[connection.Index] = followed ? 1 : 0;
        if (connection.IsBackward)
        {
            if (followed)
            {
                Schedule(target, lostAt, isRepeat: true);
            }

            return false;
        }

        State.Missing[target] -= passed == State.Visits[target] + 1 ? 1 : 0;
        if (Plan.IsFedByLoop(target))
        {
            if (followed)
            {
                Arrive(connection, ModeOf(target), lostAt, next);
            }

            return false;
        }

        return ModeOf(target) switch
        {
            FlowJoinMode.WaitAny => Race(connection, lostAt),
            FlowJoinMode.WaitAll => Meet(target, lostAt, all: true),
            _ => Meet(target, lostAt, all: false),
        };
    }

    private bool Meet(int target, int[] lostAt, bool all)
    {
        if (State.Missing[target] > 0)
        {
            return false;
        }

        if (!(all ? AllFollowed(target) : AnyFollowed(target)))
        {
            return true;
        }

        Schedule(target, lostAt);
        return false;
    }

    private bool Race(FlowConnection connection, int[] lostAt)
    {
        var target = connection.Target;
        if (State.Passed[connection.Index] <= State.Visits[target] || State.UnderWay[target] > 0)
        {
            return false;
        }

        if (!AnyFollowed(target))
        {
            return State.Missing[target] == 0;
        }

        Schedule(target, lostAt);
        CancelInbound(target);
        return false;
    }

    private bool AnyFollowed(int target)
    {
        var most = MostPassed(target);
        var followed = false;
        foreach (var connection in Plan.Inbound[target])
        {
            followed |= State.Passed[connection.Index] == most && State.Followed[connection.Index] != 0;
        }

        return followed && most > State.Visits[target];
    }

    private bool AllFollowed(int target)
    {
        var most = MostPassed(target);
        var followed = true;
        foreach (var connection in Plan.Inbound[target])
        {
            followed &= State.Passed[connection.Index] == most && State.Followed[connection.Index] != 0;
        }

        return followed && most > State.Visits[target];
    }

    private int MostPassed(int target)
    {
        var most = 0;
        foreach (var connection in Plan.Inbound[target])
        {
            most = Math.Max(most, State.Passed[connection.Index]);
        }

        return most;
    }

    private void Visit(int place)
    {
        State.Visits[place]++;
        State.CountMissing(Plan, place);
    }
}
