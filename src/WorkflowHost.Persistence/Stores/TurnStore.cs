using Microsoft.EntityFrameworkCore;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

internal sealed class TurnStore(
    IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions, TurnWriter writer) : ITurnStore
{
    public async Task<InstanceSnapshot?> LoadAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await database.Instances.Where(row => row.Id == instanceId)
            .Join(
                database.InstanceStates, row => row.Id, state => state.InstanceId,
                (row, state) => new
                {
                    row.DefinitionVersionId,
                    row.Name,
                    row.Revision,
                    row.ParentInstanceId,
                    row.ParentBookmarkId,
                    state.Json,
                    HaltedOn = database.CaseHalts.Where(halted => halted.CaseId == row.CorrelationId)
                        .Select(halted => (DateOnly?)halted.FirstDay).FirstOrDefault(),
                })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new InstanceSnapshot(
                StoredJson.Read<InstanceState>(found.Json) with { HaltedOn = found.HaltedOn }, found.DefinitionVersionId, found.Name, found.Revision,
                found.ParentInstanceId is null ? null : new Parent(found.ParentInstanceId, found.ParentBookmarkId));
    }

    public Task<CommitResult> CommitAsync(TurnCommit commit, CancellationToken cancellationToken)
    {
        // Outside the transaction: others wait for it.
        var state = StoredJson.Write(commit.State);
        return transactions.RunAsync(
            async (database, stop) =>
            {
                var result = await writer.WriteAsync(database, commit, state, stop);
                return new Outcome<CommitResult>(result, result is CommitResult.Committed);
            },
            cancellationToken);
    }

    public async Task<string?> FindOperationAsync(string operationId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Operations.Where(row => row.Id == operationId).Select(row => row.Answer)
            .SingleOrDefaultAsync(cancellationToken);
    }
}
