using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Instances;

/// <summary>An instance that is to be started.</summary>
/// <param name="Id">New, unique for ever.</param>
/// <param name="DefinitionId">The procedure; its published version is started.</param>
/// <param name="Name">What lists call it; empty takes the procedure's name.</param>
/// <param name="CorrelationId">Its case; empty when none.</param>
/// <param name="Input">Workflow input by name.</param>
public sealed record NewInstance(
    string Id, string DefinitionId, string Name, string CorrelationId, ImmutableDictionary<string, JsonNode?> Input)
{
    /// <summary>The activity whose trigger fired; null for a plain start.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The instance that started it; null when none did.</summary>
    public Parent? Parent { get; init; }

    /// <summary>The version to start, which need not be published; null for the published one.</summary>
    public string? VersionId { get; init; }

    /// <summary>Set for a trial.</summary>
    public TestRun? Test { get; init; }
}

/// <summary>The instance that started another one.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="BookmarkId">Where it waits for the end of the other; null when it does not wait.</param>
public sealed record Parent(string InstanceId, string? BookmarkId);
