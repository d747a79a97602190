using System.Text.Json.Nodes;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>One value that a finished instance hands out.</summary>
public sealed record WorkflowOutput
{
    /// <summary>The key in the result; an activity's output may be bound to it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The label on screen; empty means <see cref="Name"/>.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Groups outputs on screen; may be empty.</summary>
    public string Category { get; init; } = "";

    /// <summary>Elsa's alias or a CLR type name; <c>Object</c> when the file is silent.</summary>
    public string Type { get; init; } = "Object";

    /// <summary>Whether the value is a list of <see cref="Type"/>.</summary>
    public bool IsArray { get; init; }

    /// <summary>Members that the format does not name, nulls included.</summary>
    public JsonObject Unknown { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(WorkflowOutput? other) =>
        other is not null
        && (Name, DisplayName, Description, Category, Type, IsArray)
        == (other.Name, other.DisplayName, other.Description, other.Category, other.Type, other.IsArray)
        && Structure.Same(Unknown, other.Unknown);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type);
}
