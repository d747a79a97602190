using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Persistence.Sqlite;

namespace WorkflowHost.Testing.Databases;

/// <summary>A SQLite file in a temporary folder.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workflowhost-");

    /// <summary>Path of the database file.</summary>
    public string File => Path.Combine(folder.FullName, "test.db");

    /// <inheritdoc/>
    public override void Register(IServiceCollection services) => services.AddSqlitePersistence(File);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection($"Data Source={File}"))
        {
            SqliteConnection.ClearPool(connection);
        }

        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
