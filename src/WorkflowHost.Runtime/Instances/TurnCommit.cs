using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Instances;

/// <summary>Everything that one turn changes. The store writes all of it in one transaction or nothing.</summary>
public sealed record TurnCommit
{
    /// <summary>The next state.</summary>
    public required InstanceState State { get; init; }

    /// <summary>The definition version that the instance is pinned to.</summary>
    public required DefinitionVersion Definition { get; init; }

    /// <summary>What lists call the instance, in Chinese.</summary>
    public required string Name { get; init; }

    /// <summary>Who started the instance; null when nobody did.</summary>
    public Parent? Parent { get; init; }

    /// <summary>The revision that the turn was played on; 0 creates the instance.</summary>
    public required int ExpectedRevision { get; init; }

    /// <summary>Bookmarks that the turn created.</summary>
    public required ImmutableArray<Bookmark> AddedBookmarks { get; init; }

    /// <summary>Bookmarks of earlier turns that lists now describe in other words.</summary>
    public ImmutableArray<Bookmark> RewordedBookmarks { get; init; } = [];

    /// <summary>Ids of bookmarks that are gone: resumed, or no longer needed. What hangs on them (timers, open tasks) goes with them.</summary>
    public required ImmutableArray<string> RemovedBookmarks { get; init; }

    /// <summary>Whether the instance stood at incidents before the turn.</summary>
    public bool HadIncidents { get; init; } = true;

    /// <summary>Whether a person may have had to act at one of the bookmarks that are gone.</summary>
    public bool MayHaveWithdrawnTasks { get; init; } = true;

    /// <summary>The command's own effects first, then those of activities, in order.</summary>
    public required ImmutableArray<Effect> Effects { get; init; }

    /// <summary>New lines of the history.</summary>
    public required ImmutableArray<HistoryEvent> History { get; init; }

    /// <summary>The instant of the turn, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who moved the instance: an account's id, or <c>system</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>Set when a person's command must not be done twice.</summary>
    public Operation? Operation { get; init; }
}

/// <summary>A command that is done at most once, however often it is sent.</summary>
/// <param name="Id">Chosen by the sender, 1 to 64 characters.</param>
/// <param name="Answer">What the first sender was told, for later ones.</param>
public sealed record Operation(string Id, string Answer);

/// <summary>What came of a commit. Closed set: the nested records.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>Written and durable.</summary>
    /// <param name="Revision">The instance's new revision.</param>
    public sealed record Committed(int Revision) : CommitResult;

    /// <summary>Another turn came first; nothing is written. Play again on the new state.</summary>
    public sealed record Conflict : CommitResult;

    /// <summary>The operation was done before; nothing is written.</summary>
    /// <param name="Answer">What the first sender was told.</param>
    public sealed record Repeated(string Answer) : CommitResult;

    /// <summary>An effect can't be written because the caller is wrong (a stale task, a known report number); nothing is written.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(Problem Problem) : CommitResult;
}

/// <summary>An instance as it was read for a turn.</summary>
/// <param name="State">The state.</param>
/// <param name="DefinitionVersionId">The version that it is pinned to.</param>
/// <param name="Name">What lists call it.</param>
/// <param name="Revision">From 1; grows by one with each turn.</param>
/// <param name="Parent">Who started it; null when nobody did.</param>
public sealed record InstanceSnapshot(InstanceState State, string DefinitionVersionId, string Name, int Revision, Parent? Parent);

/// <summary>Where turns are read from and written to.</summary>
public interface ITurnStore
{
    /// <summary>Reads an instance; null when there is none.</summary>
    Task<InstanceSnapshot?> LoadAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Writes a turn. Returns after it is durable.</summary>
    Task<CommitResult> CommitAsync(TurnCommit commit, CancellationToken cancellationToken);

    /// <summary>What the first sender of an operation was told; null when it was not done.</summary>
    Task<string?> FindOperationAsync(string operationId, CancellationToken cancellationToken);
}
