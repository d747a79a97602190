using WorkflowHost.Testing.Databases;

[assembly: AssemblyFixture(typeof(WorkflowHost.Persistence.Tests.PostgreSqlServer))]

namespace WorkflowHost.Persistence.Tests;

/// <summary>One server for the whole run.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private PostgreSqlCluster? cluster;

    public async ValueTask InitializeAsync() => cluster = await PostgreSqlCluster.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }

    internal async Task<TestDatabase> CreateDatabaseAsync() => await cluster!.CreateDatabaseAsync();
}
