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

/// <summary>What a flowchart knows about its shape before any instance runs: connections by place, loops, joins, and what they wait for.</summary>
internal sealed class FlowPlan
{
    private readonly FlowJoinMode[] modes;
    private readonly FlowReach reach;

    public FlowPlan(ImmutableArray<ActivityNode> children, ImmutableArray<ConnectionDefinition> connections, Func<ActivityNode, bool>[] starts)
    {
        Connections = Resolve(children, connections);
        Outbound = By(children.Length, Connections, connection => connection.Source);
        Start = StartOf(children, starts);
        modes = [.. children.Select(child => child.Activity is FlowJoin join ? join.FixedMode : FlowJoinMode.WaitAllActive)];
        var order = MarkLoops(children.Length);
        Inbound = By(
            children.Length,
            Connections.Where(connection => !connection.IsBackward && order[connection.Source] >= 0),
            connection => connection.Target);
        reach = new FlowReach(Connections, Outbound, order, Start?.Index ?? 0);
    }

    public ImmutableArray<FlowConnection> Connections { get; }

    /// <summary>Connections that leave a child, in the order of the definition.</summary>
    public FlowConnection[][] Outbound { get; }

    /// <summary>Forward connections by which a branch may come to a child; two or more make it a join.</summary>
    public FlowConnection[][] Inbound { get; }

    /// <summary>Where it begins; null when it has no children.</summary>
    public ActivityNode? Start { get; }

    public bool IsJoin(int place) => Inbound[place].Length > 1;

    public FlowJoinMode ModeOf(int place) => modes[place];

    /// <summary>Place in an order in which every forward connection leads onward; what can't be reached comes first.</summary>
    public int OrderOf(int place) => reach.OrderOf(place);

    /// <summary>Whether a join must wait for a branch that stands at <paramref name="from"/>.</summary>
    public bool WaitsFor(int join, int from) => reach.Of(join).Waits[from];

    /// <summary>Whether a branch that stands at <paramref name="from"/> is only on its way to this join, so that it has lost when another was first.</summary>
    public bool Loses(int join, int from) => reach.Of(join).Loses[from];

    private static ImmutableArray<FlowConnection> Resolve(
        ImmutableArray<ActivityNode> children, ImmutableArray<ConnectionDefinition> connections)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var child in children)
        {
            places.TryAdd(child.Activity.Id, child.Index);
        }

        return [.. connections
            .Where(connection => places.ContainsKey(connection.Source.Activity) && places.ContainsKey(connection.Target.Activity))
            .Select(connection => (Source: places[connection.Source.Activity], connection.Source.Port, Target: places[connection.Target.Activity]))
            .Distinct()
            .Select((connection, index) => new FlowConnection(index, connection.Source, connection.Port, connection.Target))];
    }

    private static FlowConnection[][] By(int count, IEnumerable<FlowConnection> connections, Func<FlowConnection, int> place)
    {
        var grouped = connections.ToLookup(place);
        return [.. Enumerable.Range(0, count).Select(index => grouped[index].ToArray())];
    }

    private ActivityNode? StartOf(ImmutableArray<ActivityNode> children, Func<ActivityNode, bool>[] starts)
    {
        var targets = Connections.Select(connection => connection.Target).ToHashSet();
        return starts
            .Append(child => !targets.Contains(child.Index))
            .Append(_ => true)
            .Select(rule => children.FirstOrDefault(rule))
            .FirstOrDefault(child => child is not null);
    }

    /// <summary>Walks from the start, depth first: a connection to a child that is still being walked closes a loop.</summary>
    /// <returns>For each place its rank in reverse postorder; -1 when the start does not lead there.</returns>
    private int[] MarkLoops(int count)
    {
        var order = new int[count];
        Array.Fill(order, -1);
        if (Start is null)
        {
            return order;
        }

        var walking = new bool[count];
        var seen = new bool[count];
        var rank = count;
        var stack = new Stack<(int Place, int Next)>([(Start.Index, 0)]);
        seen[Start.Index] = walking[Start.Index] = true;
        while (stack.TryPop(out var step))
        {
            if (step.Next == Outbound[step.Place].Length)
            {
                walking[step.Place] = false;
                order[step.Place] = --rank;
                continue;
            }

            stack.Push((step.Place, step.Next + 1));
            var connection = Outbound[step.Place][step.Next];
            connection.IsBackward = walking[connection.Target];
            if (!seen[connection.Target])
            {
                seen[connection.Target] = walking[connection.Target] = true;
                stack.Push((connection.Target, 0));
            }
        }

        return order;
    }
}
