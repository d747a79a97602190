using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>What a limit is the limit of.</summary>
public enum LimitedKind
{
    /// <summary>待办: a person has to act; the limit running out changes nothing but the light.</summary>
    Task,

    /// <summary>计时: the procedure goes on when the limit has run out.</summary>
    Timer,

    /// <summary>限时办理: a task or a part of the procedure.</summary>
    Scope,

    /// <summary>窗口期: something may be done only between two days.</summary>
    Window,

    /// <summary>周期: something comes again each month, quarter or year.</summary>
    Period,
}

/// <summary>The limit of a step of one instance, with all that is needed to compute it again.</summary>
public sealed record StepLimit
{
    /// <summary>The bookmark at which the step waits.</summary>
    public required string Id { get; init; }

    /// <summary>The instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Its case; empty when none.</summary>
    public required string CaseId { get; init; }

    /// <summary>What the step is called, in Chinese.</summary>
    public required string Step { get; init; }

    /// <summary>What is limited.</summary>
    public required LimitedKind Kind { get; init; }

    /// <summary>Who is told of it: a bureau's id; empty for the bureau that handles the case.</summary>
    public required string BureauId { get; init; }

    /// <summary>Who is told of it: a role.</summary>
    public required string Role { get; init; }

    /// <summary>What the regulation says.</summary>
    public required TimeLimitRule Rule { get; init; }

    /// <summary>What happened in the case.</summary>
    public required TimeLimitFacts Facts { get; init; }

    /// <summary>What that comes to.</summary>
    public required LimitOutcome Outcome { get; init; }

    /// <summary>Whether reminders hang on it: then another calendar may move these though the limit itself stays.</summary>
    public bool IsReminded { get; init; }

    /// <summary>Rule and facts, checked again.</summary>
    /// <exception cref="InvalidOperationException">They were stored by a release with other bounds.</exception>
    public RunningLimit Running() => RunningLimit.Check(Rule, Facts) is { Value: { } limit }
        ? limit
        : throw new InvalidOperationException($"The stored limit {Id} can't be computed.");
}

/// <summary>What a limit came to on one calendar, as it is kept.</summary>
/// <param name="FirstDay">See <see cref="LimitSpan.FirstDay"/>.</param>
/// <param name="LastDay">See <see cref="LimitSpan.LastDay"/>.</param>
/// <param name="OpensAt">See <see cref="LimitSpan.OpensAt"/>.</param>
/// <param name="DueAt">See <see cref="LimitSpan.DueAt"/>.</param>
/// <param name="SuspendedOn">See <see cref="LimitSpan.SuspendedOn"/>.</param>
/// <param name="Certainty">The worst of the days that matter.</param>
/// <param name="Sentence">How the date came about.</param>
/// <param name="CalendarVersion">The calendar that was used.</param>
public sealed record LimitOutcome(
    DateOnly? FirstDay,
    DateOnly? LastDay,
    DateTimeOffset? OpensAt,
    DateTimeOffset? DueAt,
    DateOnly? SuspendedOn,
    CalendarCertainty Certainty,
    string Sentence,
    string CalendarVersion)
{
    /// <summary>
    /// When it has run out whatever a missing notice says, UTC, exclusive: until then nothing follows from <see cref="DueAt"/>. Null
    /// when that is <see cref="DueAt"/> itself.
    /// </summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>When it opens whatever a missing notice says, UTC; null when that is <see cref="OpensAt"/> itself.</summary>
    public DateTimeOffset? ClosedUntil { get; init; }

    /// <summary>The year whose missing notice holds it back; null when none does.</summary>
    public int? MissingNotice { get; init; }

    /// <summary>暂定.</summary>
    public bool Provisional => Certainty is not CalendarCertainty.Published;

    /// <summary>When it has run out for certain, UTC, exclusive: from then on it is late. Null with <see cref="DueAt"/>.</summary>
    public DateTimeOffset? LateAt => DueAt is null ? null : HeldUntil ?? DueAt;

    /// <summary>When the act may be done for certain, UTC; null with <see cref="OpensAt"/>.</summary>
    public DateTimeOffset? SurelyOpensAt => OpensAt is null ? null : ClosedUntil ?? OpensAt;

    /// <summary>The last day on which it may still be in time, in China; null with <see cref="LastDay"/>.</summary>
    public DateOnly? LatestDay => LastDay is null ? null : HeldUntil is { } until ? ChinaTime.DateOf(until.AddTicks(-1)) : LastDay;

    /// <summary>The last day whose place in the calendar decides the limit; null while nobody knows it.</summary>
    public DateOnly? End => SuspendedOn is null ? LastDay ?? FirstDay : null;

    /// <summary>A result as it is kept.</summary>
    public static LimitOutcome Of(TimeLimitResult result)
    {
        var hold = result.Hold;
        return new LimitOutcome(
            result.Span.FirstDay, result.Span.LastDay, result.Span.OpensAt, result.Span.DueAt, result.Span.SuspendedOn, result.Certainty,
            result.Sentence, result.CalendarVersion)
        {
            HeldUntil = hold?.DueAt,
            ClosedUntil = hold?.OpensAt,
            MissingNotice = hold?.Year,
        };
    }

    /// <summary>Whether both come to the same days and instants with the same certainty, however they explain it.</summary>
    public bool ComesTo(LimitOutcome other) => this with { Sentence = other.Sentence, CalendarVersion = other.CalendarVersion } == other;

    /// <summary>Whether both say the same of the limit, whatever calendar said it.</summary>
    public bool SaysAs(LimitOutcome other) => this with { CalendarVersion = other.CalendarVersion } == other;
}

/// <summary>Why the account of a limit changed.</summary>
public enum LimitChangeKind
{
    /// <summary>设定: the step began.</summary>
    Set,

    /// <summary>重算: another calendar counts, and the limit has another end or another certainty.</summary>
    Recomputed,

    /// <summary>延长: an extension was approved.</summary>
    Extended,

    /// <summary>停止计算: a period began that does not count.</summary>
    Stopped,

    /// <summary>恢复计算: that period is over.</summary>
    Resumed,

    /// <summary>撤销: the limit no longer holds.</summary>
    Withdrawn,

    /// <summary>依据更新: another calendar counts, and the limit ends as before; what explains it, or when it is reminded of, may be new.</summary>
    Restated,
}

/// <summary>A line of a limit's own history.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Text">What changed, in Chinese.</param>
/// <param name="Before">The last day before; null when there was none.</param>
/// <param name="After">The last day since.</param>
/// <param name="CalendarVersion">The calendar that was used.</param>
public sealed record LimitChange(LimitChangeKind Kind, string Text, DateOnly? Before, DateOnly? After, string CalendarVersion)
{
    /// <summary>The number of the change of calendars that caused it; null when another thing did.</summary>
    public int? CalendarChange { get; init; }
}

/// <summary>A line of a limit's history as it was recorded.</summary>
/// <param name="Change">The line.</param>
/// <param name="Actor">An account's id, or <c>system</c>.</param>
/// <param name="At">UTC.</param>
public sealed record RecordedLimitChange(LimitChange Change, string Actor, DateTimeOffset At);
