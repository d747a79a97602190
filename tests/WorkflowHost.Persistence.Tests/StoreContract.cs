using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>What holds on every database. A class per database derives from each contract.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private TestDatabase? database;
    private Stores? stores;

    internal Stores Stores => stores!;

    /// <summary>The database, for opening it once more.</summary>
    protected TestDatabase Database => database!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await CreateDatabaseAsync();
        stores = await Stores.OpenAsync(database);
        (await stores.Definitions.AddPublishedAsync(Given.Definition, [], Stop)).ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (stores is not null)
        {
            await stores.DisposeAsync();
        }

        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    protected abstract Task<TestDatabase> CreateDatabaseAsync();

    internal async Task ReopenAsync()
    {
        await Stores.DisposeAsync();
        stores = await Stores.OpenAsync(Database);
    }
}
