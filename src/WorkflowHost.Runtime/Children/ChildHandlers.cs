using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Runtime.Children;

/// <summary>Starts children. Repeatable: the child's id is that of its message.</summary>
internal sealed class ChildStartHandler(WorkflowRuntime runtime, IInstanceQueries instances, ITurnStore turns) : IOutboxHandler
{
    private const string ParentCancelled = "上级流程已终止。";

    public string Kind => ChildMessages.Start;

    public bool IsRepeatable => true;

    public async Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken)
    {
        if (await IsCancelledAsync(message.InstanceId, cancellationToken))
        {
            return new Delivery.Done(ParentCancelled);
        }

        var parent = await turns.LoadAsync(message.InstanceId, cancellationToken);
        var child = New(message) with { Test = parent?.State.Test };
        var once = new Command(Command.System) { Operation = new Operation(message.Key, "") };
        if (await runtime.StartAsync(child, once, cancellationToken) is RuntimeResult.Refused refused)
        {
            return Impossible(message, child.Parent?.BookmarkId, refused.Problems[0].Message);
        }

        // The parent's cancellation looks for its children once; this one may have come just after.
        if (await IsCancelledAsync(message.InstanceId, cancellationToken))
        {
            await runtime.SendAsync(child.Id, new Stimulus.Cancel(ParentCancelled), Command.BySystem(), cancellationToken);
        }

        return new Delivery.Done("子流程已启动。");
    }

    private static NewInstance New(OutboxMessage message)
    {
        var payload = message.Payload;
        var input = payload["input"] as JsonObject ?? [];
        return new NewInstance(
            Text(payload, "instanceId"), Text(payload, "definitionId"), "", Text(payload, "correlationId"),
            input.ToImmutableDictionary(entry => entry.Key, entry => entry.Value?.DeepClone(), StringComparer.Ordinal))
        {
            Parent = new Parent(message.InstanceId, payload["bookmarkId"]?.GetValue<string>()),
        };
    }

    private static Delivery.Done Impossible(OutboxMessage message, string? bookmarkId, string problem) => new($"子流程未能启动：{problem}")
    {
        Effects = bookmarkId is null ? [] : [ChildMessages.IsImpossible(message.InstanceId, bookmarkId, $"{message.Key}/refused", problem)],
        IsRemarkable = true,
    };

    private static string Text(JsonObject payload, string member) => payload[member]?.GetValue<string>() ?? "";

    private async Task<bool> IsCancelledAsync(string instanceId, CancellationToken cancellationToken) =>
        await instances.FindAsync(instanceId, cancellationToken) is { SubStatus: WorkflowSubStatus.Cancelled };
}

/// <summary>Tells a parent that its child is over: the pump resumes the message's bookmark with what this hands over.</summary>
internal sealed class ChildOverHandler : IOutboxHandler
{
    public string Kind => ChildMessages.Over;

    public bool IsRepeatable => true;

    public Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken) =>
        Task.FromResult<Delivery>(new Delivery.Done("子流程已结束。")
        {
            Result = message.Payload.ToImmutableDictionary(entry => entry.Key, entry => entry.Value?.DeepClone(), StringComparer.Ordinal),
        });
}

/// <summary>Ends the running children of an instance that was cancelled, and so theirs. Repeatable: one that is over stays as it is.</summary>
internal sealed class ChildCancelHandler(WorkflowRuntime runtime, IInstanceQueries instances) : IOutboxHandler
{
    public string Kind => ChildMessages.Cancel;

    public bool IsRepeatable => true;

    public async Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken)
    {
        var reason = message.Payload["reason"]?.GetValue<string>() ?? "";
        var children = await instances.ChildrenAsync(message.InstanceId, cancellationToken);
        foreach (var child in children)
        {
            await runtime.SendAsync(child, new Stimulus.Cancel(reason), Command.BySystem(), cancellationToken);
        }

        return new Delivery.Done($"已终止 {children.Count} 个子流程。");
    }
}
