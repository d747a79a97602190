using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>A step as drawn, with everything that is nested in it.</summary>
/// <remarks>The JSON nodes are shared: read them, clone them, never change them.</remarks>
public sealed record ActivityDefinition
{
    /// <summary>Unique in the whole definition; what connections name. Empty when the file is silent.</summary>
    public string Id { get; init; } = "";

    /// <summary>The ids from the root down, joined by colons; see <see cref="NodeIds"/>. Empty when the file is silent.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>The generated name in Studio, such as <c>ApprovalTask1</c>; what people read is in <see cref="Metadata"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Elsa's type name such as <c>Elsa.Flowchart</c>; with <see cref="Version"/> it selects the descriptor.</summary>
    public string Type { get; init; } = "";

    /// <summary>The version of the type; 1 when the file is silent.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Among others <c>canStartWorkflow</c>, <c>runAsynchronously</c>, <c>mergeMode</c>.</summary>
    public JsonObject CustomProperties { get; init; } = [];

    /// <summary>The designer's: <c>displayText</c>, <c>description</c>, position and size.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Inputs, outputs and unknown members under Elsa's camelCase keys, nulls included.</summary>
    /// <remarks>Without the activities of <see cref="Ports"/>; inside a list a null keeps the place of each.</remarks>
    public JsonObject Properties { get; init; } = [];

    /// <summary>The children of a flowchart, sequence or other container with an <c>activities</c> list.</summary>
    public ImmutableArray<ActivityDefinition> Activities { get; init; } = [];

    /// <summary>The arrows of a flowchart; empty for everything else.</summary>
    public ImmutableArray<ConnectionDefinition> Connections { get; init; } = [];

    /// <summary>The container's own variables, seen by what is nested in it.</summary>
    public ImmutableArray<VariableDefinition> Variables { get; init; } = [];

    /// <summary>
    /// Activities embedded in a property: <c>then</c>, <c>else</c>, <c>body</c>, <c>default</c>, and from the lists of Fork
    /// and Switch <c>branches[0]</c>, <c>cases[0].activity</c>, under exactly these keys.
    /// </summary>
    public IReadOnlyDictionary<string, ActivityDefinition> Ports { get; init; } = ImmutableSortedDictionary<string, ActivityDefinition>.Empty;

    /// <summary>The definition that this step stands for (<c>workflowDefinitionId</c>, among its members or its custom properties); empty when it names none.</summary>
    public string UsedDefinitionId => Text("workflowDefinitionId");

    /// <summary>The version of it that this step is pinned to; empty when it follows the published one.</summary>
    public string UsedDefinitionVersionId => Text("workflowDefinitionVersionId");

    /// <summary>The lists that the file named, so that an empty one is written again.</summary>
    internal ContainerLists Declared { get; init; }

    /// <inheritdoc/>
    public bool Equals(ActivityDefinition? other) =>
        other is not null
        && (Id, NodeId, Name, Type, Version) == (other.Id, other.NodeId, other.Name, other.Type, other.Version)
        && Structure.Same(CustomProperties, other.CustomProperties)
        && Structure.Same(Metadata, other.Metadata)
        && Structure.Same(Properties, other.Properties)
        && Structure.Same(Activities, other.Activities)
        && Structure.Same(Connections, other.Connections)
        && Structure.Same(Variables, other.Variables)
        && Structure.Same(Ports, other.Ports);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Type, Version);

    private string Text(string member) =>
        (Properties[member] ?? CustomProperties[member]) is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
