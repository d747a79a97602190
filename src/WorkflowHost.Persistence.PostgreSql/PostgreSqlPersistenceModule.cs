using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Persistence.Transactions;

namespace WorkflowHost.Persistence.PostgreSql;

/// <summary>Keeps everything on a PostgreSQL server.</summary>
public static class PostgreSqlPersistenceModule
{
    /// <summary>Registers PostgreSQL as the database.</summary>
    /// <param name="services">Where the stores are registered too.</param>
    /// <param name="connectionString">Npgsql's connection string; the database is created if the user may do so.</param>
    public static IServiceCollection AddPostgreSqlPersistence(this IServiceCollection services, string connectionString)
    {
        services.AddPooledDbContextFactory<WorkflowHostDbContext>(options => options.UsePostgreSql(connectionString));
        services.AddSingleton<IWriteTransactions, PostgreSqlTransactions>();
        services.AddSingleton<IDatabase, PostgreSqlDatabase>();
        return services;
    }

    /// <summary>PostgreSQL with this assembly's migrations.</summary>
    internal static DbContextOptionsBuilder UsePostgreSql(this DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, server => server.MigrationsAssembly(typeof(PostgreSqlPersistenceModule).Assembly))
        .UseCommonOptions();
}
