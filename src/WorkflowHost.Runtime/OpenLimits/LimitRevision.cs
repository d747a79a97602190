using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>What is to change of a limit, as it travels to the step that waits for it.</summary>
public sealed record LimitRevision
{
    /// <summary>Not <see cref="LimitChangeKind.Set"/>.</summary>
    public required LimitChangeKind Kind { get; init; }

    /// <summary>For <see cref="LimitChangeKind.Extended"/>.</summary>
    public ApprovedExtension? Extension { get; init; }

    /// <summary>For <see cref="LimitChangeKind.Stopped"/>, without an end; for <see cref="LimitChangeKind.Resumed"/>, the whole period.</summary>
    public ExcludedPeriod? Period { get; init; }

    /// <summary>For <see cref="LimitChangeKind.Recomputed"/>: the number of the change of calendars.</summary>
    public int? CalendarChange { get; init; }

    /// <summary>Why, in Chinese; for a new calendar what it is called. Empty when nobody gave a reason.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What happened in the case, with this revision: what another calendar or a withdrawal leaves as it is.</summary>
    public TimeLimitFacts Applied(TimeLimitFacts before) => Kind switch
    {
        LimitChangeKind.Extended => before with { Extensions = before.Extensions.Add(Extension!) },
        LimitChangeKind.Stopped => before with { Excluded = before.Excluded.Add(Period!) },
        LimitChangeKind.Resumed => before with
        {
            Excluded = [.. before.Excluded.Select(period => period.Last is null ? period with { Last = Period!.Last } : period)
                .Where(period => period.Last is null || period.Last >= period.First)],
        },
        _ => before,
    };
}
