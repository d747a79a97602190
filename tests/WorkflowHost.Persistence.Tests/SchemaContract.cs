using Microsoft.EntityFrameworkCore;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

public abstract class SchemaContract : StoreContract
{
    [Fact]
    public async Task The_migrations_say_what_the_model_says()
    {
        // then
        await using var database = Stores.Context();
        database.Database.HasPendingModelChanges().ShouldBeFalse();
        (await Stores.Database.IsReadyAsync(Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_process_finds_everything_that_was_committed()
    {
        // given
        var first = Given.First("i1", Given.Now.AddDays(1));
        await Stores.Turns.CommitAsync(first, Stop);
        var before = await Stores.DumpAsync();

        // when
        await ReopenAsync();

        // then
        (await Stores.DumpAsync()).ShouldBe(before);
        (await Stores.Turns.CommitAsync(Given.Next(first), Stop)).ShouldBe(new CommitResult.Committed(2));
    }
}

public sealed class Schema_on_SQLite : SchemaContract
{
    [Fact]
    public async Task A_migration_that_died_halfway_does_not_keep_the_next_start_waiting()
    {
        // given
        await using (var database = Stores.Context())
        {
            await database.Database.ExecuteSqlRawAsync(
                "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')", Stop);
        }

        // when
        await ReopenAsync();

        // then
        (await Stores.Database.IsReadyAsync(Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_commit_survives_a_power_cut()
    {
        // then
        await using var database = Stores.Context();
        (await PragmaAsync(database, "journal_mode")).ShouldBe("wal");
        (await PragmaAsync(database, "synchronous")).ShouldBe("2");
        (await PragmaAsync(database, "foreign_keys")).ShouldBe("1");
    }

    private static async Task<string?> PragmaAsync(WorkflowHostDbContext database, string name)
    {
        await database.Database.OpenConnectionAsync(Stop);
        await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // A constant of this class.
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return Convert.ToString(await command.ExecuteScalarAsync(Stop));
    }

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Schema_on_PostgreSql(PostgreSqlServer server) : SchemaContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
