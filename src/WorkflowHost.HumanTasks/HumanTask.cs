using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks.Activities;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.HumanTasks;

/// <summary>Where a task stands.</summary>
public enum HumanTaskState
{
    /// <summary>待办.</summary>
    Open,

    /// <summary>已办.</summary>
    Done,

    /// <summary>Made needless by the procedure.</summary>
    Cancelled,
}

/// <summary>Something that a person must do before an instance goes on.</summary>
public sealed record HumanTask
{
    /// <summary>Id of the activity execution that opened it.</summary>
    public required string Id { get; init; }

    /// <summary>The instance that waits.</summary>
    public required string InstanceId { get; init; }

    /// <summary>What a completion resumes.</summary>
    public required string BookmarkId { get; init; }

    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The step's name, in Chinese.</summary>
    public required string Title { get; init; }

    /// <summary>What is to be done, one or two Chinese sentences.</summary>
    public required string Instructions { get; init; }

    /// <summary>Who may do it: a role.</summary>
    public required string Role { get; init; }

    /// <summary>Where: a bureau's id.</summary>
    public required string BureauId { get; init; }

    /// <summary>What to fill in.</summary>
    public required ImmutableArray<FormField> Form { get; init; }

    /// <summary>The outcomes to choose from; the first is the main one.</summary>
    public required ImmutableArray<string> Outcomes { get; init; }

    /// <summary>Obligation ids that the step carries.</summary>
    public required ImmutableArray<string> Obligations { get; init; }

    /// <summary>Ids of documents to be looked at.</summary>
    public required ImmutableArray<string> Documents { get; init; }

    /// <summary>Ids of accounts that may not do it, though they hold the role.</summary>
    public ImmutableArray<string> NotBy { get; init; } = [];

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC, exclusive; null when there is no limit.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>From when on it is overdue, UTC: later than <see cref="DueAt"/> only where a notice that is not imported may put that off.</summary>
    public DateTimeOffset? LateAt { get; init; }

    /// <summary>Last day in time, in China, inclusive.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Why it is due then, one Chinese sentence.</summary>
    public string DueExplanation { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public HumanTaskState State { get; init; }

    /// <summary>From 1; grows with every change of the task.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>How it was done; null while open.</summary>
    public Completion? Completion { get; init; }

    /// <summary>The name under which a file was handed in with this task; null when it was not.</summary>
    /// <param name="hash">The file's content hash.</param>
    public string? FileNamed(string hash) => Completion?.Form.Select(member => member.Value).OfType<JsonObject>()
        .FirstOrDefault(file => file["hash"]?.ToString() == hash)?["name"]?.ToString();
}

/// <summary>How a task was done.</summary>
/// <param name="Outcome">The outcome chosen.</param>
/// <param name="Opinion">What the person wrote.</param>
/// <param name="Form">What was filled in.</param>
/// <param name="By">The account's id.</param>
/// <param name="At">UTC.</param>
public sealed record Completion(string Outcome, string Opinion, JsonObject Form, string By, DateTimeOffset At)
{
    /// <summary>What the waiting step is resumed with.</summary>
    public ImmutableDictionary<string, JsonNode?> ToInput() => ImmutableDictionary<string, JsonNode?>.Empty
        .Add(TaskInput.Outcome, JsonValue.Create(Outcome))
        .Add(TaskInput.Opinion, JsonValue.Create(Opinion))
        .Add(TaskInput.Form, Form)
        .Add(TaskInput.By, JsonValue.Create(By));
}

/// <summary>Opens a task, in the turn's transaction.</summary>
public sealed record OpenTask(HumanTask Task) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => Task.BookmarkId;
}

/// <summary>Completes a task, in the turn's transaction. Refused when the task is not open at this revision.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="ExpectedRevision">As the person saw it.</param>
/// <param name="Completion">How.</param>
public sealed record CompleteTask(string TaskId, int ExpectedRevision, Completion Completion) : Effect;

/// <summary>Gives an open task another due date; one that is over keeps the one it had.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="DueAt">UTC, exclusive; null when it has none now.</param>
/// <param name="LastDay">In China, inclusive; null when it has none now.</param>
/// <param name="Explanation">Why it is due then, one Chinese sentence.</param>
public sealed record MoveTask(string TaskId, DateTimeOffset? DueAt, DateOnly? LastDay, string Explanation) : Effect
{
    /// <summary>From when on it is overdue, UTC; null with <see cref="DueAt"/>.</summary>
    public DateTimeOffset? LateAt { get; init; }

    /// <inheritdoc/>
    public override string? ServedBookmark => TaskId;
}

/// <summary>Lists of tasks and the way to one.</summary>
public interface ITaskStore
{
    /// <summary>A task; null when there is none.</summary>
    Task<HumanTask?> FindAsync(string taskId, CancellationToken cancellationToken);

    /// <summary>Open tasks of a bureau for any of some roles, earliest due first, those without a limit last.</summary>
    Task<Page<HumanTask>> InboxAsync(
        string bureauId, IReadOnlyCollection<string> roles, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>How many open tasks that are.</summary>
    Task<int> CountInboxAsync(string bureauId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken);

    /// <summary>Tasks that a person completed, latest first.</summary>
    Task<Page<HumanTask>> DoneByAsync(string accountId, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>All tasks of a case, oldest first.</summary>
    Task<IReadOnlyList<HumanTask>> OfCaseAsync(string caseId, CancellationToken cancellationToken);
}
