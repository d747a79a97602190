using System.Text.Json.Nodes;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>One value that a start of the workflow may hand in.</summary>
public sealed record WorkflowInput
{
    /// <summary>The key in the start request.</summary>
    public string Name { get; init; } = "";

    /// <summary>The label on screen; empty means <see cref="Name"/>.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Groups inputs on screen; may be empty.</summary>
    public string Category { get; init; } = "";

    /// <summary>Elsa's alias or a CLR type name; <c>Object</c> when the file is silent.</summary>
    public string Type { get; init; } = "Object";

    /// <summary>Whether a list of <see cref="Type"/> is expected.</summary>
    public bool IsArray { get; init; }

    /// <summary>Studio's editor for the value, such as <c>singleline</c>; may be empty.</summary>
    public string UiHint { get; init; } = "";

    /// <summary>Null: the engine's own storage.</summary>
    public string? StorageDriverType { get; init; }

    /// <summary>What counts when a start hands in nothing; null for none. Not to be changed.</summary>
    public JsonNode? DefaultValue { get; init; }

    /// <summary>Members that the format does not name, nulls included.</summary>
    public JsonObject Unknown { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(WorkflowInput? other) =>
        other is not null
        && (Name, DisplayName, Description, Category, Type, IsArray, UiHint, StorageDriverType)
        == (other.Name, other.DisplayName, other.Description, other.Category, other.Type, other.IsArray, other.UiHint,
            other.StorageDriverType)
        && Structure.Same(DefaultValue, other.DefaultValue)
        && Structure.Same(Unknown, other.Unknown);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type);
}
