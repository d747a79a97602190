using System.Text.Json.Nodes;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>A kind of step as Studio's toolbox and property panel read it.</summary>
internal sealed record ActivityDescriptor
{
    public required string TypeName { get; init; }

    public required string Namespace { get; init; }

    /// <summary>Studio names new steps after it, with a number.</summary>
    public required string Name { get; init; }

    public required int Version { get; init; }

    public required string Category { get; init; }

    public required string DisplayName { get; init; }

    public required string Description { get; init; }

    /// <summary>Action, Trigger, Job or Task.</summary>
    public required string Kind { get; init; }

    public bool IsContainer { get; init; }

    public bool IsBrowsable { get; init; } = true;

    public bool IsStart { get; init; }

    public bool IsTerminal { get; init; }

    public IReadOnlyList<PortDescriptor> Ports { get; init; } = [];

    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    public JsonObject CustomProperties { get; init; } = [];

    /// <summary>What a new step has, by the names of its inputs.</summary>
    public JsonObject ConstructionProperties { get; init; } = [];
}

/// <summary>Where arrows leave (<c>Flow</c>), or where a step stands inside (<c>Embedded</c>).</summary>
internal sealed record PortDescriptor(string Name, string DisplayName, string Type, bool IsBrowsable = true);

/// <summary>A field of the property panel.</summary>
internal sealed record InputDescriptor
{
    public required string Name { get; init; }

    public required string TypeName { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public double Order { get; init; }

    public bool IsBrowsable { get; init; } = true;

    public bool IsSynthetic { get; init; }

    public bool IsWrapped { get; init; } = true;

    public required string UiHint { get; init; }

    public string? Category { get; init; }

    public JsonNode? DefaultValue { get; init; }

    public string DefaultSyntax { get; init; } = "Literal";

    public bool IsReadOnly { get; init; }

    public bool IsSensitive { get; init; }

    public string? StorageDriverType { get; init; }

    /// <summary>By the hint; enumerations in it are numbers.</summary>
    public JsonObject UiSpecifications { get; init; } = [];
}

/// <summary>A value that a step hands out.</summary>
internal sealed record OutputDescriptor(
    string Name, string TypeName, string DisplayName, string? Description, double Order, bool IsBrowsable = true, bool IsSynthetic = false);
