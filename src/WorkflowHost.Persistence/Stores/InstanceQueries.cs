using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

internal sealed class InstanceQueries(IDbContextFactory<WorkflowHostDbContext> contexts) : IInstanceQueries
{
    public async Task<Page<InstanceSummary>> ListAsync(
        InstanceFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filtered(database.Instances, filter);
        if (Cursor.Read(after) is { } end)
        {
            rows = rows.Where(row => row.NextDueAt >= end.First
                && (row.NextDueAt > end.First || row.CreatedAt > end.Second
                    || (row.CreatedAt == end.Second && string.Compare(row.Id, end.Id) > 0)));
        }

        var page = await rows.OrderBy(row => row.NextDueAt).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .PageAsync(limit, row => new Cursor(row.NextDueAt, row.CreatedAt, row.Id), cancellationToken);
        var waits = await WaitsAsync(database, [.. page.Items.Select(row => row.Id)], cancellationToken);
        return page.Select(row => Summary(row, waits));
    }

    public async Task<InstanceSummary?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Instances.SingleOrDefaultAsync(found => found.Id == instanceId, cancellationToken);
        return row is null ? null : Summary(row, await WaitsAsync(database, [instanceId], cancellationToken));
    }

    public async Task<IReadOnlyList<RecordedEvent>> HistoryAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.History.Where(row => row.InstanceId == instanceId).OrderBy(row => row.Sequence)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(Recorded)];
    }

    public async Task<IReadOnlyList<Incident>> IncidentsAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Incidents.Where(row => row.InstanceId == instanceId)
            .OrderBy(row => row.At).ThenBy(row => row.Id)
            .Select(row => new Incident(
                row.Id, row.ExecutionId, row.ActivityId, row.NodeId, row.ActivityType, row.ActivityName, row.Code, row.Message,
                row.Detail, row.Attempt, row.At))
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<InstanceRow> Filtered(IQueryable<InstanceRow> rows, InstanceFilter filter)
    {
        if (filter.CorrelationId is { } correlationId)
        {
            rows = rows.Where(row => row.CorrelationId == correlationId);
        }

        if (filter.RunningOnly)
        {
            rows = rows.Where(row => row.Status == WorkflowStatus.Running || row.SubStatus == WorkflowSubStatus.Faulted);
        }

        return filter.WithIncidentsOnly ? rows.Where(row => row.IncidentCount > 0) : rows;
    }

    private static async Task<ILookup<string, Wait>> WaitsAsync(
        WorkflowHostDbContext database, List<string> instanceIds, CancellationToken cancellationToken)
    {
        var rows = await database.Bookmarks.Where(row => instanceIds.Contains(row.InstanceId)).ToListAsync(cancellationToken);
        return rows
            .OrderBy(row => row.DueAt ?? Instants.Never).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id, StringComparer.Ordinal)
            .ToLookup(
                row => row.InstanceId,
                row => new Wait(row.Id, row.ActivityType, row.Title, row.Owner, row.DueAt, row.Explanation, row.CreatedAt),
                StringComparer.Ordinal);
    }

    private static InstanceSummary Summary(InstanceRow row, ILookup<string, Wait> waits) => new(
        row.Id, row.Name, row.CorrelationId, row.DefinitionId, row.DefinitionName, row.DefinitionVersion, row.DefinitionVersionId,
        row.Status, row.SubStatus, row.CreatedAt, row.UpdatedAt, row.FinishedAt, Instants.OrNone(row.NextDueAt), row.IncidentCount,
        [.. waits[row.Id]]);

    private static RecordedEvent Recorded(HistoryRow row) => new(
        new HistoryEvent(
            row.Sequence, row.At, row.ExecutionId, row.ActivityId, row.NodeId, row.ActivityType, row.ActivityName, row.Event,
            row.Message, row.Payload is null ? null : JsonNode.Parse(row.Payload)),
        row.Actor);
}
