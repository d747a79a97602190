using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Persistence.Tests;

/// <summary>Compares in every detail what no equality covers: JSON nodes, immutable arrays.</summary>
internal static class Detail
{
    public static void ShouldReadBackAs<T>(this T? read, T kept)
    {
        var expected = JsonSerializer.SerializeToNode(kept)!;
        var actual = JsonSerializer.SerializeToNode(read);
        JsonNode.DeepEquals(actual, expected).ShouldBeTrue($"kept {expected.ToJsonString()}\nread {actual?.ToJsonString()}");
    }
}
