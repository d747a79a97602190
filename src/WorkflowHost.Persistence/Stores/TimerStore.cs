using Microsoft.EntityFrameworkCore;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.Persistence.Stores;

internal sealed class TimerStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : ITimerStore
{
    public Task<IReadOnlyList<DueTimer>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        DueAsync(now, null, limit, cancellationToken);

    public async Task<IReadOnlyList<DueTimer>> DueAsync(
        DateTimeOffset now, DueTimer? after, int limit, CancellationToken cancellationToken)
    {
        // One that stands faulted keeps its timers until somebody lets it go on.
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var timers = after is null
            ? database.Timers
            : database.Timers.Where(timer => timer.DueAt >= after.DueAt
                && (timer.DueAt > after.DueAt || string.Compare(timer.BookmarkId, after.BookmarkId) > 0));
        return await timers.Where(timer => timer.DueAt <= now && database.Instances.Any(
                instance => instance.Id == timer.InstanceId && instance.Status == WorkflowStatus.Running))
            .OrderBy(row => row.DueAt).ThenBy(row => row.BookmarkId)
            .Take(limit)
            .Select(row => new DueTimer(row.BookmarkId, row.InstanceId, row.DueAt))
            .ToListAsync(cancellationToken);
    }

    public async Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Timers.Where(timer => timer.DueAt > now)
            .OrderBy(row => row.DueAt).ThenBy(row => row.BookmarkId)
            .Select(row => (DateTimeOffset?)row.DueAt)
            .FirstOrDefaultAsync(cancellationToken);
    }

    public Task DiscardAsync(string bookmarkId, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
                Outcome.Keep(await database.Timers.Where(row => row.BookmarkId == bookmarkId).ExecuteDeleteAsync(stop)),
            cancellationToken);
}
