using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Persistence.Stores;

internal sealed class CaseHaltStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : ICaseHaltStore
{
    public async Task<HaltedCase?> FindAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.CaseHalts.Where(row => row.CaseId == caseId)
            .Select(row => new HaltedCase(row.CaseId, row.FirstDay, row.Reason, row.Actor, row.At))
            .SingleOrDefaultAsync(cancellationToken);
    }

    public Task KeepAsync(HaltedCase halted, string operationId, CancellationToken cancellationToken) =>
        ChangeAsync(
            halted.CaseId,
            operationId,
            halted.Actor,
            halted.At,
            async (database, stop) =>
            {
                if (!await database.CaseHalts.AnyAsync(row => row.CaseId == halted.CaseId, stop))
                {
                    database.Add(new CaseHaltRow
                    {
                        CaseId = halted.CaseId,
                        FirstDay = halted.FirstDay,
                        Reason = halted.Reason,
                        Actor = halted.Actor,
                        At = halted.At,
                    });
                }
            },
            cancellationToken);

    public Task EndAsync(string caseId, string actor, DateTimeOffset at, string operationId, CancellationToken cancellationToken) =>
        ChangeAsync(
            caseId,
            operationId,
            actor,
            at,
            (database, stop) => database.CaseHalts.Where(row => row.CaseId == caseId).ExecuteDeleteAsync(stop),
            cancellationToken);

    public async Task<bool> WasDoneAsync(string operationId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Operations.AnyAsync(row => row.Id == operationId, cancellationToken);
    }

    /// <summary>What is held by whoever halts a case, lets it go on, or sets a limit in it.</summary>
    public static string NameOf(string caseId) => "halt/" + caseId;

    private Task<int> ChangeAsync(
        string caseId, string operationId, string actor, DateTimeOffset at, Func<WorkflowHostDbContext, CancellationToken, Task> change,
        CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                await transactions.HoldAsync(database, NameOf(caseId), stop);
                await change(database, stop);
                if (!await database.Operations.AnyAsync(row => row.Id == operationId, stop))
                {
                    database.Add(new OperationRow { Id = operationId, InstanceId = "", Actor = actor, Answer = "", At = at });
                }

                return Outcome.Keep(await database.SaveChangesAsync(stop));
            },
            cancellationToken);
}
