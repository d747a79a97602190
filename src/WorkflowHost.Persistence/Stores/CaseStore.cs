using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

internal sealed class CaseStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : ICaseStore
{
    private const int MostChildren = 200;

    public Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken) =>
        SingleAsync(row => row.Id == caseId, cancellationToken);

    public Task<Case?> FindByReportAsync(string city, string reportNumber, CancellationToken cancellationToken) =>
        SingleAsync(row => row.City == city && row.ReportNumber == reportNumber, cancellationToken);

    public Task<Case?> FindByNumberAsync(string number, CancellationToken cancellationToken) =>
        SingleAsync(row => row.Number == number, cancellationToken);

    public async Task<IReadOnlyList<CaseSummary>> ChildrenAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Cases.Where(row => row.ParentCaseId == caseId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Take(MostChildren)
            .Select(CaseRows.Listed).Select(listed => listed.Summary).ToListAsync(cancellationToken);
    }

    public Task<string> TakeNumberAsync(string city, int year, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var number = await NumberSeries.NextAsync(database, CaseNumber.Series(city, year), stop);
                return Outcome.Keep(CaseNumber.Format(city, year, number));
            },
            cancellationToken);

    public Task<bool> RegisterAsync(Case newCase, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var registered = await CaseRows.AddAsync(database, newCase, stop);
                await database.SaveChangesAsync(stop);
                return Outcome.Keep(registered);
            },
            cancellationToken);

    public async Task<Page<CaseSummary>> ListAsync(CaseFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filtered(database, filter);
        if (Cursor.Read(after) is { } end)
        {
            rows = rows.Where(row => row.CreatedAt <= end.First
                && (row.CreatedAt < end.First || string.Compare(row.Id, end.Id) < 0));
        }

        var page = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .Select(CaseRows.Listed)
            .PageAsync(limit, listed => new Cursor(listed.CreatedAt, listed.Summary.Id), cancellationToken);
        return page.Select(listed => listed.Summary);
    }

    public async Task<IReadOnlyDictionary<string, CaseSummary>> SummariesAsync(
        IReadOnlyCollection<string> caseIds, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        List<string> wanted = [.. caseIds];
        return await database.Cases.Where(row => wanted.Contains(row.Id))
            .Select(CaseRows.Listed)
            .ToDictionaryAsync(listed => listed.Summary.Id, listed => listed.Summary, StringComparer.Ordinal, cancellationToken);
    }

    private static IQueryable<CaseRow> Filtered(WorkflowHostDbContext database, CaseFilter filter)
    {
        var rows = database.Cases.Within(filter.Scope);
        if (filter.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (filter.Obligation is { } obligation)
        {
            var standing = ObligationRows.CasesOf(database, obligation);
            rows = rows.Where(row => standing.Contains(row.Id));
        }

        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return rows;
        }

        var pattern = SearchPattern.Of(filter.Search);
        return rows.Where(row => EF.Functions.Like(row.SearchText, pattern, SearchPattern.Escape));
    }

    private async Task<Case?> SingleAsync(Expression<Func<CaseRow, bool>> which, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Cases.SingleOrDefaultAsync(which, cancellationToken);
        return row is null ? null : CaseRows.Case(row);
    }
}
