using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace WorkflowHost.Engine;

/// <summary>What has to be put back when a piece of an activity throws.</summary>
internal readonly record struct Savepoint(
    int LastId,
    ImmutableDictionary<string, JsonNode?> Properties,
    VariableScope? Scope,
    (string Name, string CorrelationId) Identity,
    MemorySavepoint Memory,
    CompletionSavepoint Completions,
    (int Effects, int History) Journal);
