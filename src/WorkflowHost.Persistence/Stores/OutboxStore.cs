using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Persistence.Stores;

internal sealed class OutboxStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : IOutboxStore
{
    public async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(
        DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken)
    {
        var candidates = await DueAsync(now, limit, cancellationToken);
        if (candidates.Count == 0)
        {
            return [];
        }

        return await transactions.RunAsync(
            async (database, stop) =>
            {
                List<OutboxMessage> taken = [];
                foreach (var row in candidates)
                {
                    if (await TakeAsync(database, row.Key, now, leaseUntil, stop))
                    {
                        taken.Add(OutboxRows.Message(row) with
                        {
                            State = OutboxState.Sending,
                            Attempts = row.Attempts + 1,
                            SettledAt = null,
                        });
                    }
                }

                return Outcome.Keep(taken);
            },
            cancellationToken);
    }

    public Task SettleAsync(
        string key, OutboxState state, string response, DateTimeOffset now, DateTimeOffset? nextAttemptAt,
        CancellationToken cancellationToken)
    {
        DateTimeOffset? settledAt = state is OutboxState.Pending ? null : now;
        var next = nextAttemptAt ?? now;
        return transactions.RunAsync(
            async (database, stop) => Outcome.Keep(
                await database.Outbox.Where(row => row.Key == key && row.State == OutboxState.Sending).ExecuteUpdateAsync(
                    row => row.SetProperty(message => message.State, state)
                        .SetProperty(message => message.Response, response)
                        .SetProperty(message => message.NextAttemptAt, next)
                        .SetProperty(message => message.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(message => message.SettledAt, settledAt),
                    stop)),
            cancellationToken);
    }

    public async Task<int> RecoverAsync(
        DateTimeOffset now, IReadOnlyCollection<string> repeatableKinds, CancellationToken cancellationToken)
    {
        // Asked at every look at the outbox, so it must not write when there is nothing to write.
        await using (var database = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await Abandoned(database, now).AnyAsync(cancellationToken))
            {
                return 0;
            }
        }

        List<string> repeatable = [.. repeatableKinds];
        return await transactions.RunAsync(
            async (database, stop) =>
            {
                var again = await Abandoned(database, now).Where(row => repeatable.Contains(row.Kind)).ExecuteUpdateAsync(
                    row => row.SetProperty(message => message.State, OutboxState.Pending)
                        .SetProperty(message => message.NextAttemptAt, now)
                        .SetProperty(message => message.LeaseUntil, (DateTimeOffset?)null),
                    stop);
                var unknown = await Abandoned(database, now).ExecuteUpdateAsync(
                    row => row.SetProperty(message => message.State, OutboxState.Unknown)
                        .SetProperty(message => message.Response, "发送过程中断，不能确定是否已经送达，请人工核实。")
                        .SetProperty(message => message.LeaseUntil, (DateTimeOffset?)null)
                        .SetProperty(message => message.SettledAt, now),
                    stop);
                return Outcome.Keep(again + unknown);
            },
            cancellationToken);
    }

    public async Task<Page<OutboxMessage>> ListAsync(
        IReadOnlyCollection<string> kinds, string? instanceId, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = database.Outbox.AsQueryable();
        if (kinds.Count > 0)
        {
            List<string> some = [.. kinds];
            rows = rows.Where(row => some.Contains(row.Kind));
        }

        if (instanceId is not null)
        {
            rows = rows.Where(row => row.InstanceId == instanceId);
        }

        if (Cursor.Read(after) is { } end)
        {
            rows = rows.Where(row => row.CreatedAt <= end.First
                && (row.CreatedAt < end.First || string.Compare(row.Key, end.Id) < 0));
        }

        var page = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Key)
            .PageAsync(limit, row => new Cursor(row.CreatedAt, row.Key), cancellationToken);
        return page.Select(OutboxRows.Message);
    }

    private async Task<List<OutboxRow>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Outbox.Where(row => row.State == OutboxState.Pending && row.NextAttemptAt <= now)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Key)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Takes one message unless another process was quicker; of two at the same moment, the database lets one wait.</summary>
    private static async Task<bool> TakeAsync(
        WorkflowHostDbContext database, string key, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        await database.Outbox
            .Where(row => row.Key == key && row.State == OutboxState.Pending && row.NextAttemptAt <= now)
            .ExecuteUpdateAsync(
                row => row.SetProperty(message => message.State, OutboxState.Sending)
                    .SetProperty(message => message.Attempts, message => message.Attempts + 1)
                    .SetProperty(message => message.LeaseUntil, leaseUntil)
                    .SetProperty(message => message.SettledAt, (DateTimeOffset?)null),
                cancellationToken) == 1;

    private static IQueryable<OutboxRow> Abandoned(WorkflowHostDbContext database, DateTimeOffset now) =>
        database.Outbox.Where(row => row.State == OutboxState.Sending && row.LeaseUntil < now);
}
