using System.Collections;
using System.Collections.Immutable;
using WorkflowHost.Definitions;

namespace WorkflowHost.Engine.Flow;

/// <summary>A connection between two children of a flowchart, by their places.</summary>
/// <param name="Index">Its own place.</param>
/// <param name="Source">Place of the child that it leaves.</param>
/// <param name="Port">The outcome that it follows; null is the plain one.</param>
/// <param name="Target">Place of the child that it leads to.</param>
internal sealed record FlowConnection(int Index, int Source, string? Port, int Target)
{
    /// <summary>Whether it leads back to a child that may have led here: a loop.</summary>
    public bool IsBackward { get; set; }
}

/// <summary>What a flowchart knows about its shape before any instance runs: connections by place, loops, and who can reach whom.</summary>
internal sealed class FlowPlan
{
    private readonly Lazy<BitArray[]> reaches;

    public FlowPlan(ImmutableArray<ActivityNode> children, ImmutableArray<ConnectionDefinition> connections, Func<ActivityNode, int> rank)
    {
        var places = children.ToDictionary(child => child.Activity.Id, child => child.Index, StringComparer.Ordinal);
        Connections = [.. connections
            .Where(connection => places.ContainsKey(connection.Source.Activity) && places.ContainsKey(connection.Target.Activity))
            .Select(connection => (Source: places[connection.Source.Activity], connection.Source.Port, Target: places[connection.Target.Activity]))
            .Distinct()
            .Select((connection, index) => new FlowConnection(index, connection.Source, connection.Port, connection.Target))];
        Outbound = [.. children.Select(child => Connections.Where(connection => connection.Source == child.Index).ToImmutableArray())];
        Start = children
            .OrderBy(rank)
            .ThenBy(child => Connections.Any(connection => connection.Target == child.Index) ? 1 : 0)
            .ThenBy(child => child.Index)
            .FirstOrDefault();
        MarkLoops(children.Length);
        Inbound = [.. children.Select(child =>
            Connections.Where(connection => connection.Target == child.Index && !connection.IsBackward).ToImmutableArray())];
        reaches = new(() => Reachability(children.Length));
    }

    public ImmutableArray<FlowConnection> Connections { get; }

    /// <summary>Connections that leave a child.</summary>
    public ImmutableArray<ImmutableArray<FlowConnection>> Outbound { get; }

    /// <summary>Forward connections that lead to a child; two or more make it a join.</summary>
    public ImmutableArray<ImmutableArray<FlowConnection>> Inbound { get; }

    /// <summary>Where it begins; null when it has no children.</summary>
    public ActivityNode? Start { get; }

    /// <summary>Whether a branch at one child may still come to another, by any way, loops included.</summary>
    public bool CanReach(int from, int to) => reaches.Value[from][to];

    private void MarkLoops(int count)
    {
        var state = new byte[count];
        var roots = Enumerable.Range(0, count).OrderBy(place => place == Start?.Index ? 0 : 1);
        foreach (var root in roots.Where(root => state[root] == 0))
        {
            var stack = new Stack<(int Place, int Next)>([(root, 0)]);
            state[root] = 1;
            while (stack.TryPop(out var step))
            {
                if (step.Next == Outbound[step.Place].Length)
                {
                    state[step.Place] = 2;
                    continue;
                }

                stack.Push((step.Place, step.Next + 1));
                var connection = Outbound[step.Place][step.Next];
                if (state[connection.Target] == 0)
                {
                    state[connection.Target] = 1;
                    stack.Push((connection.Target, 0));
                }
                else if (state[connection.Target] == 1)
                {
                    connection.IsBackward = true;
                }
            }
        }
    }

    private BitArray[] Reachability(int count)
    {
        var result = new BitArray[count];
        for (var from = 0; from < count; from++)
        {
            var seen = new BitArray(count);
            var open = new Stack<int>([from]);
            while (open.TryPop(out var place))
            {
                foreach (var connection in Outbound[place].Where(connection => !seen[connection.Target]))
                {
                    seen[connection.Target] = true;
                    open.Push(connection.Target);
                }
            }

            result[from] = seen;
        }

        return result;
    }
}
