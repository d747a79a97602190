using System.Collections.Immutable;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WorkflowHost.Regulations;

/// <summary>Turns YAML values into texts and JSON.</summary>
internal static class YamlValues
{
    /// <summary>One text, or those of a list; empty when it is neither.</summary>
    public static ImmutableArray<string> TextsOf(YamlNode node) => node switch
    {
        YamlScalarNode { Value.Length: > 0 } one => [one.Value],
        YamlSequenceNode list when list.All(item => item is YamlScalarNode { Value.Length: > 0 }) => [.. list.Select(item => ((YamlScalarNode)item).Value!)],
        _ => [],
    };

    /// <summary>Plain true and false are flags, every other scalar is text.</summary>
    public static JsonNode? JsonOf(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Where(entry => entry.Key is YamlScalarNode { Value: not null })
            .Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, JsonOf(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(JsonOf)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
        _ => null,
    };
}
