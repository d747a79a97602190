using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace WorkflowHost.Engine;

/// <summary>Elsa's two coarse states of an instance.</summary>
public enum WorkflowStatus
{
    /// <summary>Something waits or is stuck; more turns may come.</summary>
    Running,

    /// <summary>No further turn changes it, unless an incident is retried.</summary>
    Finished,
}

/// <summary>Elsa's fine states of an instance.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Waits for at least one bookmark, or stands at an incident.</summary>
    Suspended,

    /// <summary>Ran to its end.</summary>
    Finished,

    /// <summary>Cancelled by a person.</summary>
    Cancelled,

    /// <summary>Stopped at an incident under the fault strategy.</summary>
    Faulted,
}

/// <summary>Everything that one instance remembers between two turns. Immutable; JSON nodes inside are never changed in place.</summary>
public sealed record InstanceState
{
    /// <summary>The instance's id, unique for ever.</summary>
    public required string Id { get; init; }

    /// <summary>Ties the instance to its case; empty when none.</summary>
    public string CorrelationId { get; init; } = "";

    /// <summary>What lists call the instance (Elsa's SetName); empty when nobody named it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The activity whose trigger started the instance; null when it was started plainly.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>How flowcharts of this instance bring branches together; null leaves it to the definition, then to the host.</summary>
    public FlowchartMode? FlowchartMode { get; init; }

    /// <summary>Set when the instance only tries its definition out: nothing of it may reach the outside or a real record.</summary>
    public TestRun? Test { get; init; }

    /// <summary>
    /// The first day, in China, on which the case that the instance belongs to stands still; null while it goes on. A fact about the
    /// case: whoever loads the instance says it anew for each turn.
    /// </summary>
    [JsonIgnore]
    public DateOnly? HaltedOn { get; init; }

    /// <summary>Coarse state.</summary>
    public WorkflowStatus Status { get; init; }

    /// <summary>Fine state.</summary>
    public WorkflowSubStatus SubStatus { get; init; }

    /// <summary>Workflow input as given at the start.</summary>
    public ImmutableDictionary<string, JsonNode?> Input { get; init; } = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>Outputs of the workflow by name, as far as they are set.</summary>
    public ImmutableDictionary<string, JsonNode?> Output { get; init; } = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>The last value that an activity gave as its <c>Result</c>.</summary>
    public JsonNode? LastResult { get; init; }

    /// <summary>Values of the workflow's own variables by variable id; those of containers stand with their executions.</summary>
    public ImmutableDictionary<string, JsonNode?> Variables { get; init; } = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>Last outputs of activities, by <c>activityId.outputName</c>; within a workflow used as an activity, by <c>nodeId.outputName</c>.</summary>
    public ImmutableDictionary<string, JsonNode?> Outputs { get; init; } = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>Activity executions that are not over: running, waiting or faulted; in the order in which they were scheduled.</summary>
    public ImmutableArray<ExecutionState> Executions { get; init; } = [];

    /// <summary>What the instance waits for.</summary>
    public ImmutableArray<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>Where the instance is stuck, unresolved.</summary>
    public ImmutableArray<Incident> Incidents { get; init; } = [];

    /// <summary>Last number given to an execution or bookmark; ids derive from it, so a turn that is run again names things alike.</summary>
    public int LastId { get; init; }

    /// <summary>How many things each place has sent to the outside so far: see <see cref="Contract.ActivityExecutionContext.NewKey"/>.</summary>
    public ImmutableDictionary<string, int> Sent { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Sequence number of the last history event, 0 before the first.</summary>
    public int LastSequence { get; init; }

    /// <summary>A new instance that has not had its first turn.</summary>
    public static InstanceState New(string id, string correlationId) => new() { Id = id, CorrelationId = correlationId };
}

/// <summary>A trial of a definition.</summary>
/// <param name="AccountId">Who tries it.</param>
/// <param name="BureauId">Where that person works: tasks of the trial come there.</param>
public sealed record TestRun(string AccountId, string BureauId);

/// <summary>Elsa's states of one activity execution.</summary>
public enum ActivityStatus
{
    /// <summary>Scheduled, not yet run.</summary>
    Pending,

