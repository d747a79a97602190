using System.Globalization;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>
/// The days that 全国年节及纪念日放假办法 makes holidays whatever a notice says: 13 since 2025, 11 from 2008, 10 before.
/// Bridge days and make-up workdays cannot be computed.
/// </summary>
/// <remarks>
/// Each year has the days of the revision in force: of 1999 (no 清明, 端午, 中秋; 劳动节 three days), of 2007 (春节 from its
/// eve), of 2013 (春节 from 初一) and of 2024. The lunar calendar of the platform ends with 2100: after it only the holidays of the
/// solar year are known.
/// </remarks>
public static class StatutoryHolidays
{
    /// <summary>The last year whose lunar holidays can be computed.</summary>
    public const int LastLunarYear = 2100;

    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>The days of a year from 2000 to 2199, each with its name; where two holidays meet, a date appears twice.</summary>
    public static IReadOnlyList<NamedDay> Of(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 2000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 2199);
        var (labourDays, festivalFromEve, festivalDays) = year switch
        {
            < 2008 => (3, 0, 3),
            < 2014 => (1, 1, 3),
            < 2025 => (1, 0, 3),
            _ => (2, 1, 4),
        };
        List<NamedDay> days =
        [
            new(new(year, 1, 1), "元旦"),
            .. Days(new(year, 5, 1), labourDays, "劳动节"),
            .. Days(new(year, 10, 1), 3, "国庆节"),
        ];
        if (year >= 2008)
        {
            days.Add(new(Qingming(year), "清明节"));
        }

        if (year <= LastLunarYear)
        {
            days.AddRange(Days(LunarDay(year, 1, 1).AddDays(-festivalFromEve), festivalDays, "春节"));
        }

        if (year is >= 2008 and <= LastLunarYear)
        {
            days.Add(new(LunarDay(year, 5, 5), "端午节"));
            days.Add(new(LunarDay(year, 8, 15), "中秋节"));
        }

        return days;
    }

    private static IEnumerable<NamedDay> Days(DateOnly first, int count, string name) =>
        Enumerable.Range(0, count).Select(i => new NamedDay(first.AddDays(i), name));

    /// <summary>The solar term in the usual approximation: 4.81 April in 2000, 0.2422 days later each year, less the leap days since.</summary>
    private static DateOnly Qingming(int year)
    {
        var years = year - 2000;
        var leapDays = (years / 4) - (years / 100);
        return new DateOnly(year, 4, (int)Math.Floor(4.81 + (0.2422 * years)) - leapDays);
    }

    private static DateOnly LunarDay(int year, int month, int day)
    {
        // A leap month's position counts as a month of its own: from it on, positions are one ahead of names.
        var leap = Lunar.GetLeapMonth(year);
        var position = leap > 0 && leap <= month ? month + 1 : month;
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, position, day, 0, 0, 0, 0));
    }
}
