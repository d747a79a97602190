using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Counting;

namespace WorkflowHost.Modules.Tests.WorkingTime;

/// <summary>The notices that the product ships, 2013 to 2026, as the build copies them beside the tests.</summary>
internal static class RepositoryCalendar
{
    public const int FirstYear = 2013;
    public const int LastYear = 2026;

    public static readonly IReadOnlyList<HolidayNotice> Notices =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "workflows", "calendars"), "cn-*.json")
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public static readonly WorkingCalendar Calendar = new(Notices);

    public static readonly ITimeLimitCalculator Calculator = new TimeLimitCalculator(Calendar);

    private static HolidayNotice Read(string file)
    {
        var notice = HolidayNoticeJson.Parse(File.ReadAllText(file));
        return notice.Value
            ?? throw new InvalidDataException($"{file}: {string.Join(' ', notice.Problems.Select(p => p.Message))}");
    }
}
