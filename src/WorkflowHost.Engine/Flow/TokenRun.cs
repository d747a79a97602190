using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>
/// Elsa's token mode: a completed child takes the tokens that came to it and puts one on each connection that is followed. The
/// target's merge mode says when it runs.
/// </summary>
internal sealed class TokenRun(Flowchart chart, ActivityExecutionContext context, FlowPlan plan, FlowState state)
    : FlowRun(chart, context, plan, state)
{
    protected override void Follow(ActivityExecutionContext child, Outcomes outcomes, int[] lostAt)
    {
        var place = child.Node.Index;
        FlowConnection[] taken = [.. Plan.Outbound[place].Where(connection => outcomes.Follow(connection.Port))];
        foreach (var connection in taken)
        {
            State.Tokens[connection.Index]++;
        }

        foreach (var connection in Plan.AllInbound[place])
        {
            Clear(connection);
        }

        for (var index = 0; index < taken.Length; index++)
        {
            Offer(taken[index], new FlowRest(taken, index + 1, outcomes));
        }

        foreach (var connection in Plan.AllInbound[place])
        {
            State.SpentBlocks[connection.Index] = 0;
        }
    }

    protected override void Drop(ActivityExecutionContext child, int[] lostAt)
    {
        var place = child.Node.Index;
        foreach (var connection in Plan.Outbound[place].Concat(Plan.AllInbound[place]))
        {
            Clear(connection);
            State.Blocks[connection.Index] = 0;
            State.SpentBlocks[connection.Index] = 0;
            State.Waiting.Remove(connection.Index);
        }
    }

    protected override void Skip(int join)
    {
    }

    /// <summary>Tokens are taken when a child is over.</summary>
    protected override void Consume(int join)
    {
    }

    protected override void Reconsider(int join, FlowJoinMode mode)
    {
        if (mode is not FlowJoinMode.WaitAny)
        {
            Gather(join, Plan.Inbound[join]);
            return;
        }

        CancelInbound(join);
        foreach (var connection in Plan.AllInbound[join].Where(HasCome).ToArray())
        {
            Hurry(connection);
        }
    }

    protected override bool HasCome(FlowConnection connection) => State.Tokens[connection.Index] > 0;

    protected override IReadOnlyCollection<int> Stuck() =>
        [.. State.Tokens.Places.Select(index => Plan.Connections[index].Target).Distinct()];

    protected override void Release(int place)
    {
        foreach (var connection in Plan.AllInbound[place])
        {
            Clear(connection);
        }
    }

    private void Offer(FlowConnection connection, FlowRest next)
    {
        var target = connection.Target;
        if (!TryModeOfMerge(target, out var mode))
        {
            return;
        }

        switch (mode)
        {
            case MergeMode.Race:
                CancelInbound(target);
                Hurry(connection);
                break;
            case MergeMode.Cascade:
                Hurry(connection);
                break;
            case MergeMode.Merge:
                Gather(target, Plan.Inbound[target]);
                break;
            case MergeMode.Converge:
                Gather(target, Plan.AllInbound[target]);
                break;
            default:
                if (connection.IsBackward || !Plan.IsJoin(target))
                {
                    Schedule(target, []);
                }
                else
                {
                    Arrive(connection, [], next);
                }

                break;
        }
    }

    /// <summary>Runs the target for the first token and lets it swallow the next one of each other connection.</summary>
    private void Hurry(FlowConnection connection)
    {
        if (State.Blocks[connection.Index] + State.SpentBlocks[connection.Index] > 0)
        {
            if (State.SpentBlocks[connection.Index] == 0)
            {
                State.Blocks[connection.Index]--;
                State.SpentBlocks[connection.Index]++;
            }

            Clear(connection);
            return;
        }

        Schedule(connection.Target, []);
        foreach (var other in Plan.Inbound[connection.Target])
        {
            State.Blocks[other.Index] += other.Source == connection.Source ? 0 : 1;
        }
    }

    private void Gather(int target, FlowConnection[] inbound)
    {
        if (inbound.Length <= 1 || Array.TrueForAll(inbound, HasCome))
        {
            Schedule(target, []);
        }
    }

    private bool TryModeOfMerge(int place, out MergeMode mode)
    {
        mode = Plan.MergeModes[place];
        if (Plan.Children[place].Activity is not FlowJoin)
        {
            return true;
        }

        var isKnown = TryModeOf(place, out var join);
        mode = join is FlowJoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge;
        return isKnown;
    }

    private void Clear(FlowConnection connection) => State.Tokens[connection.Index] = 0;
}
