using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Persistence.Stores;

internal sealed class TimeLimitStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : ITimeLimitStore
{
    public async Task<StoredLimit?> FindAsync(string limitId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(database, database.TimeLimits.Where(row => row.Id == limitId), cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<StoredLimit>> OfCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var limits = await ReadAsync(
            database, database.TimeLimits.Where(row => row.CaseId == caseId).OrderBy(row => row.EndsOn).ThenBy(row => row.Id), cancellationToken);
        return [.. limits.OrderBy(limit => limit.EndedAt is not null)];
    }

    public async Task<IReadOnlyList<StoredLimit>> OfInstanceAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(
            database,
            database.TimeLimits.Where(row => row.InstanceId == instanceId && row.IsOpen).OrderBy(row => row.EndsOn).ThenBy(row => row.Id),
            cancellationToken);
    }

    public async Task<IReadOnlyList<RecordedLimitChange>> ChangesAsync(string limitId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.LimitChanges.Where(row => row.LimitId == limitId).OrderBy(row => row.Revision)
            .Select(row => new RecordedLimitChange(
                new LimitChange(row.Kind, row.Text, row.Before, row.After, row.CalendarVersion) { CalendarChange = row.CalendarChange },
                row.Actor, row.At))
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StoredLimit>> OpenFromAsync(DateOnly from, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = database.TimeLimits.Where(row => row.IsOpen && row.EndsOn >= from);
        return await ReadAsync(database, Following(rows, after).Take(limit), cancellationToken);
    }

    public async Task<IReadOnlyList<StoredLimit>> OutdatedAsync(
        CountingCalendar calendar, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = database.TimeLimits.Where(row => row.IsOpen && row.CalendarVersion != calendar.Version);
        if (calendar.Bureau is { } bureau)
        {
            rows = rows.Where(row => row.CalendarOf == bureau);
        }
        else if (calendar.Others.Count > 0)
        {
            List<string> others = [.. calendar.Others];
            rows = rows.Where(row => !others.Contains(row.CalendarOf));
        }

        return await ReadAsync(database, Following(rows, after).Take(limit), cancellationToken);
    }

    public Task ConfirmAsync(IReadOnlyCollection<string> limitIds, string calendarVersion, CancellationToken cancellationToken)
    {
        List<string> ids = [.. limitIds];
        return transactions.RunAsync(
            async (database, stop) => Outcome.Keep(await database.TimeLimits.Where(row => ids.Contains(row.Id) && row.IsOpen)
                .ExecuteUpdateAsync(row => row.SetProperty(limit => limit.CalendarVersion, calendarVersion), stop)),
            cancellationToken);
    }

    private static IQueryable<TimeLimitRow> Following(IQueryable<TimeLimitRow> rows, string? after) =>
        (after is null ? rows : rows.Where(row => string.Compare(row.Id, after) > 0)).OrderBy(row => row.Id);

    private static async Task<IReadOnlyList<StoredLimit>> ReadAsync(
        WorkflowHostDbContext database, IQueryable<TimeLimitRow> limits, CancellationToken cancellationToken)
    {
        var read = await limits.Select(row => new
        {
            row,
            Subject = database.Cases.Where(subject => subject.Id == row.CaseId)
                .Select(subject => new { subject.HandlingBureauId, subject.Number }).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return [.. read.Select(found => LimitRows.Stored(found.row, found.Subject?.HandlingBureauId, found.Subject?.Number))];
    }
}
