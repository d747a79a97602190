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
}

/// <summary>One day as the calendar knows it.</summary>
/// <param name="Date">In China.</param>
/// <param name="Kind">Why it is worked or not.</param>
/// <param name="HolidayName">The holiday that makes it off or worked, such as 国庆节; empty on ordinary days.</param>
/// <param name="Settled">False while the notice that may still change the day is not imported.</param>
public readonly record struct CalendarDay(DateOnly Date, DayKind Kind, string HolidayName, bool Settled)
{
    /// <summary>Whether bureaus work.</summary>
    public bool IsWorkingDay => Kind is DayKind.WorkingDay or DayKind.MakeUpWorkday;

    /// <summary>工作日, 调休上班, 周末, or the holiday's name.</summary>
    public string Label => Kind switch
    {
        DayKind.WorkingDay => "工作日",
        DayKind.MakeUpWorkday => "调休上班",
        DayKind.Weekend => "周末",
        _ => HolidayName,
    };
}