    /// <summary>Ran and waits: for a bookmark or for its children.</summary>
    Running,

    /// <summary>Over, normally.</summary>
    Completed,

    /// <summary>Over, because something else made it needless.</summary>
    Canceled,

    /// <summary>Stuck at an incident.</summary>
    Faulted,
}

/// <summary>One activity execution between two turns.</summary>
/// <param name="Id">Unique within all instances.</param>
/// <param name="NodeId">The activity's node in the graph.</param>
/// <param name="ParentId">The execution that scheduled it; null for the root.</param>
/// <param name="Callback">The parent's method to call on completion.</param>
/// <param name="Status">Pending outlives a turn only when the turn was cut short as an endless loop.</param>
/// <param name="Attempts">How often it was started, from 1.</param>
/// <param name="Properties">What the activity itself keeps between turns.</param>
/// <param name="Tag">The owner's word for this child.</param>
/// <param name="Variables">Values of the variables that live as long as this execution, by variable id; null when it has none.</param>
/// <param name="IsRepeat">Whether it was reached over a connection that closes a loop.</param>
public sealed record ExecutionState(
    string Id,
    string NodeId,
    string? ParentId,
    string? Callback,
    ActivityStatus Status,
    int Attempts,
    ImmutableDictionary<string, JsonNode?> Properties,
    string? Tag = null,
    ImmutableDictionary<string, JsonNode?>? Variables = null,
    bool IsRepeat = false);

/// <summary>One thing that an instance waits for (Elsa's bookmark).</summary>
/// <param name="Id">Unique within all instances.</param>
/// <param name="Name">The stimulus name; by default the activity's type.</param>
/// <param name="Hash">Hash of name, payload and, if asked for, the execution id: how a stimulus finds it.</param>
/// <param name="Payload">The stimulus to match, or null.</param>
/// <param name="ActivityId">The waiting activity.</param>
/// <param name="NodeId">Its node.</param>
/// <param name="ExecutionId">Its execution (Elsa's activity instance id).</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Callback">The activity's method that a resume calls; null completes the activity.</param>
/// <param name="Metadata">For people: see <see cref="BookmarkMetadata"/>.</param>
/// <param name="AutoBurn">Whether the first resume takes it away; otherwise it stays until its activity is over.</param>
public sealed record Bookmark(
    string Id,
    string Name,
    string Hash,
    JsonNode? Payload,
    string ActivityId,
    string NodeId,
    string ExecutionId,
    DateTimeOffset CreatedAt,
    string? Callback,
    ImmutableDictionary<string, string> Metadata,
    bool AutoBurn = true);

/// <summary>Keys of <see cref="Bookmark.Metadata"/> that lists show.</summary>
public static class BookmarkMetadata
{
    /// <summary>What is waited for, in Chinese.</summary>
    public const string Title = "title";

    /// <summary>Who acts next, in Chinese; absent when nobody does.</summary>
    public const string Owner = "owner";

    /// <summary>When it is due: round-trip UTC instant, exclusive.</summary>
    public const string DueAt = "dueAt";

    /// <summary>When it is late: round-trip UTC instant, exclusive; absent when that is when it is due.</summary>
    public const string LateAt = "lateAt";

    /// <summary>Why it is due then, one Chinese sentence.</summary>
    public const string Explanation = "explanation";
}

/// <summary>The workflow is stuck here: a row for people to resolve, never an exception across the engine's edge.</summary>
/// <param name="Id">Unique within all instances.</param>
/// <param name="ExecutionId">The execution that is stuck.</param>
/// <param name="ActivityId">Its activity.</param>
/// <param name="NodeId">Its node.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="ActivityName">The step's name on the canvas.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people, in Chinese.</param>
/// <param name="Detail">Exception type and message for administrators; empty when there was none.</param>
/// <param name="Attempt">Which attempt failed, from 1.</param>
/// <param name="At">UTC.</param>
public sealed record Incident(
    string Id,
    string ExecutionId,
    string ActivityId,
    string NodeId,
    string ActivityType,
    string ActivityName,
    string Code,
    string Message,
    string Detail,
    int Attempt,
    DateTimeOffset At);
