using System.Collections.Immutable;
using WorkflowHost.Definitions;

namespace WorkflowHost.Regulations.Checking;

/// <summary>
/// Looks for runs in which an obligation is neither discharged nor settled: its discharging steps never complete, ports that settle
/// it are not taken, and still the end is reached.
/// </summary>
/// <param name="tree">The procedure.</param>
/// <param name="obligation">The id.</param>
internal sealed class RunSearch(ProcedureTree tree, string obligation)
{
    /// <summary>The exit of a container that simply comes to its end, and of every plain step.</summary>
    public const string Done = "Done";

    private const int MaxNesting = 20;
    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;
    private static readonly ImmutableDictionary<string, string> Plain = None.Add(Done, "");
    private readonly Dictionary<string, ImmutableDictionary<string, string>> used = new(StringComparer.Ordinal);
    private int nesting;

    /// <summary>Whether there were more states than can be looked at.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>The exits by which an activity can be left, each with the choices that lead there; none when it can't be left without the duty.</summary>
    public ImmutableDictionary<string, string> Exits(ActivityDefinition activity)
    {
        if (tree.Dischargers.Of(tree.StepOf(activity).Law).Contains(obligation, StringComparer.Ordinal))
        {
            return None;
        }

        if (tree.UsedBy(activity) is { } definition)
        {
            return ExitsOf(definition);
        }

        switch (activity.Type)
        {
            case "Elsa.Flowchart":
                var runs = new FlowchartRuns(tree.ShapeOf(activity), this);
                var exits = runs.Exits();
                GaveUp |= runs.GaveUp;
                return exits;
            case "Elsa.Sequence":
                return Inner(activity).All(exits => exits.Count > 0) ? Plain : None;
            case "Elsa.Parallel" or "Elsa.Fork" when activity.Properties["joinMode"]?.ToString().Contains("WaitAny", StringComparison.Ordinal) != true:
                return Inner(activity).All(exits => exits.Count > 0) ? Plain : None;
            case "Elsa.If" when activity.Ports.ContainsKey("then") && activity.Ports.ContainsKey("else"):
                return Inner(activity).Any(exits => exits.Count > 0) ? Plain : None;
            default:
                return Plain;
        }
    }

    /// <summary>Whether leaving an activity by a port settles the obligation.</summary>
    public bool IsSettledBy(ActivityDefinition activity, string port) => tree.StepOf(activity).Law.Settles(obligation, port);

    private List<ImmutableDictionary<string, string>> Inner(ActivityDefinition activity) =>
        [.. activity.Activities.Concat(activity.Ports.Values).Select(Exits)];

    private ImmutableDictionary<string, string> ExitsOf(WorkflowDefinition definition)
    {
        if (used.TryGetValue(definition.DefinitionId, out var known))
        {
            return known;
        }

        if (nesting == MaxNesting)
        {
            return Plain;
        }

        nesting++;
        var exits = Exits(definition.Root);
        nesting--;
        used[definition.DefinitionId] = exits;
        return exits;
    }
}
