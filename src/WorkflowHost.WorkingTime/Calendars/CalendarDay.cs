using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Why bureaus work on a day or do not.</summary>
public enum DayKind
{
    /// <summary>工作日: Monday to Friday.</summary>
    WorkingDay,

    /// <summary>调休上班: a Saturday or Sunday that is worked.</summary>
    MakeUpWorkday,

    /// <summary>周末.</summary>
    Weekend,

    /// <summary>法定节假日, with the bridge and weekend days that its notice joins to it.</summary>
    Holiday,

    /// <summary>本单位休息: a day on which one bureau is closed by its own or local rules.</summary>
    Closed,
}

/// <summary>One day as the calendar knows it.</summary>
/// <param name="Date">In China.</param>
/// <param name="Kind">Why it is worked or not.</param>
/// <param name="HolidayName">The holiday that makes it off or worked, such as 国庆节; empty on ordinary days.</param>
/// <param name="Certainty">Whether a notice settles the day.</param>
public readonly record struct CalendarDay(DateOnly Date, DayKind Kind, string HolidayName, CalendarCertainty Certainty)
{
    /// <summary>Whether bureaus work.</summary>
    public bool IsWorkingDay => DayTable.IsWorked(Kind);

    /// <summary>False while the notice that may still change the day is not imported.</summary>
    public bool Settled => Certainty is CalendarCertainty.Published;

    /// <summary>工作日, 调休上班, 周末, or the name of the holiday or closing day.</summary>
    public string Label => Kind switch
    {
        DayKind.WorkingDay => "工作日",
        DayKind.MakeUpWorkday => "调休上班",
        DayKind.Weekend => "周末",
        _ => HolidayName,
    };
}
