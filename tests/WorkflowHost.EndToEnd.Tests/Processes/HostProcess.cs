using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WorkflowHost.EndToEnd.Tests.Processes;

/// <summary>The product as people run it: a process of its own at a free port, with its data in a temporary folder.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    /// <summary>The demo accounts' password.</summary>
    public const string Password = "demo-e2e-2026";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workflowhost-e2e-");
    private readonly ConcurrentQueue<string> log = [];
    private readonly Dictionary<string, string> settings;
    private readonly TimeProvider time;
    private readonly HttpClient client;
    private Process? process;

    /// <param name="time">The machine's clock, for pauses.</param>
    /// <param name="settings">Environment variables beside those that every run needs.</param>
    public HostProcess(TimeProvider time, IReadOnlyDictionary<string, string> settings)
    {
        this.time = time;
        Address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        this.settings = new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Storage__Folder"] = folder.FullName,
            ["Demo__Enabled"] = "true",
            ["Demo__Password"] = Password,
            ["Demo__Examples"] = "false",
        };
    }

    /// <summary>Where it listens, the same after each start.</summary>
    public Uri Address { get; }

    /// <summary>The database file.</summary>
    public string Database => Path.Combine(folder.FullName, "workflowhost.db");

    /// <summary>The folder of issued documents.</summary>
    public string Documents => Path.Combine(folder.FullName, "documents");

    /// <summary>Everything that all its processes have written.</summary>
    public IReadOnlyCollection<string> Log => log;

    /// <summary>Starts the process without waiting for it.</summary>
    public void Begin(IReadOnlyDictionary<string, string>? more = null)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder.FullName,
        };
        foreach (var (name, value) in settings.Concat(more ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until it answers at <c>/health/ready</c>.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (process is not { HasExited: false } || time.GetElapsedTime(since) > LongestStart)
            {
                throw new InvalidOperationException($"The host did not start:\n{string.Join('\n', log.TakeLast(40))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        client.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>The host's own output, beside this test's: only there are the portal's style sheets found.</summary>
    private static string Assembly()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, "WorkflowHost.Host", own.Name, "WorkflowHost.Host.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            log.Enqueue(line);
        }
    }
}
