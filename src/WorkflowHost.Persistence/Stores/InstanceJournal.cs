using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

internal sealed class InstanceJournal(IDbContextFactory<WorkflowHostDbContext> contexts) : IInstanceJournal
{
    private const int MaxItems = 10_000;

    public async Task<Numbered<RecordedEvent>> ReadAsync(
        string instanceId, JournalFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = Filtered(database.History.Where(row => row.InstanceId == instanceId), filter);
        var total = await lines.CountAsync(cancellationToken);
        var page = await lines.OrderBy(row => row.Sequence).Skip(skip).Take(Math.Clamp(take, 1, MaxItems)).ToListAsync(cancellationToken);
        return new Numbered<RecordedEvent>([.. page.Select(InstanceQueries.Recorded)], total);
    }

    public async Task<IReadOnlyList<NodeCount>> CountsAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.History.Where(row => row.InstanceId == instanceId)
            .GroupBy(row => new { row.NodeId, row.ActivityId, row.Event })
            .Select(group => new NodeCount(group.Key.NodeId, group.Key.ActivityId, group.Key.Event, group.Count()))
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, int>> RevisionsAsync(IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Instances.Where(row => instanceIds.Contains(row.Id)).Select(row => new { row.Id, row.Revision })
            .ToDictionaryAsync(row => row.Id, row => row.Revision, StringComparer.Ordinal, cancellationToken);
    }

    private static IQueryable<HistoryRow> Filtered(IQueryable<HistoryRow> lines, JournalFilter filter)
    {
        var (activityIds, nodeIds, excluded, events) = (filter.ActivityIds, filter.NodeIds, filter.ExcludedTypes, filter.Events);
        lines = activityIds.Count > 0 ? lines.Where(row => activityIds.Contains(row.ActivityId)) : lines;
        lines = nodeIds.Count > 0 ? lines.Where(row => nodeIds.Contains(row.NodeId)) : lines;
        lines = excluded.Count > 0 ? lines.Where(row => !excluded.Contains(row.ActivityType)) : lines;
        lines = events.Count > 0 ? lines.Where(row => events.Contains(row.Event)) : lines;
        return filter.ExecutionId is { } executionId ? lines.Where(row => row.ExecutionId == executionId) : lines;
    }
}
