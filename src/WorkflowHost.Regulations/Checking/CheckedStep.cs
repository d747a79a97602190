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
    public string TextOf(string input) => ExpressionOf(input)?["value"]?.ToString() ?? "";

    /// <summary>An input's text when it is written out; null when it is a script or not given.</summary>
    public string? LiteralOf(string input) =>
        ExpressionOf(input) is { } expression && expression["type"]?.ToString() is "Literal" or "Object"
            ? ExpressionOf(input)!["value"]?.ToString()
            : null;

    /// <summary>The ports that the step has whether or not something is drawn to them; empty when that is not written out.</summary>
    public IEnumerable<string> Outcomes()
    {
        if (Activity.Type == "Elsa.FlowDecision")
        {
            return ["True", "False"];
        }

        try
        {
            return Activity.Type == "PostInspection.ApprovalTask" && JsonNode.Parse(LiteralOf("outcomes") ?? "[]") is JsonArray outcomes
                ? outcomes.OfType<JsonValue>().Select(outcome => outcome.ToString())
                : [];
        }
        catch (JsonException)
        {
            // What is no list is named when the definition is compiled.
            return [];
        }
    }

    /// <summary>The definition that this step runs: as an activity of its own, or started by id; null when it runs none.</summary>
    public static string? UsedDefinition(ActivityDefinition activity)
    {
        var named = activity.Properties["workflowDefinitionId"];
        var id = named is JsonObject wrapped ? (wrapped["expression"] as JsonObject)?["value"] : named;
        return id is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;
    }

    private JsonObject? ExpressionOf(string input) =>
        Activity.Properties[input] is JsonObject wrapped && wrapped["expression"] is JsonObject expression
        && expression["value"]?.GetValueKind() is not null and not JsonValueKind.Null
            ? expression
            : null;
}
