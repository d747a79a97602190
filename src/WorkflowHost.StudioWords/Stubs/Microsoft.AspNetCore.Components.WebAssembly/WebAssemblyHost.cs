namespace Microsoft.AspNetCore.Components.WebAssembly.Hosting;

/// <summary>The browser's host. Only its name and shape are compiled against.</summary>
public sealed class WebAssemblyHost
{
    private WebAssemblyHost(IServiceProvider services) => Services = services;

    /// <summary>Studio's services.</summary>
    public IServiceProvider Services { get; }
}
