using System.Diagnostics;
using System.Globalization;

namespace WorkflowHost.Benchmarks;

/// <summary>From the start of the process to the first ready answer, on an empty and then on a filled data folder; then memory at rest.</summary>
internal static class StartupBenchmark
{
    /// <param name="hostAssembly">Path of <c>WorkflowHost.Host.dll</c>.</param>
    public static async Task RunAsync(string hostAssembly)
    {
        var data = Directory.CreateTempSubdirectory("workflowhost-start-");
        foreach (var run in new[] { "first start ", "second start", "third start " })
        {
            var (ready, memory) = await StartAsync(hostAssembly, data.FullName);
            Console.WriteLine($"{run}: ready after {ready.TotalMilliseconds,6:F0} ms, {memory / 1048576,4} MB resident ten seconds later");
        }

        data.Delete(recursive: true);
    }

    private static async Task<(TimeSpan Ready, long Memory)> StartAsync(string hostAssembly, string data)
    {
        const string url = "http://127.0.0.1:5987";
        var start = new ProcessStartInfo("dotnet", [hostAssembly]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["ASPNETCORE_URLS"] = url;
        start.Environment["Storage__Folder"] = data;
        start.Environment["Demo__Examples"] = "false";
        var watch = Stopwatch.StartNew();
        using var host = Process.Start(start)!;
        host.OutputDataReceived += (_, _) => { };
        host.BeginOutputReadLine();
        using var handler = new SocketsHttpHandler();
        using var http = new HttpMessageInvoker(handler);
        try
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (!await IsReadyAsync(http, url))
            {
                await pace.WaitForNextTickAsync();
                if (host.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2))
                {
                    throw new InvalidOperationException("The host did not become ready.");
                }
            }

            var ready = watch.Elapsed;
            using var rest = new PeriodicTimer(TimeSpan.FromSeconds(10));
            await rest.WaitForNextTickAsync();
            return (ready, ResidentBytes(host.Id));
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsReadyAsync(HttpMessageInvoker http, string url)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url + "/health/ready");
            using var response = await http.SendAsync(request, CancellationToken.None);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static long ResidentBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status")
            .First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
