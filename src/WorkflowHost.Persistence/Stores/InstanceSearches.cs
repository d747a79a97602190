using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

/// <summary>Numbered lists of instances as queries.</summary>
internal static class InstanceSearches
{
    public static IQueryable<InstanceRow> Matching(this IQueryable<InstanceRow> rows, InstanceSearch search)
    {
        var ids = search.Ids;
        var correlationIds = search.CorrelationIds;
        var definitionIds = search.DefinitionIds;
        var versionIds = search.DefinitionVersionIds;
        var statuses = search.Statuses;
        var subStatuses = search.SubStatuses;
        rows = ids.Count > 0 ? rows.Where(row => ids.Contains(row.Id)) : rows;
        rows = correlationIds.Count > 0 ? rows.Where(row => correlationIds.Contains(row.CorrelationId)) : rows;
        rows = definitionIds.Count > 0 ? rows.Where(row => definitionIds.Contains(row.DefinitionId)) : rows;
        rows = versionIds.Count > 0 ? rows.Where(row => versionIds.Contains(row.DefinitionVersionId)) : rows;
        rows = statuses.Count > 0 ? rows.Where(row => statuses.Contains(row.Status)) : rows;
        rows = subStatuses.Count > 0 ? rows.Where(row => subStatuses.Contains(row.SubStatus)) : rows;
        rows = search.Version is { } version ? rows.Where(row => row.DefinitionVersion == version) : rows;
        rows = search.HasIncidents is { } hasIncidents ? rows.Where(row => row.IncidentCount > 0 == hasIncidents) : rows;
        rows = search.IsTest is { } isTest ? rows.Where(row => row.IsTest == isTest) : rows;
        rows = search.Bounds.Aggregate(rows, Within);
        if (string.IsNullOrWhiteSpace(search.Text))
        {
            return rows;
        }

        var text = search.Text.Trim();
        var pattern = SearchPattern.Of(text);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Becomes SQL, where there is no culture.
        return rows.Where(row => row.Id == text || row.CorrelationId == text || EF.Functions.Like(row.Name.ToLower(), pattern, SearchPattern.Escape));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    public static IOrderedQueryable<InstanceRow> InOrder(this IQueryable<InstanceRow> rows, InstanceSearch search) =>
        (search.Order, search.Descending) switch
        {
            (InstanceOrder.Updated, false) => rows.OrderBy(row => row.UpdatedAt).ThenBy(row => row.Id),
            (InstanceOrder.Updated, true) => rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id),
            (InstanceOrder.Finished, false) => rows.OrderBy(row => row.FinishedAt).ThenBy(row => row.Id),
            (InstanceOrder.Finished, true) => rows.OrderByDescending(row => row.FinishedAt).ThenByDescending(row => row.Id),
            (InstanceOrder.Name, false) => rows.OrderBy(row => row.Name).ThenBy(row => row.Id),
            (InstanceOrder.Name, true) => rows.OrderByDescending(row => row.Name).ThenByDescending(row => row.Id),
            (_, false) => rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id),
            (_, true) => rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id),
        };

    private static IQueryable<InstanceRow> Within(IQueryable<InstanceRow> rows, InstantBounds bounds)
    {
        var from = bounds.From ?? DateTimeOffset.UnixEpoch.AddYears(-1900);
        var to = bounds.To ?? Instants.Never;
        return (bounds.Column, bounds.IsOutside) switch
        {
            (InstanceOrder.Updated, false) => rows.Where(row => row.UpdatedAt >= from && row.UpdatedAt < to),
            (InstanceOrder.Updated, true) => rows.Where(row => row.UpdatedAt < from || row.UpdatedAt >= to),
            (InstanceOrder.Finished, false) => rows.Where(row => row.FinishedAt >= from && row.FinishedAt < to),
            (InstanceOrder.Finished, true) => rows.Where(row => row.FinishedAt < from || row.FinishedAt >= to),
            (_, false) => rows.Where(row => row.CreatedAt >= from && row.CreatedAt < to),
            (_, true) => rows.Where(row => row.CreatedAt < from || row.CreatedAt >= to),
        };
    }
}
