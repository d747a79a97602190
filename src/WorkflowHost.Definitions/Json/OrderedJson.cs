using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Definitions.Json;

/// <summary>Writes JSON whose members stand in the order of their names, so that the same content is always the same text.</summary>
internal static class OrderedJson
{
    /// <summary>Writes a text member, or nothing for null.</summary>
    public static void WriteOptionalText(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    public static void WriteMember(this Utf8JsonWriter json, string name, JsonNode? value)
    {
        json.WritePropertyName(name);
        json.WriteNode(value);
    }

    public static void WriteMembers(this Utf8JsonWriter json, IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            json.WriteMember(name, value);
        }
    }

    public static void WriteNode(this Utf8JsonWriter json, JsonNode? node)
    {
        switch (node)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonObject value:
                json.WriteStartObject();
                json.WriteMembers(value);
                json.WriteEndObject();
                break;
            case JsonArray list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    json.WriteNode(item);
                }

                json.WriteEndArray();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }
}
