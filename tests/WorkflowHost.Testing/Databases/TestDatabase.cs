using Microsoft.Extensions.DependencyInjection;

namespace WorkflowHost.Testing.Databases;

/// <summary>An empty database of its own for one test, gone with it.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>Registers the provider; the stores come from <c>AddPersistence</c>. May be called for several processes' worth of services.</summary>
    public abstract void Register(IServiceCollection services);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
