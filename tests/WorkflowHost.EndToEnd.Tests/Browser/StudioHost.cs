using WorkflowHost.EndToEnd.Tests.Crashes;
using WorkflowHost.EndToEnd.Tests.Processes;
using WorkflowHost.Testing.Messages;
using Xunit;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>One host with one case, and one browser, for all tests of Studio: one after the other, each person with a profile of their own.</summary>
public sealed class StudioHost : IAsyncLifetime
{
    /// <summary>Of the tests that share it.</summary>
    public const string Name = "Studio";

    private readonly HostProcess host = new(Time, new Dictionary<string, string> { ["Studio__TokenLasts"] = "00:00:15" });

    internal static WireClock Time { get; } = new();

    internal Chromium Chromium { get; private set; } = default!;

    internal Uri Address => host.Address;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        host.Begin();
        await host.ReadyAsync(Stop);
        using var officers = new Officers(host.Address, Time);
        await officers.ReportAsync(1, Stop);
        Chromium = await Chromium.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        await host.DisposeAsync();
    }

    /// <summary>An account's line to the interface, without a browser.</summary>
    internal Line LineOf(string login) => new(Address, login, Time);
}

/// <summary>The tests that share the host.</summary>
[CollectionDefinition(StudioHost.Name)]
public sealed class StudioCollection : ICollectionFixture<StudioHost>;
