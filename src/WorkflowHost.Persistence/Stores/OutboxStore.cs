using Microsoft.EntityFrameworkCore;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Persistence.Stores;

internal sealed class OutboxStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : IOutboxStore
{
    private const string Interrupted = "发送前中断，没有发出，将重新发送。";
    private const string Lost = "发送过程中断，不能确定是否已经送达，请人工核实。";

    public async Task<IReadOnlyList<OutboxMessage>> ClaimAsync(
        DateTimeOffset machineNow, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken)
    {
        var candidates = await DueAsync(machineNow, limit, cancellationToken);
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
                    if (await TakeAsync(database, row, leaseUntil, stop))
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

    public Task<bool> BeginAsync(string key, int attempt, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) => Outcome.Keep(
                await database.Outbox
                    .Where(row => row.Key == key && row.State == OutboxState.Sending && row.Attempts == attempt && !row.HasBegun)
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(message => message.HasBegun, true)
                            .SetProperty(message => message.LeaseUntil, leaseUntil),
                        stop) == 1),
            cancellationToken);

    public Task<bool> SettleAsync(Settlement settlement, DateTimeOffset now, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var settled = await OutboxChanges.SettleAsync(database, settlement, now, stop);
                await database.SaveChangesAsync(stop);
                return new Outcome<bool>(settled, settled);
            },
            cancellationToken);

    public async Task<int> RecoverAsync(
        DateTimeOffset machineNow, DateTimeOffset now, IReadOnlyCollection<string> repeatableKinds, CancellationToken cancellationToken)
    {
        // Asked at every look at the outbox, so it must not write when there is nothing to write.
        await using (var database = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await Abandoned(database, machineNow).AnyAsync(cancellationToken))
            {
                return 0;
            }
        }

        return await transactions.RunAsync(
            async (database, stop) =>
            {
                var found = 0;
                foreach (var row in await Abandoned(database, machineNow).ToListAsync(stop))
                {
                    var next = row.HasBegun && !repeatableKinds.Contains(row.Kind)
                        ? new OutboxChange(OutboxState.Unknown, Lost, now, Command.System, Lost) { Retries = row.Retries, Resends = row.Resends }
                        : new OutboxChange(OutboxState.Pending, row.Response, now, Command.System, Interrupted)
                        {
                            Retries = row.Retries,
                            Resends = row.Resends,
                        };
                    found += await OutboxChanges.WriteAsync(database, row, next, stop) ? 1 : 0;
                }

                await database.SaveChangesAsync(stop);
                return Outcome.Keep(found);
            },
            cancellationToken);
    }

    public async Task<Page<OutboxMessage>> ListAsync(
        OutboxFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Some(database.Outbox, filter);
        if (Cursor.Read(after) is { } end)
        {
            rows = rows.Where(row => row.CreatedAt <= end.First
                && (row.CreatedAt < end.First || string.Compare(row.Key, end.Id) < 0));
        }

        var page = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Key)
            .PageAsync(limit, row => new Cursor(row.CreatedAt, row.Key), cancellationToken);
        return page.Select(OutboxRows.Message);
    }

    public async Task<OutboxMessage?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Outbox.SingleOrDefaultAsync(found => found.Key == key, cancellationToken);
        return row is null ? null : OutboxRows.Message(row);
    }

    public async Task<IReadOnlyList<MessageChange>> ChangesAsync(string key, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.OutboxChanges.Where(row => row.Key == key).OrderBy(row => row.Revision).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new MessageChange(row.Revision, row.At, row.Actor, row.Attempt, row.State, row.Text))];
    }

    private static IQueryable<OutboxRow> Some(IQueryable<OutboxRow> rows, OutboxFilter filter)
    {
        if (filter.Kinds.Count > 0)
        {
            List<string> kinds = [.. filter.Kinds];
            rows = rows.Where(row => kinds.Contains(row.Kind));
        }

        if (filter.States.Count > 0)
        {
            List<OutboxState> states = [.. filter.States];
            rows = rows.Where(row => states.Contains(row.State));
        }

        return filter.InstanceId is null ? rows : rows.Where(row => row.InstanceId == filter.InstanceId);
    }

    /// <summary>Due ones, and those held back for an instance that stood faulted and does so no longer.</summary>
    private async Task<List<OutboxRow>> DueAsync(DateTimeOffset machineNow, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Outbox
            .Where(row => row.State == OutboxState.Pending
                && (row.NextAttemptAt <= machineNow
                    || (row.NextAttemptAt == Instants.Never && !database.Instances.Any(
                        instance => instance.Id == row.InstanceId && instance.SubStatus == WorkflowSubStatus.Faulted))))
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Key)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Takes one message unless another process was quicker; of two at the same moment, the database lets one wait.</summary>
    private static async Task<bool> TakeAsync(
        WorkflowHostDbContext database, OutboxRow candidate, DateTimeOffset leaseUntil, CancellationToken cancellationToken) =>
        await database.Outbox
            .Where(row => row.Key == candidate.Key && row.State == OutboxState.Pending
                && row.Revision == candidate.Revision && row.Attempts == candidate.Attempts)
            .ExecuteUpdateAsync(
                row => row.SetProperty(message => message.State, OutboxState.Sending)
                    .SetProperty(message => message.Attempts, message => message.Attempts + 1)
                    .SetProperty(message => message.HasBegun, false)
                    .SetProperty(message => message.LeaseUntil, leaseUntil)
                    .SetProperty(message => message.SettledAt, (DateTimeOffset?)null),
                cancellationToken) == 1;

    private static IQueryable<OutboxRow> Abandoned(WorkflowHostDbContext database, DateTimeOffset machineNow) =>
        database.Outbox.Where(row => row.State == OutboxState.Sending && row.LeaseUntil < machineNow);
}
