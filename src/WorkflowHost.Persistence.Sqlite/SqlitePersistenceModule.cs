using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Persistence.Transactions;

namespace WorkflowHost.Persistence.Sqlite;

/// <summary>Keeps everything in one SQLite file.</summary>
public static class SqlitePersistenceModule
{
    /// <summary>Registers SQLite as the database. The container must be disposed asynchronously: that ends the writer.</summary>
    /// <param name="services">Where the stores are registered too.</param>
    /// <param name="database">A file's path, or a connection string with <c>Data Source</c>.</param>
    public static IServiceCollection AddSqlitePersistence(this IServiceCollection services, string database)
    {
        var connectionString = database.Contains('=', StringComparison.Ordinal)
            ? database
            : new SqliteConnectionStringBuilder { DataSource = database }.ToString();
        services.AddPooledDbContextFactory<WorkflowHostDbContext>(options => options.UseSqliteFile(connectionString));
        services.AddSingleton<IWriteTransactions, SqliteGroupCommit>();
        services.AddSingleton<IDatabase, SqliteDatabase>();
        return services;
    }

    /// <summary>SQLite with this assembly's migrations.</summary>
    internal static DbContextOptionsBuilder UseSqliteFile(this DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqlitePersistenceModule).Assembly))
        .AddInterceptors(new SqliteConnectionSettings())
        .UseCommonOptions();
}
