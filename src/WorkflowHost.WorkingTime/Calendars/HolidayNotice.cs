namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>What the State Council's notices say about the days of one calendar year.</summary>
/// <remarks>
/// Only <see cref="HolidayNoticeJson"/> builds one, so its days lie in its year, none is both off and worked, and none
/// appears twice. Days at the end of December that the next year's notice governs belong to the year they lie in.
/// </remarks>
public sealed class HolidayNotice
{
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
