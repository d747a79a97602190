using System.Globalization;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Speech;

/// <summary>Dates as people read them, in China's time.</summary>
internal static class DateText
{
    private const string Weekdays = "日一二三四五六";

    /// <summary>2026-11-21（周六）.</summary>
    public static string Day(DateOnly day) => $"{Plain(day)}（周{Weekdays[(int)day.DayOfWeek]}）";

    /// <summary>2026-11-21.</summary>
    public static string Plain(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>2026-11-21 09:30.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The last day in time of a limit that runs out at an instant (exclusive).</summary>
    public static DateOnly LastDayOf(DateTimeOffset dueAt) => ChinaTime.DateOf(dueAt.AddTicks(-1));
}
