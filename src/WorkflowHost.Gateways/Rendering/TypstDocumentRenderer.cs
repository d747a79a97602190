using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkflowHost.Documents;
using RenderingResult = WorkflowHost.Documents.Rendering;

namespace WorkflowHost.Gateways.Rendering;

/// <summary>
/// Typesets with Typst in a supervised process of its own: started at the first document, restarted when it died, killed
/// when a document takes too long or too much memory, stopped when idle. One document at a time; the others queue.
/// </summary>
public sealed partial class TypstDocumentRenderer : IDocumentRenderer, IAsyncDisposable
{
    private static readonly TimeSpan MemoryCheck = TimeSpan.FromMilliseconds(200);

    private readonly TypstOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<TypstDocumentRenderer> logger;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ITimer idle;
    private TypstWorker? worker;
    private long lastId;
    private bool disposed;

    /// <summary>Creates the renderer; no process is started yet.</summary>
    public TypstDocumentRenderer(
        IOptions<TypstOptions> options, TimeProvider clock, ILogger<TypstDocumentRenderer> logger)
    {
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
        idle = clock.CreateTimer(_ => StopIfIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The worker's process id, for supervision; null while none runs.</summary>
    public int? WorkerProcessId => worker is { IsAlive: true } running ? running.ProcessId : null;

    /// <inheritdoc />
    public async Task<RenderingResult> RenderAsync(string template, JsonObject data, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        // Who stops waiting leaves the worker to finish: the turn is given back when the answer is in.
        return await RenderInTurnAsync(template, data).WaitAsync(cancellationToken);
    }

    /// <summary>Waits for the document in work, then stops the worker.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        await turn.WaitAsync();
        disposed = true;
        await idle.DisposeAsync();
        StopWorker();
        turn.Release();
        turn.Dispose();
    }

    private async Task<RenderingResult> RenderInTurnAsync(string template, JsonObject data)
    {
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return await StartWorkerAsync() ?? await AskWorkerAsync(template, data);
        }
        finally
        {
            if (!disposed)
            {
                idle.Change(options.IdleStop, Timeout.InfiniteTimeSpan);
            }

            turn.Release();
        }
    }

    /// <summary>Null when a worker is ready, else why there is none.</summary>
    private async Task<RenderingResult.Unavailable?> StartWorkerAsync()
    {
        if (worker is { IsAlive: true })
        {
            return null;
        }

        StopWorker();
        if (WorkerFolder.Find() is not { } folder)
        {
            return new RenderingResult.Unavailable("找不到排版程序 worker/worker.mjs。");
        }

        try
        {
            worker = TypstWorker.Start(options, folder, logger);
        }
        catch (Win32Exception exception)
        {
            LogNotStarted(logger, exception, options.NodePath);
            return new RenderingResult.Unavailable($"排版程序不能启动：没有找到 {options.NodePath}（需要 Node.js 20 以上版本）。");
        }

        var (first, breach) = await SuperviseAsync(worker, running => running.ReadAsync());
        if (first is { Ready: true })
        {
            return null;
        }

        StopWorker();
        return new RenderingResult.Unavailable($"排版程序不能启动：{first?.Fatal ?? breach ?? "进程已退出"}。");
    }

    private async Task<RenderingResult> AskWorkerAsync(string template, JsonObject data)
    {
        var request = new RenderRequest(++lastId, template, data);
        var (answer, breach) = await SuperviseAsync(worker!, running => running.AskAsync(request));
        if (answer is { Refused: { } reason } && answer.Id == request.Id)
        {
            return new RenderingResult.Refused(reason);
        }

        if (answer is { Pdf: { } pdf, TemplateHash: { } hash } && answer.Id == request.Id)
        {
            return new RenderingResult.Done(Convert.FromBase64String(pdf), hash);
        }

        StopWorker();
        return new RenderingResult.Unavailable($"文书 {template} 没有排成：{breach ?? "排版程序意外退出"}。");
    }

    /// <summary>Waits for the worker's answer while it keeps to its limits; else says which one it broke.</summary>
    private async Task<(WorkerLine? Line, string? Breach)> SuperviseAsync(
        TypstWorker running, Func<TypstWorker, Task<WorkerLine?>> ask)
    {
        var began = clock.GetTimestamp();
        var answer = ask(running);
        while (true)
        {
            var left = options.TimeLimit - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return (null, $"超过时限 {options.TimeLimit.TotalSeconds:0.###} 秒");
            }

            await Task.WhenAny(answer, Task.Delay(left < MemoryCheck ? left : MemoryCheck, clock));
            if (answer.IsCompleted)
            {
                return (await answer, null);
            }

            if (running.ResidentMb() > options.MemoryLimitMb)
            {
                return (null, $"超过内存上限 {options.MemoryLimitMb} MB");
            }
        }
    }

    private void StopIfIdle()
    {
        if (turn.Wait(TimeSpan.Zero))
        {
            StopWorker();
            turn.Release();
        }
    }

    private void StopWorker()
    {
        worker?.Dispose();
        worker = null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The Typst worker did not start with {NodePath}")]
    private static partial void LogNotStarted(ILogger logger, Exception exception, string nodePath);
}
