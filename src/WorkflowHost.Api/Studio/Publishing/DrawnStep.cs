using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WorkflowHost.Definitions;

namespace WorkflowHost.Api.Studio.Publishing;

/// <summary>A step of a definition with where it stands.</summary>
/// <param name="Activity">The step.</param>
/// <param name="Path">A JSON path.</param>
internal sealed partial record DrawnStep(ActivityDefinition Activity, string Path)
{
    /// <summary>How people recognise it on the canvas.</summary>
    public string Title
    {
        get
        {
            var label = Activity.Metadata["displayText"];
            var name = label?.GetValueKind() is JsonValueKind.String ? label.GetValue<string>() : Activity.Name;
            return string.IsNullOrWhiteSpace(name) ? $"步骤“{Activity.Id}”" : $"步骤“{name}”";
        }
    }

    /// <summary>All steps of a definition, outer before inner.</summary>
    public static IEnumerable<DrawnStep> AllOf(WorkflowDefinition definition) => Below(new DrawnStep(definition.Root, "$.root"));

    /// <summary>The text that an input holds literally; null when it is empty, or an expression gives it.</summary>
    public string? Literal(string input) => Member(input) switch
    {
        JsonObject wrapper when wrapper["expression"] is JsonObject expression && expression["type"]?.ToString() is null or "Literal" => TextOf((wrapper["expression"] as JsonObject)?["value"]),
        JsonValue value => TextOf(value),
        _ => null,
    };

    /// <summary>The JSON that an input holds as it stands; null when it is empty, can't be read, or an expression gives it.</summary>
    public JsonNode? Written(string input) => Member(input) switch
    {
        JsonObject wrapper when wrapper["expression"] is JsonObject expression =>
            expression["type"]?.ToString() is null or "Object" or "Literal" ? Parsed(expression["value"]) : null,
        var other => Parsed(other),
    };

    /// <summary>The input of the workflow that an input takes as it is; null when it takes anything else.</summary>
    public string? TakenInput(string input) => (Member(input) as JsonObject)?["expression"] is JsonObject expression && TextOf(expression["value"]) is { } text
        ? expression["type"]?.ToString() switch
        {
            "Input" => text,
            "JavaScript" when TakingPattern().Match(text) is { Success: true } match => match.Groups["name"].Value,
            _ => null,
        }
        : null;

    /// <summary>Whether an input was given anything: a value, or an expression with a text.</summary>
    public bool Has(string input) => Member(input) switch
    {
        null => false,
        JsonObject wrapper when wrapper.ContainsKey("expression") => wrapper["expression"] is JsonObject expression
            && (expression["value"] is { } value && (value.GetValueKind() is not JsonValueKind.String || !string.IsNullOrWhiteSpace(value.GetValue<string>()))),
        JsonObject members => members.Count > 0,
        var other => !string.IsNullOrWhiteSpace(other.ToString()),
    };

    private JsonNode? Member(string input) => Activity.Properties[char.ToLowerInvariant(input[0]) + input[1..]];

    private static JsonNode? Parsed(JsonNode? node) => TextOf(node) is { } text ? StrictJson.Parse(text).Value : node;

    private static string? TextOf(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.String && node.GetValue<string>().Trim() is { Length: > 0 } text ? text : null;

    private static IEnumerable<DrawnStep> Below(DrawnStep step)
    {
        yield return step;
        var inner = step.Activity.Activities.Select((child, place) => new DrawnStep(child, $"{step.Path}.activities[{place}]"))
            .Concat(step.Activity.Ports.Select(port => new DrawnStep(port.Value, $"{step.Path}.{port.Key}")));
        foreach (var nested in inner.SelectMany(Below))
        {
            yield return nested;
        }
    }

    [GeneratedRegex("""^getInput\(['"](?<name>[^'"]+)['"]\)\s*;?$""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TakingPattern();
}
