using WorkflowHost.Engine;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Persistence.Rows;

internal sealed class TriggerRow
{
    public required string Id { get; init; }

    public required string DefinitionId { get; init; }

    public required string ActivityId { get; init; }

    public required string Name { get; init; }

    public required string Hash { get; init; }

    public required string? Payload { get; init; }

    public required DateTimeOffset? NextDueAt { get; init; }
}

/// <summary>What lists and guards need of an instance. Its state is kept in <see cref="InstanceStateRow"/>.</summary>
internal sealed class InstanceRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string CorrelationId { get; init; }

    public required string DefinitionVersionId { get; init; }

    public required string DefinitionId { get; init; }

    public required string DefinitionName { get; init; }

    public required int DefinitionVersion { get; init; }

    public required WorkflowStatus Status { get; init; }

    public required WorkflowSubStatus SubStatus { get; init; }

    public required int Revision { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary><see cref="Storage.Instants.Never"/> when nothing has a limit, so that one index serves the order.</summary>
    public required DateTimeOffset NextDueAt { get; init; }

    public required int IncidentCount { get; init; }

    public required string? ParentInstanceId { get; init; }

    public required string? ParentBookmarkId { get; init; }

    /// <summary>Whether it only tries its definition out.</summary>
    public required bool IsTest { get; init; }
}

internal sealed class InstanceStateRow
{
    public required string InstanceId { get; init; }

    public required string Json { get; init; }
}

internal sealed class BookmarkRow
{
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public required string Hash { get; init; }

    public required string ActivityType { get; init; }

    public required string Title { get; init; }

    public required string Owner { get; init; }

    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>From when on it is overdue; null when that is <see cref="DueAt"/>.</summary>
    public required DateTimeOffset? LateAt { get; init; }

    public required string Explanation { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string? Payload { get; init; }
}

internal sealed class IncidentRow
{
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    public required string ExecutionId { get; init; }

    public required string ActivityId { get; init; }

    public required string NodeId { get; init; }

    public required string ActivityType { get; init; }

    public required string ActivityName { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public required string Detail { get; init; }

    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class HistoryRow
{
    public required string InstanceId { get; init; }

    public required int Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string ExecutionId { get; init; }

    public required string ActivityId { get; init; }

    public required string NodeId { get; init; }

    public required string ActivityType { get; init; }

    public required string ActivityName { get; init; }

    public required string Event { get; init; }

    public required string Message { get; init; }

    public required string? Payload { get; init; }
}

internal sealed class OperationRow
{
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    public required string Actor { get; init; }

    public required string Answer { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class TimerRow
{
    public required string BookmarkId { get; init; }

    public required string InstanceId { get; init; }

    public required DateTimeOffset DueAt { get; init; }
}

internal sealed class OutboxRow
{
    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required string Payload { get; init; }

    public required string InstanceId { get; init; }

    public required string? BookmarkId { get; init; }

    public required OutboxState State { get; init; }

    public required int Attempts { get; init; }

    public required string Response { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>On the machine's clock; <see cref="Storage.Instants.Never"/> while it waits for its faulted instance to go on.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Set while it is being sent.</summary>
    public required DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Whether the last attempt may have left.</summary>
    public required bool HasBegun { get; init; }

    public required DateTimeOffset? SettledAt { get; init; }

    public required int Revision { get; init; }

    public required int Retries { get; init; }

    public required int Resends { get; init; }
}

internal sealed class OutboxChangeRow
{
    public required string Key { get; init; }

    public required int Revision { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required int Attempt { get; init; }

    public required OutboxState State { get; init; }

    public required string Text { get; init; }
}
