using System.Globalization;
using WorkflowHost.Definitions;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Gathers the days of a notice from any format, with everything that is wrong with them.</summary>
/// <param name="year">The year of the notice; null when the input does not even say that.</param>
internal sealed class NoticeDraft(int? year)
{
    private const int LongestText = 200;

    private readonly List<Problem> _problems = [];
    private readonly Dictionary<DateOnly, bool> _isOff = [];
    private readonly List<NamedDay> _daysOff = [];
    private readonly List<NamedDay> _makeUpWorkdays = [];

    /// <summary>Whether a year can have a notice.</summary>
    public static bool IsYear(int year) => year is >= 2004 and <= 2100;

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Refuse(string code, NoticePlace place, string message) =>
        _problems.Add(new(code, place.Path, place.Line is null ? message : $"{place.Line}：{message}"));

    public void AddDayOff(NamedDay day, NoticePlace place)
    {
        if (IsNew(day, isOff: true, place))
        {
            _daysOff.Add(day);
        }
    }

    public void AddMakeUpWorkday(NamedDay day, NoticePlace place)
    {
        if (!IsNew(day, isOff: false, place))
        {
            return;
        }

        if (day.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            _makeUpWorkdays.Add(day);
        }
        else
        {
            Refuse("calendar-make-up-on-weekday", place, $"{Iso(day.Date)} 不是周末，不可能是调休上班日。");
        }
    }

    /// <summary>Says that a source is missing when there is none.</summary>
    public void RequireSource(IReadOnlyList<NoticeSource> sources, NoticePlace place)
    {
        if (sources.Count == 0)
        {
            Refuse("calendar-source", place, "请写明放假安排的依据（国务院办公厅通知）。");
        }
    }

    /// <summary>The notice, or all problems in the order of the input.</summary>
    /// <param name="sources">Its sources, asked for before.</param>
    /// <param name="place">Where the days stand, for those that are missing.</param>
    public Checked<HolidayNotice> Finish(IReadOnlyList<NoticeSource> sources, NoticePlace place)
    {
        if (year is { } known)
        {
            var missing = StatutoryHolidays.Of(known).DistinctBy(day => day.Date).Where(day => !_daysOff.Exists(d => d.Date == day.Date));
            foreach (var holiday in missing.OrderBy(day => day.Date).GroupBy(day => day.Name, StringComparer.Ordinal))
            {
                var days = string.Join('、', holiday.Select(day => Iso(day.Date)));
                Refuse("calendar-incomplete", place, $"{days} 是法定节假日（{holiday.Key}），但没有列为放假；放假安排不完整。");
            }
        }

        foreach (var text in sources.SelectMany(source => new[] { source.Number, source.Title, source.Url }))
        {
            RequirePlain(text, place);
        }

        return year is { } sound && _problems.Count == 0
            ? Checked<HolidayNotice>.Valid(new(sound, sources, InOrder(_daysOff), InOrder(_makeUpWorkdays)))
            : Checked<HolidayNotice>.Refused(_problems);
    }

    private void RequirePlain(string? text, NoticePlace place)
    {
        if (text?.Length > LongestText || text?.Any(char.IsControl) is true)
        {
            Refuse("calendar-text", place, $"文号、标题、网址和节日名称不得超过 {LongestText} 字，也不得含有控制字符。");
        }
    }

    private bool IsNew(NamedDay day, bool isOff, NoticePlace place)
    {
        RequirePlain(day.Name, place);
        if (year is { } known && !HolidayNotice.MayGovern(known, day.Date))
        {
            Refuse("calendar-other-year", place, $"{Iso(day.Date)} 不在{known.ToString(CultureInfo.InvariantCulture)}年放假安排的范围内。");
            return false;
        }

        if (_isOff.TryAdd(day.Date, isOff))
        {
            return true;
        }

        if (_isOff[day.Date] == isOff)
        {
            Refuse("calendar-day-twice", place, $"{Iso(day.Date)} 重复出现。");
        }
        else
        {
            Refuse("calendar-day-off-and-worked", place, $"{Iso(day.Date)} 既列为放假又列为上班，请核对通知。");
        }

        return false;
    }

    private static NamedDay[] InOrder(IEnumerable<NamedDay> days) => [.. days.OrderBy(d => d.Date)];
}

/// <summary>A place in the input.</summary>
/// <param name="Path">For programs: a JSON path, or <c>line:12</c>.</param>
/// <param name="Line">For people: 第12行; null where the path says enough.</param>
internal sealed record NoticePlace(string Path, string? Line = null)
{
    /// <summary>A line of a text, from 1.</summary>
    public static NoticePlace OfLine(int number) =>
        new(FormattableString.Invariant($"line:{number}"), FormattableString.Invariant($"第{number}行"));
}
