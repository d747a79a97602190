using System.Diagnostics;
using System.Text;
using Xunit;

namespace WorkflowHost.Host.Tests.Hosting;

/// <summary>The host as an administrator starts it, run to its end.</summary>
/// <param name="ExitCode">Of the process.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record HostProcess(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static async Task<HostProcess> RunAsync(string storageFolder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "WorkflowHost.Host.dll"));
        start.Environment["Storage__Folder"] = storageFolder;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new HostProcess(process.ExitCode, await output, await error);
    }
}
