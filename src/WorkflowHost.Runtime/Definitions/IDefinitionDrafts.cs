using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Runtime;

/// <summary>Who works on a definition. While somebody does, nobody else may save it.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="AccountId">Who.</param>
/// <param name="Since">UTC, real time: the first save of this work.</param>
/// <param name="LastSavedAt">UTC, real time.</param>
public sealed record DefinitionEditor(string DefinitionId, string AccountId, DateTimeOffset Since, DateTimeOffset LastSavedAt);

/// <summary>What people did with a definition, for its record.</summary>
public enum DefinitionAction
{
    /// <summary>Published a version.</summary>
    Published,

    /// <summary>Took the published version back: nothing new starts.</summary>
    Retracted,

    /// <summary>Made a new draft out of an old version.</summary>
    Reverted,

    /// <summary>Brought a file in.</summary>
    Imported,

    /// <summary>Deleted a version.</summary>
    Deleted,

    /// <summary>Took the editing over from somebody else.</summary>
    TakenOver,

    /// <summary>Started a test run on a version.</summary>
    Tested,
}

/// <summary>One line of a definition's record.</summary>
/// <param name="Id">Unique for ever.</param>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">The version number that it is about; 0 for the definition as a whole.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">An account's id, or <c>system</c>.</param>
/// <param name="Action">What was done.</param>
/// <param name="Text">More, in Chinese; may be empty.</param>
public sealed record DefinitionChange(
    string Id, string DefinitionId, int Version, DateTimeOffset At, string Actor, DefinitionAction Action, string Text);

/// <summary>Somebody saves: refused by the store when another works on the definition.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="Now">UTC, real time.</param>
/// <param name="Lasts">How long after their last save others may not.</param>
public sealed record EditLease(string AccountId, DateTimeOffset Now, TimeSpan Lasts);

/// <summary>What came of saving a draft. Closed set: the nested records.</summary>
public abstract record DraftSaved
{
    private DraftSaved()
    {
    }

    /// <summary>Written and durable.</summary>
    public sealed record Done : DraftSaved;

    /// <summary>Somebody else works on it; nothing is written.</summary>
    /// <param name="Editor">Who.</param>
    public sealed record Taken(DefinitionEditor Editor) : DraftSaved;

    /// <summary>The definition has moved since it was read; nothing is written.</summary>
    public sealed record Moved : DraftSaved;
}

/// <summary>Why a version can't be deleted, or that it was.</summary>
public enum VersionDeletion
{
    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Instances are pinned to it.</summary>
    HasInstances,

    /// <summary>Another version uses it as an activity.</summary>
    IsUsed,
}

/// <summary>Changes of definitions by people.</summary>
public interface IDefinitionDrafts
{
    /// <summary>Adds a version that is not published as the latest one; which one is published stays.</summary>
    Task<DraftSaved> AddDraftAsync(
        DefinitionVersion draft, EditLease lease, DefinitionChange? change, CancellationToken cancellationToken);

    /// <summary>Writes a draft over its last state, which was <see cref="DefinitionVersion.Edit"/> less one.</summary>
    Task<DraftSaved> ReplaceDraftAsync(
        DefinitionVersion draft, EditLease lease, DefinitionChange? change, CancellationToken cancellationToken);

    /// <summary>Notes the window, at a later save, that found a version as it is; the version stays the same state.</summary>
    /// <returns>False when it is no longer as it was read.</returns>
    Task<bool> RememberAsync(DefinitionVersion read, DrawingWindow window, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes a version that is there already: it stops being a draft, the one published before loses its mark, triggers are
    /// replaced, and who publishes works on the definition no longer. All in one transaction.
    /// </summary>
    /// <returns>False when the version was saved or published by somebody meanwhile, or a newer one begun.</returns>
    Task<bool> PublishAsync(
        DefinitionVersion version, IReadOnlyCollection<NewTrigger> triggers, DefinitionChange change, CancellationToken cancellationToken);

    /// <summary>Takes the published mark and the triggers away.</summary>
    /// <returns>False when nothing is published.</returns>
    Task<bool> RetractAsync(string definitionId, DefinitionChange change, CancellationToken cancellationToken);

    /// <summary>Ends a draft's time without publishing it: an instance is about to be pinned to it.</summary>
    /// <returns>False when it was saved meanwhile.</returns>
    Task<bool> FreezeAsync(DefinitionVersion draft, DefinitionChange change, CancellationToken cancellationToken);

    /// <summary>Deletes versions of one definition, all or none; the newest that remains becomes the latest.</summary>
    Task<VersionDeletion> DeleteAsync(
        string definitionId, IReadOnlyCollection<DefinitionChange> changes, CancellationToken cancellationToken);

    /// <summary>Gives the editing to somebody else.</summary>
    /// <returns>Who worked on it before; null when nobody did, and then nothing is written.</returns>
    Task<DefinitionEditor?> TakeOverAsync(
        string definitionId, EditLease lease, DefinitionChange change, CancellationToken cancellationToken);

    /// <summary>Who works on a definition, also when the time of that is over; null when nobody does.</summary>
    Task<DefinitionEditor?> FindEditorAsync(string definitionId, CancellationToken cancellationToken);

    /// <summary>What people did with a definition, newest first.</summary>
    Task<IReadOnlyList<DefinitionChange>> ChangesAsync(string definitionId, int limit, CancellationToken cancellationToken);
}
