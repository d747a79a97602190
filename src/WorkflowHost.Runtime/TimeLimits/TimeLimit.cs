namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>The short form of a <see cref="TimeLimitRule"/>: not later than, start day excluded, rolled over, to the end of the day.</summary>
/// <param name="Value">1 to 1000; months 1 to 120.</param>
/// <param name="Unit">Not hours, which need a moment to start from.</param>
/// <param name="LegalBasis">What sets it: an article in words, or an obligation's id such as <c>BJ-6</c>; empty when none.</param>
/// <param name="IsDefault">See <see cref="TimeLimitRule.IsDefault"/>.</param>
public sealed record TimeLimit(int Value, TimeLimitUnit Unit, string LegalBasis, bool IsDefault = false);

/// <summary>What a <see cref="TimeLimit"/> computes for one start date.</summary>
/// <param name="StartDate">The day of the event that starts the clock (China's date). It does not count itself.</param>
/// <param name="LastDay">The last day on which the act is in time, after roll-over; inclusive.</param>
/// <param name="DueAt">The instant at which the limit has run out: 24:00 of <paramref name="LastDay"/> in China, as UTC; exclusive.</param>
/// <param name="Provisional">True when a day that matters lies in a year whose holiday notice is not imported.</param>
/// <param name="Explanation">One Chinese sentence that says how the date came about, shown to officers.</param>
/// <param name="CalendarVersion">The version of the calendar that was used.</param>
public sealed record DueDate(
    DateOnly StartDate,
    DateOnly LastDay,
    DateTimeOffset DueAt,
    bool Provisional,
    string Explanation,
    string CalendarVersion);

/// <summary>Counts time limits. Pure: the same arguments and calendar give the same date.</summary>
public interface ITimeLimitCalculator
{
    /// <summary>Applies a limit to the event that starts it.</summary>
    /// <param name="limit">The rule.</param>
    /// <param name="start">The day of the event, in China.</param>
    /// <param name="startEvent">What happened that day, in Chinese, for the sentence: 送达, 收到报告.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit's value is out of bounds, its unit is hours, or the start lies outside 2004 to 2100.</exception>
    DueDate Compute(TimeLimit limit, DateOnly start, string startEvent);

    /// <summary>Computes a limit with all its parts on the calendar of today. Never throws.</summary>
    TimeLimitResult Compute(RunningLimit limit);

    /// <summary>Working days from <paramref name="today"/> (excluded) to <paramref name="lastDay"/> (included); negative when overdue.</summary>
    /// <param name="today">In China.</param>
    /// <param name="lastDay">In China.</param>
    /// <param name="bureau">The bureau whose closing days count; null for none.</param>
    int WorkingDaysLeft(DateOnly today, DateOnly lastDay, string? bureau = null);

    /// <summary>
    /// The day so many working days after another one, which itself is excluded; before it when negative. With 0 the day itself, worked
    /// or not.
    /// </summary>
    /// <param name="day">In China.</param>
    /// <param name="days">At most a few years' worth.</param>
    /// <param name="bureau">Whose closing days count; null for none.</param>
    DateOnly WorkingDay(DateOnly day, int days, string? bureau);
}
