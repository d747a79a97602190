using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace WorkflowHost.Gateways.Rendering;

/// <summary>
/// One running worker process. Not for several callers at once: the renderer sends one request and waits for its answer.
/// A pipe that breaks, a line that is no answer, or an end of the process shows as null.
/// </summary>
internal sealed partial class TypstWorker : IDisposable
{
    private readonly Process process;
    private readonly ILogger logger;
    private readonly int processId;

    private TypstWorker(Process process, ILogger logger)
    {
        this.process = process;
        this.logger = logger;
        processId = process.Id;
    }

    public int ProcessId => processId;

    public bool IsAlive => !process.HasExited;

    /// <summary>Starts the process; it is ready once it has sent its first line.</summary>
    public static TypstWorker Start(TypstOptions options, string folder, ILogger logger)
    {
        var settings = new WorkerSettings(
            Path.GetFullPath(options.TemplatesFolder), options.FontFolders.Select(Path.GetFullPath), options.Fonts);
        var start = new ProcessStartInfo(options.NodePath)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add($"--max-old-space-size={options.MemoryLimitMb}");
        start.ArgumentList.Add("worker.mjs");
        start.ArgumentList.Add(JsonSerializer.Serialize(settings, WorkerJson.Options));
        Isolate(start);
        var worker = new TypstWorker(Process.Start(start)!, logger);
        worker.process.ErrorDataReceived += worker.OnComplaint;
        worker.process.BeginErrorReadLine();
        LogStarted(logger, worker.processId);
        return worker;
    }

    /// <summary>The next line, or null when there will be none.</summary>
    public async Task<WorkerLine?> ReadAsync()
    {
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(CancellationToken.None);
            return line is null ? null : JsonSerializer.Deserialize<WorkerLine>(line, WorkerJson.Options);
        }
        catch (Exception exception) when (exception is IOException or JsonException or ObjectDisposedException)
        {
            LogUnreadable(logger, exception, processId);
            return null;
        }
    }

    /// <summary>Sends one request and waits for the line that answers it.</summary>
    public async Task<WorkerLine?> AskAsync(RenderRequest request)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(
                JsonSerializer.Serialize(request, WorkerJson.Options));
            await process.StandardInput.FlushAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            LogUnreadable(logger, exception, processId);
            return null;
        }

        return await ReadAsync();
    }

    /// <summary>Resident memory in MiB; zero once the process has ended.</summary>
    public long ResidentMb()
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64 / (1024 * 1024);
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        LogStopped(logger, processId);
    }

    /// <summary>
    /// The worker sees none of the host's settings and secrets, and no network: a template that names a package from
    /// Typst's registry fails at once.
    /// </summary>
    private static void Isolate(ProcessStartInfo start)
    {
        string[] kept = ["PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR", "LANG"];
        foreach (var name in start.Environment.Keys.Except(kept, StringComparer.OrdinalIgnoreCase).ToList())
        {
            start.Environment.Remove(name);
        }

        var nowhere = Path.Combine(start.WorkingDirectory, "no-packages");
        start.Environment["XDG_DATA_HOME"] = nowhere;
        start.Environment["XDG_CACHE_HOME"] = nowhere;
        start.Environment["HTTP_PROXY"] = "http://127.0.0.1:9";
        start.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
    }

    private void OnComplaint(object sender, DataReceivedEventArgs line)
    {
        if (!string.IsNullOrWhiteSpace(line.Data))
        {
            LogComplaint(logger, processId, line.Data);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Typst worker {ProcessId} started")]
    private static partial void LogStarted(ILogger logger, int processId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Typst worker {ProcessId} stopped")]
    private static partial void LogStopped(ILogger logger, int processId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Typst worker {ProcessId} says: {Line}")]
    private static partial void LogComplaint(ILogger logger, int processId, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Typst worker {ProcessId} cannot be talked to")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, int processId);
}
