using System.Text.Json.Nodes;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>A variable of the workflow or of one container.</summary>
public sealed record VariableDefinition
{
    /// <summary>What outputs and Variable expressions refer to; unique among all variables in sight.</summary>
    public string Id { get; init; } = "";

    /// <summary>What scripts say; unique within its workflow or container.</summary>
    public string Name { get; init; } = "";

    /// <summary>Elsa's alias such as <c>String</c> or <c>Int32</c>, or a CLR type name; <c>Object</c> when the file is silent.</summary>
    public string TypeName { get; init; } = "Object";

    /// <summary>Whether the value is a list of <see cref="TypeName"/>.</summary>
    public bool IsArray { get; init; }

    /// <summary>The default, not yet converted to the type: Studio writes every value as text. Not to be changed.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>Null: the engine's own storage.</summary>
    public string? StorageDriverTypeName { get; init; }

    /// <summary>Members that the format does not name, nulls included.</summary>
    public JsonObject Unknown { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(VariableDefinition? other) =>
        other is not null
        && (Id, Name, TypeName, IsArray, StorageDriverTypeName)
        == (other.Id, other.Name, other.TypeName, other.IsArray, other.StorageDriverTypeName)
        && Structure.Same(Value, other.Value)
        && Structure.Same(Unknown, other.Unknown);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Name, TypeName);
}
