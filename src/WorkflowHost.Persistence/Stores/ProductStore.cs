using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases.Products;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;

namespace WorkflowHost.Persistence.Stores;

internal sealed class ProductStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : IProductStore
{
    public async Task<IReadOnlyList<ProductRevision>> OfCityAsync(string city, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.ProductRevisions.AsNoTracking().Where(row => row.City == city)
            .OrderBy(row => row.Name).ThenBy(row => row.Revision).ToListAsync(cancellationToken);
        return [.. rows.Select(Revision)];
    }

    public Task<bool> AddAsync(ProductRevision revision, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                await transactions.HoldAsync(database, $"product/{revision.City}/{revision.Category.Name}", stop);
                var last = await database.ProductRevisions
                    .Where(row => row.City == revision.City && row.Name == revision.Category.Name).MaxAsync(row => (int?)row.Revision, stop);
                if ((last ?? 0) != revision.Revision - 1)
                {
                    return Outcome.Keep(false);
                }

                database.Add(Row(revision));
                await database.SaveChangesAsync(stop);
                return Outcome.Keep(true);
            },
            cancellationToken);

    private static ProductRevision Revision(ProductRevisionRow row) => new(
        row.City,
        new ProductCategory(row.Name, "")
        {
            IsActive = row.IsActive,
            IsFirstClassRisk = row.IsFirstClassRisk,
            IsMonitored = row.IsMonitored,
            NeedsDefectInvestigation = row.NeedsDefectInvestigation,
            RecallBasis = row.RecallBasis,
            SevereItems = [.. StoredJson.Read<string[]>(row.SevereItems)],
        },
        row.Revision, row.Basis, row.ChangedBy, row.ChangedAt);

    private static ProductRevisionRow Row(ProductRevision revision) => new()
    {
        City = revision.City,
        Name = revision.Category.Name,
        Revision = revision.Revision,
        IsActive = revision.Category.IsActive,
        IsFirstClassRisk = revision.Category.IsFirstClassRisk,
        IsMonitored = revision.Category.IsMonitored,
        NeedsDefectInvestigation = revision.Category.NeedsDefectInvestigation,
        RecallBasis = revision.Category.RecallBasis,
        SevereItems = StoredJson.Write(revision.Category.SevereItems),
        Basis = revision.Basis,
        ChangedBy = revision.ChangedBy,
        ChangedAt = revision.ChangedAt,
    };
}
