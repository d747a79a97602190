using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Instances;

/// <summary>An instance as lists show it. Read from narrow rows; no state is loaded.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Name">What lists call it.</param>
/// <param name="CorrelationId">Its case.</param>
/// <param name="DefinitionId">Its procedure.</param>
/// <param name="DefinitionName">The procedure's name.</param>
/// <param name="DefinitionVersion">The version that it is pinned to.</param>
/// <param name="DefinitionVersionId">That version's id.</param>
/// <param name="Status">Coarse state.</param>
/// <param name="SubStatus">Fine state.</param>
/// <param name="Revision">From 1; grows by one with each turn.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC, the last turn or remark.</param>
/// <param name="FinishedAt">UTC; null while it runs.</param>
/// <param name="NextDueAt">The earliest due instant of what it waits for; null when nothing has one.</param>
/// <param name="IncidentCount">Unresolved incidents.</param>
/// <param name="Waits">What it waits for, earliest due first.</param>
public sealed record InstanceSummary(
    string Id,
    string Name,
    string CorrelationId,
    string DefinitionId,
    string DefinitionName,
    int DefinitionVersion,
    string DefinitionVersionId,
    WorkflowStatus Status,
    WorkflowSubStatus SubStatus,
    int Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? NextDueAt,
    int IncidentCount,
    IReadOnlyList<Wait> Waits)
{
    /// <summary>The instance that started it; null when none did.</summary>
    public string? ParentInstanceId { get; init; }
}

/// <summary>One thing that an instance waits for, as lists show it.</summary>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="ActivityType">The kind of step.</param>
/// <param name="Title">What is waited for.</param>
/// <param name="Owner">Who acts; empty when only time does.</param>
/// <param name="DueAt">UTC, exclusive; null when there is no limit.</param>
/// <param name="Explanation">Why it is due then; empty when there is no limit.</param>
/// <param name="Since">UTC.</param>
public sealed record Wait(
    string BookmarkId, string ActivityType, string Title, string Owner, DateTimeOffset? DueAt, string Explanation, DateTimeOffset Since)
{
    /// <summary>From when on it is overdue, UTC: later than <see cref="DueAt"/> only where a notice that is not imported may put that off.</summary>
    public DateTimeOffset? LateAt { get; init; }
}

/// <summary>One line of an instance's history with the one who caused it.</summary>
/// <param name="Event">The line.</param>
/// <param name="Actor">An account's id, or <c>system</c>.</param>
public sealed record RecordedEvent(HistoryEvent Event, string Actor);

/// <summary>A page of a list that goes on where the last one ended.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">Hand this in for the next page; null when this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which instances a list shows.</summary>
/// <param name="CorrelationId">Only those of one case; null for all.</param>
/// <param name="RunningOnly">Leave out those that are over; faulted ones stay.</param>
/// <param name="WithIncidentsOnly">Only those that are stuck.</param>
/// <param name="DueUpTo">Only those whose next due date is not later, UTC; null for all.</param>
/// <param name="Lateness">Only those that are overdue, or only the others; null for both.</param>
public sealed record InstanceFilter(
    string? CorrelationId = null, bool RunningOnly = false, bool WithIncidentsOnly = false, DateTimeOffset? DueUpTo = null,
    Lateness? Lateness = null);

/// <summary>Whether something that an instance waits for is overdue.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="IsLate">Whether it is.</param>
public sealed record Lateness(DateTimeOffset At, bool IsLate);

/// <summary>Lists of instances.</summary>
public interface IInstanceQueries
{
    /// <summary>Instances by next due date, those without one last; then by age.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The last page's <see cref="Page{T}.Next"/>; null for the first.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<Page<InstanceSummary>> ListAsync(InstanceFilter filter, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>One instance; null when there is none.</summary>
    Task<InstanceSummary?> FindAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Ids of those that an instance has started and that are not over; a faulted one is not over.</summary>
    Task<IReadOnlyList<string>> ChildrenAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>The history of an instance in order.</summary>
    Task<IReadOnlyList<RecordedEvent>> HistoryAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Unresolved incidents of an instance.</summary>
    Task<IReadOnlyList<Incident>> IncidentsAsync(string instanceId, CancellationToken cancellationToken);
}
