using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Waiting;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Runtime.Stimuli;

/// <summary>A task that a workflow asks an outside system to run (Elsa's <c>RunTask</c>).</summary>
/// <param name="TaskId">By which it is reported.</param>
/// <param name="TaskName">What to run.</param>
/// <param name="Payload">Parameters by name; null when none.</param>
/// <param name="InstanceId">Who asks.</param>
/// <param name="RequestedAt">UTC.</param>
public sealed record ExternalTask(string TaskId, string TaskName, JsonNode? Payload, string InstanceId, DateTimeOffset RequestedAt);

/// <summary>Tasks for outside systems: they fetch what is open and report what came of it.</summary>
public sealed class ExternalTasks(IOutboxStore outbox, IStimulusStore store, WorkflowRuntime runtime)
{
    /// <summary>The kind of their messages; delivering one only notes that it can be fetched.</summary>
    public const string Kind = "external-task";

    /// <summary>What the sender of a result is told, the first time and at each repeat.</summary>
    public const string Reported = "已登记任务结果，流程继续。";

    private const string ActivityName = "Elsa.RunTask";
    private const string KeyPrefix = "task/";
    private const string BookmarkMember = "bookmarkId";
    private const string NameMember = "name";
    private const string PayloadMember = "payload";

    /// <summary>Tasks that workflows wait for.</summary>
    /// <param name="name">Only those of this name; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<ExternalTask>> OpenAsync(string? name, CancellationToken cancellationToken)
    {
        var open = new List<ExternalTask>();
        foreach (var payload in await store.PayloadsAsync(ActivityName, cancellationToken))
        {
            if ((name is null || payload["TaskName"]?.ToString() == name)
                && await FindAsync(payload["TaskId"]?.ToString() ?? "", cancellationToken) is { } task)
            {
                open.Add(task);
            }
        }

        return open;
    }

    /// <summary>A task that an outside system may fetch; null when there is none.</summary>
    public async Task<ExternalTask?> FindAsync(string taskId, CancellationToken cancellationToken) =>
        await outbox.FindAsync(KeyPrefix + taskId, cancellationToken) is { } message ? Read(message) : null;

    /// <summary>Reports a task.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="result">What came of it; null when nothing.</param>
    /// <param name="actor">Who reports: an account's id.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>Done, Repeated for a second report, or Gone when nobody waits for it.</returns>
    public async Task<RuntimeResult> ReportAsync(string taskId, JsonNode? result, string actor, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(KeyPrefix + taskId, cancellationToken) is not { } message)
        {
            return new RuntimeResult.Gone();
        }

        var resume = new Stimulus.Resume(
            message.Payload[BookmarkMember]!.GetValue<string>(),
            ImmutableDictionary<string, JsonNode?>.Empty.Add(RunTask.ResultInput, result?.DeepClone()));
        var once = new Command(actor) { Operation = new Operation($"{message.Key}/report", Reported) };
        return await runtime.SendAsync(message.InstanceId, resume, once, cancellationToken);
    }

    internal static Enqueue Requested(TaskRequested task) => new(
        KeyPrefix + task.TaskId,
        Kind,
        new JsonObject
        {
            [NameMember] = task.TaskName,
            [PayloadMember] = task.Payload?.DeepClone(),
            [BookmarkMember] = task.BookmarkId,
        },
        null);

    private static ExternalTask Read(OutboxMessage message) => new(
        message.Key[KeyPrefix.Length..], message.Payload[NameMember]!.GetValue<string>(), message.Payload[PayloadMember], message.InstanceId,
        message.CreatedAt);
}

/// <summary>Nothing leaves: the task waits to be fetched.</summary>
internal sealed class ExternalTaskHandler : IOutboxHandler
{
    public string Kind => ExternalTasks.Kind;

    public bool IsRepeatable => true;

    public Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken) =>
        Task.FromResult<Delivery>(new Delivery.Done("等待外部系统领取。"));
}
