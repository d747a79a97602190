namespace WorkflowHost.Runtime.TimeLimits;

/// <summary>China's civil time. Instants are stored in UTC; law and people speak in this one.</summary>
/// <remarks>China has had one zone and no summer time since 1992, so a fixed offset is exact for every date in the product.</remarks>
public static class ChinaTime
{
    /// <summary>UTC+8.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The date that a calendar on the wall in China shows at this instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant at which the day ends (24:00 in China), as UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day) =>
        new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    /// <summary>A time of day in China as an instant in UTC.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) =>
        new DateTimeOffset(day.ToDateTime(time), Offset).ToUniversalTime();
}
