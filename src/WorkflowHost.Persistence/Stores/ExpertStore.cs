using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Transactions;

namespace WorkflowHost.Persistence.Stores;

internal sealed class ExpertStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : IExpertStore
{
    public async Task<IReadOnlyList<Expert>> OfCityAsync(string city, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Experts.Where(row => row.City == city)
            .OrderByDescending(row => row.IsActive).ThenBy(row => row.Name).ThenBy(row => row.Id)
            .Select(row => new Expert(row.Id, row.City, row.Name, row.Unit, row.Field, row.Phone, row.IsActive, row.Revision))
            .ToListAsync(cancellationToken);
    }

    public Task<bool> SaveAsync(Expert expert, string by, DateTimeOffset at, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var known = await database.Experts.Where(row => row.Id == expert.Id).Select(row => (int?)row.Revision).SingleOrDefaultAsync(stop);
                if ((known ?? 0) != expert.Revision - 1)
                {
                    return Outcome.Keep(false);
                }

                database.Entry(Row(expert, by, at)).State = known is null ? EntityState.Added : EntityState.Modified;
                await database.SaveChangesAsync(stop);
                return Outcome.Keep(true);
            },
            cancellationToken);

    private static ExpertRow Row(Expert expert, string by, DateTimeOffset at) => new()
    {
        Id = expert.Id,
        City = expert.City,
        Name = expert.Name,
        Unit = expert.Unit,
        Field = expert.Field,
        Phone = expert.Phone,
        IsActive = expert.IsActive,
        Revision = expert.Revision,
        ChangedBy = by,
        ChangedAt = at,
    };
}
