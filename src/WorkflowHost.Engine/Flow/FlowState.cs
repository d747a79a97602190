using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Flow;

/// <summary>Where the branches of one execution of a flowchart stand. Places and connections are those of the plan.</summary>
internal sealed class FlowState : IKept
{
    private const string Key = "flow";
    private static readonly Kept Nothing = new();

    private HashSet<int>? waiting;
    private Dictionary<string, int[]>? late;

    private FlowState(FlowPlan plan, FlowchartMode mode, Kept kept)
    {
        Mode = mode;
        UnderWay = new int[plan.Children.Length];
        waiting = kept.Waiting is null ? null : [.. kept.Waiting];
        late = kept.Late;
        if (mode is FlowchartMode.Token)
        {
            Tokens = Sized(kept.Tokens, plan.Connections.Length);
            Blocks = Sized(kept.Blocks, plan.Connections.Length);
            SpentBlocks = Sized(kept.SpentBlocks, plan.Connections.Length);
            TokenCount = Tokens.Sum();
            return;
        }

        Visits = Sized(kept.Visits, plan.Children.Length);
        Passed = Sized(kept.Passed, plan.Connections.Length);
        Followed = Sized(kept.Followed, plan.Connections.Length);
        Missing = new int[plan.Children.Length];
        for (var place = 0; place < Missing.Length; place++)
        {
            CountMissing(plan, place);
        }
    }

    /// <summary>What counts: visits or tokens. The other's members are empty.</summary>
    public FlowchartMode Mode { get; }

    /// <summary>What moves the branches on; made once per turn.</summary>
    public FlowRun? Run { get; set; }

    /// <summary>Counter mode: how often each child ran or was skipped.</summary>
    public int[] Visits { get; } = [];

    /// <summary>Counter mode: how often each connection was passed, followed or not.</summary>
    public int[] Passed { get; } = [];

    /// <summary>Counter mode: whether each connection was followed when it was passed last (1) or not (0).</summary>
    public int[] Followed { get; } = [];

    /// <summary>Counter mode: how many inbound connections of each child were not yet passed since it ran last.</summary>
    public int[] Missing { get; } = [];

    /// <summary>Token mode: tokens that are on each connection.</summary>
    public int[] Tokens { get; } = [];

    /// <summary>Token mode: tokens on each connection that will be swallowed.</summary>
    public int[] Blocks { get; } = [];

    /// <summary>Token mode: tokens on each connection that were swallowed since its target ran last.</summary>
    public int[] SpentBlocks { get; } = [];

    /// <summary>Token mode: all tokens.</summary>
    public int TokenCount { get; set; }

    /// <summary>Connections by which a branch has come to a join that still waits.</summary>
    public HashSet<int> Waiting => waiting ??= [];

    /// <summary>Whether a branch waits at some join.</summary>
    public bool HasWaiting => waiting is { Count: > 0 };

    /// <summary>By execution: the joins at which its branch was too late.</summary>
    public Dictionary<string, int[]> Late => late ??= new(StringComparer.Ordinal);

    /// <summary>Whether some branch was too late somewhere.</summary>
    public bool HasLate => late is { Count: > 0 };

    /// <summary>Scheduled or begun, and not over: by place.</summary>
    public int[] UnderWay { get; }

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

        var state = new FlowState(plan, context.WorkflowExecutionContext.EffectiveMode, context.GetProperty<Kept>(Key) ?? new Kept());
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

    /// <summary>Counts anew which inbound connections of a child are missing.</summary>
    public void CountMissing(FlowPlan plan, int place)
    {
        var missing = 0;
        foreach (var connection in plan.Inbound[place])
        {
            missing += Passed[connection.Index] <= Visits[place] ? 1 : 0;
        }

        Missing[place] = missing;
    }

    public FlowState Copy(FlowPlan plan)
    {
        var copy = new FlowState(plan, Mode, Write());
        UnderWay.CopyTo(copy.UnderWay, 0);
        return copy;
    }

    public ImmutableDictionary<string, JsonNode?> KeepIn(ImmutableDictionary<string, JsonNode?> properties) =>
        properties.SetItem(Key, Conversion.From(Write()));

    private static int[] Sized(int[]? kept, int count)
    {
        var sized = new int[count];
        kept?.AsSpan(0, Math.Min(kept.Length, count)).CopyTo(sized);
        return sized;
    }

    /// <summary>Without the zeros at the end.</summary>
    private static int[]? Trimmed(int[] values)
    {
        var last = Array.FindLastIndex(values, value => value != 0);
        return last < 0 ? null : values[..(last + 1)];
    }

    private Kept Write() => new()
    {
        Visits = Trimmed(Visits),
        Passed = Trimmed(Passed),
        Followed = Trimmed(Followed),
        Tokens = Trimmed(Tokens),
        Blocks = Trimmed(Blocks),
        SpentBlocks = Trimmed(SpentBlocks),
        Waiting = HasWaiting ? [.. Waiting.Order()] : null,
        Late = HasLate ? new(Late, StringComparer.Ordinal) : null,
    };

    private sealed record Kept
    {
        public int[]? Visits { get; init; }

        public int[]? Passed { get; init; }

        public int[]? Followed { get; init; }

        public int[]? Tokens { get; init; }

        public int[]? Blocks { get; init; }

        public int[]? SpentBlocks { get; init; }

        public int[]? Waiting { get; init; }

        public Dictionary<string, int[]>? Late { get; init; }
    }
}
