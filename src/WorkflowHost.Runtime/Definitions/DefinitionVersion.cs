using WorkflowHost.Definitions;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Runtime;

/// <summary>Where a definition version came from.</summary>
public enum DefinitionOrigin
{
    /// <summary>A file under <c>workflows/</c>.</summary>
    File,

    /// <summary>An administrator.</summary>
    Administrator,
}

/// <summary>One version of a procedure: immutable, except while it is a draft.</summary>
/// <param name="Id">Unique for ever (Elsa's definition version id).</param>
/// <param name="DefinitionId">The procedure.</param>
/// <param name="Version">From 1.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Hash">SHA-256 of what matters in <paramref name="Json"/>.</param>
/// <param name="Json">The definition in Elsa's format, canonical.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="IsLatest">Whether it is the newest.</param>
/// <param name="IsPublished">Whether new instances start on it.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record DefinitionVersion(
    string Id,
    string DefinitionId,
    int Version,
    string Name,
    string Hash,
    string Json,
    DefinitionOrigin Origin,
    bool IsLatest,
    bool IsPublished,
    DateTimeOffset CreatedAt)
{
    /// <summary>The versions that it uses as activities.</summary>
    public UsedVersions Uses { get; init; } = UsedVersions.None;

    /// <summary>Whether it is still being drawn: neither published nor started so far, and the only kind of version that may change.</summary>
    public bool IsDraft { get; init; }

    /// <summary>How often a draft was saved over; 0 for the first time. With <see cref="Id"/> it tells two states of a draft apart.</summary>
    public int Edit { get; init; }

    /// <summary>Who drew it: an account's id, or <c>system</c>. One person's draft is not saved over by another, who begins a version instead.</summary>
    public string ChangedBy { get; init; } = Command.System;

    /// <summary>The window in which <see cref="ChangedBy"/> saved it last; null when it was none, as a file or a revert.</summary>
    public DrawingWindow? ChangedIn { get; init; }

    /// <summary>UTC: when it was saved last.</summary>
    public DateTimeOffset ChangedAt { get; init; } = CreatedAt;

    /// <summary>What lists show below the name.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether other definitions may use it as an activity.</summary>
    public bool IsUsableAsActivity { get; init; }

    /// <summary>Whether nobody may edit it in Studio.</summary>
    public bool IsReadonly { get; init; }

    /// <summary>Whether lists hide it unless asked.</summary>
    public bool IsSystem { get; init; }

    /// <summary>What publishing found that does not forbid it.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];
}

/// <summary>
/// Where definition versions are kept. Drafts apart, versions are added and never changed, except which of them is latest and published.
/// </summary>
public interface IDefinitionStore
{
    /// <summary>
    /// Adds a version as latest and published; its predecessors lose both marks, and its triggers take the place of theirs, in one
    /// transaction. A trigger that stays the same keeps its next instant.
    /// </summary>
    /// <returns>False when the version number is already taken.</returns>
    Task<bool> AddPublishedAsync(DefinitionVersion version, IReadOnlyCollection<NewTrigger> triggers, CancellationToken cancellationToken);

    /// <summary>A version by its id; null when there is none.</summary>
    Task<DefinitionVersion?> FindAsync(string versionId, CancellationToken cancellationToken);

    /// <summary>The published version of a procedure; null when there is none.</summary>
    Task<DefinitionVersion?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>The newest version of a procedure that is or ever was published, be it retracted since; null when there is none.</summary>
    Task<DefinitionVersion?> FindLastPublishedAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>The newest version of a procedure; null when there is none.</summary>
    Task<DefinitionVersion?> FindLatestAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>Versions of other definitions that are newest, published or run by an instance, and hold the id of this one as a text.</summary>
    Task<IReadOnlyList<DefinitionVersion>> NamingAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>Every procedure that has a published version, with that version's name, in the order of the ids.</summary>
    Task<IReadOnlyList<(string DefinitionId, string Name)>> PublishedNamesAsync(CancellationToken cancellationToken);
}
