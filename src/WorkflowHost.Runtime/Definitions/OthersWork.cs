namespace WorkflowHost.Runtime;

/// <summary>
/// Whose work a save would pass over. Each version is drawn by one person, so the versions say who saved since a state was read, and in which
/// window.
/// </summary>
internal sealed class OthersWork(IDefinitionStore store, IDefinitionLists lists)
{
    /// <summary>More versions than anybody makes between two answers.</summary>
    private const int Newest = 1000;

    /// <summary>Whether a version is a draft that somebody else has not published.</summary>
    public static bool IsDraft(DefinitionVersion version, string actor) => version.IsDraft && version.ChangedBy != actor;

    /// <summary>Who else, or in which other window, has saved since a state was read, an account's id; null when nobody has.</summary>
    /// <param name="latest">The newest version.</param>
    /// <param name="seen">The state; null when nobody knows, and then only a draft of somebody else counts.</param>
    /// <param name="actor">The account that saves.</param>
    /// <param name="window">The window that saves; null when nobody knows.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The account itself when what it read is gone, and when another window of the same person saved last.</returns>
    public async Task<string?> SavedSinceAsync(
        DefinitionVersion latest, DefinitionMark? seen, string actor, DrawingWindow? window, CancellationToken cancellationToken)
    {
        if (seen is null)
        {
            return IsDraft(latest, actor) ? latest.ChangedBy : null;
        }

        if (seen == DefinitionMark.Of(latest))
        {
            return null;
        }

        // A window may overtake the answer to its last save, but not another window.
        if (latest.ChangedBy == actor && latest.ChangedIn?.Word != window?.Word)
        {
            return actor;
        }

        if (seen.VersionId == latest.Id && latest.ChangedBy == actor)
        {
            return null;
        }

        if (latest.ChangedBy != actor || await store.FindAsync(seen.VersionId, cancellationToken) is not { } read || read.DefinitionId != latest.DefinitionId)
        {
            return latest.ChangedBy;
        }

        if (read.ChangedBy != actor && seen != DefinitionMark.Of(read))
        {
            return read.ChangedBy;
        }

        var filter = new DefinitionFilter { DefinitionIds = [latest.DefinitionId], Order = DefinitionOrder.Version, Descending = true };
        return (await lists.ListAsync(filter, 0, Newest, cancellationToken)).Items
            .FirstOrDefault(version => version.Version > read.Version && version.ChangedBy != actor)?.ChangedBy;
    }
}
