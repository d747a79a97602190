using Microsoft.EntityFrameworkCore;
using Npgsql;
using WorkflowHost.Persistence.Storage;

namespace WorkflowHost.Persistence.PostgreSql;

/// <summary>A database on a PostgreSQL server, used by any number of processes. Those that start together migrate it once.</summary>
internal sealed class PostgreSqlDatabase(IDbContextFactory<WorkflowHostDbContext> contexts) : IDatabase
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Database.MigrateIfPendingAsync(cancellationToken);
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            return !await database.Database.IsPendingAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
