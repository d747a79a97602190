using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions;

/// <summary>One version of a procedure as Elsa 3 writes it to a file. Equal when all content is equal, key order aside.</summary>
/// <remarks>
/// Instances are shared between threads. The JSON nodes in here can technically be changed: nobody may. Whoever wants
/// another value takes a <see cref="JsonNode.DeepClone"/> and builds a new definition with <c>with</c>.
/// </remarks>
public sealed record WorkflowDefinition
{
    /// <summary>The id of this version (Elsa's <c>id</c>); empty until the store gives one.</summary>
    public string Id { get; init; } = "";

    /// <summary>The id that all versions share; empty until the store gives one.</summary>
    public string DefinitionId { get; init; } = "";

    /// <summary>As shown in lists; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>May be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Counts from 1 within a <see cref="DefinitionId"/>.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The Elsa version that the file claims; Studio insists that it parses as <see cref="System.Version"/>.</summary>
    public string ToolVersion { get; init; } = "3.8.2.0";

    /// <summary>Whether no higher version exists.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Whether new instances start with this version.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether Studio may not change it.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>Whether lists hide it unless asked.</summary>
    public bool IsSystem { get; init; }

    /// <summary>With the offset of the file; a file's time without offset is read as UTC. Null when the file says nothing.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Variables of the whole workflow, in the order of the file.</summary>
    public ImmutableArray<VariableDefinition> Variables { get; init; } = [];

    /// <summary>What a start may hand in.</summary>
    public ImmutableArray<WorkflowInput> Inputs { get; init; } = [];

    /// <summary>What a finished instance hands out.</summary>
    public ImmutableArray<WorkflowOutput> Outputs { get; init; } = [];

    /// <summary>The outcomes by which the workflow leaves when used as an activity.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = [];

    /// <summary>Free for extensions; Studio keeps what is in here.</summary>
    public JsonObject CustomProperties { get; init; } = [];

    /// <summary>Elsa's workflow options, among them <c>incidentStrategyType</c> and <c>activationStrategyType</c>, unparsed.</summary>
    public JsonObject Options { get; init; } = [];

    /// <summary>Whether other definitions may use this one as an activity (<c>options.usableAsActivity</c>).</summary>
    /// <remarks>Others name it by its id, or by <see cref="ActivityType"/> alone.</remarks>
    public bool IsUsableAsActivity => Options["usableAsActivity"]?.GetValueKind() is System.Text.Json.JsonValueKind.True;

    /// <summary>What Elsa calls the activity that stands for this definition: its name in Pascal case.</summary>
    public string ActivityType => ActivityTypeOf(Name);

    /// <summary>What Elsa calls the activity that stands for a definition of this name.</summary>
    public static string ActivityTypeOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var type = new System.Text.StringBuilder(name.Length);
        for (var at = 0; at < name.Length; at++)
        {
            var next = at;
            while (next < name.Length && name[next] is ' ' or '_' or '-')
            {
                next++;
            }

            var begins = (at == 0 || next > at) && next < name.Length && char.IsAsciiLetter(name[next]);
            at = begins ? next : at;
            type.Append(begins ? char.ToUpperInvariant(name[at]) : name[at]);
        }

        return type.ToString();
    }

    /// <summary>The outermost activity, as a rule a flowchart. Its type is empty when nobody set it.</summary>
    public ActivityDefinition Root { get; init; } = new();

    /// <summary>Top-level members that the format does not name, nulls included.</summary>
    public JsonObject Unknown { get; init; } = [];

    /// <summary>The ports by which arrows leave an activity, in the order of the drawing; <c>Done</c> for an arrow without a port.</summary>
    /// <param name="activityId">In whatever container.</param>
    public IReadOnlyList<string> PortsLeaving(string activityId) =>
        [.. Validation.NestedActivity.AllOf(this).SelectMany(nested => nested.Activity.Connections)
            .Where(connection => connection.Source.Activity == activityId)
            .Select(connection => connection.Source.Port ?? "Done")
            .Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public bool Equals(WorkflowDefinition? other) =>
        other is not null
        && (Id, DefinitionId, Name, Description, Version, ToolVersion, IsLatest, IsPublished, IsReadonly, IsSystem, CreatedAt)
        == (other.Id, other.DefinitionId, other.Name, other.Description, other.Version, other.ToolVersion,
            other.IsLatest, other.IsPublished, other.IsReadonly, other.IsSystem, other.CreatedAt)
        && Structure.Same(Variables, other.Variables)
        && Structure.Same(Inputs, other.Inputs)
        && Structure.Same(Outputs, other.Outputs)
        && Structure.Same(Outcomes, other.Outcomes)
        && Structure.Same(CustomProperties, other.CustomProperties)
        && Structure.Same(Options, other.Options)
        && Root.Equals(other.Root)
        && Structure.Same(Unknown, other.Unknown);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, DefinitionId, Version, Name);
}
