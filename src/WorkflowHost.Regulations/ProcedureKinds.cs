using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace WorkflowHost.Regulations;

/// <summary>Reads what kinds of procedure a definition says that it is: its custom property <c>kind</c>, one key or a list of keys.</summary>
public static class ProcedureKinds
{
    /// <summary>The keys, in the order given; empty when the definition is only used by others.</summary>
    public static ImmutableArray<string> Of(JsonObject customProperties) => customProperties["kind"] switch
    {
        JsonArray kinds => [.. kinds.OfType<JsonValue>().Select(kind => kind.ToString())],
        JsonValue kind when kind.ToString().Length > 0 => [kind.ToString()],
        _ => [],
    };
}
