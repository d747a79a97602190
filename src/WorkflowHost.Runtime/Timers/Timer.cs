using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Timers;

/// <summary>Resumes a bookmark when its time has come. Written with the turn; gone with the bookmark.</summary>
/// <param name="BookmarkId">What to resume; also the timer's unique key.</param>
/// <param name="DueAt">UTC: the earliest instant at which it fires.</param>
public sealed record ScheduleTimer(string BookmarkId, DateTimeOffset DueAt) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => BookmarkId;
}

/// <summary>A timer whose time has come.</summary>
/// <param name="BookmarkId">What to resume.</param>
/// <param name="InstanceId">Whose it is.</param>
/// <param name="DueAt">UTC.</param>
public sealed record DueTimer(string BookmarkId, string InstanceId, DateTimeOffset DueAt);

/// <summary>The pending timers.</summary>
public interface ITimerStore
{
    /// <summary>Timers that are due, in due order.</summary>
    /// <param name="now">UTC; a timer due exactly now is due.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<DueTimer>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Timers that are due, in due order, from behind one of them on.</summary>
    /// <param name="now">UTC; a timer due exactly now is due.</param>
    /// <param name="after">The last one that was read; null begins.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<DueTimer>> DueAsync(DateTimeOffset now, DueTimer? after, int limit, CancellationToken cancellationToken);

    /// <summary>When the next timer comes due; null when none is to come.</summary>
    /// <param name="now">UTC; what is due already does not count.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes a timer whose instance no longer waits for it.</summary>
    Task DiscardAsync(string bookmarkId, CancellationToken cancellationToken);
}
