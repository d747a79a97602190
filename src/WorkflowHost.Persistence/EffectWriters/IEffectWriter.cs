using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Persistence.EffectWriters;

/// <summary>Writes one kind of effect in the turn's transaction.</summary>
internal interface IEffectWriter
{
    /// <summary>The kind.</summary>
    Type Writes { get; }

    /// <summary>Writes one effect.</summary>
    /// <returns>Null, or why the caller is wrong: then the whole commit is taken back.</returns>
    Task<Problem?> WriteAsync(Effect effect, TurnWriting turn, CancellationToken cancellationToken);
}

/// <summary>What an effect is written in.</summary>
/// <param name="Database">Rows that are added are saved at the end of the turn.</param>
/// <param name="Commit">The turn.</param>
internal sealed record TurnWriting(WorkflowHostDbContext Database, TurnCommit Commit)
{
    /// <summary>The instance.</summary>
    public string InstanceId => Commit.State.Id;

    /// <summary>Whether the instance still waits at a bookmark after the turn.</summary>
    public bool WaitsAt(string bookmarkId) =>
        Commit.State.Bookmarks.Any(bookmark => string.Equals(bookmark.Id, bookmarkId, StringComparison.Ordinal));
}

/// <summary>Writes effects of one type.</summary>
internal abstract class EffectWriter<TEffect> : IEffectWriter
    where TEffect : Effect
{
    /// <summary>The answer of a writer that has written.</summary>
    protected static readonly Task<Problem?> Written = Task.FromResult<Problem?>(null);

    public Type Writes => typeof(TEffect);

    public Task<Problem?> WriteAsync(Effect effect, TurnWriting turn, CancellationToken cancellationToken) =>
        WriteAsync((TEffect)effect, turn, cancellationToken);

    /// <summary>Writes one effect.</summary>
    protected abstract Task<Problem?> WriteAsync(TEffect effect, TurnWriting turn, CancellationToken cancellationToken);
}
