using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>How a limit was counted, before it is put into words.</summary>
/// <param name="Limit">The rule.</param>
/// <param name="Start">The day of the event; not counted.</param>
/// <param name="NominalLastDay">The day on which the number is reached, before roll-over.</param>
/// <param name="LastDay">The last day in time, inclusive.</param>
/// <param name="YearsWithoutNotice">Years whose missing notice may still move the last day.</param>
internal sealed record Count(
    TimeLimit Limit,
    DateOnly Start,
    DateOnly NominalLastDay,
    DateOnly LastDay,
    IReadOnlyList<int> YearsWithoutNotice);
