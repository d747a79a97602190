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

    public Task KeepAsync(HaltedCase halted, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                await transactions.HoldAsync(database, NameOf(halted.CaseId), stop);
                if (await database.CaseHalts.AnyAsync(row => row.CaseId == halted.CaseId, stop))
                {
                    return Outcome.Undo(false);
                }

                database.Add(new CaseHaltRow
                {
                    CaseId = halted.CaseId,
                    FirstDay = halted.FirstDay,
                    Reason = halted.Reason,
                    Actor = halted.Actor,
                    At = halted.At,
                });
                await database.SaveChangesAsync(stop);
                return Outcome.Keep(true);
            },
            cancellationToken);

    public Task EndAsync(string caseId, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                await transactions.HoldAsync(database, NameOf(caseId), stop);
                return Outcome.Keep(await database.CaseHalts.Where(row => row.CaseId == caseId).ExecuteDeleteAsync(stop));
            },
            cancellationToken);

    /// <summary>What is held by whoever halts a case, lets it go on, or sets a limit in it.</summary>
    public static string NameOf(string caseId) => "halt/" + caseId;
}
