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
        var page = await database.Instances.PageAsync(database, filter, after, limit, cancellationToken);
        return await InstanceLists.SummariesAsync(database, page, cancellationToken);
    }

    public async Task<InstanceSummary?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.Instances.Where(row => row.Id == instanceId).ToListAsync(cancellationToken);
        return (await InstanceLists.SummariesAsync(database, new Page<InstanceRow>(rows, null), cancellationToken)).Items.SingleOrDefault();
    }

    public async Task<IReadOnlyList<string>> ChildrenAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Instances
            .Where(row => row.ParentInstanceId == instanceId
                && (row.Status == WorkflowStatus.Running || row.SubStatus == WorkflowSubStatus.Faulted))
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
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

    /// <summary>A line as it is read.</summary>
    internal static RecordedEvent Recorded(HistoryRow row) => new(
        new HistoryEvent(
            row.Sequence, row.At, row.ExecutionId, row.ActivityId, row.NodeId, row.ActivityType, row.ActivityName, row.Event,
            row.Message, row.Payload is null ? null : JsonNode.Parse(row.Payload)),
        row.Actor);
}
