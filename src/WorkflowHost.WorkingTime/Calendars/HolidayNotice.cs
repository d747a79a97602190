namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>What the State Council's notice says about the days of one calendar year.</summary>
/// <remarks>
/// Only the readers of JSON, ICS and the notice's text build one, so each of its days is one that it <see cref="MayGovern"/>, none is
/// both off and worked, and none appears twice. The last days of December may stand in the notice of their year or in
/// the next one, which overrules it.
/// </remarks>
public sealed class HolidayNotice
{
    /// <summary>
    /// The first day of December that the next year's notice may govern: one before 29 December, the earliest that one has
    /// (of 2018).
    /// </summary>
    internal const int FirstDayOfDecemberBefore = 28;

    internal HolidayNotice(
        int year,
        IReadOnlyList<NoticeSource> sources,
        IReadOnlyList<NamedDay> daysOff,
        IReadOnlyList<NamedDay> makeUpWorkdays)
    {
        Year = year;
        Sources = sources;
        DaysOff = daysOff;
        MakeUpWorkdays = makeUpWorkdays;
    }

    /// <summary>Whether a day lies in the year or in the last days of December before it.</summary>
    public static bool MayGovern(int year, DateOnly day) =>
        day.Year == year
        || (day.Year == year - 1 && day is { Month: 12, Day: >= FirstDayOfDecemberBefore } && day >= WorkingCalendar.FirstDay);

    /// <summary>2004 to 2100.</summary>
    public int Year { get; }

    /// <summary>Where the facts come from; at least one.</summary>
    public IReadOnlyList<NoticeSource> Sources { get; }

    /// <summary>Days that are off because of a holiday, in order of date; ordinary weekends are not listed.</summary>
    public IReadOnlyList<NamedDay> DaysOff { get; }

    /// <summary>调休上班: Saturdays and Sundays on which bureaus work, in order of date.</summary>
    public IReadOnlyList<NamedDay> MakeUpWorkdays { get; }
}

/// <summary>A day and the holiday it belongs to.</summary>
/// <param name="Date">In China.</param>
/// <param name="Name">Chinese, such as 国庆节.</param>
public sealed record NamedDay(DateOnly Date, string Name);

/// <summary>A document that states the facts of a year; at least one of number, title and address is present.</summary>
/// <param name="Number">发文字号; null when it is not known for sure.</param>
/// <param name="Title">The document's title, in Chinese.</param>
/// <param name="Date">The day it was signed.</param>
/// <param name="Url">Where it can be read.</param>
public sealed record NoticeSource(string? Number, string? Title, DateOnly? Date, string? Url);
