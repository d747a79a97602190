using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Storage;

namespace WorkflowHost.Persistence.Sqlite;

/// <summary>A database in one file, used by one process.</summary>
internal sealed class SqliteDatabase(IDbContextFactory<WorkflowHostDbContext> contexts) : IDatabase
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        CreateFolder(database.Database.GetConnectionString());
        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);

        // A process that died while migrating leaves this table, and EF would wait for it for ever. Only one process uses the file.
        await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await database.Database.MigrateIfPendingAsync(cancellationToken);
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            return !await database.Database.IsPendingAsync(cancellationToken);
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static void CreateFolder(string? connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}
