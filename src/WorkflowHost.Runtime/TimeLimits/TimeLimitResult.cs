namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>What a <see cref="RunningLimit"/> comes to on one calendar.</summary>
/// <remarks>The sentence, the range and the days are worked out when they are asked for.</remarks>
public sealed class TimeLimitResult
{
    private readonly ITimeLimitAccount _account;

    /// <summary>A result whose account can explain it.</summary>
    public TimeLimitResult(RunningLimit limit, LimitSpan span, CalendarCertainty certainty, ITimeLimitAccount account)
    {
        Limit = limit;
        Span = span;
        Certainty = certainty;
        _account = account;
    }

    /// <summary>What was computed.</summary>
    public RunningLimit Limit { get; }

    /// <summary>First and last day, and their instants.</summary>
    public LimitSpan Span { get; }

    /// <summary>The worst of the days that matter.</summary>
    public CalendarCertainty Certainty { get; }

    /// <summary>暂定: a notice that is not imported may still move the date.</summary>
    public bool Provisional => Certainty is not CalendarCertainty.Published;

    /// <summary>The version of the calendar that was used.</summary>
    public string CalendarVersion => _account.CalendarVersion;

    /// <summary>
    /// How early and how late the limit may end when it is provisional (for 不早于: open); null when it is not, and when a
    /// suspension may come before its end. The assumption: notices stay as near to the statutory holidays as all since 2008
    /// have, see <c>NoticeRange</c>.
    /// </summary>
    public LimitRange? Range => Provisional ? _account.RangeOf(Limit) : null;

    /// <summary>Until when what follows from the limit is held back because of a missing notice; null when nothing is.</summary>
    public LimitHold? Hold => Provisional ? _account.HoldOf(this) : null;

    /// <summary>One Chinese sentence that says how the date came about, shown to officers.</summary>
    public string Sentence => _account.Explain(this);

    /// <summary>The days from the start to the end, for a small calendar; ends with the day of suspension while suspended.</summary>
    public IReadOnlyList<CountedDay> Days => _account.DaysOf(this);
}

/// <summary>The dates of a limit.</summary>
/// <param name="FirstDay">The first day on which the act may be done; null unless the limit has such a side.</param>
/// <param name="OpensAt">00:00 of <paramref name="FirstDay"/> in China, as UTC (for hours the moment itself); inclusive.</param>
/// <param name="NominalLastDay">The day on which the number is reached, before roll-over; null while suspended.</param>
/// <param name="LastDay">The last day in time after roll-over, inclusive; null while suspended and for 不早于.</param>
/// <param name="DueAt">The instant at which the limit has run out, as UTC; exclusive. Null with <paramref name="LastDay"/>.</param>
/// <param name="SuspendedOn">The day from which nothing counts until further notice; null while the limit runs.</param>
/// <param name="Remaining">
/// Units left when it is resumed, to the next side of a window, in days for a limit in months; null while the limit runs.
/// </param>
public sealed record LimitSpan(
    DateOnly? FirstDay,
    DateTimeOffset? OpensAt,
    DateOnly? NominalLastDay,
    DateOnly? LastDay,
    DateTimeOffset? DueAt,
    DateOnly? SuspendedOn,
    int? Remaining);

/// <summary>The span in which a provisional limit can end, both days included.</summary>
/// <param name="Earliest">When every day that a notice may plausibly give or take is worked.</param>
/// <param name="Latest">When none of them is.</param>
public sealed record LimitRange(DateOnly Earliest, DateOnly Latest);

/// <summary>What a missing notice may still put off.</summary>
/// <param name="OpensAt">The latest instant at which the act may be done, UTC; null when that is the provisional one.</param>
/// <param name="DueAt">The latest instant at which the limit may have run out, UTC, exclusive; null when that is the provisional one.</param>
/// <param name="Year">The first year whose notice is missing.</param>
public sealed record LimitHold(DateTimeOffset? OpensAt, DateTimeOffset? DueAt, int Year);

/// <summary>A day of a limit as a small calendar shows it.</summary>
/// <param name="Date">In China.</param>
/// <param name="Number">Which unit of the limit it is, from 1; null when it does not count.</param>
/// <param name="Why">Chinese: 起算日，不计入; 第3日; 国庆节，不计入; 检验期间，不计入; 末日顺延.</param>
/// <param name="Works">Whether bureaus work.</param>
/// <param name="Certainty">How far the calendar knows.</param>
public sealed record CountedDay(DateOnly Date, int? Number, string Why, bool Works, CalendarCertainty Certainty)
{
    /// <summary>Whether the day counts.</summary>
    public bool Counts => Number is not null;

    /// <summary>What begins or ends with it.</summary>
    public DayMark Mark { get; init; }
}

/// <summary>What a day is to its limit besides counting or not.</summary>
public enum DayMark
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The day of the event.</summary>
    Start,

    /// <summary>The last day in time.</summary>
    Last,

    /// <summary>From here on the limit stands still until further notice.</summary>
    Suspended,

    /// <summary>The first day on which the act may be done.</summary>
    Opens,
}

/// <summary>Explains results on the calendar that made them.</summary>
public interface ITimeLimitAccount
{
    /// <summary>The calendar's version.</summary>
    string CalendarVersion { get; }

    /// <summary>The sentence.</summary>
    string Explain(TimeLimitResult result);

    /// <summary>The days.</summary>
    IReadOnlyList<CountedDay> DaysOf(TimeLimitResult result);

    /// <summary>The earliest and latest end; null when a suspension may come first.</summary>
    LimitRange? RangeOf(RunningLimit limit);

    /// <summary>How much later than it says the limit may open and end; null when neither can be.</summary>
    LimitHold? HoldOf(TimeLimitResult result);
}
