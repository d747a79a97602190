using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Regulations.Fulfilment;

namespace WorkflowHost.Persistence.Stores;

internal sealed class ObligationRecords(IDbContextFactory<WorkflowHostDbContext> contexts) : IObligationRecords
{
    public async Task<CaseObligations> OfCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var atWork = await database.ObligationsAtWork.Where(row => row.CaseId == caseId).OrderBy(row => row.Since).ThenBy(row => row.BookmarkId)
            .ToListAsync(cancellationToken);
        var settled = await database.SettledObligations.Where(row => row.CaseId == caseId).ToListAsync(cancellationToken);
        return new CaseObligations([.. atWork.Select(ObligationRows.AtWork)], [.. settled.Select(ObligationRows.Settled)]);
    }

    public async Task<ObligationCount> CountAsync(
        string obligationId, CountedCases cases, DateTimeOffset now, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var counted = Counted(database, cases);
        var open = (await OpenAsync(database, [obligationId], counted, now, cancellationToken)).GetValueOrDefault(obligationId);
        var settled = await database.SettledObligations
            .Where(row => row.ObligationId == obligationId && row.At >= since && counted.Any(subject => subject.Id == row.CaseId))
            .GroupBy(row => row.Outcome)
            .Select(group => new { group.Key, Cases = group.Select(row => row.CaseId).Distinct().Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Cases, cancellationToken);
        return new ObligationCount(
            open?.InProgress ?? 0,
            open?.Overdue ?? 0,
            settled.GetValueOrDefault(ObligationOutcome.Discharged) + settled.GetValueOrDefault(ObligationOutcome.DischargedLate),
            settled.GetValueOrDefault(ObligationOutcome.Missed) + settled.GetValueOrDefault(ObligationOutcome.Late));
    }

    public async Task<IReadOnlyDictionary<string, ObligationCount>> OpenCountsAsync(
        IReadOnlyCollection<string> obligationIds, CountedCases cases, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await OpenAsync(database, [.. obligationIds], Counted(database, cases), now, cancellationToken);
    }

    private static IQueryable<CaseRow> Counted(WorkflowHostDbContext database, CountedCases cases) => cases.HandlingBureauId is { } bureau
        ? database.Cases.Where(subject => subject.City == cases.City && subject.HandlingBureauId == bureau)
        : database.Cases.Where(subject => subject.City == cases.City);

    private static async Task<Dictionary<string, ObligationCount>> OpenAsync(
        WorkflowHostDbContext database, List<string> ids, IQueryable<CaseRow> counted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // By case first: one that has an overdue step is not in progress, however many others wait.
        var byCase = database.Undone().Where(row => ids.Contains(row.ObligationId) && counted.Any(subject => subject.Id == row.CaseId))
            .GroupBy(row => new { row.ObligationId, row.CaseId })
            .Select(group => new { group.Key.ObligationId, Late = group.Min(row => row.DueAt) <= now ? 1 : 0 });
        return await byCase.GroupBy(found => found.ObligationId)
            .Select(group => new { group.Key, All = group.Count(), Late = group.Sum(found => found.Late) })
            .ToDictionaryAsync(found => found.Key, found => new ObligationCount(found.All - found.Late, found.Late, 0, 0), StringComparer.Ordinal, cancellationToken);
    }
}
