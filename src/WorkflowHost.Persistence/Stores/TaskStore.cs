using Microsoft.EntityFrameworkCore;
using WorkflowHost.HumanTasks;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

internal sealed class TaskStore(IDbContextFactory<WorkflowHostDbContext> contexts) : ITaskStore
{
    public async Task<HumanTask?> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Tasks.SingleOrDefaultAsync(found => found.Id == taskId, cancellationToken);
        return row is null ? null : TaskRows.Task(row);
    }

    public async Task<Page<HumanTask>> InboxAsync(
        string bureauId, IReadOnlyCollection<string> roles, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Inbox(database, bureauId, roles);
        if (Cursor.Read(after) is { } end)
        {
            rows = rows.Where(row => row.DueAt >= end.First
                && (row.DueAt > end.First || row.CreatedAt > end.Second
                    || (row.CreatedAt == end.Second && string.Compare(row.Id, end.Id) > 0)));
        }

        var page = await rows.OrderBy(row => row.DueAt).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .PageAsync(limit, row => new Cursor(row.DueAt, row.CreatedAt, row.Id), cancellationToken);
        return page.Select(TaskRows.Task);
    }

    public async Task<int> CountInboxAsync(string bureauId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await Inbox(database, bureauId, roles).CountAsync(cancellationToken);
    }

    public async Task<Page<HumanTask>> DoneByAsync(
        string accountId, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = database.Tasks.Where(row => row.CompletedBy == accountId && row.CompletedAt != null);
        if (Cursor.Read(after) is { } end)
        {
            rows = rows.Where(row => row.CompletedAt <= end.First
                && (row.CompletedAt < end.First || string.Compare(row.Id, end.Id) < 0));
        }

        var page = await rows.OrderByDescending(row => row.CompletedAt).ThenByDescending(row => row.Id)
            .PageAsync(limit, row => new Cursor(row.CompletedAt!.Value, row.Id), cancellationToken);
        return page.Select(TaskRows.Task);
    }

    public async Task<IReadOnlyList<HumanTask>> OfCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.Tasks.Where(row => row.CaseId == caseId)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(TaskRows.Task)];
    }

    private static IQueryable<TaskRow> Inbox(WorkflowHostDbContext database, string bureauId, IReadOnlyCollection<string> roles)
    {
        List<string> any = [.. roles];
        return database.Tasks.Where(row =>
            row.BureauId == bureauId && row.State == HumanTaskState.Open && any.Contains(row.Role));
    }
}
