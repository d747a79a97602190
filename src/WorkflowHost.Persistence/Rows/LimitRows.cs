using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Persistence.Rows;

internal sealed class TimeLimitRow
{
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    public required string CaseId { get; init; }

    public required string Step { get; init; }

    public required LimitedKind Kind { get; init; }

    /// <summary>Empty for the bureau that handles the case.</summary>
    public required string BureauId { get; init; }

    public required string Role { get; init; }

    /// <summary>The bureau whose closing days count; empty for none.</summary>
    public required string CalendarOf { get; init; }

    /// <summary>A <see cref="TimeLimitRule"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>A <see cref="TimeLimitFacts"/>.</summary>
    public required string Facts { get; init; }

    public required DateOnly? FirstDay { get; init; }

    public required DateOnly? LastDay { get; init; }

    public required DateTimeOffset? OpensAt { get; init; }

    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>See <see cref="Runtime.OpenLimits.LimitOutcome.HeldUntil"/>.</summary>
    public required DateTimeOffset? HeldUntil { get; init; }

    /// <summary>See <see cref="Runtime.OpenLimits.LimitOutcome.ClosedUntil"/>.</summary>
    public required DateTimeOffset? ClosedUntil { get; init; }

    public required int? MissingNotice { get; init; }

    public required DateOnly? SuspendedOn { get; init; }

    public required CalendarCertainty Certainty { get; init; }

    public required string Sentence { get; init; }

    public required string CalendarVersion { get; init; }

    /// <summary><see cref="DateOnly.MaxValue"/> while nobody knows, so that one comparison finds all that a changed day may move.</summary>
    public required DateOnly EndsOn { get; init; }

    public required bool IsReminded { get; init; }

    public required bool IsOpen { get; init; }

    public required DateTimeOffset SetAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A case that stands still.</summary>
internal sealed class CaseHaltRow
{
    public required string CaseId { get; init; }

    public required DateOnly FirstDay { get; init; }

    public required string Reason { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class LimitChangeRow
{
    public required string LimitId { get; init; }

    /// <summary>The instance's revision since.</summary>
    public required int Revision { get; init; }

    public required LimitChangeKind Kind { get; init; }

    public required string Text { get; init; }

    public required DateOnly? Before { get; init; }

    public required DateOnly? After { get; init; }

    public required string CalendarVersion { get; init; }

    public required int? CalendarChange { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class ExtensionRequestRow
{
    public required string Id { get; init; }

    public required string LimitId { get; init; }

    public required string InstanceId { get; init; }

    public required string CaseId { get; init; }

    public required int Value { get; init; }

    public required string Reason { get; init; }

    public required string AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public required ExtensionState State { get; init; }

    public required string DecidedBy { get; init; }

    public required DateTimeOffset? DecidedAt { get; init; }

    public required string Opinion { get; init; }
}

internal sealed class NoticeRow
{
    public required string Key { get; init; }

    public required NoticeKind Kind { get; init; }

    public required string BureauId { get; init; }

    public required string Role { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public required string InstanceId { get; init; }

    public required string CaseId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ReadBy { get; init; }

    public required DateTimeOffset? ReadAt { get; init; }
}

/// <summary>A version of a part of the calendars: a year's notice, or the closing days of a bureau.</summary>
internal sealed class CalendarPartRow
{
    /// <summary><c>notice/2027</c>, <c>closing/bj-haidian</c>.</summary>
    public required string Part { get; init; }

    public required int Version { get; init; }

    public required string Json { get; init; }

    /// <summary>SHA-256 of the text, in hexadecimal digits.</summary>
    public required string Hash { get; init; }

    public required CalendarOrigin Origin { get; init; }

    public required int Change { get; init; }

    public required bool IsCurrent { get; init; }
}

internal sealed class CalendarChangeRow
{
    public required int Number { get; init; }

    public required string Subject { get; init; }

    public required string Reason { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string VersionBefore { get; init; }

    public required string VersionAfter { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }
}
