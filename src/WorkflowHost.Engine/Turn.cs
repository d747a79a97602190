using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace WorkflowHost.Engine;

/// <summary>What one turn of the engine produced: the next state, what the outside world must now do, and what happened.</summary>
/// <remarks>All three are committed in one transaction by the runtime; the engine itself performs nothing.</remarks>
/// <param name="State">The next state.</param>
/// <param name="Effects">In the order in which activities asked for them; those for bookmarks that are gone again are left out.</param>
/// <param name="History">In order; sequence numbers continue those of earlier turns.</param>
public sealed record Turn(InstanceState State, ImmutableArray<Effect> Effects, ImmutableArray<HistoryEvent> History);

/// <summary>Something that the runtime must do in the turn's transaction. Modules derive their own; each has one writer.</summary>
public abstract record Effect
{
    /// <summary>The bookmark that the effect serves: when it is gone by the end of the turn, the effect is dropped. Null when it stands alone.</summary>
    public virtual string? ServedBookmark => null;
}

/// <summary>What moves an instance. Closed set: the nested records.</summary>
public abstract record Stimulus
{
    private Stimulus()
    {
    }

    /// <summary>The first turn.</summary>
    /// <param name="Input">Workflow input by name.</param>
    /// <param name="TriggerActivityId">The activity whose trigger fired; null for a plain start.</param>
    /// <param name="FlowchartMode">How this instance's flowcharts bring branches together; null leaves it to definition and host.</param>
    public sealed record Start(
        ImmutableDictionary<string, JsonNode?> Input, string? TriggerActivityId = null, FlowchartMode? FlowchartMode = null) : Stimulus;

    /// <summary>Something waited for has come.</summary>
    /// <param name="BookmarkId">What it was waiting at.</param>
    /// <param name="Input">What came, by name; activities read it as workflow input during this turn.</param>
    public sealed record Resume(string BookmarkId, ImmutableDictionary<string, JsonNode?> Input) : Stimulus;

    /// <summary>
    /// What a waiting activity waits for has changed: it takes note and waits on, and nothing else runs. Also while the instance
    /// stands faulted.
    /// </summary>
    /// <param name="BookmarkId">Where it waits; its activity is an <see cref="Contract.IRevisable"/>.</param>
    /// <param name="Terms">What has changed, in the activity's own words.</param>
    public sealed record Revise(string BookmarkId, JsonObject Terms) : Stimulus;

    /// <summary>A person lets a faulted activity run again.</summary>
    /// <param name="IncidentId">The incident that this resolves.</param>
    /// <param name="Reason">Why, for the history.</param>
    public sealed record Retry(string IncidentId, string Reason) : Stimulus;

    /// <summary>A person lets the workflow go on as if a faulted activity had completed.</summary>
    /// <param name="IncidentId">The incident that this resolves.</param>
    /// <param name="Outcome">The port by which the activity leaves; null for the plain one.</param>
    /// <param name="Reason">Why, for the history.</param>
    public sealed record Skip(string IncidentId, string? Outcome, string Reason) : Stimulus;

    /// <summary>A person changes a variable; nothing runs.</summary>
    /// <param name="VariableId">A variable of the workflow, or of a container that is under way (the innermost counts).</param>
    /// <param name="Value">Converted to the variable's type.</param>
    /// <param name="Reason">Why, for the history.</param>
    public sealed record SetVariable(string VariableId, JsonNode? Value, string Reason) : Stimulus;

    /// <summary>A person ends one branch: an activity that waits, or is stuck, and all within it.</summary>
    /// <param name="ExecutionId">The execution to end.</param>
    /// <param name="Reason">Why, for the history.</param>
    public sealed record CancelActivity(string ExecutionId, string Reason) : Stimulus;

    /// <summary>A person lets a step of a flowchart that is under way run, besides what runs already (Elsa's alteration ScheduleActivity).</summary>
    /// <param name="NodeId">The step, whether it ran before or not.</param>
    /// <param name="Reason">Why, for the history.</param>
    public sealed record ScheduleActivity(string NodeId, string Reason) : Stimulus;

    /// <summary>A person ends the instance.</summary>
    /// <param name="Reason">Why, for the history.</param>
    public sealed record Cancel(string Reason) : Stimulus;
}

/// <summary>One line of an instance's history.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="At">UTC.</param>
/// <param name="ExecutionId">The activity execution; empty for the workflow itself.</param>
/// <param name="ActivityId">The activity; empty for the workflow itself.</param>
/// <param name="NodeId">The activity's node; empty for the workflow itself.</param>
/// <param name="ActivityType">Type name; <c>Elsa.Workflow</c> for the workflow itself.</param>
/// <param name="ActivityName">The step's name on the canvas.</param>
/// <param name="Event">One of <see cref="HistoryEvents"/>, or an activity's own word.</param>
/// <param name="Message">For people, in Chinese; may be empty.</param>
/// <param name="Payload">More, for programs; null when none.</param>
public sealed record HistoryEvent(
    int Sequence,
    DateTimeOffset At,
    string ExecutionId,
    string ActivityId,
    string NodeId,
    string ActivityType,
    string ActivityName,
    string Event,
    string Message,
    JsonNode? Payload);

/// <summary>Elsa's event names; Studio colours its journal by them.</summary>
public static class HistoryEvents
{
    /// <summary>An execution began.</summary>
    public const string Started = "Started";

    /// <summary>An execution ended normally; the payload's <c>outcomes</c> says how.</summary>
    public const string Completed = "Completed";

    /// <summary>An execution waits.</summary>
    public const string Suspended = "Suspended";

    /// <summary>What it waited for has come.</summary>
    public const string Resumed = "Resumed";

    /// <summary>An execution is stuck at an incident.</summary>
    public const string Faulted = "Faulted";

    /// <summary>An execution was made needless.</summary>
    public const string Canceled = "Canceled";

    /// <summary>A person let a faulted execution run again.</summary>
    public const string Retried = "Retried";

    /// <summary>A person let the workflow go on past a faulted execution.</summary>
    public const string Skipped = "Skipped";

    /// <summary>A person let a step run besides what runs already; stands at the flowchart, the payload's <c>activity</c> says which.</summary>
    public const string Scheduled = "Scheduled";

    /// <summary>A person changed a variable.</summary>
    public const string VariableChanged = "VariableChanged";

    /// <summary>An activity wrote a line of text.</summary>
    public const string Line = "Line";
}
