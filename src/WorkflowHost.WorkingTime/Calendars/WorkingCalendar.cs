using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>On which days bureaus in China work, from 2003-12-31 to 2131-12-31. Immutable, safe for any number of threads.</summary>
/// <remarks>
/// A year with a notice follows it. A year without one is Monday to Friday less the statutory holidays, and its days
/// are not settled. Every question but the description of a day is answered from tables, in constant time.
/// </remarks>
public sealed class WorkingCalendar
{
    /// <summary>The first day that can be asked for: the eve of the first start of a limit.</summary>
    public static readonly DateOnly FirstDay = new(2003, 12, 31);

    /// <summary>The last day that can be asked for: late enough for the longest limit from the end of 2100.</summary>
    public static readonly DateOnly LastDay = new(2131, 12, 31);

    /// <summary>The most closing days of one bureau: so many that no limit is led out of the calendar by them.</summary>
    public const int MostClosingDays = 1000;

    private readonly FrozenDictionary<int, HolidayNotice> _notices;
    private readonly FrozenDictionary<DateOnly, string> _names;
    private readonly DayTable _days;
    private readonly Lazy<(WorkingCalendar Earliest, WorkingCalendar Latest)> _bounds;
    private readonly WorkingCalendar? _national;

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

        var marks = new DayMarks(byYear);
        _notices = byYear.ToFrozenDictionary();
        _names = marks.Names.ToFrozenDictionary();
        _days = new DayTable(FirstDay, marks.Kinds);
        _bounds = new(BoundsOf);
        Version = HashOf(byYear.Values.SelectMany(notice => notice.DaysOff.Select(day => ('-', day))
            .Concat(notice.MakeUpWorkdays.Select(day => ('+', day)))));
    }

    private WorkingCalendar(WorkingCalendar from, FrozenDictionary<DateOnly, string> names, DayTable days, string version, WorkingCalendar? national)
    {
        _national = national;
        _notices = from._notices;
        _names = names;
        _days = days;
        _bounds = new(BoundsOf);
        Version = version;
    }

    /// <summary>Twelve hexadecimal digits that change whenever a day or a name in a notice, or a bureau's closing day, changes.</summary>
    public string Version { get; }

    /// <summary>The notices, in order of year.</summary>
    public IReadOnlyList<HolidayNotice> Notices => [.. _notices.Values.OrderBy(notice => notice.Year)];

    /// <summary>The latest year with a notice; null without any.</summary>
    public int? LastCoveredYear => _notices.Count > 0 ? _notices.Keys.Max() : null;

    /// <summary>As many working days as any notice may plausibly give: limits end here at the earliest.</summary>
    internal WorkingCalendar Earliest => _bounds.Value.Earliest;

    /// <summary>As few working days as any notice may plausibly leave: limits end here at the latest.</summary>
    internal WorkingCalendar Latest => _bounds.Value.Latest;

    /// <summary>Without a bureau's own closing days: what a last day rolls over by, for only a 法定休假日 moves it (民法典 203).</summary>
    internal WorkingCalendar National => _national ?? this;

    /// <summary>Whether the year's notice is imported.</summary>
    public bool IsCovered(int year) => _notices.ContainsKey(year);

    /// <summary>The calendar with this notice in the place of the one for its year, if there is one. Closing days are left out.</summary>
    public WorkingCalendar With(HolidayNotice notice) =>
        new(_notices.Values.Where(other => other.Year != notice.Year).Append(notice));

    /// <summary>The calendar with a bureau's own closing days on top: no working days of the bureau, but no 法定休假日 over which a last day would roll.</summary>
    /// <param name="closed">Days inside the calendar, at most <see cref="MostClosingDays"/>; a day that is off already stays what it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more days, or one lies outside the calendar.</exception>
    public WorkingCalendar WithClosingDays(IReadOnlyCollection<NamedDay> closed)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(closed.Count, MostClosingDays, nameof(closed));
        var added = closed.Where(day => IsWorkingDay(day.Date)).GroupBy(day => day.Date)
            .ToDictionary(group => group.Key, group => group.First().Name);
        if (added.Count == 0)
        {
            return this;
        }

        var names = new Dictionary<DateOnly, string>(_names);
        foreach (var (date, name) in added)
        {
            names[date] = name;
        }

        return new WorkingCalendar(
            this,
            names.ToFrozenDictionary(),
            _days.With((day, kind) => added.ContainsKey(day) ? DayKind.Closed : kind),
            HashOf(added.OrderBy(day => day.Key).Select(day => ('x', new NamedDay(day.Key, day.Value))), Version),
            National);
    }

    /// <summary>Whether bureaus work on the day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies outside the calendar.</exception>
    public bool IsWorkingDay(DateOnly day) => DayTable.IsWorked(_days.KindOf(day));

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
        return _days.WorkingDay(_days.WorkedThrough(start) + count);
    }

    /// <summary>Undoes <see cref="AddWorkingDays"/>: the <paramref name="count"/>-th working day before the end, which itself is excluded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1, or leads out of the calendar.</exception>
    public DateOnly SubtractWorkingDays(DateOnly end, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var before = _days.WorkedThrough(end) - (IsWorkingDay(end) ? 1 : 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, before);
        return _days.WorkingDay(before - count + 1);
    }

    /// <summary>Working days after <paramref name="from"/> (excluded) through <paramref name="to"/> (included); negative when it lies before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A day lies outside the calendar.</exception>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => _days.WorkedThrough(to) - _days.WorkedThrough(from);

    /// <summary>What the day is and why.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies outside the calendar.</exception>
    public CalendarDay Describe(DateOnly day) =>
        new(day, _days.KindOf(day), _names.GetValueOrDefault(day, ""), CertaintyOf(day, day));

    /// <summary>How far the days between these two (both included) are known: the worst of them.</summary>
    public CalendarCertainty CertaintyOf(DateOnly first, DateOnly last)
    {
        var certainty = CalendarCertainty.Published;
        for (var year = first.Year; year <= last.Year + 1; year++)
        {
            if (IsMissing(year, last))
            {
                certainty = CalendarCertainty.StatutoryOnly;
            }
        }

        return certainty is not CalendarCertainty.Published && last.Year > StatutoryHolidays.LastLunarYear
            ? CalendarCertainty.Unknown
            : certainty;
    }

    /// <summary>
    /// The years whose missing notice may still change a day between these two (both included). The last days of December
    /// depend on the next year's notice as well, because it may lend or borrow them for 元旦.
    /// </summary>
    public IReadOnlyList<int> YearsWithoutNotice(DateOnly first, DateOnly last) =>
        [.. Enumerable.Range(first.Year, last.Year - first.Year + 2).Where(year => IsMissing(year, last))];

    private bool IsMissing(int year, DateOnly last) =>
        !IsCovered(year)
        && (year <= last.Year || HolidayNotice.MayGovern(year, last));

    private (WorkingCalendar Earliest, WorkingCalendar Latest) BoundsOf()
    {
        // The next year's 元旦 reaches back into the last days of December, which stand in the missing year.
        var missing = Enumerable.Range(FirstDay.Year + 1, LastDay.Year - FirstDay.Year)
            .Where(year => !IsCovered(year)).SelectMany(year => new[] { year, year + 1 }).Distinct().ToList();
        var worked = missing.SelectMany(NoticeRange.MayBeWorked).Where(IsOpen).ToHashSet();
        var off = missing.SelectMany(NoticeRange.MayBeOff).Where(IsOpen).ToHashSet();
        return (
            Bound((day, kind) => kind is DayKind.Weekend && worked.Contains(day) ? DayKind.MakeUpWorkday : kind, _national?.Earliest),
            Bound((day, kind) => kind is DayKind.WorkingDay && off.Contains(day) ? DayKind.Holiday : kind, _national?.Latest));

        bool IsOpen(DateOnly day) => CertaintyOf(day, day) is not CalendarCertainty.Published;

        WorkingCalendar Bound(Func<DateOnly, DayKind, DayKind> kindOf, WorkingCalendar? national) => new(this, _names, _days.With(kindOf), Version, national);
    }

    private static string HashOf(IEnumerable<(char Sign, NamedDay Day)> days, string before = "")
    {
        var text = new StringBuilder(before);
        foreach (var (sign, day) in days)
        {
            text.Append(CultureInfo.InvariantCulture, $"{sign}{day.Date:yyyy-MM-dd} {day.Name}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }
}
