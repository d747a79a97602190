namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Who put a part of the calendars there.</summary>
public enum CalendarOrigin
{
    /// <summary>It ships with the product; a later release may replace it.</summary>
    File,

    /// <summary>An administrator; no release touches it.</summary>
    Administrator,
}

/// <summary>A part of the calendars as it is stored: a year's notice, or the closing days of a bureau.</summary>
/// <param name="Part">See <see cref="CalendarParts"/>.</param>
/// <param name="Version">From 1.</param>
/// <param name="Json">The notice in its own form, or a list of days.</param>
/// <param name="Hash">SHA-256 of the text.</param>
/// <param name="Origin">Who put it there.</param>
public sealed record CalendarPart(string Part, int Version, string Json, string Hash, CalendarOrigin Origin);

/// <summary>A change of the calendars: one audited operation that recomputes every open limit that it moves.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Subject">What was changed, in Chinese: 2027年放假安排（国办发明电〔2026〕7号）.</param>
/// <param name="Reason">Why, in Chinese; may be empty.</param>
/// <param name="Actor">An account's id, or <c>system</c>.</param>
/// <param name="At">UTC.</param>
/// <param name="VersionBefore">The national calendar before; for closing days the bureau's.</param>
/// <param name="VersionAfter">The same since.</param>
public sealed record CalendarRevision(
    int Number, string Subject, string Reason, string Actor, DateTimeOffset At, string VersionBefore, string VersionAfter)
{
    /// <summary>UTC; null while open limits are still being recomputed.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Limits that have another date by it so far.</summary>
    public int Moved { get; init; }

    /// <summary>Limits that kept their date by it and are not provisional any more, so far.</summary>
    public int Settled { get; init; }
}

/// <summary>A limit that a change of the calendars recomputed.</summary>
/// <param name="LimitId">The limit.</param>
/// <param name="CaseId">Its case; empty when none.</param>
/// <param name="CaseNumber">Empty when none.</param>
/// <param name="Step">Its step.</param>
/// <param name="Before">The last day before; null when it had none.</param>
/// <param name="After">The last day since; null when it has none.</param>
/// <param name="Text">What was recorded.</param>
public sealed record RecomputedLimit(string LimitId, string CaseId, string CaseNumber, string Step, DateOnly? Before, DateOnly? After, string Text);

/// <summary>The calendars as they are stored.</summary>
/// <param name="Parts">Those that count.</param>
/// <param name="LastChange">The number of the last change; 0 before the first.</param>
public sealed record StoredCalendars(IReadOnlyList<CalendarPart> Parts, int LastChange);

/// <summary>Where the calendars are kept.</summary>
public interface ICalendarStore
{
    /// <summary>What counts now.</summary>
    Task<StoredCalendars> LoadAsync(CancellationToken cancellationToken);

    /// <summary>The parts that counted after a change.</summary>
    Task<IReadOnlyList<CalendarPart>> PartsAsync(int change, CancellationToken cancellationToken);

    /// <summary>The number of the last change; 0 before the first.</summary>
    Task<int> LastChangeAsync(CancellationToken cancellationToken);

    /// <summary>Stores a change and its parts, in one transaction.</summary>
    /// <param name="change">The next number.</param>
    /// <param name="parts">Each the next version of its part.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>False when somebody else took the number: nothing is stored.</returns>
    Task<bool> AddAsync(CalendarRevision change, IReadOnlyList<CalendarPart> parts, CancellationToken cancellationToken);

    /// <summary>Notes that every open limit stands on the calendars of this change, or a later one.</summary>
    Task FinishAsync(DateTimeOffset at, int upTo, CancellationToken cancellationToken);

    /// <summary>Changes, latest first.</summary>
    Task<IReadOnlyList<CalendarRevision>> ChangesAsync(int limit, CancellationToken cancellationToken);

    /// <summary>One change; null when there is none.</summary>
    Task<CalendarRevision?> FindChangeAsync(int number, CancellationToken cancellationToken);

    /// <summary>The limits that a change recomputed, in order of their ids.</summary>
    /// <param name="number">The change.</param>
    /// <param name="after">Where to go on: the last id that was read; null begins.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<RecomputedLimit>> RecomputedAsync(int number, string? after, int limit, CancellationToken cancellationToken);
}

/// <summary>Names of the parts of the calendars.</summary>
public static class CalendarParts
{
    private const string ClosingPrefix = "closing/";
    private const string NoticePrefix = "notice/";

    /// <summary>The notice of a year.</summary>
    public static string Notice(int year) => FormattableString.Invariant($"{NoticePrefix}{year}");

    /// <summary>The closing days of a bureau.</summary>
    public static string Closing(string bureauId) => ClosingPrefix + bureauId;

    /// <summary>Whether it is a notice.</summary>
    public static bool IsNotice(string part) => part.StartsWith(NoticePrefix, StringComparison.Ordinal);

    /// <summary>The bureau of closing days; null for a notice.</summary>
    public static string? BureauOf(string part) => part.StartsWith(ClosingPrefix, StringComparison.Ordinal) ? part[ClosingPrefix.Length..] : null;
}
