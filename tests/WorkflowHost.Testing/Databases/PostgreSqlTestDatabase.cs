using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WorkflowHost.Persistence.PostgreSql;

namespace WorkflowHost.Testing.Databases;

/// <summary>A database on a <see cref="PostgreSqlCluster"/>; its files go with the server's.</summary>
/// <param name="connectionString">Names a database that exists and is empty.</param>
public sealed class PostgreSqlTestDatabase(string connectionString) : TestDatabase
{
    /// <summary>For programs of their own.</summary>
    public string ConnectionString => connectionString;

    /// <inheritdoc/>
    public override void Register(IServiceCollection services) => services.AddPostgreSqlPersistence(connectionString);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
        GC.SuppressFinalize(this);
    }
}
