using WorkflowHost.Runtime;

namespace WorkflowHost.Persistence.Rows;

internal sealed class DefinitionVersionRow
{
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    public required string Hash { get; init; }

    public required string Json { get; init; }

    public required DefinitionOrigin Origin { get; init; }

    public required bool IsLatest { get; init; }

    public required bool IsPublished { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>An object: reference, version id.</summary>
    public required string Uses { get; init; }

    public required bool IsDraft { get; init; }

    public required int Edit { get; init; }

    public required string ChangedBy { get; init; }

    public required string? ChangedIn { get; init; }

    /// <summary>Null for versions that are older than drafts: then it is when they were made.</summary>
    public required DateTimeOffset? ChangedAt { get; init; }

    public required string Description { get; init; }

    public required bool IsUsableAsActivity { get; init; }

    public required bool IsReadonly { get; init; }

    public required bool IsSystem { get; init; }

    /// <summary>Name and definition id in lower case.</summary>
    public required string SearchText { get; init; }

    /// <summary>A list of problems.</summary>
    public required string Warnings { get; init; }
}

internal sealed class DefinitionEditorRow
{
    public required string DefinitionId { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset LastSavedAt { get; init; }
}

internal sealed class DefinitionChangeRow
{
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required DefinitionAction Action { get; init; }

    public required string Text { get; init; }
}
