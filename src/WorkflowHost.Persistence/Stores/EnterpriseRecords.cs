using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.HumanTasks;
using WorkflowHost.Persistence.Storage;

namespace WorkflowHost.Persistence.Stores;

internal sealed class EnterpriseRecords(IDbContextFactory<WorkflowHostDbContext> contexts) : IEnterpriseRecords
{
    public async Task<IReadOnlyList<EnterpriseRecord>> SinceAsync(string city, DateOnly from, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.EnterpriseRecords.Where(row => row.City == city && row.On >= from)
            .OrderBy(row => row.On).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(EnterpriseRecordRows.Record)];
    }

    public async Task<IReadOnlyList<EnterpriseRecord>> OfEnterprisesAsync(
        string city, IReadOnlyCollection<string> creditCodes, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        List<string> codes = [.. creditCodes];
        var rows = await database.EnterpriseRecords.Where(row => row.City == city && codes.Contains(row.CreditCode))
            .OrderBy(row => row.On).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(EnterpriseRecordRows.Record)];
    }

    public async Task<IReadOnlyList<CaseStanding>> StandingsAsync(
        string city, DateOnly from, DateOnly until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);

        // Only the handling bureau's own tasks measure it; a withdrawn one measures nobody.
        return await database.Cases.Where(row => row.City == city && row.ReceivedOn >= from && row.ReceivedOn <= until && row.State != CaseState.Registered)
            .OrderBy(row => row.Id)
            .Select(row => new CaseStanding(
                row.Id,
                row.HandlingBureauId,
                row.State == CaseState.Closed,
                database.Tasks.Count(task => task.CaseId == row.Id && task.BureauId == row.HandlingBureauId && task.State != HumanTaskState.Cancelled),
                database.Tasks.Count(task => task.CaseId == row.Id && task.BureauId == row.HandlingBureauId
                    && ((task.State == HumanTaskState.Done && task.CompletedAt > task.LateAt) || (task.State == HumanTaskState.Open && task.LateAt < now)))))
            .ToListAsync(cancellationToken);
    }
}
