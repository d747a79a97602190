using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations.Fulfilment;

/// <summary>What the steps of a compiled procedure say of obligations, those of procedures used as activities included.</summary>
public sealed class ProcedureLaw
{
    private static readonly ConditionalWeakTable<WorkflowGraph, ProcedureLaw> Known = [];
    private readonly FrozenDictionary<string, StepLaw> byNode;
    private readonly FrozenDictionary<string, LimitBasis> bases;

    private ProcedureLaw(WorkflowGraph graph)
    {
        var steps = graph.Nodes.Select(node => (node.Activity.NodeId, Law: StepLaw.Of(node.Activity))).Where(step => step.Law.Names.Any()).ToList();
        byNode = steps.ToFrozenDictionary(step => step.NodeId, step => step.Law, StringComparer.Ordinal);
        bases = graph.Nodes.Select(node => node.Activity).OfType<LimitedActivity>()
            .Where(activity => activity.LimitBasis is not null && byNode.ContainsKey(activity.NodeId))
            .ToFrozenDictionary(activity => activity.NodeId, activity => LimitBasis.Of(activity), StringComparer.Ordinal);
        Dischargers = new Dischargers(steps.Select(step => step.Law));
        Names = [.. steps.SelectMany(step => step.Law.Names)];
        City = graph.Definition.CustomProperties["city"]?.ToString() ?? "";
        Kinds = ProcedureKinds.Of(graph.Definition.CustomProperties);
    }

    /// <summary>City key; empty when the definition names none.</summary>
    public string City { get; }

    /// <summary>The kinds of procedure that it is; empty when the definition names none.</summary>
    public ImmutableArray<string> Kinds { get; }

    /// <summary>Ids of all obligations that a step names.</summary>
    public ImmutableHashSet<string> Names { get; }

    /// <summary>Which steps discharge what.</summary>
    internal Dischargers Dischargers { get; }

    /// <summary>Read once for each graph.</summary>
    public static ProcedureLaw Of(WorkflowGraph graph) => Known.GetValue(graph, static read => new ProcedureLaw(read));

    /// <summary>The obligations that are shown as overdue once the limit of a step, as it waits, has run out.</summary>
    /// <param name="nodeId">The step.</param>
    /// <param name="catalogue">Knows the articles.</param>
    public ImmutableArray<string> OverdueWith(string nodeId, ObligationCatalogue catalogue) => Find(nodeId) is { } step
        ? [.. Worked(step).Where(id => Limits(nodeId, step, id, catalogue.Find(id)))]
        : [];

    /// <summary>What a step that waits works for.</summary>
    internal IEnumerable<string> Worked(StepLaw step) => step.Carries.Concat(step.Times).Concat(Dischargers.AnyOf(step)).Distinct(StringComparer.Ordinal);

    /// <summary>What a step says; null when it names no obligation.</summary>
    internal StepLaw? Find(string nodeId) => byNode.GetValueOrDefault(nodeId);

    /// <summary>Whether an obligation may be done, or found missed, when the step completes.</summary>
    internal bool MaySettle(StepLaw step, string id) =>
        Dischargers.AnyOf(step).Contains(id, StringComparer.Ordinal) || step.Misses.Any(port => port.Value.Contains(id));

    /// <summary>
    /// Whether the step's time limit is the obligation's: the step says so, the limit is based on its article and has its figure, or the step settles it, or
    /// carries nothing else. A step that carries an obligation whose limit begins later does not make it late, nor one that has none.
    /// </summary>
    internal bool Limits(string nodeId, StepLaw step, string id, Obligation? obligation) =>
        step.Times.Contains(id)
        || MaySettle(step, id)
        || (bases.TryGetValue(nodeId, out var basis) && basis.Article.Length > 0
            ? obligation is not null && basis.Fits(obligation)
            : step.Carries is [var only] && only == id);

    /// <summary>What a step's limit rests on.</summary>
    /// <param name="Article">As it is printed.</param>
    /// <param name="Figure">Its figure, where it is written out; an article may set several limits.</param>
    private sealed record LimitBasis(string Article, (int Value, TimeLimitUnit Unit)? Figure)
    {
        public static LimitBasis Of(LimitedActivity activity) => new(activity.LimitBasis!.Expression.Text, FigureOf(activity));

        public bool Fits(Obligation obligation) => Article.Contains(obligation.Article, StringComparison.Ordinal)
            && obligation.Limits.Any(limit => Figure is not { } figure || limit.Rule is not { WindowEnd: null } rule || (rule.Value, rule.Unit) == figure);

        private static (int Value, TimeLimitUnit Unit)? FigureOf(LimitedActivity activity) =>
            activity.LimitValue is { Expression: { Type: Expression.Literal } value } && int.TryParse(value.Text, CultureInfo.InvariantCulture, out var days)
            && Enum.TryParse<TimeLimitUnit>(activity.LimitUnit is { } unit ? unit.Expression.Type is Expression.Literal ? unit.Expression.Text : "" : nameof(TimeLimitUnit.CalendarDay), out var named)
                ? (days, named)
                : null;
    }
}
