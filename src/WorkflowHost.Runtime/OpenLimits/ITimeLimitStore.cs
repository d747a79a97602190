namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>A limit as it is stored.</summary>
/// <param name="Limit">The limit; its bureau is the case's handling bureau when the step names none.</param>
/// <param name="CaseNumber">Empty when it has no case.</param>
/// <param name="SetAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it is open.</param>
public sealed record StoredLimit(StepLimit Limit, string CaseNumber, DateTimeOffset SetAt, DateTimeOffset? EndedAt);

/// <summary>A calendar and what counts on it.</summary>
/// <param name="Version">The calendar's version.</param>
/// <param name="Bureau">Limits whose facts name this bureau; null: all whose facts name none of <paramref name="Others"/>.</param>
/// <param name="Others">Bureaus with a calendar of their own; empty unless <paramref name="Bureau"/> is null.</param>
public sealed record CountingCalendar(string Version, string? Bureau, IReadOnlyList<string> Others);

/// <summary>Every limit that steps have set.</summary>
public interface ITimeLimitStore
{
    /// <summary>A limit, open or ended; null when there is none.</summary>
    Task<StoredLimit?> FindAsync(string limitId, CancellationToken cancellationToken);

    /// <summary>All limits of a case, open ones first, by their end.</summary>
    Task<IReadOnlyList<StoredLimit>> OfCaseAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>All open limits of an instance, by their end.</summary>
    Task<IReadOnlyList<StoredLimit>> OfInstanceAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>A limit's history, oldest first.</summary>
    Task<IReadOnlyList<RecordedLimitChange>> ChangesAsync(string limitId, CancellationToken cancellationToken);

    /// <summary>Open limits that end on a day or later, or nobody knows when; in order of their ids.</summary>
    /// <param name="from">In China.</param>
    /// <param name="after">Where to go on: the last id that was read; null begins.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<StoredLimit>> OpenFromAsync(DateOnly from, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Open limits that were last computed on another calendar than the one that counts for them, in order of their ids.</summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="after">Where to go on: the last id that was read; null begins.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<StoredLimit>> OutdatedAsync(
        CountingCalendar calendar, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Notes that limits come to the same on another calendar.</summary>
    Task ConfirmAsync(IReadOnlyCollection<string> limitIds, string calendarVersion, CancellationToken cancellationToken);
}
