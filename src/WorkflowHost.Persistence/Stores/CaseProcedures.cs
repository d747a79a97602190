using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.Stores;

internal sealed class CaseProcedures(IDbContextFactory<WorkflowHostDbContext> contexts) : ICaseProcedures
{
    public async Task<Page<CaseProcedure>> ListAsync(
        CaseScope scope, InstanceFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await Seen(database, scope).PageAsync(filter, after, limit, cancellationToken);
        var instances = await InstanceLists.SummariesAsync(database, page, cancellationToken);
        List<string> caseIds = [.. page.Items.Select(row => row.CorrelationId).Distinct(StringComparer.Ordinal)];
        var cases = await database.Cases.Where(row => caseIds.Contains(row.Id)).Select(CaseRows.Listed)
            .ToDictionaryAsync(listed => listed.Summary.Id, listed => listed.Summary, StringComparer.Ordinal, cancellationToken);
        return instances.Select(instance => new CaseProcedure(instance, cases.GetValueOrDefault(instance.CorrelationId)));
    }

    /// <summary>
    /// Asks for the case of each instance in the order of the list. As EXISTS alone, SQLite would begin with all cases of the city and
    /// sort their instances for every page.
    /// </summary>
    private static IQueryable<InstanceRow> Seen(WorkflowHostDbContext database, CaseScope scope)
    {
        var seen = database.Cases.Within(scope);
        return scope.WithoutCase
            ? database.Instances.Where(row =>
                seen.Any(subject => subject.Id == row.CorrelationId) || !database.Cases.Any(subject => subject.Id == row.CorrelationId))
            : database.Instances.Where(row =>
                seen.Where(subject => subject.Id == row.CorrelationId).Select(subject => subject.Id).FirstOrDefault() != null);
    }
}
