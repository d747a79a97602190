using System.Collections.Immutable;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>Reads a limit off the inputs of its step.</summary>
internal static class StatedLimit
{
    /// <summary>What the inputs state as a rule, not checked yet.</summary>
    public static TimeLimitRule RuleOf(LimitedActivity step, ActivityExecutionContext context, LimitTerms terms) => new()
    {
        Value = context.Get(step.LimitValue),
        Unit = context.Get(step.LimitUnit),
        StartEvent = context.Get(step.LimitStartEvent) is { Length: > 0 } name ? name : "本环节开始",
        LegalBasis = context.Get(step.LimitBasis) ?? "",
        IsDefault = context.Get(step.LimitIsDefault),
        CountsStartDay = terms.CountsStartDay,
        End = terms.End,
        RollsOver = terms.RollsOver ?? (terms.WindowEnd is null && terms.Direction is not TimeLimitDirection.Window),
        Direction = terms.Direction ?? (terms.WindowEnd is null ? TimeLimitDirection.NotLaterThan : TimeLimitDirection.Window),
        WindowEnd = terms.WindowEnd,
        Excludes = terms.Excludes,
        MostExtensions = terms.MostExtensions,
        LongestExtension = terms.LongestExtension,
        RuleVersion = terms.RuleVersion.Length > 0
            ? terms.RuleVersion
            : context.GetRequiredService<IRuleVersions>().VersionOf(step, context.Get(step.LimitBasis) ?? ""),
    };

    /// <summary>A limit that begins while its case stands still does not run either, when its rule says so.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="start">The day of the event that starts it, in China.</param>
    /// <param name="haltedOn">The first day on which the case stands still; null while it goes on.</param>
    public static ImmutableArray<ExcludedPeriod> Standstill(TimeLimitRule rule, DateOnly start, DateOnly? haltedOn) =>
        haltedOn is { } day && rule.Excludes.Contains(ExclusionKind.Suspension)
            ? [new ExcludedPeriod(ExclusionKind.Suspension, day > start ? day : start, null) { IsOfCase = true }]
            : [];

    /// <summary>A limit that goes on after 检验 while its case stands still does not run either.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="facts">What happened, with the end of what it stood still for.</param>
    /// <param name="haltedOn">The first day on which the case stands still; null while it goes on.</param>
    public static TimeLimitFacts WithStandstill(TimeLimitRule rule, TimeLimitFacts facts, DateOnly? haltedOn) =>
        haltedOn is null || facts.Excluded.Any(period => period.Last is null)
            ? facts
            : facts with
            {
                Excluded = facts.Excluded.AddRange(Standstill(
                    rule, facts.Excluded.Select(period => period.Last!.Value.AddDays(1)).Append(facts.Start).Max(), haltedOn)),
            };
}
