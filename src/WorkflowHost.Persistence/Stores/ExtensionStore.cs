using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Persistence.Stores;

internal sealed class ExtensionStore(IDbContextFactory<WorkflowHostDbContext> contexts) : IExtensionStore
{
    public async Task<ExtensionRequest?> FindAsync(string requestId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.ExtensionRequests.SingleOrDefaultAsync(found => found.Id == requestId, cancellationToken);
        return row is null ? null : Request(row);
    }

    public async Task<IReadOnlyList<ExtensionRequest>> OfCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.ExtensionRequests.Where(row => row.CaseId == caseId)
            .OrderBy(row => row.AskedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(Request)];
    }

    private static ExtensionRequest Request(ExtensionRequestRow row) => new(
        row.Id, row.LimitId, row.InstanceId, row.CaseId, row.Value, row.Reason, row.AskedBy, row.AskedAt)
    {
        State = row.State,
        DecidedBy = row.DecidedBy,
        DecidedAt = row.DecidedAt,
        Opinion = row.Opinion,
    };
}
