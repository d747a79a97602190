using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine;

/// <summary>How a stimulus finds its bookmarks (Elsa's hash): SHA-256 over the non-blank parts joined by a bar, upper-case hex.</summary>
public static class StimulusHash
{
    /// <summary>The hash of a stimulus.</summary>
    /// <param name="name">The stimulus name, usually an activity type.</param>
    /// <param name="payload">What must be equal; property order and case are part of it.</param>
    /// <param name="executionId">Set when only one execution is meant.</param>
    public static string Of(string name, JsonNode? payload, string? executionId)
    {
        string?[] parts = [name, payload?.ToJsonString(Conversion.Json), executionId];
        var text = string.Join('|', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
