using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>Definitions that steps name literally: to start them, or as what they stand for. What an expression gives is known only when it runs.</summary>
public static class NamedDefinitions
{
    private const string Member = "workflowDefinitionId";

    private static readonly string[] Starters = ["Elsa.ExecuteWorkflow", "Elsa.DispatchWorkflow", "Elsa.BulkDispatchWorkflows"];

    /// <summary>The definition whose published version a step starts; null when it starts none, or an expression says which.</summary>
    public static string? StartedBy(ActivityDefinition step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Starters.Contains(step.Type, StringComparer.Ordinal) ? Literal(step.Properties[Member]) : null;
    }

    /// <summary>Whether a drawing can't do without versions of another definition.</summary>
    /// <param name="drawing">The version that may use them.</param>
    /// <param name="definitionId">The other definition.</param>
    /// <param name="versionIds">The versions of it.</param>
    /// <param name="withPublished">Whether its published version is among them, or none is left without them.</param>
    internal static bool Uses(DefinitionVersion drawing, string definitionId, IReadOnlyCollection<string> versionIds, bool withPublished) =>
        DefinitionReader.Read(drawing.Json).Value is { } definition && StepsOf(definition.Root).Any(step =>
            (withPublished && StartedBy(step) == definitionId)
            || (drawing.IsDraft && step.UsedDefinitionId == definitionId
                && (step.UsedDefinitionVersionId.Length > 0 ? versionIds.Contains(step.UsedDefinitionVersionId) : withPublished)));

    private static IEnumerable<ActivityDefinition> StepsOf(ActivityDefinition step) =>
        step.Activities.Concat(step.Ports.Values).SelectMany(StepsOf).Prepend(step);

    private static string? Literal(JsonNode? input) => input switch
    {
        JsonObject members when members["expression"] is JsonObject expression => expression["type"]?.ToString() is null or "Literal" ? TextOf(expression["value"]) : null,
        JsonObject => null,
        _ => TextOf(input),
    };

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim() is { Length: > 0 } id ? id : null;
}
