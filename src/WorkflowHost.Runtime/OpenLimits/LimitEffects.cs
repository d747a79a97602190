using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>Keeps a limit as it stands now, and a line of its history.</summary>
/// <param name="Limit">The limit; it ends with its bookmark.</param>
/// <param name="Change">The line.</param>
public sealed record KeepLimit(StepLimit Limit, LimitChange Change) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => Limit.Id;
}

/// <summary>Ends a limit that was withdrawn: its step goes on, or waits on without it.</summary>
/// <param name="LimitId">The limit.</param>
/// <param name="Change">The last line of its history.</param>
public sealed record EndLimit(string LimitId, LimitChange Change) : Effect;

/// <summary>Lets a timer fire at another instant, or not for the time being.</summary>
/// <param name="BookmarkId">What it resumes.</param>
/// <param name="DueAt">UTC; null takes the timer away until another instant is set.</param>
public sealed record MoveTimer(string BookmarkId, DateTimeOffset? DueAt) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => BookmarkId;
}
