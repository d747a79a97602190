using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

internal sealed class CaseProcedures(IDbContextFactory<WorkflowHostDbContext> contexts) : ICaseProcedures
{
    private const int MaxItems = 1000;

    public async Task<Page<CaseProcedure>> ListAsync(
        CaseScope scope, InstanceFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await Seen(database, scope).PageAsync(database, filter, after, limit, cancellationToken);
        var instances = await InstanceLists.SummariesAsync(database, page, cancellationToken);
        List<string> caseIds = [.. page.Items.Select(row => row.CorrelationId).Distinct(StringComparer.Ordinal)];
        var cases = await database.Cases.Where(row => caseIds.Contains(row.Id)).Select(CaseRows.Listed)
            .ToDictionaryAsync(listed => listed.Summary.Id, listed => listed.Summary, StringComparer.Ordinal, cancellationToken);
        return instances.Select(instance => new CaseProcedure(instance, cases.GetValueOrDefault(instance.CorrelationId)));
    }

    public async Task<int> CountAsync(CaseScope scope, InstanceFilter filter, int most, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await Seen(database, scope).Filtered(database, filter).OrderBy(row => row.NextDueAt).Take(most).CountAsync(cancellationToken);
    }

    public async Task<Numbered<InstanceSummary>> SearchAsync(
        CaseScope scope, InstanceSearch search, int skip, int take, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = (await SeesAllAsync(database, scope, cancellationToken) ? database.Instances : Seen(database, scope)).Matching(search);
        var total = await rows.CountAsync(cancellationToken);
        var ids = await IdsAsync(rows, search, skip, Math.Min(Math.Clamp(take, 1, MaxItems), total - skip), total, cancellationToken);
        var found = await database.Instances.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, StringComparer.Ordinal, cancellationToken);
        return new Numbered<InstanceSummary>([.. ids.Where(found.ContainsKey).Select(id => InstanceLists.Summary(found[id], []))], total);
    }

    /// <summary>The ids of a page, read from the nearer end of the list: every row before a page is read only to be passed over.</summary>
    private static async Task<List<string>> IdsAsync(
        IQueryable<InstanceRow> rows, InstanceSearch search, int skip, int take, int total, CancellationToken cancellationToken)
    {
        if (take <= 0)
        {
            return [];
        }

        var after = total - skip - take;
        var isNearEnd = after < skip;
        var ids = await rows.InOrder(isNearEnd ? search with { Descending = !search.Descending } : search)
            .Skip(isNearEnd ? after : skip).Take(take).Select(row => row.Id).ToListAsync(cancellationToken);
        if (isNearEnd)
        {
            ids.Reverse();
        }

        return ids;
    }

    /// <summary>Whether somebody sees every instance, so that none needs to be asked for its case: two looks into an index.</summary>
    private static async Task<bool> SeesAllAsync(WorkflowHostDbContext database, CaseScope scope, CancellationToken cancellationToken) =>
        scope is { WithoutCase: true, City: { } city }
        && await database.Cases.MinAsync(row => (string?)row.City, cancellationToken) is var first && (first is null || first == city)
        && await database.Cases.MaxAsync(row => (string?)row.City, cancellationToken) is var last && (last is null || last == city);

    /// <summary>
    /// Asks for the case of each instance in the order of the list. As EXISTS alone, SQLite would begin with all cases of the city and
    /// sort their instances for every page. Who sees instances without a case sees all but those of others' cases, asked as one NOT EXISTS:
    /// with an OR, PostgreSQL would read all cases twice for every page. It tells others' cases by comparing, reading all once; SQLite looks
    /// each up, which only an equal comparison does without reading the whole case.
    /// </summary>
    private static IQueryable<InstanceRow> Seen(WorkflowHostDbContext database, CaseScope scope)
    {
        var seen = database.Cases.Within(scope);
        var others = database.IsPostgreSql ? database.Cases.Beyond(scope) : database.Cases.Where(subject => !seen.Any(own => own.Id == subject.Id));
        return scope.WithoutCase
            ? database.Instances.Where(row => !others.Any(subject => subject.Id == row.CorrelationId))
            : database.Instances.Where(row =>
                seen.Where(subject => subject.Id == row.CorrelationId).Select(subject => subject.Id).FirstOrDefault() != null);
    }
}
