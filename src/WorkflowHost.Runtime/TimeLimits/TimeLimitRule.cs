using System.Collections.Immutable;

namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>A statutory time limit with every part that a rule can state. Plain data: <see cref="RunningLimit.Check"/> judges it.</summary>
public sealed record TimeLimitRule
{
    /// <summary>How many units: 1 to 1000 days or working days, 120 months, 8760 hours. The opening side of a window.</summary>
    public required int Value { get; init; }

    /// <summary>What is counted.</summary>
    public required TimeLimitUnit Unit { get; init; }

    /// <summary>What happens on the day that starts the clock, in Chinese: 送达, 收到报告. Service, not sending.</summary>
    public required string StartEvent { get; init; }

    /// <summary>Whether that day counts itself. False in law (民法典 201); hours always run from the moment.</summary>
    public bool CountsStartDay { get; init; }

    /// <summary>When the last day ends. Hours end when they are over, rolled over at the end of the day.</summary>
    public TimeLimitEnd End { get; init; }

    /// <summary>
    /// Whether a last day on a 法定休假日 (holiday, or weekend that is not a make-up workday) moves to the first working
    /// day after it. It concerns the last day in time only, never the first day of <see cref="TimeLimitDirection.NotBefore"/> or a window.
    /// Working days end on one anyway.
    /// </summary>
    public bool RollsOver { get; init; } = true;

    /// <summary>The side of the limit on which the act has to lie.</summary>
    public TimeLimitDirection Direction { get; init; }

    /// <summary>
    /// For a window: the longer limit, same unit. The window's last day lies before the day on which that limit ends: after day
    /// 60 and before day 90 is day 61 to day 89. Null otherwise.
    /// </summary>
    public int? WindowEnd { get; init; }

    /// <summary>What does not count; empty when the rule excludes nothing.</summary>
    public ImmutableArray<ExclusionKind> Excludes { get; init; } = [];

    /// <summary>How many extensions may be approved; 0 for none.</summary>
    public int MostExtensions { get; init; }

    /// <summary>The most units that one extension may add; null when the rule sets no bound.</summary>
    public int? LongestExtension { get; init; }

    /// <summary>What sets the limit: an article in words, or an obligation's id such as <c>BJ-6</c>; empty when none.</summary>
    public string LegalBasis { get; init; } = "";

    /// <summary>Whether the text gives no figure (及时, 第一时间), so that <see cref="Value"/> is the system's own.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The version of the rule that the case started under; empty when not recorded.</summary>
    public string RuleVersion { get; init; } = "";
}

/// <summary>Days that do not count because of something that happened in the case.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="First">The first day that does not count, in China.</param>
/// <param name="Last">The last day that does not count, inclusive; null while it goes on: then the limit has no last day yet.</param>
public sealed record ExcludedPeriod(ExclusionKind Kind, DateOnly First, DateOnly? Last)
{
    /// <summary>Whether the whole case stood still, and not this limit for a reason of its own: then it goes on with the case.</summary>
    public bool IsOfCase { get; init; }
}

/// <summary>An extension as it was approved.</summary>
/// <param name="Value">Units of the limit that are added; 1 or more. The sum is counted from the start as one limit.</param>
/// <param name="Reason">Why, in Chinese; not blank.</param>
/// <param name="ApprovedBy">Who approved it; not blank.</param>
/// <param name="ApprovedOn">The day of approval, in China; not before the start.</param>
public sealed record ApprovedExtension(int Value, string Reason, string ApprovedBy, DateOnly ApprovedOn);

/// <summary>When a bureau is open on a working day, in China.</summary>
/// <param name="Open">Opens.</param>
/// <param name="Close">Closes, later than <paramref name="Open"/>.</param>
public sealed record BusinessHours(TimeOnly Open, TimeOnly Close);

/// <summary>What a case adds to a rule. Plain data: <see cref="RunningLimit.Check"/> judges it.</summary>
public sealed record TimeLimitFacts
{
    /// <summary>The day of the event, in China; 2004 to 2100.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>The time of the event on that day, in China; required for hours, ignored otherwise.</summary>
    public TimeOnly? StartTime { get; init; }

    /// <summary>What does not count; at most one may still go on. Overlaps count once.</summary>
    public ImmutableArray<ExcludedPeriod> Excluded { get; init; } = [];

    /// <summary>What was approved, in order.</summary>
    public ImmutableArray<ApprovedExtension> Extensions { get; init; } = [];

    /// <summary>The bureau's hours; required when the rule ends with business.</summary>
    public BusinessHours? Hours { get; init; }

    /// <summary>The bureau whose own closing days apply on top of the national calendar; null for none.</summary>
    public string? Bureau { get; init; }
}
