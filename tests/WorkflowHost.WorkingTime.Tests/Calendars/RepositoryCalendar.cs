using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;

namespace WorkflowHost.WorkingTime.Tests.Calendars;

/// <summary>The notices that the product ships, 2004 to 2026, as the build copies them beside the tests.</summary>
internal static class RepositoryCalendar
{
    public const int FirstYear = 2004;
    public const int LastYear = 2026;
    public const int Years = LastYear - FirstYear + 1;

    public static readonly IReadOnlyList<HolidayNotice> Notices =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "workflows", "calendars"), "cn-*.json")
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public static readonly WorkingCalendar Calendar = new(Notices);

    public static readonly ITimeLimitCalculator Calculator = On(Calendar);

    /// <summary>A calculator whose calendar lacks one year.</summary>
    public static ITimeLimitCalculator Without(int year) =>
        On(new(Notices.Where(n => n.Year != year)));

    public static ITimeLimitCalculator On(WorkingCalendar calendar) => new TimeLimitCalculator(new BureauCalendars(calendar));

    private static HolidayNotice Read(string file)
    {
        var notice = HolidayNoticeJson.Parse(File.ReadAllText(file));
        return notice.Value
            ?? throw new InvalidDataException($"{file}: {string.Join(' ', notice.Problems.Select(p => p.Message))}");
    }
}
