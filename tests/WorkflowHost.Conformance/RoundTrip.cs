using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Conformance;

/// <summary>Whether reading and writing a file loses something.</summary>
public static class RoundTrip
{
    /// <summary>Places in the file whose content is missing or different after it was read and written; empty when nothing is lost.</summary>
    public static IReadOnlyList<string> Losses(DefinitionFile file, WorkflowDefinition definition)
    {
        var written = DefinitionWriter.Write(definition);
        var losses = new List<string>();
        Compare(JsonNode.Parse(file.Text.AsSpan().TrimStart("\uFEFF"u8)), JsonNode.Parse(written), "$", losses);
        if (!definition.Equals(DefinitionReader.Read(written).Value))
        {
            losses.Add("$");
        }

        return losses;
    }

    /// <summary>What the writer adds is no loss, nor is a null that becomes absent.</summary>
    private static void Compare(JsonNode? before, JsonNode? after, string path, List<string> losses)
    {
        switch (before, after)
        {
            case (null, _):
                break;
            case (JsonObject one, JsonObject other):
                foreach (var (name, value) in one)
                {
                    Compare(value, other[name], $"{path}.{name}", losses);
                }

                break;
            case (JsonArray one, JsonArray other) when one.Count == other.Count:
                for (var index = 0; index < one.Count; index++)
                {
                    Compare(one[index], other[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), losses);
                }

                break;
            case (JsonValue one, JsonValue other) when SameValue(one, other):
                break;
            default:
                losses.Add(path);
                break;
        }
    }

    private static bool SameValue(JsonValue one, JsonValue other) =>
        one.GetValueKind() == other.GetValueKind()
        && (one.ToString() == other.ToString()
            || (one.GetValueKind() is JsonValueKind.String
                && DateTimeOffset.TryParse(one.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var a)
                && DateTimeOffset.TryParse(other.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var b)
                && a == b));
}
