using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Instances;

/// <summary>What a numbered list of instances is ordered by.</summary>
public enum InstanceOrder
{
    /// <summary>When it was started.</summary>
    Created,

    /// <summary>When it moved last.</summary>
    Updated,

    /// <summary>When it ended.</summary>
    Finished,

    /// <summary>By name.</summary>
    Name,
}

/// <summary>A bound on an instant of an instance.</summary>
/// <param name="Column">Which instant: <see cref="InstanceOrder.Name"/> is none.</param>
/// <param name="From">UTC, inclusive; null for none.</param>
/// <param name="To">UTC, exclusive; null for none.</param>
/// <param name="IsOutside">Whether those outside of the bounds are meant.</param>
public sealed record InstantBounds(InstanceOrder Column, DateTimeOffset? From, DateTimeOffset? To, bool IsOutside = false);

/// <summary>Which instances a numbered list shows, and in what order. Empty lists leave nothing out.</summary>
public sealed record InstanceSearch
{
    /// <summary>Part of the name, or a whole id or correlation id; null or blank for all.</summary>
    public string? Text { get; init; }

    /// <summary>Only those of these definitions.</summary>
    public IReadOnlyCollection<string> DefinitionIds { get; init; } = [];

    /// <summary>Only those pinned to these versions.</summary>
    public IReadOnlyCollection<string> DefinitionVersionIds { get; init; } = [];

    /// <summary>Only those of this version number; null for all.</summary>
    public int? Version { get; init; }

    /// <summary>Only these.</summary>
    public IReadOnlyCollection<string> Ids { get; init; } = [];

    /// <summary>Only those with these correlations.</summary>
    public IReadOnlyCollection<string> CorrelationIds { get; init; } = [];

    /// <summary>Only those that are stuck, or only the others; null for both.</summary>
    public bool? HasIncidents { get; init; }

    /// <summary>Only trials, or only real work; null for both.</summary>
    public bool? IsTest { get; init; }

    /// <summary>Only those in these coarse states.</summary>
    public IReadOnlyCollection<WorkflowStatus> Statuses { get; init; } = [];

    /// <summary>Only those in these fine states.</summary>
    public IReadOnlyCollection<WorkflowSubStatus> SubStatuses { get; init; } = [];

    /// <summary>All of these must hold.</summary>
    public IReadOnlyCollection<InstantBounds> Bounds { get; init; } = [];

    /// <summary>The order; equals are ordered by id.</summary>
    public InstanceOrder Order { get; init; }

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; } = true;
}

/// <summary>Which lines of a journal. Empty lists leave nothing out.</summary>
public sealed record JournalFilter
{
    /// <summary>Only those of these activities.</summary>
    public IReadOnlyCollection<string> ActivityIds { get; init; } = [];

    /// <summary>Only those of these nodes.</summary>
    public IReadOnlyCollection<string> NodeIds { get; init; } = [];

    /// <summary>Only those of this execution; null for all.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Without those of these types.</summary>
    public IReadOnlyCollection<string> ExcludedTypes { get; init; } = [];

    /// <summary>Only these events.</summary>
    public IReadOnlyCollection<string> Events { get; init; } = [];
}

/// <summary>How often something happened at a node.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="ActivityId">Its activity.</param>
/// <param name="Event">What happened: one of <see cref="HistoryEvents"/>.</param>
/// <param name="Count">How often.</param>
public sealed record NodeCount(string NodeId, string ActivityId, string Event, int Count);

/// <summary>What happened in one instance, for those who look at its drawing.</summary>
public interface IInstanceJournal
{
    /// <summary>A page of the history, in order.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="filter">Which lines.</param>
    /// <param name="skip">So many come before the page.</param>
    /// <param name="take">At most so many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<Numbered<RecordedEvent>> ReadAsync(string instanceId, JournalFilter filter, int skip, int take, CancellationToken cancellationToken);

    /// <summary>How often executions began, ended and failed, by node.</summary>
    Task<IReadOnlyList<NodeCount>> CountsAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Revisions of instances by id; unknown ones are left out.</summary>
    Task<IReadOnlyDictionary<string, int>> RevisionsAsync(IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken);
}
