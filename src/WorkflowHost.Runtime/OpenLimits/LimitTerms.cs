using System.Collections.Immutable;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>The parts of a <see cref="TimeLimitRule"/> that a procedure seldom states. What is left out keeps the rule's own default.</summary>
public sealed record LimitTerms
{
    /// <inheritdoc cref="TimeLimitRule.CountsStartDay"/>
    public bool CountsStartDay { get; init; }

    /// <inheritdoc cref="TimeLimitRule.End"/>
    public TimeLimitEnd End { get; init; }

    /// <summary><see cref="TimeLimitRule.RollsOver"/>; null for the usual: all but a window, which ends before the day on which its longer limit does.</summary>
    public bool? RollsOver { get; init; }

    /// <summary><see cref="TimeLimitRule.Direction"/>; a window when <see cref="WindowEnd"/> is given.</summary>
    public TimeLimitDirection? Direction { get; init; }

    /// <inheritdoc cref="TimeLimitRule.WindowEnd"/>
    public int? WindowEnd { get; init; }

    /// <inheritdoc cref="TimeLimitRule.Excludes"/>
    public ImmutableArray<ExclusionKind> Excludes { get; init; } = [];

    /// <inheritdoc cref="TimeLimitRule.MostExtensions"/>
    public int MostExtensions { get; init; }

    /// <inheritdoc cref="TimeLimitRule.LongestExtension"/>
    public int? LongestExtension { get; init; }

    /// <summary><see cref="TimeLimitRule.RuleVersion"/>; empty takes that of the step's obligations, from <see cref="IRuleVersions"/>.</summary>
    public string RuleVersion { get; init; } = "";

    /// <inheritdoc cref="TimeLimitFacts.StartTime"/>
    public TimeOnly? StartTime { get; init; }

    /// <inheritdoc cref="TimeLimitFacts.Hours"/>
    public BusinessHours? Hours { get; init; }

    /// <summary>The bureau whose closing days count; null leaves it to the step.</summary>
    public string? Bureau { get; init; }
}
