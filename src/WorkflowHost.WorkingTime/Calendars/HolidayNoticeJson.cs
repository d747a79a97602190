using System.Globalization;
using System.Text.Json;
using WorkflowHost.Definitions;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Reads a holiday notice from JSON: <c>year</c>, <c>sources</c>, <c>daysOff</c>, <c>makeUpWorkdays</c>.</summary>
/// <remarks>
/// All four are required, and 1 January, 1 May and 1 to 3 October have to be off: a file that is empty or half
/// written would otherwise turn holidays into working days without a word.
/// </remarks>
public static class HolidayNoticeJson
{
    private static readonly (int Month, int Day)[] AlwaysOff = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)];

    /// <summary>The notice, or every problem of the text.</summary>
    public static Checked<HolidayNotice> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new Reader().Read(document.RootElement);
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"第{e.LineNumber + 1}行");
            return Checked<HolidayNotice>.Refused(
                [new Problem("calendar-not-json", "", $"放假安排文件不是有效的JSON（{place}附近），请检查格式。")]);
        }
    }

    private sealed class Reader
    {
        private readonly List<Problem> _problems = [];
        private readonly Dictionary<DateOnly, string> _listOfDay = [];
        private int? _year;

        public Checked<HolidayNotice> Read(JsonElement root)
        {
            if (root.ValueKind is not JsonValueKind.Object)
            {
                Refuse("calendar-not-object", "$", "放假安排文件的最外层应当是一个对象。");
                return Checked<HolidayNotice>.Refused(_problems);
            }

            _year = ReadYear(root);
            var sources = ReadSources(root);
            var daysOff = ReadDays(root, "daysOff");
            var makeUpWorkdays = ReadDays(root, "makeUpWorkdays");
            CheckMakeUpWorkdays(makeUpWorkdays);
            CheckAlwaysOff(daysOff);
            return _year is { } year && _problems.Count == 0
                ? Checked<HolidayNotice>.Valid(new(year, sources, InOrder(daysOff), InOrder(makeUpWorkdays)))
                : Checked<HolidayNotice>.Refused(_problems);
        }

        private int? ReadYear(JsonElement root)
        {
            if (root.TryGetProperty("year", out var value)
                && value.ValueKind is JsonValueKind.Number
                && value.TryGetInt32(out var year)
                && year is >= 2004 and <= 2100)
            {
                return year;
            }

            Refuse("calendar-year", "$.year", "year 应当是2004至2100之间的年份。");
            return null;
        }

        private List<NoticeSource> ReadSources(JsonElement root)
        {
            var sources = new List<NoticeSource>();
            foreach (var (path, entry) in Entries(root, "sources"))
            {
                var (number, title, url) = (TextOf(entry, "number"), TextOf(entry, "title"), TextOf(entry, "url"));
                if (number is null && title is null && url is null)
                {
                    Refuse("calendar-source", path, "依据至少要写明文号、标题或网址中的一项。");
                    continue;
                }

                var date = entry.TryGetProperty("date", out _) ? ReadDate(entry, path) : null;
                sources.Add(new NoticeSource(number, title, date, url));
            }

            if (sources.Count == 0)
            {
                Refuse("calendar-source", "$.sources", "请写明放假安排的依据（国务院办公厅通知）。");
            }

            return sources;
        }

        private List<(string Path, NamedDay Day)> ReadDays(JsonElement root, string list)
        {
            var days = new List<(string Path, NamedDay Day)>();
            foreach (var (path, entry) in Entries(root, list))
            {
                var name = TextOf(entry, "name");
                if (name is null)
                {
                    Refuse("calendar-day-name", $"{path}.name", "请填写节日名称。");
                }

                if (ReadDate(entry, path) is { } date && IsNewDayOfTheYear(date, list, $"{path}.date"))
                {
                    days.Add((path, new NamedDay(date, name ?? "")));
                }
            }

            return days;
        }

        private bool IsNewDayOfTheYear(DateOnly date, string list, string path)
        {
            if (_year is { } year && date.Year != year)
            {
                Refuse("calendar-other-year", path, $"{Iso(date)} 不在本文件的年份内。");
                return false;
            }

            if (_listOfDay.TryAdd(date, list))
            {
                return true;
            }

            if (_listOfDay[date] == list)
            {
                Refuse("calendar-day-twice", path, $"{Iso(date)} 重复出现。");
            }
            else
            {
                Refuse("calendar-day-off-and-worked", path, $"{Iso(date)} 既列为放假又列为上班，请核对通知。");
            }

            return false;
        }

        private void CheckMakeUpWorkdays(List<(string Path, NamedDay Day)> days)
        {
            foreach (var (path, day) in days)
            {
                if (day.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                {
                    Refuse("calendar-make-up-on-weekday", $"{path}.date", $"{Iso(day.Date)} 不是周末，不可能是调休上班日。");
                }
            }
        }

        private void CheckAlwaysOff(List<(string Path, NamedDay Day)> daysOff)
        {
            if (_year is not { } year)
            {
                return;
            }

            foreach (var (month, dayOfMonth) in AlwaysOff)
            {
                var date = new DateOnly(year, month, dayOfMonth);
                if (!daysOff.Exists(d => d.Day.Date == date))
                {
                    Refuse("calendar-incomplete", "$.daysOff", $"{Iso(date)} 是法定节假日，但没有列为放假；放假安排不完整。");
                }
            }
        }

        private IEnumerable<(string Path, JsonElement Entry)> Entries(JsonElement root, string list)
        {
            if (!root.TryGetProperty(list, out var array) || array.ValueKind is not JsonValueKind.Array)
            {
                Refuse("calendar-list", $"$.{list}", $"缺少列表 {list}。");
                yield break;
            }

            var index = 0;
            foreach (var entry in array.EnumerateArray())
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"$.{list}[{index++}]");
                if (entry.ValueKind is JsonValueKind.Object)
                {
                    yield return (path, entry);
                }
                else
                {
                    Refuse("calendar-entry", path, "这一项应当是一个对象。");
                }
            }
        }

        private DateOnly? ReadDate(JsonElement entry, string path)
        {
            var text = TextOf(entry, "date");
            if (DateOnly.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return date;
            }

            Refuse("calendar-date", $"{path}.date", $"“{text}”不是有效日期，请写成 2026-10-01 的形式。");
            return null;
        }

        private void Refuse(string code, string path, string message) => _problems.Add(new(code, path, message));

        private static string? TextOf(JsonElement entry, string name) =>
            entry.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.String
            && !string.IsNullOrWhiteSpace(value.GetString())
                ? value.GetString()
                : null;

        private static NamedDay[] InOrder(IEnumerable<(string Path, NamedDay Day)> days) =>
            [.. days.Select(d => d.Day).OrderBy(d => d.Date)];

        private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
