using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>A connection between two children of a flowchart, by their places.</summary>
/// <param name="Index">Its own place.</param>
/// <param name="Source">Place of the child that it leaves.</param>
/// <param name="Port">The outcome that it follows; null is the plain one.</param>
/// <param name="Target">Place of the child that it leads to.</param>
internal sealed record FlowConnection(int Index, int Source, string? Port, int Target)
{
    /// <summary>Whether it closes a loop: it is followed at once and nothing waits for it.</summary>
    public bool IsBackward { get; set; }
}

/// <summary>What a flowchart knows about its shape before any instance runs: connections by place, loops, joins, and what they wait for.</summary>
internal sealed class FlowPlan
{
    private readonly FlowReach reach;
    private readonly BitArray judged;
    private readonly ConcurrentDictionary<int, BitArray> ancestors = new();

    public FlowPlan(ImmutableArray<ActivityNode> children, ImmutableArray<ConnectionDefinition> connections, string? triggerId)
    {
        Children = children;
        Connections = Resolve(children, connections);
        Outbound = By(children.Length, Connections, connection => connection.Source);
        AllInbound = By(children.Length, Connections, connection => connection.Target);
        Start = StartOf(triggerId);
        var forward = ForwardConnections.Of(children.Length, Outbound, Start?.Index ?? -1);
        foreach (var connection in Connections)
        {
            connection.IsBackward = !forward.Contains((connection.Source, connection.Target));
        }

        Inbound = By(children.Length, Connections.Where(connection => !connection.IsBackward), connection => connection.Target);
        var order = ForwardConnections.Order(children.Length, Outbound, Start?.Index ?? -1);
        reach = new FlowReach(Connections, Outbound, order, Start?.Index ?? 0);
        judged = LoopJoins.Of(children.Length, Connections, Inbound, Outbound);
        MergeModes = [.. children.Select(MergeModeOf)];
    }

    public ImmutableArray<ActivityNode> Children { get; }

    public ImmutableArray<FlowConnection> Connections { get; }

    /// <summary>Connections that leave a child, in the order of the definition.</summary>
    public FlowConnection[][] Outbound { get; }

    /// <summary>All connections that lead to a child.</summary>
    public FlowConnection[][] AllInbound { get; }

    /// <summary>Forward connections by which a branch may come to a child; two or more make it a join.</summary>
    public FlowConnection[][] Inbound { get; }

    /// <summary>Where it begins; null when it has no children.</summary>
    public ActivityNode? Start { get; }

    /// <summary>How each child takes tokens, as its <c>mergeMode</c> says.</summary>
    public ImmutableArray<MergeMode> MergeModes { get; }

    public bool IsJoin(int place) => Inbound[place].Length > 1;

    /// <summary>Whether counting visits would misjudge a join, because a loop feeds it.</summary>
    public bool IsFedByLoop(int place) => judged[place];

    /// <summary>Whether a child is a join that counting visits judges. Any other runs whenever a connection to it is followed.</summary>
    public bool IsCounted(int place) => (IsJoin(place) || Children[place].Activity is FlowJoin) && !judged[place];

    /// <summary>Place in an order in which every forward connection leads onward; what can't be reached comes first.</summary>
    public int OrderOf(int place) => reach.OrderOf(place);

    /// <summary>Whether a join must wait for a branch that stands at <paramref name="from"/>.</summary>
    public bool WaitsFor(int join, int from) => reach.Of(join).Waits[from];

    /// <summary>Whether a branch that stands at <paramref name="from"/> is only on its way to this join, so that it has lost when another was first.</summary>
    public bool Loses(int join, int from) => reach.Of(join).Loses[from];

    /// <summary>What leads to a child over forward connections.</summary>
    public BitArray AncestorsOf(int place) => ancestors.GetOrAdd(place, static (place, inbound) =>
    {
        var seen = new BitArray(inbound.Length);
        var open = new Stack<int>([place]);
        while (open.TryPop(out var current))
        {
            foreach (var connection in inbound[current])
            {
                if (!seen[connection.Source])
                {
                    seen[connection.Source] = true;
                    open.Push(connection.Source);
                }
            }
        }

        return seen;
    }, Inbound);

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

    private static MergeMode MergeModeOf(ActivityNode child) =>
        Enum.TryParse<MergeMode>(ActivityBinding.Text(child.Activity.CustomProperties["mergeMode"]), ignoreCase: true, out var mode) ? mode : MergeMode.None;

    /// <summary>Elsa's order of preference: the trigger that fired, a Start, what may start a workflow, what nothing leads to, the first.</summary>
    private ActivityNode? StartOf(string? triggerId) =>
        (triggerId is null ? null : Children.FirstOrDefault(child => child.Activity.Id == triggerId))
        ?? Children.FirstOrDefault(child => child.Activity is IStartNode)
        ?? Children.FirstOrDefault(child => child.CanStartWorkflow)
        ?? Children.FirstOrDefault(child => AllInbound[child.Index].Length == 0)
        ?? Children.FirstOrDefault();
}

/// <summary>How an activity takes the tokens that come to it (Elsa's merge modes).</summary>
internal enum MergeMode
{
    /// <summary>As <see cref="Stream"/>.</summary>
    None,

    /// <summary>Once, when nothing more can come.</summary>
    Stream,

    /// <summary>When a token waits on every forward inbound connection.</summary>
    Merge,

    /// <summary>When a token waits on every inbound connection, those that close loops included.</summary>
    Converge,

    /// <summary>With the first token; each other connection's next token is swallowed.</summary>
    Cascade,

    /// <summary>With the first token; what is on its way to it is cancelled, each other connection's next token is swallowed.</summary>
    Race,
}
