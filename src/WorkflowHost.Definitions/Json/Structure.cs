using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Definitions.Json;

/// <summary>Equality by content: object keys in any order, lists in order, numbers by their exact text.</summary>
internal static class Structure
{
    public static bool Same(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (null, null) => true,
        (JsonObject a, JsonObject b) => a.Count == b.Count
            && a.All(member => b.TryGetPropertyValue(member.Key, out var value) && Same(member.Value, value)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) => SameValue(a, b),
        _ => false,
    };

    public static bool Same<T>(ImmutableArray<T> one, ImmutableArray<T> other)
        where T : IEquatable<T> => one.AsSpan().SequenceEqual(other.AsSpan());

    public static bool Same<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> other)
        where T : IEquatable<T> =>
        one.Count == other.Count && one.All(entry => other.TryGetValue(entry.Key, out var value) && entry.Value.Equals(value));

    private static bool SameValue(JsonValue one, JsonValue other)
    {
        var kind = one.GetValueKind();
        return kind == other.GetValueKind()
            && (kind is not (JsonValueKind.String or JsonValueKind.Number)
                || string.Equals(one.ToString(), other.ToString(), StringComparison.Ordinal));
    }
}
