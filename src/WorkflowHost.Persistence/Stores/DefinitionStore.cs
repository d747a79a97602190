using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Persistence.Stores;

internal sealed class DefinitionStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions)
    : IDefinitionStore
{
    public Task<bool> AddPublishedAsync(
        DefinitionVersion version, IReadOnlyCollection<NewTrigger> triggers, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var versions = database.DefinitionVersions.Where(row => row.DefinitionId == version.DefinitionId);
                if (await versions.AnyAsync(row => row.Version == version.Version, stop))
                {
                    return Outcome.Undo(false);
                }

                await versions.Where(row => row.IsLatest || row.IsPublished).ExecuteUpdateAsync(
                    row => row.SetProperty(older => older.IsLatest, false).SetProperty(older => older.IsPublished, false), stop);
                database.Add(DefinitionRows.Row(version));
                await DefinitionTriggers.ReplaceAsync(database, version, triggers, stop);
                return Outcome.Keep(true);
            },
            cancellationToken);

    public Task<DefinitionVersion?> FindAsync(string versionId, CancellationToken cancellationToken) =>
        SingleAsync(rows => rows.Where(row => row.Id == versionId), cancellationToken);

    public Task<DefinitionVersion?> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        SingleAsync(rows => rows.Where(row => row.DefinitionId == definitionId && row.IsPublished), cancellationToken);

    public async Task<DefinitionVersion?> FindLastPublishedAsync(string definitionId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);

        // A file is published as it comes in; of what people publish the record tells, but the number of a deleted version is given again.
        var row = await database.DefinitionVersions
            .Where(row => row.DefinitionId == definitionId && !row.IsDraft
                && (row.IsPublished || row.Origin == DefinitionOrigin.File || database.DefinitionChanges.Any(change =>
                    change.DefinitionId == definitionId && change.Version == row.Version && change.Action == DefinitionAction.Published
                    && change.At >= row.CreatedAt)))
            .OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : DefinitionRows.Version(row);
    }

    public Task<DefinitionVersion?> FindLatestAsync(string definitionId, CancellationToken cancellationToken) =>
        SingleAsync(rows => rows.Where(row => row.DefinitionId == definitionId && row.IsLatest), cancellationToken);

    public async Task<IReadOnlyList<DefinitionVersion>> NamingAsync(string definitionId, CancellationToken cancellationToken)
    {
        var text = $"\"{JsonEncodedText.Encode(definitionId, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.DefinitionVersions
            .Where(row => row.DefinitionId != definitionId
                && (row.IsLatest || row.IsPublished || database.Instances.Any(instance => instance.DefinitionVersionId == row.Id
                    && (instance.Status == WorkflowStatus.Running || instance.SubStatus == WorkflowSubStatus.Faulted)))
                && row.Json.Contains(text))
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(DefinitionRows.Version)];
    }

    public async Task<IReadOnlyList<(string DefinitionId, string Name)>> PublishedNamesAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.DefinitionVersions.Where(row => row.IsPublished).OrderBy(row => row.DefinitionId)
            .Select(row => new { row.DefinitionId, row.Name }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.DefinitionId, row.Name))];
    }

    private async Task<DefinitionVersion?> SingleAsync(
        Func<IQueryable<DefinitionVersionRow>, IQueryable<DefinitionVersionRow>> which, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await which(database.DefinitionVersions).SingleOrDefaultAsync(cancellationToken);
        return row is null ? null : DefinitionRows.Version(row);
    }
}
