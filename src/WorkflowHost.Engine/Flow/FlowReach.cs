using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace WorkflowHost.Engine.Flow;

/// <summary>Which branches a join has to wait for (docs/decisions/0004-joins-by-reachability.md). Worked out when a join is first met.</summary>
/// <remarks>
/// A branch may still come when a way leads from it to the join, loops included, except over what follows the join: that way
/// can't be walked before the join has gone on. A way over the join's nearest fork counts only for branches from that fork.
/// </remarks>
internal sealed class FlowReach(ImmutableArray<FlowConnection> connections, FlowConnection[][] outbound, int[] order, int start)
{
    private readonly ConcurrentDictionary<int, JoinReach> joins = new();
    private readonly Lazy<FlowConnection[][]> inbound = new(() =>
    {
        var byTarget = connections.ToLookup(connection => connection.Target);
        return [.. Enumerable.Range(0, order.Length).Select(place => byTarget[place].Where(connection => order[connection.Source] >= 0).ToArray())];
    });

    private readonly Lazy<int[]> walk = new(() => [.. Enumerable.Range(0, order.Length).Where(place => order[place] >= 0).OrderBy(place => order[place])]);
    private int[]? forks;

    /// <summary>Who can come to one join.</summary>
    /// <param name="Waits">By place: a branch there may still come.</param>
    /// <param name="Loses">By place: a branch there can come without starting over from the nearest fork.</param>
    internal sealed record JoinReach(BitArray Waits, BitArray Loses);

    public int OrderOf(int place) => order[place];

    public JoinReach Of(int join) => joins.GetOrAdd(join, Measure);

    private JoinReach Measure(int join)
    {
        forks ??= NearestForks();
        var fork = forks[join];
        var after = After(join);
        var waits = Before(join, after, barrier: -1);
        if (fork < 0)
        {
            return new(waits, new BitArray(waits));
        }

        var direct = Before(join, after, barrier: fork);
        var loses = new BitArray(direct) { [fork] = false };
        return new(waits.And(From(fork)).Or(direct), loses);
    }

    /// <summary>What forward connections lead to from the join.</summary>
    private BitArray After(int join)
    {
        var seen = new BitArray(order.Length);
        var open = new Stack<int>([join]);
        while (open.TryPop(out var place))
        {
            foreach (var connection in outbound[place])
            {
                if (!connection.IsBackward && !seen[connection.Target])
                {
                    seen[connection.Target] = true;
                    open.Push(connection.Target);
                }
            }
        }

        return seen;
    }

    /// <summary>What leads to the join by any connection, but neither over <paramref name="after"/> nor through the barrier.</summary>
    private BitArray Before(int join, BitArray after, int barrier)
    {
        var seen = new BitArray(order.Length);
        var open = new Stack<int>([join]);
        while (open.TryPop(out var place))
        {
            foreach (var connection in inbound.Value[place])
            {
                if (!seen[connection.Source] && !after[connection.Source])
                {
                    seen[connection.Source] = true;
                    if (connection.Source != barrier)
                    {
                        open.Push(connection.Source);
                    }
                }
            }
        }

        return seen;
    }

    /// <summary>What can only be reached over the fork, itself included.</summary>
    private BitArray From(int fork)
    {
        var within = new BitArray(order.Length) { [fork] = true };
        foreach (var place in walk.Value)
        {
            within[place] |= place != start && within[forks![place]];
        }

        return within;
    }

    /// <summary>For each place the nearest one that every way to it leads over (its immediate dominator); -1 when there is none.</summary>
    private int[] NearestForks()
    {
        var nearest = new int[order.Length];
        Array.Fill(nearest, -1);
        nearest[start] = start;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var place in walk.Value.Where(place => place != start))
            {
                var common = -1;
                foreach (var connection in inbound.Value[place])
                {
                    common = nearest[connection.Source] < 0 ? common
                        : common < 0 ? connection.Source
                        : Common(nearest, connection.Source, common);
                }

                changed |= nearest[place] != common;
                nearest[place] = common;
            }
        }

        nearest[start] = -1;
        return nearest;
    }

    private int Common(int[] nearest, int one, int other)
    {
        while (one != other)
        {
            if (order[one] > order[other])
            {
                one = nearest[one];
            }
            else
            {
                other = nearest[other];
            }
        }

        return one;
    }
}
