using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Regulations.Checking;

/// <summary>A step of the procedure under check or of one that it uses.</summary>
/// <param name="Activity">As drawn.</param>
/// <param name="Law">What it says of obligations.</param>
internal sealed record CheckedStep(ActivityDefinition Activity, StepLaw Law)
{
    /// <summary>What people read on the canvas.</summary>
    public string Name => NameOf(Activity);

    public static string NameOf(ActivityDefinition activity) =>
        activity.Metadata["displayText"] is JsonValue text && text.TryGetValue<string>(out var shown) && shown.Length > 0 ? shown
        : !string.IsNullOrEmpty(activity.Name) ? activity.Name
        : activity.Id;

    /// <summary>Whether an input is given at all.</summary>
    public bool Has(string input) => TextOf(input).Length > 0;

    /// <summary>An input's text, be it a literal or a script; empty when it is not given.</summary>
    public string TextOf(string input) => ExpressionOf(Activity, input)?["value"]?.ToString() ?? "";

    /// <summary>An input's text when it is written out; null when it is a script or not given.</summary>
    public string? LiteralOf(string input) => LiteralOf(Activity, input);

    /// <summary>The same of a step as drawn.</summary>
    public static string? LiteralOf(ActivityDefinition activity, string input) =>
        ExpressionOf(activity, input) is { } expression && expression["type"]?.ToString() is "Literal" or "Object"
            ? ExpressionOf(activity, input)!["value"]?.ToString()
            : null;

    /// <summary>The definition that this step runs: as an activity of its own, or started by id; null when it runs none.</summary>
    public static string? UsedDefinition(ActivityDefinition activity)
    {
        var named = activity.Properties["workflowDefinitionId"];
        var id = named is JsonObject wrapped ? (wrapped["expression"] as JsonObject)?["value"] : named;
        return id is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>
    /// What to look for to find that definition, best first: the version that the step is pinned to, which is what will run, then the definition, whose
    /// published version is meant.
    /// </summary>
    public static IEnumerable<string> UsedNames(ActivityDefinition activity) => UsedDefinition(activity) is not { } id ? []
        : activity.UsedDefinitionVersionId is { Length: > 0 } version ? [version, id]
        : [id];

    private static JsonObject? ExpressionOf(ActivityDefinition activity, string input) =>
        activity.Properties[input] is JsonObject wrapped && wrapped["expression"] is JsonObject expression
        && expression["value"]?.GetValueKind() is not null and not JsonValueKind.Null
            ? expression
            : null;
}
