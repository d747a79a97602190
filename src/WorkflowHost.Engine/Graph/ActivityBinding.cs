using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>What a definition says of one activity, for activities of the engine that read more than inputs, outputs and ports.</summary>
/// <param name="Source">The activity as drawn.</param>
/// <param name="Port">The activity embedded under a port key such as <c>branches[0]</c>; null when there is none.</param>
internal sealed record ActivityBinding(ActivityDefinition Source, Func<string, Activity?> Port)
{
    /// <summary>The items of a list, each an object; anything else in it counts as an empty object.</summary>
    public IEnumerable<JsonObject> Items(string name) =>
        Source.Properties[name] is JsonArray list ? list.Select(item => item as JsonObject ?? []) : [];

    /// <summary>How many items a list has.</summary>
    public int CountOf(string name) => Source.Properties[name] is JsonArray list ? list.Count : 0;

    /// <summary>A text, given bare or as a literal input; empty when there is none.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonObject { } wrapper when wrapper["expression"] is JsonObject expression => Text(expression["value"]),
        JsonValue value => value.ToJsonString(),
        _ => "",
    };

    /// <summary>An expression of a given type, whether it is wrapped as an input or not; null when there is none.</summary>
    public static Input<T>? Input<T>(JsonNode? node) => node switch
    {
        JsonObject bare when !bare.ContainsKey("expression") && bare.ContainsKey("type") =>
            (Input<T>?)InputBinding.Create(typeof(Input<T>), new JsonObject { ["expression"] = bare.DeepClone() }),
        null => null,
        _ => (Input<T>?)InputBinding.Create(typeof(Input<T>), node),
    };
}
