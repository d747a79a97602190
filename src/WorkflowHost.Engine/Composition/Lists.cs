using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Composition;

/// <summary>What counts as a list where an activity wants one.</summary>
internal static class Lists
{
    /// <summary>A list as it is, JSON text of one read, nothing as none, anything else as its only item.</summary>
    public static JsonArray Of(JsonNode? value)
    {
        switch (value)
        {
            case null:
                return [];
            case JsonArray list:
                return list;
            case JsonValue scalar when scalar.TryGetValue<string>(out var text):
                if (string.IsNullOrWhiteSpace(text))
                {
                    return [];
                }

                return text.TrimStart().StartsWith('[') ? Conversion.To<JsonArray>(value) ?? [] : [value.DeepClone()];
            default:
                return [value.DeepClone()];
        }
    }
}

/// <summary>The items of a loop, found when it began.</summary>
internal sealed record KeptList(JsonArray Items) : IKept
{
    private const string Key = "Items";

    public ImmutableDictionary<string, JsonNode?> KeepIn(ImmutableDictionary<string, JsonNode?> properties) =>
        properties.SetItem(Key, Items.DeepClone());

    /// <summary>The list that an earlier turn kept; null when none did.</summary>
    public static KeptList? Of(ImmutableDictionary<string, JsonNode?> properties) =>
        properties.GetValueOrDefault(Key) is JsonArray { } items ? new KeptList(items) : null;
}
