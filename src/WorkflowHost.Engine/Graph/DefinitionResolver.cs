using WorkflowHost.Definitions;

namespace WorkflowHost.Engine;

/// <summary>Which definition an activity means that is itself a workflow.</summary>
/// <param name="Type">The activity's type name, which is the definition's name in Pascal case.</param>
/// <param name="DefinitionId">Empty when the file names none.</param>
/// <param name="VersionId">The version that it is pinned to; empty when it follows the published one.</param>
/// <param name="Version">The version number that it was drawn with; counts only for files without a version id.</param>
public sealed record DefinitionReference(string Type, string DefinitionId, string VersionId, int Version);

/// <summary>Finds the definitions that may be used as activities. Answers from memory: a graph is compiled from what it gives.</summary>
public interface IDefinitionResolver
{
    /// <summary>The definition that is meant: the pinned version, else the version named, else the published, else the latest; null when there is none.</summary>
    WorkflowDefinition? Resolve(DefinitionReference reference);
}
