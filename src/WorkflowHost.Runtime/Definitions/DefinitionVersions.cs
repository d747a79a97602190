using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>Makes versions out of definitions.</summary>
internal static class DefinitionVersions
{
    /// <summary>A version with the identity that it gets; what the definition says of its own is overwritten.</summary>
    public static DefinitionVersion Of(
        WorkflowDefinition definition, string id, int number, DefinitionOrigin origin, DateTimeOffset createdAt, bool isPublished)
    {
        var identified = NodeIds.Assign(definition with
        {
            Id = id,
            Version = number,
            IsLatest = true,
            IsPublished = isPublished,
            CreatedAt = createdAt,
        });
        return new DefinitionVersion(
            id, definition.DefinitionId, number, definition.Name, DefinitionHash.Of(definition), DefinitionWriter.Write(identified), origin,
            true, isPublished, createdAt)
        {
            Description = definition.Description,
            IsUsableAsActivity = definition.IsUsableAsActivity,
            IsReadonly = definition.IsReadonly,
            IsSystem = definition.IsSystem,
        };
    }

    /// <summary>What a version draws.</summary>
    /// <exception cref="InvalidOperationException">It can no longer be read.</exception>
    public static WorkflowDefinition Read(this DefinitionVersion version) => DefinitionReader.Read(version.Json).Value
        ?? throw new InvalidOperationException($"Definition version {version.Id} can no longer be read.");
}
