using System.Collections.Immutable;
using System.Runtime.InteropServices;
using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>A rule applied to a case. Only <see cref="Check"/> makes one, so it can always be computed.</summary>
public sealed class RunningLimit
{
    private RunningLimit(TimeLimitRule rule, TimeLimitFacts facts)
    {
        Rule = rule;
        Facts = facts;
        Value = rule.Value + facts.Extensions.Sum(e => e.Value);
        Uncounted = Merge(facts.Excluded);
    }

    /// <summary>What the regulation says.</summary>
    public TimeLimitRule Rule { get; }

    /// <summary>What happened in the case.</summary>
    public TimeLimitFacts Facts { get; }

    /// <summary>The rule's value and all extensions, in its unit.</summary>
    public int Value { get; }

    /// <summary>Days that do not count, without overlaps, in order; the last one may be open.</summary>
    public ImmutableArray<DayRange> Uncounted { get; }

    /// <summary>The limit, or every problem of the rule and of the facts.</summary>
    public static Checked<RunningLimit> Check(TimeLimitRule rule, TimeLimitFacts facts)
    {
        IReadOnlyList<Problem> problems = [.. RuleCheck.ProblemsOf(rule), .. FactsCheck.ProblemsOf(rule, facts)];
        return problems.Count == 0
            ? Checked<RunningLimit>.Valid(new RunningLimit(rule, facts))
            : Checked<RunningLimit>.Refused(problems);
    }

    /// <summary>The short form as a running limit.</summary>
    /// <exception cref="ArgumentException">It breaks a bound of <see cref="TimeLimitRule"/> or <see cref="TimeLimitFacts"/>.</exception>
    public static RunningLimit Of(TimeLimit limit, DateOnly start, string startEvent)
    {
        var rule = new TimeLimitRule
        {
            Value = limit.Value,
            Unit = limit.Unit,
            StartEvent = startEvent,
            LegalBasis = limit.LegalBasis,
            IsDefault = limit.IsDefault,
        };
        var made = Check(rule, new TimeLimitFacts { Start = start });
        return made.Value ?? throw new ArgumentOutOfRangeException(nameof(limit), string.Join(' ', made.Problems.Select(p => p.Message)));
    }

    private static ImmutableArray<DayRange> Merge(ImmutableArray<ExcludedPeriod> periods)
    {
        if (periods.IsEmpty)
        {
            return [];
        }

        var merged = new List<DayRange>();
        foreach (var period in periods.Select(p => new DayRange(p.First, p.Last ?? DateOnly.MaxValue)).OrderBy(p => p.First))
        {
            if (merged.Count > 0 && period.First.DayNumber <= merged[^1].Last.DayNumber + 1)
            {
                var last = merged[^1];
                merged[^1] = last with { Last = period.Last > last.Last ? period.Last : last.Last };
            }
            else
            {
                merged.Add(period);
            }
        }

        return [.. merged];
    }
}

/// <summary>Days from the first to the last, both included.</summary>
/// <param name="First">In China.</param>
/// <param name="Last">Not before <paramref name="First"/>; <see cref="DateOnly.MaxValue"/> while it goes on.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DayRange(DateOnly First, DateOnly Last)
{
    /// <summary>Whether nobody knows yet when it ends.</summary>
    public bool IsOpen => Last == DateOnly.MaxValue;

    /// <summary>Whether the day lies in it.</summary>
    public bool Contains(DateOnly day) => day >= First && day <= Last;
}
