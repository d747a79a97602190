using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.HumanTasks;
using WorkflowHost.Persistence.Storage;

namespace WorkflowHost.Persistence.Stores;

internal sealed class ServiceReceiptStore(IDbContextFactory<WorkflowHostDbContext> contexts) : IServiceReceiptStore
{
    public async Task<IReadOnlyList<ServiceReceipt>> OfCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.ServiceReceipts.Where(row => row.CaseId == caseId)
            .OrderBy(row => row.RecordedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new ServiceReceipt(
                row.Id, row.CaseId, row.InstanceId, StoredJson.ReadValue<ImmutableArray<string>>(row.Documents), row.Method,
                row.Recipient, row.ServedOn, row.Place, row.Proof, row.ProofFileHash, row.ProofFileName, row.RecordedBy,
                row.RecordedAt)),
        ];
    }
}
