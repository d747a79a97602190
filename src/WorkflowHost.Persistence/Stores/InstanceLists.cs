using Microsoft.EntityFrameworkCore;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

/// <summary>Instances as lists read them.</summary>
internal static class InstanceLists
{
    /// <summary>One page by next due date, those without one last; then by age.</summary>
    public static Task<Page<InstanceRow>> PageAsync(
        this IQueryable<InstanceRow> rows, WorkflowHostDbContext database, InstanceFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        rows = Filtered(rows, database, filter);
        if (Cursor.Read(after) is { } end)
        {
            rows = rows.Where(row => row.NextDueAt >= end.First
                && (row.NextDueAt > end.First || row.CreatedAt > end.Second
                    || (row.CreatedAt == end.Second && string.Compare(row.Id, end.Id) > 0)));
        }

        return rows.OrderBy(row => row.NextDueAt).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .PageAsync(limit, row => new Cursor(row.NextDueAt, row.CreatedAt, row.Id), cancellationToken);
    }

    /// <summary>The page with what each instance waits for, read at once for all.</summary>
    public static async Task<Page<InstanceSummary>> SummariesAsync(
        WorkflowHostDbContext database, Page<InstanceRow> page, CancellationToken cancellationToken)
    {
        List<string> ids = [.. page.Items.Select(row => row.Id)];
        var rows = await database.Bookmarks.Where(row => ids.Contains(row.InstanceId)).ToListAsync(cancellationToken);
        var waits = rows
            .OrderBy(row => row.DueAt ?? Instants.Never).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id, StringComparer.Ordinal)
            .ToLookup(
                row => row.InstanceId,
                row => new Wait(row.Id, row.ActivityType, row.Title, row.Owner, row.DueAt, row.Explanation, row.CreatedAt) { LateAt = row.LateAt ?? row.DueAt },
                StringComparer.Ordinal);
        return page.Select(row => Summary(row, [.. waits[row.Id]]));
    }

    /// <summary>Those that a list shows, in no order.</summary>
    public static IQueryable<InstanceRow> Filtered(this IQueryable<InstanceRow> rows, WorkflowHostDbContext database, InstanceFilter filter)
    {
        rows = rows.Where(row => !row.IsTest);
        if (filter.CorrelationId is { } correlationId)
        {
            rows = rows.Where(row => row.CorrelationId == correlationId);
        }

        if (filter.RunningOnly)
        {
            rows = rows.Where(row => row.Status == WorkflowStatus.Running || row.SubStatus == WorkflowSubStatus.Faulted);
        }

        if (filter.DueUpTo is { } upTo)
        {
            rows = rows.Where(row => row.NextDueAt <= upTo);
        }

        if (filter.Lateness is { } lateness)
        {
            var late = database.Bookmarks.Where(row => (row.LateAt ?? row.DueAt) <= lateness.At);
            rows = lateness.IsLate
                ? rows.Where(row => row.NextDueAt <= lateness.At && late.Any(waiting => waiting.InstanceId == row.Id))
                : rows.Where(row => !late.Any(waiting => waiting.InstanceId == row.Id));
        }

        return filter.WithIncidentsOnly ? rows.Where(row => row.IncidentCount > 0) : rows;
    }

    /// <summary>A row as lists show it.</summary>
    public static InstanceSummary Summary(InstanceRow row, IReadOnlyList<Wait> waits) => new(
        row.Id, row.Name, row.CorrelationId, row.DefinitionId, row.DefinitionName, row.DefinitionVersion, row.DefinitionVersionId,
        row.Status, row.SubStatus, row.Revision, row.CreatedAt, row.UpdatedAt, row.FinishedAt, Instants.OrNone(row.NextDueAt),
        row.IncidentCount, waits)
    {
        ParentInstanceId = row.ParentInstanceId,
    };
}
