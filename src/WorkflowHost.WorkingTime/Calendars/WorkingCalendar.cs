using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>On which days bureaus in China work, from 2004-01-01 to 2105-12-31. Immutable, safe for any number of threads.</summary>
/// <remarks>
/// A year with a notice follows it. A year without one is Monday to Friday less the statutory holidays, and its days
/// are not settled. Every question but the description of a day is answered from tables, in constant time.
/// </remarks>
public sealed class WorkingCalendar
{
    /// <summary>The first day that can be asked for.</summary>
    public static readonly DateOnly FirstDay = new(2004, 1, 1);

    /// <summary>The last day that can be asked for: late enough for the longest limit from the end of 2100.</summary>
    public static readonly DateOnly LastDay = new(2105, 12, 31);

    // A notice for the new year has governed days as early as 29 December (2018) before it; one day more for care.
    private const int FirstDecemberDayOfNextNotice = 28;

    private readonly FrozenSet<int> _coveredYears;
    private readonly FrozenDictionary<DateOnly, string> _holidayNames;
    private readonly DayKind[] _kinds;
    private readonly int[] _workedThrough;
    private readonly DateOnly[] _workingDays;

    /// <summary>A calendar of these notices.</summary>
    /// <exception cref="ArgumentException">Two notices are for the same year.</exception>
    public WorkingCalendar(IEnumerable<HolidayNotice> notices)
    {
        var byYear = new SortedDictionary<int, HolidayNotice>();
        foreach (var notice in notices)
        {
            if (!byYear.TryAdd(notice.Year, notice))
            {
                throw new ArgumentException($"Two notices for {notice.Year}.", nameof(notices));
            }
        }

        _coveredYears = byYear.Keys.ToFrozenSet();
        var names = new Dictionary<DateOnly, string>();
        _kinds = KindsOfDays(byYear, names);
        _holidayNames = names.ToFrozenDictionary();
        _workedThrough = new int[_kinds.Length];
        var workingDays = new List<DateOnly>(_kinds.Length);
        for (var i = 0; i < _kinds.Length; i++)
        {
            if (IsWorked(_kinds[i]))
            {
                workingDays.Add(FirstDay.AddDays(i));
            }

            _workedThrough[i] = workingDays.Count;
        }

        _workingDays = [.. workingDays];
        Version = HashOf(byYear.Values);
    }

    /// <summary>Twelve hexadecimal digits that change whenever a day or a name in a notice changes.</summary>
    public string Version { get; }

    /// <summary>The latest year with a notice; null without any.</summary>
    public int? LastCoveredYear => _coveredYears.Count > 0 ? _coveredYears.Max() : null;

    /// <summary>Whether the year's notice is imported.</summary>
    public bool IsCovered(int year) => _coveredYears.Contains(year);

    /// <summary>Whether bureaus work on the day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies outside the calendar.</exception>
    public bool IsWorkingDay(DateOnly day) => IsWorked(_kinds[IndexOf(day)]);

    /// <summary>The first working day after the day, which itself is excluded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none inside the calendar.</exception>
    public DateOnly NextWorkingDay(DateOnly day) => AddWorkingDays(day, 1);

    /// <summary>The day itself when it is a working day, else the first working day after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none inside the calendar.</exception>
    public DateOnly WorkingDayOnOrAfter(DateOnly day) => IsWorkingDay(day) ? day : NextWorkingDay(day);

    /// <summary>The <paramref name="count"/>-th working day after the start, which itself is excluded.</summary>
    /// <param name="start">Any day of the calendar, worked or not.</param>
    /// <param name="count">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1, or leads out of the calendar.</exception>
    public DateOnly AddWorkingDays(DateOnly start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var workedBefore = _workedThrough[IndexOf(start)];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _workingDays.Length - workedBefore);
        return _workingDays[workedBefore + count - 1];
    }

    /// <summary>Working days after <paramref name="from"/> (excluded) through <paramref name="to"/> (included); negative when it lies before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A day lies outside the calendar.</exception>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => _workedThrough[IndexOf(to)] - _workedThrough[IndexOf(from)];

    /// <summary>What the day is and why.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies outside the calendar.</exception>
    public CalendarDay Describe(DateOnly day) => new(
        day,
        _kinds[IndexOf(day)],
        _holidayNames.GetValueOrDefault(day, ""),
        YearsWithoutNotice(day, day).Count == 0);

    /// <summary>
    /// The years whose missing notice may still change a day between these two (both included). The last days of December
    /// depend on the next year's notice as well, because it may lend or borrow them for 元旦.
    /// </summary>
    public IReadOnlyList<int> YearsWithoutNotice(DateOnly first, DateOnly last)
    {
        List<int>? years = null;
        for (var year = first.Year; year <= last.Year + 1; year++)
        {
            if (!IsCovered(year) && last >= new DateOnly(year - 1, 12, FirstDecemberDayOfNextNotice))
            {
                (years ??= []).Add(year);
            }
        }

        return years ?? [];
    }

    private static DayKind[] KindsOfDays(
        SortedDictionary<int, HolidayNotice> notices,
        Dictionary<DateOnly, string> names)
    {
        var kinds = new DayKind[IndexOf(LastDay) + 1];
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] = FirstDay.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                ? DayKind.Weekend
                : DayKind.WorkingDay;
        }

        for (var year = FirstDay.Year; year <= LastDay.Year; year++)
        {
            var notice = notices.GetValueOrDefault(year);
            Mark(notice?.DaysOff ?? StatutoryHolidays.Of(year), DayKind.Holiday);
            Mark(notice?.MakeUpWorkdays ?? [], DayKind.MakeUpWorkday);
        }

        return kinds;

        void Mark(IReadOnlyList<NamedDay> days, DayKind kind)
        {
            foreach (var day in days)
            {
                kinds[IndexOf(day.Date)] = kind;
                names.TryAdd(day.Date, day.Name);
            }
        }
    }

    private static bool IsWorked(DayKind kind) => kind is DayKind.WorkingDay or DayKind.MakeUpWorkday;

    private static int IndexOf(DateOnly day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, FirstDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, LastDay);
        return day.DayNumber - FirstDay.DayNumber;
    }

    private static string HashOf(IEnumerable<HolidayNotice> notices)
    {
        var text = new StringBuilder();
        foreach (var notice in notices)
        {
            Append(notice.DaysOff, '-');
            Append(notice.MakeUpWorkdays, '+');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];

        void Append(IReadOnlyList<NamedDay> days, char sign)
        {
            foreach (var day in days)
            {
                text.Append(CultureInfo.InvariantCulture, $"{sign}{day.Date:yyyy-MM-dd} {day.Name}\n");
            }
        }
    }
}
