using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime;

namespace WorkflowHost.Persistence.Stores;

/// <summary>Finds the ids of a page in an index first and reads only those rows: a row's drawing lies before its later columns.</summary>
internal sealed class DefinitionLists(IDbContextFactory<WorkflowHostDbContext> contexts) : IDefinitionLists
{
    private const int MaxItems = 10_000;

    public async Task<Numbered<DefinitionSummary>> ListAsync(DefinitionFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Filtered(database.DefinitionVersions, filter);
        var total = await found.CountAsync(cancellationToken);
        var ids = await Ordered(found, filter).Skip(skip).Take(Math.Clamp(take, 1, MaxItems)).Select(row => row.Id).ToListAsync(cancellationToken);
        var rows = await database.DefinitionVersions.Where(row => ids.Contains(row.Id)).Select(DefinitionRows.Listed)
            .ToDictionaryAsync(row => row.Id, StringComparer.Ordinal, cancellationToken);
        return new Numbered<DefinitionSummary>([.. ids.Where(rows.ContainsKey).Select(id => rows[id])], total);
    }

    public async Task<IReadOnlyList<ReusableVersion>> ReusableAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.DefinitionVersions.Where(row => row.IsUsableAsActivity && !row.IsDraft)
            .OrderByDescending(row => row.Version).ThenByDescending(row => row.Id)
            .Select(row => new ReusableVersion(row.Id, row.IsPublished)).ToListAsync(cancellationToken);
    }

    public async Task<bool> IsNameFreeAsync(string name, string? definitionId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return !await database.DefinitionVersions.AnyAsync(
            row => row.IsLatest && row.Name == name && row.DefinitionId != definitionId, cancellationToken);
    }

    public async Task<IReadOnlyList<DefinitionSummary>> ConsumersAsync(string definitionId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await database.DefinitionVersions.Where(row => row.DefinitionId == definitionId).Select(row => row.Id).ToListAsync(cancellationToken);
        var users = await database.DefinitionVersions
            .Where(row => row.Uses != "{}" && row.DefinitionId != definitionId && (row.IsLatest || row.IsPublished))
            .Select(row => new { row.Id, row.Uses }).ToListAsync(cancellationToken);
        List<string> ids = [.. users.Where(user => versions.Exists(id => user.Uses.Contains($"\"{id}\"", StringComparison.Ordinal))).Select(user => user.Id)];
        return await database.DefinitionVersions.Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).Select(DefinitionRows.Listed).ToListAsync(cancellationToken);
    }

    private static IQueryable<DefinitionVersionRow> Filtered(IQueryable<DefinitionVersionRow> rows, DefinitionFilter filter)
    {
        rows = filter.Versions switch
        {
            VersionSelection.Latest => rows.Where(row => row.IsLatest),
            VersionSelection.Published => rows.Where(row => row.IsPublished),
            VersionSelection.LatestOrPublished => rows.Where(row => row.IsLatest || row.IsPublished),
            VersionSelection.LatestAndPublished => rows.Where(row => row.IsLatest && row.IsPublished),
            VersionSelection.Draft => rows.Where(row => row.IsLatest && !row.IsPublished),
            _ => rows,
        };
        if (filter.Version is { } number)
        {
            rows = rows.Where(row => row.Version == number);
        }

        if (filter.DefinitionIds is { } definitionIds)
        {
            rows = rows.Where(row => definitionIds.Contains(row.DefinitionId));
        }

        if (filter.Ids is { } ids)
        {
            rows = rows.Where(row => ids.Contains(row.Id));
        }

        if (filter.IsSystem is { } isSystem)
        {
            rows = rows.Where(row => row.IsSystem == isSystem);
        }

        if (filter.IsUsableAsActivity is { } isUsable)
        {
            // Said outright, because an index of the few that are can't be found by a parameter.
            rows = isUsable ? rows.Where(row => row.IsUsableAsActivity) : rows.Where(row => !row.IsUsableAsActivity);
        }

        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return rows;
        }

        var pattern = SearchPattern.Of(filter.Search);
        return rows.Where(row => EF.Functions.Like(row.SearchText, pattern, SearchPattern.Escape));
    }

    private static IOrderedQueryable<DefinitionVersionRow> Ordered(IQueryable<DefinitionVersionRow> rows, DefinitionFilter filter) =>
        (filter.Order, filter.Descending) switch
        {
            (DefinitionOrder.Name, false) => rows.OrderBy(row => row.Name).ThenBy(row => row.Id),
            (DefinitionOrder.Name, true) => rows.OrderByDescending(row => row.Name).ThenByDescending(row => row.Id),
            (DefinitionOrder.Version, false) => rows.OrderBy(row => row.Version).ThenBy(row => row.Id),
            (DefinitionOrder.Version, true) => rows.OrderByDescending(row => row.Version).ThenByDescending(row => row.Id),
            (DefinitionOrder.Recent, _) => rows
                .OrderByDescending(row => row.Origin == DefinitionOrigin.File ? DateTimeOffset.UnixEpoch : row.CreatedAt).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id),
            (_, false) => rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id),
            (_, true) => rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id),
        };
}
