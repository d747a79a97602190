using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine;

/// <summary>A definition made ready to run: activities built, inputs bound, variables found. Shared by all its instances.</summary>
public sealed class WorkflowGraph
{
    private const string ModeProperty = "Flowchart:ExecutionMode";
    private readonly Dictionary<string, ActivityNode> nodes;
    private readonly Lazy<ILookup<string, ActivityNode>> nodesByIdOrName;

    internal WorkflowGraph(
        WorkflowDefinition definition, ActivityNode root, Dictionary<string, ActivityNode> nodes, ImmutableArray<Variable> variables)
    {
        Definition = definition;
        Root = root;
        WorkflowVariables = variables;
        this.nodes = nodes;
        nodesByIdOrName = new(() => nodes.Values
            .SelectMany(node => new[] { (Key: node.Activity.Id, Node: node), (Key: node.Activity.Name, Node: node) })
            .Where(entry => entry.Key.Length > 0)
            .DistinctBy(entry => (entry.Key, entry.Node.Activity.NodeId))
            .ToLookup(entry => entry.Key, entry => entry.Node, StringComparer.Ordinal));
        ContinueWithIncidents = Text(definition.Options, "incidentStrategyType")
            .Contains("ContinueWithIncidents", StringComparison.Ordinal);
        FlowchartMode = Text(definition.CustomProperties, ModeProperty) switch
        {
            "TokenBased" => Engine.FlowchartMode.Token,
            "CounterBased" => Engine.FlowchartMode.Counter,
            _ => null,
        };
    }

    /// <summary>The definition that it was made from.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>All activities, those of workflows used as activities included.</summary>
    public IReadOnlyCollection<ActivityNode> Nodes => nodes.Values;

    /// <summary>All variables of the workflow and its containers.</summary>
    public IEnumerable<Variable> Variables => WorkflowVariables.Concat(nodes.Values.SelectMany(node => node.Variables));

    /// <summary>Whether other branches go on after an incident (Elsa's ContinueWithIncidentsStrategy) or the instance faults.</summary>
    public bool ContinueWithIncidents { get; }

    /// <summary>How the definition wants its flowcharts run (custom property <c>Flowchart:ExecutionMode</c>); null when it does not say.</summary>
    public FlowchartMode? FlowchartMode { get; }

    internal ActivityNode Root { get; }

    internal ImmutableArray<Variable> WorkflowVariables { get; }

    /// <summary>The activity with this node id; null when there is none.</summary>
    public ActivityNode? Find(string nodeId) => nodes.GetValueOrDefault(nodeId);

    internal bool Owns(ActivityNode node) => ReferenceEquals(node.Home, Root.Home);

    /// <summary>What a workflow input is worth when a start hands in nothing; null when the definition says nothing.</summary>
    internal JsonNode? InputDefault(string name)
    {
        foreach (var input in Definition.Inputs)
        {
            if (input.Name == name)
            {
                return input.IsArray ? input.DefaultValue : Conversion.ForVariable(VariableTypes.Named(input.Type), input.DefaultValue);
            }
        }

        return null;
    }

    /// <summary>Whether the workflow hands out something of this name.</summary>
    internal bool HasOutput(string name)
    {
        foreach (var output in Definition.Outputs)
        {
            if (output.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The activity of this id or name in the same workflow (a workflow used as an activity is one of its own), else anywhere.</summary>
    internal ActivityNode? NodeByIdOrName(string key, ActivityNode? composite)
    {
        ActivityNode? elsewhere = null;
        foreach (var node in nodesByIdOrName.Value[key])
        {
            if (ReferenceEquals(node.Composite, composite))
            {
                return node;
            }

            elsewhere ??= node;
        }

        return elsewhere;
    }

    private static string Text(JsonObject item, string member) =>
        item[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
