using System.Collections;
using System.Collections.Immutable;

namespace WorkflowHost.Engine.Flow;

/// <summary>Finds the joins that a loop feeds: one of their branches may come once per turn of the loop, so that counting goes wrong.</summary>
internal static class LoopJoins
{
    public static BitArray Of(int count, ImmutableArray<FlowConnection> connections, FlowConnection[][] inbound, FlowConnection[][] outbound)
    {
        var found = new BitArray(count);
        int[] joins = [.. Enumerable.Range(0, count).Where(place => inbound[place].Length > 1)];
        if (joins.Length == 0)
        {
            return found;
        }

        foreach (var back in connections.Where(connection => connection.IsBackward).DistinctBy(connection => (connection.Source, connection.Target)))
        {
            var body = Body(back, inbound, outbound);
            var fed = After(body, outbound);
            foreach (var join in joins)
            {
                found[join] |= body[join]
                    ? join != back.Target && Array.Exists(inbound[join], connection => !body[connection.Source])
                    : Array.Exists(inbound[join], connection => body[connection.Source] || fed[connection.Source]);
            }
        }

        var behind = After(found, outbound);
        foreach (var join in joins)
        {
            found[join] |= Array.Exists(inbound[join], connection => found[connection.Source] || behind[connection.Source]);
        }

        return found;
    }

    /// <summary>
    /// The loop that a connection closes: what leads from its target to its source. A way into its midst that does not pass the
    /// target is no part of it.
    /// </summary>
    private static BitArray Body(FlowConnection back, FlowConnection[][] inbound, FlowConnection[][] outbound)
    {
        var within = After(new BitArray(inbound.Length) { [back.Target] = true }, outbound);
        var body = new BitArray(inbound.Length) { [back.Target] = true };
        var open = new Stack<int>();
        Enter(back.Source);
        while (open.TryPop(out var place))
        {
            foreach (var connection in inbound[place])
            {
                Enter(connection.Source);
            }
        }

        return body;

        void Enter(int place)
        {
            if (within[place] && !body[place])
            {
                body[place] = true;
                open.Push(place);
            }
        }
    }

    private static BitArray After(BitArray body, FlowConnection[][] outbound)
    {
        var after = new BitArray(body.Length);
        var open = new Stack<int>(Enumerable.Range(0, body.Length).Where(place => body[place]));
        while (open.TryPop(out var place))
        {
            foreach (var connection in outbound[place])
            {
                if (!connection.IsBackward && !body[connection.Target] && !after[connection.Target])
                {
                    after[connection.Target] = true;
                    open.Push(connection.Target);
                }
            }
        }

        return after;
    }
}
