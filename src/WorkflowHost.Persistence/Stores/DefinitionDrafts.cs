using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Persistence.Stores;

internal sealed class DefinitionDrafts(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : IDefinitionDrafts
{
    private const int MaxChanges = 200;

    public Task<DraftSaved> AddDraftAsync(
        DefinitionVersion draft, EditLease lease, DefinitionChange? change, CancellationToken cancellationToken) => SaveAsync(
            draft,
            lease,
            change,
            async (database, stop) =>
            {
                var versions = database.DefinitionVersions.Where(row => row.DefinitionId == draft.DefinitionId);
                if (await versions.AnyAsync(row => row.Version >= draft.Version, stop))
                {
                    return false;
                }

                await versions.Where(row => row.IsLatest).ExecuteUpdateAsync(row => row.SetProperty(older => older.IsLatest, false), stop);
                database.Add(DefinitionRows.Row(draft));
                return true;
            },
            cancellationToken);

    public Task<DraftSaved> ReplaceDraftAsync(
        DefinitionVersion draft, EditLease lease, DefinitionChange? change, CancellationToken cancellationToken) => SaveAsync(
            draft, lease, change, (database, stop) => DefinitionRows.ReplaceAsync(database, draft, stop), cancellationToken);

    public Task<bool> RememberAsync(DefinitionVersion read, DrawingWindow window, CancellationToken cancellationToken)
    {
        var (before, now) = (read.ChangedIn?.ToString(), window.ToString());
        return transactions.RunAsync(
            async (database, stop) => Outcome.Keep(await database.DefinitionVersions
                .Where(row => row.Id == read.Id && row.Edit == read.Edit && row.ChangedIn == before)
                .ExecuteUpdateAsync(row => row.SetProperty(version => version.ChangedIn, now), stop) == 1),
            cancellationToken);
    }

    public Task<bool> PublishAsync(
        DefinitionVersion version, IReadOnlyCollection<NewTrigger> triggers, DefinitionChange change, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                await database.DefinitionVersions.Where(row => row.DefinitionId == version.DefinitionId && row.IsPublished && row.Id != version.Id)
                    .ExecuteUpdateAsync(row => row.SetProperty(older => older.IsPublished, false), stop);
                var published = DefinitionRows.Row(version with { IsDraft = false, IsPublished = true });
                var unchanged = await database.DefinitionVersions
                    .Where(row => row.Id == version.Id && row.IsLatest && row.Edit == version.Edit && row.IsDraft == version.IsDraft && !row.IsPublished)
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(next => next.IsPublished, true)
                            .SetProperty(next => next.IsDraft, false)
                            .SetProperty(next => next.Json, published.Json)
                            .SetProperty(next => next.Uses, published.Uses)
                            .SetProperty(next => next.Warnings, published.Warnings),
                        stop);
                if (unchanged == 0)
                {
                    return Outcome.Undo(false);
                }

                await database.DefinitionEditors.Where(row => row.DefinitionId == version.DefinitionId && row.AccountId == change.Actor)
                    .ExecuteDeleteAsync(stop);
                database.Add(DefinitionRows.Row(change));
                await DefinitionTriggers.ReplaceAsync(database, version, triggers, stop);
                return Outcome.Keep(true);
            },
            cancellationToken);

    public Task<bool> RetractAsync(string definitionId, DefinitionChange change, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var retracted = await database.DefinitionVersions.Where(row => row.DefinitionId == definitionId && row.IsPublished)
                    .ExecuteUpdateAsync(row => row.SetProperty(version => version.IsPublished, false), stop);
                if (retracted == 0)
                {
                    return Outcome.Undo(false);
                }

                await database.Triggers.Where(row => row.DefinitionId == definitionId).ExecuteDeleteAsync(stop);
                database.Add(DefinitionRows.Row(change));
                await database.SaveChangesAsync(stop);
                return Outcome.Keep(true);
            },
            cancellationToken);

    public Task<bool> FreezeAsync(DefinitionVersion draft, DefinitionChange change, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var frozen = await database.DefinitionVersions
                    .Where(row => row.Id == draft.Id && row.Edit == draft.Edit && row.IsDraft)
                    .ExecuteUpdateAsync(row => row.SetProperty(version => version.IsDraft, false).SetProperty(version => version.Uses, StoredJson.Write(draft.Uses.ByReference)), stop);
                if (frozen == 0)
                {
                    return Outcome.Undo(false);
                }

                database.Add(DefinitionRows.Row(change));
                await database.SaveChangesAsync(stop);
                return Outcome.Keep(true);
            },
            cancellationToken);

    public Task<VersionDeletion> DeleteAsync(
        string definitionId, IReadOnlyCollection<DefinitionChange> changes, CancellationToken cancellationToken) => transactions.RunAsync(
            async (database, stop) =>
            {
                List<int> numbers = [.. changes.Select(change => change.Version)];
                var versions = database.DefinitionVersions.Where(row => row.DefinitionId == definitionId && numbers.Contains(row.Version));
                var ids = await versions.Select(row => row.Id).ToListAsync(stop);
                if (ids.Count != numbers.Count)
                {
                    return Outcome.Undo(VersionDeletion.Missing);
                }

                if (await database.Instances.AnyAsync(row => ids.Contains(row.DefinitionVersionId), stop))
                {
                    return Outcome.Undo(VersionDeletion.HasInstances);
                }

                var users = await database.DefinitionVersions.Where(row => row.Uses != "{}" && !ids.Contains(row.Id)).Select(row => row.Uses).ToListAsync(stop);
                if (users.Any(uses => ids.Exists(id => uses.Contains($"\"{id}\"", StringComparison.Ordinal))))
                {
                    return Outcome.Undo(VersionDeletion.IsUsed);
                }

                if (await versions.AnyAsync(row => row.IsPublished, stop))
                {
                    await database.Triggers.Where(row => row.DefinitionId == definitionId).ExecuteDeleteAsync(stop);
                }

                await versions.ExecuteDeleteAsync(stop);
                await RenewLatestAsync(database, definitionId, stop);
                database.AddRange(changes.Select(DefinitionRows.Row));
                await database.SaveChangesAsync(stop);
                return Outcome.Keep(VersionDeletion.Deleted);
            },
            cancellationToken);

    public Task<DefinitionEditor?> TakeOverAsync(
        string definitionId, EditLease lease, DefinitionChange change, CancellationToken cancellationToken) => transactions.RunAsync(
            async (database, stop) =>
            {
                var before = await EditorAsync(database, definitionId, stop);
                if (before is null || before.AccountId == lease.AccountId)
                {
                    return Outcome.Undo<DefinitionEditor?>(before);
                }

                await database.DefinitionEditors.Where(row => row.DefinitionId == definitionId).ExecuteUpdateAsync(
                    row => row.SetProperty(next => next.AccountId, lease.AccountId)
                        .SetProperty(next => next.Since, lease.Now).SetProperty(next => next.LastSavedAt, lease.Now),
                    stop);
                database.Add(DefinitionRows.Row(change));
                await database.SaveChangesAsync(stop);
                return Outcome.Keep<DefinitionEditor?>(before);
            },
            cancellationToken);

    public async Task<DefinitionEditor?> FindEditorAsync(string definitionId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await EditorAsync(database, definitionId, cancellationToken);
    }

    public async Task<IReadOnlyList<DefinitionChange>> ChangesAsync(string definitionId, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.DefinitionChanges.Where(row => row.DefinitionId == definitionId)
            .OrderByDescending(row => row.Id).Take(Math.Clamp(limit, 1, MaxChanges))
            .Select(row => new DefinitionChange(row.Id, row.DefinitionId, row.Version, row.At, row.Actor, row.Action, row.Text))
            .ToListAsync(cancellationToken);
    }

    private Task<DraftSaved> SaveAsync(
        DefinitionVersion draft, EditLease lease, DefinitionChange? change, Func<WorkflowHostDbContext, CancellationToken, Task<bool>> write,
        CancellationToken cancellationToken) => transactions.RunAsync(
            async (database, stop) =>
            {
                var editor = await EditorAsync(database, draft.DefinitionId, stop);
                if (editor is not null && editor.AccountId != lease.AccountId && editor.LastSavedAt + lease.Lasts > lease.Now)
                {
                    return Outcome.Undo<DraftSaved>(new DraftSaved.Taken(editor));
                }

                if (!await write(database, stop))
                {
                    return Outcome.Undo<DraftSaved>(new DraftSaved.Moved());
                }

                if (editor is not null)
                {
                    await database.DefinitionEditors.Where(row => row.DefinitionId == draft.DefinitionId).ExecuteDeleteAsync(stop);
                }

                database.Add(new DefinitionEditorRow
                {
                    DefinitionId = draft.DefinitionId,
                    AccountId = lease.AccountId,
                    Since = editor?.AccountId == lease.AccountId && editor.LastSavedAt + lease.Lasts > lease.Now ? editor.Since : lease.Now,
                    LastSavedAt = lease.Now,
                });
                if (change is not null)
                {
                    database.Add(DefinitionRows.Row(change));
                }

                await database.SaveChangesAsync(stop);
                return Outcome.Keep<DraftSaved>(new DraftSaved.Done());
            },
            cancellationToken);

    private static async Task RenewLatestAsync(WorkflowHostDbContext database, string definitionId, CancellationToken stop)
    {
        var rest = database.DefinitionVersions.Where(row => row.DefinitionId == definitionId);
        if (await rest.AnyAsync(row => row.IsLatest, stop))
        {
            return;
        }

        if (await rest.MaxAsync(row => (int?)row.Version, stop) is { } newest)
        {
            await rest.Where(row => row.Version == newest).ExecuteUpdateAsync(row => row.SetProperty(version => version.IsLatest, true), stop);
        }
        else
        {
            await database.DefinitionEditors.Where(row => row.DefinitionId == definitionId).ExecuteDeleteAsync(stop);
        }
    }

    private static Task<DefinitionEditor?> EditorAsync(WorkflowHostDbContext database, string definitionId, CancellationToken stop) =>
        database.DefinitionEditors.Where(row => row.DefinitionId == definitionId)
            .Select(row => new DefinitionEditor(row.DefinitionId, row.AccountId, row.Since, row.LastSavedAt))
            .SingleOrDefaultAsync(stop);
}
