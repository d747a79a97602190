using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Flow;

/// <summary>
/// Where the branches of one execution of a flowchart stand. Places and connections are those of the plan. It grows with what is under
/// way, not with the flowchart: what lies behind all branches takes no room.
/// </summary>
internal sealed class FlowState : IKept
{
    private const string Key = "flow";
    private static readonly Kept Nothing = new();

    private HashSet<int>? waiting;
    private Dictionary<string, int[]>? late;
    private Dictionary<int, string>? unjudged;

    private FlowState(FlowPlan plan, FlowchartMode mode, Kept kept)
    {
        Mode = mode;
        waiting = kept.Waiting is null ? null : [.. kept.Waiting];
        late = kept.Late;
        unjudged = kept.Unjudged;
        Joins = new JoinCounts(plan, kept.Ahead, kept.Followed);
        Tokens = new Tally(kept.Tokens);
        Blocks = new Tally(kept.Blocks);
        SpentBlocks = new Tally(kept.SpentBlocks);
    }

    /// <summary>What counts: visits or tokens. The other's members are empty.</summary>
    public FlowchartMode Mode { get; }

    /// <summary>What moves the branches on; made once per turn.</summary>
    public FlowRun? Run { get; set; }

    /// <summary>Counter mode: what has come to the joins.</summary>
    public JoinCounts Joins { get; }

    /// <summary>Token mode: tokens that are on each connection.</summary>
    public Tally Tokens { get; }

    /// <summary>Token mode: tokens on each connection that will be swallowed.</summary>
    public Tally Blocks { get; }

    /// <summary>Token mode: tokens on each connection that were swallowed since its target ran last.</summary>
    public Tally SpentBlocks { get; }

    /// <summary>Connections by which a branch has come to a join that still waits.</summary>
    public HashSet<int> Waiting => waiting ??= [];

    /// <summary>Whether a branch waits at some join.</summary>
    public bool HasWaiting => waiting is { Count: > 0 };

    /// <summary>Joins whose mode could not be found when a branch came, and the execution at which each of them is stuck.</summary>
    public Dictionary<int, string> Unjudged => unjudged ??= [];

    /// <summary>The execution of such a join while it is judged again.</summary>
    public ActivityExecutionContext? Judged { get; set; }

    /// <summary>Children that are scheduled or begun, and not over: by place. Found anew in each turn.</summary>
    public Tally UnderWay { get; } = new(null);

    /// <summary>The state of an execution: as it is in this turn, or as an earlier turn left it.</summary>
    /// <param name="context">The flowchart's execution.</param>
    /// <param name="plan">Its shape.</param>
    /// <param name="over">A child that is over, but of which the state does not know yet; null when there is none.</param>
    public static FlowState Of(ActivityExecutionContext context, FlowPlan plan, ActivityExecutionContext? over = null)
    {
        if (context.Kept is FlowState known)
        {
            return known;
        }

        var state = new FlowState(plan, context.WorkflowExecutionContext.EffectiveMode, context.GetProperty<Kept>(Key) ?? Nothing);
        foreach (var child in context.WorkflowExecutionContext.ScheduledOrLive(context))
        {
            state.UnderWay[child.Node.Index]++;
        }

        if (over is not null)
        {
            state.UnderWay[over.Node.Index]++;
        }

        context.Kept = state;
        return state;
    }

    /// <summary>Forgets all, when the flowchart begins (again).</summary>
    public static void Begin(ActivityExecutionContext context, FlowPlan plan)
    {
        context.Properties = context.Properties.Remove(Key);
        context.Kept = new FlowState(plan, context.WorkflowExecutionContext.EffectiveMode, Nothing);
    }

    /// <summary>Whether a join could not be judged.</summary>
    public bool IsUnjudged(int place) => unjudged is not null && unjudged.ContainsKey(place);

    /// <summary>Whether an execution stands for a join that could not be judged.</summary>
    public bool IsUnjudged(ActivityExecutionContext execution) =>
        unjudged is not null && unjudged.TryGetValue(execution.Node.Index, out var stuck) && stuck == execution.Id;

    /// <summary>Notes the joins at which the branch of an execution was too late.</summary>
    public void MarkLate(string execution, int[] lostAt)
    {
        if (lostAt.Length > 0)
        {
            late ??= new(StringComparer.Ordinal);
            late[execution] = late.TryGetValue(execution, out var before) ? [.. before.Union(lostAt)] : lostAt;
        }
    }

    /// <summary>Notes the joins at which the branch was too late that waits on a connection.</summary>
    public void MarkLate(FlowConnection connection, int[] lostAt)
    {
        if (lostAt.Length > 0)
        {
            MarkLate(KeyOf(connection), lostAt);
        }
    }

    /// <summary>The joins at which the branch of an execution was too late. They go on with what it leads to.</summary>
    public int[] TakeLate(ActivityExecutionContext execution) => late is { Count: > 0 } ? TakeLate(execution.Id) : [];

    /// <summary>The joins at which the branch was too late that waited on a connection.</summary>
    public int[] TakeLate(FlowConnection connection) => late is { Count: > 0 } ? TakeLate(KeyOf(connection)) : [];

    public ImmutableDictionary<string, JsonNode?> KeepIn(ImmutableDictionary<string, JsonNode?> properties)
    {
        var (ahead, followed) = Joins.Written();
        var kept = new Kept
        {
            Ahead = ahead,
            Followed = followed,
            Tokens = Tokens.Written(),
            Blocks = Blocks.Written(),
            SpentBlocks = SpentBlocks.Written(),
            Waiting = HasWaiting ? [.. Waiting.Order()] : null,
            Late = late is { Count: > 0 } ? late.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal) : null,
            Unjudged = unjudged is { Count: > 0 } ? unjudged.OrderBy(entry => entry.Key).ToDictionary() : null,
        };
        return kept == Nothing ? properties.Remove(Key) : properties.SetItem(Key, Conversion.From(kept));
    }

    private int[] TakeLate(string key) => late!.Remove(key, out var lostAt) ? lostAt : [];

    private static string KeyOf(FlowConnection connection) => string.Create(CultureInfo.InvariantCulture, $"#{connection.Index}");

    private sealed record Kept
    {
        public Dictionary<int, int>? Ahead { get; init; }

        public int[]? Followed { get; init; }

        public Dictionary<int, int>? Tokens { get; init; }

        public Dictionary<int, int>? Blocks { get; init; }

        public Dictionary<int, int>? SpentBlocks { get; init; }

        public int[]? Waiting { get; init; }

        public Dictionary<string, int[]>? Late { get; init; }

        public Dictionary<int, string>? Unjudged { get; init; }
    }
}
