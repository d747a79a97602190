using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Organisation;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Transactions;

namespace WorkflowHost.Persistence.Stores;

internal sealed class OrganisationStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions)
    : IOrganisationStore
{
    private const char Separator = ',';

    public async Task<IReadOnlyList<Bureau>> BureausAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Bureaus.OrderBy(row => row.Id)
            .Select(row => new Bureau(
                row.Id, row.Name, row.Kind, row.City, row.Region, row.DocumentCode, row.Address, row.Phone, row.Contact))
            .ToListAsync(cancellationToken);
    }

    public Task<Account?> FindByLoginAsync(string loginName, CancellationToken cancellationToken) =>
        SingleAsync(row => row.LoginName == loginName, cancellationToken);

    public Task<Account?> FindAsync(string accountId, CancellationToken cancellationToken) =>
        SingleAsync(row => row.Id == accountId, cancellationToken);

    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(
        IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        List<string> wanted = [.. accountIds];
        return await database.Accounts.Where(row => wanted.Contains(row.Id))
            .Select(row => new { row.Id, row.DisplayName })
            .ToDictionaryAsync(row => row.Id, row => row.DisplayName, StringComparer.Ordinal, cancellationToken);
    }

    public async Task<IReadOnlySet<string>> RolesHeldAsync(string city, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var held = await database.Accounts.Where(row => database.Bureaus.Any(bureau => bureau.Id == row.BureauId && bureau.City == city))
            .Select(row => row.Roles).Distinct().ToListAsync(cancellationToken);
        return held.SelectMany(roles => roles.Split(Separator, StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
    }

    public Task SaveAsync(
        IReadOnlyCollection<Bureau> bureaus, IReadOnlyCollection<Account> accounts, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var knownBureaus = await database.Bureaus.Select(row => row.Id).ToHashSetAsync(StringComparer.Ordinal, stop);
                foreach (var bureau in bureaus)
                {
                    database.Entry(Row(bureau)).State = knownBureaus.Add(bureau.Id) ? EntityState.Added : EntityState.Modified;
                }

                var knownAccounts = await database.Accounts.Select(row => row.Id).ToHashSetAsync(StringComparer.Ordinal, stop);
                foreach (var account in accounts)
                {
                    database.Entry(Row(account)).State = knownAccounts.Add(account.Id) ? EntityState.Added : EntityState.Modified;
                }

                return Outcome.Keep(await database.SaveChangesAsync(stop));
            },
            cancellationToken);

    public Task<int> RecordFailureAsync(
        string accountId, int limit, DateTimeOffset now, DateTimeOffset lockUntil, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) =>
            {
                var rows = database.Accounts.Where(row => row.Id == accountId);
                await rows.ExecuteUpdateAsync(
                    row => row
                        .SetProperty(
                            account => account.FailedLogins,
                            account => account.LockedUntil <= now ? 1 : account.FailedLogins + 1)
                        .SetProperty(
                            account => account.LockedUntil,
                            account => account.LockedUntil <= now
                                ? null
                                : account.FailedLogins + 1 >= limit ? (DateTimeOffset?)lockUntil : account.LockedUntil),
                    stop);
                return Outcome.Keep(await rows.Select(row => row.FailedLogins).SingleAsync(stop));
            },
            cancellationToken);

    public Task<bool> RecordSuccessAsync(string accountId, DateTimeOffset now, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) => Outcome.Keep(
                await database.Accounts
                    .Where(row => row.Id == accountId && (row.LockedUntil == null || row.LockedUntil <= now))
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(account => account.FailedLogins, 0)
                            .SetProperty(account => account.LockedUntil, (DateTimeOffset?)null),
                        stop) > 0),
            cancellationToken);

    private async Task<Account?> SingleAsync(Expression<Func<AccountRow, bool>> which, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Accounts.SingleOrDefaultAsync(which, cancellationToken);
        return row is null
            ? null
            : new Account(
                row.Id, row.LoginName, row.DisplayName, row.BureauId,
                [.. row.Roles.Split(Separator, StringSplitOptions.RemoveEmptyEntries)], row.PasswordHash, row.FailedLogins,
                row.LockedUntil);
    }

    private static BureauRow Row(Bureau bureau) => new()
    {
        Id = bureau.Id,
        Name = bureau.Name,
        Kind = bureau.Kind,
        City = bureau.City,
        Region = bureau.Region,
        DocumentCode = bureau.DocumentCode,
        Address = bureau.Address,
        Phone = bureau.Phone,
        Contact = bureau.Contact,
    };

    private static AccountRow Row(Account account) => new()
    {
        Id = account.Id,
        LoginName = account.LoginName,
        DisplayName = account.DisplayName,
        BureauId = account.BureauId,
        Roles = string.Join(Separator, account.Roles),
        PasswordHash = account.PasswordHash,
        FailedLogins = account.FailedLogins,
        LockedUntil = account.LockedUntil,
    };
}
