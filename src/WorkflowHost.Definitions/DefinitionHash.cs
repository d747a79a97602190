using System.Security.Cryptography;

namespace WorkflowHost.Definitions;

/// <summary>Tells whether two versions are the same procedure.</summary>
/// <remarks>
/// Left out: the version's id, number, time, flags, <c>toolVersion</c>, <c>$schema</c>, the links of an HTTP answer, and node
/// ids, which follow from the ids. Key order does not count, the order in lists does; so do layout and labels.
/// </remarks>
public static class DefinitionHash
{
    /// <summary>SHA-256 of the canonical JSON: 64 lower-case hexadecimal digits.</summary>
    public static string Of(WorkflowDefinition d)
    {
        ArgumentNullException.ThrowIfNull(d);
        return Convert.ToHexStringLower(SHA256.HashData(DefinitionWriter.Render(d, contentOnly: true).WrittenSpan));
    }
}
