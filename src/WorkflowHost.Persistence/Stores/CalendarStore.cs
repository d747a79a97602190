using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Persistence.Stores;

internal sealed class CalendarStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : ICalendarStore
{
    public async Task<StoredCalendars> LoadAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await LastAsync(database, cancellationToken);
        var parts = await database.CalendarParts.Where(row => row.IsCurrent).OrderBy(row => row.Part)
            .Select(row => new CalendarPart(row.Part, row.Version, row.Json, row.Hash, row.Origin)).ToListAsync(cancellationToken);
        return new StoredCalendars(parts, last);
    }

    public async Task<IReadOnlyList<CalendarPart>> PartsAsync(int change, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.CalendarParts
            .Where(row => row.Change <= change && !database.CalendarParts.Any(
                later => later.Part == row.Part && later.Change <= change && later.Version > row.Version))
            .OrderBy(row => row.Part)
            .Select(row => new CalendarPart(row.Part, row.Version, row.Json, row.Hash, row.Origin))
            .ToListAsync(cancellationToken);
    }

    public async Task<int> LastChangeAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await LastAsync(database, cancellationToken);
    }

    public Task<bool> AddAsync(CalendarRevision change, IReadOnlyList<CalendarPart> parts, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                if (await LastAsync(database, stop) != change.Number - 1)
                {
                    return Outcome.Undo(false);
                }

                database.Add(Row(change));
                List<string> names = [.. parts.Select(part => part.Part)];
                await database.CalendarParts.Where(row => row.IsCurrent && names.Contains(row.Part))
                    .ExecuteUpdateAsync(row => row.SetProperty(part => part.IsCurrent, false), stop);
                foreach (var part in parts)
                {
                    database.Add(Row(part, change.Number));
                }

                await database.SaveChangesAsync(stop);
                return Outcome.Keep(true);
            },
            cancellationToken);

    public Task FinishAsync(DateTimeOffset at, int upTo, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) => Outcome.Keep(await database.CalendarChanges.Where(row => row.Number <= upTo && row.FinishedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(change => change.FinishedAt, at), stop)),
            cancellationToken);

    public async Task<IReadOnlyList<CalendarRevision>> ChangesAsync(int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(database, database.CalendarChanges.OrderByDescending(row => row.Number).Take(limit), cancellationToken);
    }

    public async Task<CalendarRevision?> FindChangeAsync(int number, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(database, database.CalendarChanges.Where(row => row.Number == number), cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<RecomputedLimit>> RecomputedAsync(int number, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Of(database, number);
        rows = after is null ? rows : rows.Where(row => string.Compare(row.LimitId, after) > 0);
        return await rows.OrderBy(row => row.LimitId).Take(limit)
            .Join(database.TimeLimits, row => row.LimitId, known => known.Id, (row, known) => new { row, known })
            .Select(found => new RecomputedLimit(
                found.row.LimitId, found.known.CaseId,
                database.Cases.Where(subject => subject.Id == found.known.CaseId).Select(subject => subject.Number).FirstOrDefault() ?? "",
                found.known.Step, found.row.Before, found.row.After, found.row.Text))
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<LimitChangeRow> Of(WorkflowHostDbContext database, int number) =>
        database.LimitChanges.Where(row => row.CalendarChange == number && row.Kind == LimitChangeKind.Recomputed);

    private static async Task<int> LastAsync(WorkflowHostDbContext database, CancellationToken cancellationToken) =>
        await database.CalendarChanges.MaxAsync(row => (int?)row.Number, cancellationToken) ?? 0;

    private static async Task<IReadOnlyList<CalendarRevision>> ReadAsync(
        WorkflowHostDbContext database, IQueryable<CalendarChangeRow> changes, CancellationToken cancellationToken)
    {
        var rows = await changes.ToListAsync(cancellationToken);
        var read = new List<CalendarRevision>();
        foreach (var row in rows)
        {
            var counted = Of(database, row.Number);
            read.Add(new CalendarRevision(row.Number, row.Subject, row.Reason, row.Actor, row.At, row.VersionBefore, row.VersionAfter)
            {
                FinishedAt = row.FinishedAt,
                Moved = await counted.CountAsync(change => change.Before != change.After, cancellationToken),
                Settled = await counted.CountAsync(change => change.Before == change.After, cancellationToken),
            });
        }

        return read;
    }

    private static CalendarChangeRow Row(CalendarRevision change) => new()
    {
        Number = change.Number,
        Subject = change.Subject,
        Reason = change.Reason,
        Actor = change.Actor,
        At = change.At,
        VersionBefore = change.VersionBefore,
        VersionAfter = change.VersionAfter,
        FinishedAt = change.FinishedAt,
    };

    private static CalendarPartRow Row(CalendarPart part, int change) => new()
    {
        Part = part.Part,
        Version = part.Version,
        Json = part.Json,
        Hash = part.Hash,
        Origin = part.Origin,
        Change = change,
        IsCurrent = true,
    };
}
