using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Definitions.Tests;

/// <summary>Looks at JSON as a tree, without the code under test.</summary>
internal static class JsonText
{
    private static readonly HashSet<string> NamedByTheFormat =
    [
        "$schema", "id", "definitionId", "name", "description", "version", "toolVersion", "isLatest", "isPublished", "isReadonly",
        "isSystem", "createdAt", "variables", "inputs", "outputs", "outcomes", "customProperties", "options", "nodeId", "metadata",
        "activities", "connections", "typeName", "isArray", "value", "storageDriverTypeName", "displayName", "category", "type",
        "uiHint", "storageDriverType", "defaultValue", "port", "vertices",
    ];

    /// <summary>The first path at which <paramref name="after"/> lacks, changes or invents something; null when nothing is lost.</summary>
    /// <remarks>Named members may turn from null or absent to their default and back; the creation time may be written otherwise.</remarks>
    public static string? Lost(string before, string after) => Lost(JsonNode.Parse(before), JsonNode.Parse(after), "$");

    /// <summary>All nodes below the root with their parents, in document order.</summary>
    public static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(m => (Parent: (JsonNode)members, Name: (string?)m.Key, Index: 0, Child: m.Value)),
            JsonArray list => list.Select((item, index) => (Parent: (JsonNode)list, Name: (string?)null, Index: index, Child: item)),
            _ => [],
        };
        return children.SelectMany(c => Places(c.Child).Prepend((c.Parent, c.Name, c.Index)));
    }

    /// <summary>The same JSON with the members of every object turned round.</summary>
    public static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(m => KeyValuePair.Create(m.Key, Reversed(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Reversed)]),
        JsonValue value => value.DeepClone(),
        _ => null,
    };

    private static string? Lost(JsonNode? before, JsonNode? after, string path)
    {
        switch (before, after)
        {
            case (null, null):
                return null;
            case (JsonObject a, JsonObject b):
                var missing = a.Where(m => !b.ContainsKey(m.Key) && !(NamedByTheFormat.Contains(m.Key) && IsDefault(m.Value))).Select(m => m.Key);
                var invented = b.Where(m => !a.ContainsKey(m.Key) && !NamedByTheFormat.Contains(m.Key)).Select(m => m.Key);
                return missing.Concat(invented).Select(name => $"{path}.{name}").FirstOrDefault()
                    ?? a.Where(m => b.ContainsKey(m.Key) && !(m.Value is null && NamedByTheFormat.Contains(m.Key)))
                        .Select(m => Lost(m.Value, b[m.Key], $"{path}.{m.Key}")).FirstOrDefault(lost => lost is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Zip(b).Select((pair, index) => Lost(pair.First, pair.Second, $"{path}[{index}]")).FirstOrDefault(lost => lost is not null);
            case (JsonValue a, JsonValue b) when path == "$.createdAt":
                return Instant(a) == Instant(b) ? null : path;
            case (JsonValue a, JsonValue b) when a.GetValueKind() == b.GetValueKind():
                return a.GetValue<JsonElement>().ToString() == b.GetValue<JsonElement>().ToString() ? null : path;
            default:
                return path;
        }
    }

    private static DateTimeOffset Instant(JsonValue value) =>
        DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static bool IsDefault(JsonNode? value) => value is null || value.ToJsonString() is "\"\"" or "[]";
}
