using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WorkflowHost.Engine;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Regulations.Fulfilment;

/// <summary>What the steps of a compiled procedure say of obligations, those of procedures used as activities included.</summary>
public sealed class ProcedureLaw
{
    private static readonly ConditionalWeakTable<WorkflowGraph, ProcedureLaw> Known = [];
    private readonly FrozenDictionary<string, StepLaw> byNode;
    private readonly FrozenDictionary<string, string> bases;

    private ProcedureLaw(WorkflowGraph graph)
    {
        var steps = graph.Nodes.Select(node => (node.Activity.NodeId, Law: StepLaw.Of(node.Activity))).Where(step => step.Law.Names.Any()).ToList();
        byNode = steps.ToFrozenDictionary(step => step.NodeId, step => step.Law, StringComparer.Ordinal);
        bases = graph.Nodes.Select(node => node.Activity).OfType<LimitedActivity>()
            .Where(activity => activity.LimitBasis is not null && byNode.ContainsKey(activity.NodeId))
            .ToFrozenDictionary(activity => activity.NodeId, activity => activity.LimitBasis!.Expression.Text, StringComparer.Ordinal);
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

    /// <summary>What a step says; null when it names no obligation.</summary>
    internal StepLaw? Find(string nodeId) => byNode.GetValueOrDefault(nodeId);

    /// <summary>Whether an obligation may be done, or found missed, when the step completes.</summary>
    internal bool MaySettle(StepLaw step, string id) =>
        Dischargers.AnyOf(step).Contains(id, StringComparer.Ordinal) || step.Misses.Any(port => port.Value.Contains(id));

    /// <summary>
    /// Whether the step's time limit is the obligation's: the step says so, the limit is based on its article, or the step settles it, or carries nothing
    /// else. A step that carries an obligation whose limit begins later does not make it late.
    /// </summary>
    internal bool Limits(string nodeId, StepLaw step, string id, Obligation? obligation) =>
        step.Times.Contains(id)
        || MaySettle(step, id)
        || (bases.TryGetValue(nodeId, out var basis) && basis.Length > 0
            ? obligation is not null && basis.Contains(obligation.Article, StringComparison.Ordinal)
            : step.Carries is [var only] && only == id);
}
