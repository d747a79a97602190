using System.Text.Json.Nodes;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>An arrow between two activities of the same flowchart.</summary>
public sealed record ConnectionDefinition
{
    /// <summary>Where it leaves; the port is an outcome, compared exactly. A null port means <c>Done</c>.</summary>
    public Endpoint Source { get; init; } = new("", null);

    /// <summary>Where it arrives; Elsa ignores the port.</summary>
    public Endpoint Target { get; init; } = new("", null);

    /// <summary>The bends on the canvas. Not to be changed.</summary>
    public JsonArray Vertices { get; init; } = [];

    /// <summary>Members that the format does not name, nulls included. Studio drops them when it saves.</summary>
    public JsonObject Unknown { get; init; } = [];

    /// <summary>Whether the file has ids and ports side by side, as Elsa 3.0 wrote them; it is written again so.</summary>
    internal bool IsFlat { get; init; }

    /// <inheritdoc/>
    public bool Equals(ConnectionDefinition? other) =>
        other is not null
        && Source.Equals(other.Source)
        && Target.Equals(other.Target)
        && Structure.Same(Vertices, other.Vertices)
        && Structure.Same(Unknown, other.Unknown);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Source, Target);
}

/// <summary>One end of a connection.</summary>
/// <param name="Activity">The id of an activity in the same flowchart.</param>
/// <param name="Port">Null when the file names none.</param>
public sealed record Endpoint(string Activity, string? Port)
{
    /// <summary>Members that the format does not name, nulls included. Studio drops them when it saves.</summary>
    public JsonObject Unknown { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(Endpoint? other) =>
        other is not null && (Activity, Port) == (other.Activity, other.Port) && Structure.Same(Unknown, other.Unknown);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Activity, Port);
}
