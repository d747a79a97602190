using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace WorkflowHost.Engine;

/// <summary>How a stimulus finds its bookmarks (Elsa's hash): SHA-256 over the non-blank parts joined by a bar, upper-case hex.</summary>
public static class StimulusHash
{
    /// <summary>The hash of a stimulus.</summary>
    /// <param name="name">The stimulus name, usually an activity type.</param>
    /// <param name="payload">What must be equal; property order and case are part of it, members that are null are not.</param>
    /// <param name="executionId">Set when only one execution is meant.</param>
    public static string Of(string name, JsonNode? payload, string? executionId)
    {
        string?[] parts = [name, TextOf(payload), executionId];
        var text = string.Join('|', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A text as it is; anything else as JSON with every character beyond ASCII escaped.</summary>
    private static string? TextOf(JsonNode? payload) => payload switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonObject members when members.Any(member => member.Value is null) => new JsonObject(members
            .Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString(),
        _ => payload.ToJsonString(),
    };
}
