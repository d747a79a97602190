using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine;

/// <summary>A definition made ready to run: activities built, inputs bound, variables found. Shared by all its instances.</summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<string, ActivityNode> nodes;
    private readonly Dictionary<string, ActivityNode> nodesByIdOrName;
    private readonly Dictionary<string, Variable> variablesById;
    private readonly Dictionary<string, Variable> variablesByName;

    internal WorkflowGraph(
        WorkflowDefinition definition, ActivityNode root, Dictionary<string, ActivityNode> nodes, IReadOnlyList<Variable> variables)
    {
        Definition = definition;
        Root = root;
        Variables = variables;
        this.nodes = nodes;
        nodesByIdOrName = new(StringComparer.Ordinal);
        variablesById = new(StringComparer.Ordinal);
        variablesByName = new(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            variablesById.TryAdd(variable.Id, variable);
            variablesByName.TryAdd(variable.Name, variable);
        }

        foreach (var node in nodes.Values)
        {
            nodesByIdOrName.TryAdd(node.Activity.Id, node);
        }

        foreach (var node in nodes.Values.Where(node => node.Activity.Name.Length > 0))
        {
            nodesByIdOrName.TryAdd(node.Activity.Name, node);
        }

        ContinueWithIncidents = Text(definition.Options, "incidentStrategyType")
            .Contains("ContinueWithIncidents", StringComparison.Ordinal);
    }

    /// <summary>The definition that it was made from.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>All activities.</summary>
    public IReadOnlyCollection<ActivityNode> Nodes => nodes.Values;

    /// <summary>All variables of the workflow and its containers.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>Whether other branches go on after an incident (Elsa's ContinueWithIncidentsStrategy) or the instance faults.</summary>
    public bool ContinueWithIncidents { get; }

    internal ActivityNode Root { get; }

    /// <summary>What a workflow input is worth when a start hands in nothing; null when the definition says nothing.</summary>
    internal JsonNode? InputDefault(string name)
    {
        foreach (var input in Definition.Inputs)
        {
            if (input.Name == name)
            {
                return input.IsArray ? input.DefaultValue : Conversion.ForVariable(input.Type, input.DefaultValue);
            }
        }

        return null;
    }

    /// <summary>The activity with this node id; null when there is none.</summary>
    public ActivityNode? Find(string nodeId) => nodes.GetValueOrDefault(nodeId);

    internal ActivityNode? NodeByIdOrName(string key) => nodesByIdOrName.GetValueOrDefault(key);

    internal Variable? VariableById(string id) => variablesById.GetValueOrDefault(id);

    internal Variable? VariableByName(string name) => variablesByName.GetValueOrDefault(name);

    /// <summary>The variable that a Variable expression names: by id or name, as text, JSON text or object.</summary>
    internal Variable VariableOf(Expression expression)
    {
        var key = VariableKey(expression.Value);
        return VariableById(key) ?? VariableByName(key)
            ?? throw new WorkflowFaultException("variable-unknown", $"流程中没有变量“{key}”。");
    }

    private static string VariableKey(JsonNode? value)
    {
        if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text))
        {
            return text.StartsWith('{') && JsonNode.Parse(text) is JsonObject parsed ? VariableKey(parsed) : text;
        }

        return value is JsonObject item ? Text(item, "id") is { Length: > 0 } id ? id : Text(item, "name") : "";
    }

    private static string Text(JsonObject item, string member) =>
        item[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>One activity in its place.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Index">Place among its siblings, from 0.</param>
public sealed record ActivityNode(Activity Activity, int Index)
{
    /// <summary>The container; null for the root.</summary>
    public ActivityNode? Parent { get; internal set; }
}
