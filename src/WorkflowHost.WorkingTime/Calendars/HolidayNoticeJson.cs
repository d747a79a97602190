using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WorkflowHost.Definitions;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Reads and writes a holiday notice as JSON: <c>year</c>, <c>sources</c>, <c>daysOff</c>, <c>makeUpWorkdays</c>.</summary>
/// <remarks>
/// All four are required, and every statutory holiday of the year has to be off: a file that is empty or half
/// written would otherwise turn holidays into working days without a word.
/// </remarks>
public static class HolidayNoticeJson
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
            var place = e.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $"（第{line + 1}行附近）") : "，或有重复的成员";
            return Checked<HolidayNotice>.Refused([new Problem("calendar-not-json", "", $"放假安排文件不是有效的JSON{place}，请检查格式。")]);
        }
        catch (InvalidOperationException)
        {
            // A text with half a character.
            return Checked<HolidayNotice>.Refused([new Problem("calendar-text", "", "放假安排文件含有不完整的字符，请检查编码。")]);
        }
    }

    /// <summary>The notice as the files in <c>workflows/calendars</c> are written: a line per source and day, <c>\n</c> after each.</summary>
    public static string Write(HolidayNotice notice)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"year\": {notice.Year},\n");
        AppendList("sources", notice.Sources.Select(Fields), ",");
        AppendList("daysOff", notice.DaysOff.Select(Fields), ",");
        AppendList("makeUpWorkdays", notice.MakeUpWorkdays.Select(Fields), "");
        return text.Append("}\n").ToString();

        void AppendList(string name, IEnumerable<string> entries, string end)
        {
            var lines = string.Join(",\n", entries.Select(entry => $"    {{ {entry} }}"));
            text.Append(CultureInfo.InvariantCulture, $"  \"{name}\": [{(lines.Length > 0 ? $"\n{lines}\n  " : "")}]{end}\n");
        }
    }

    private static string Fields(NamedDay day) => Fields(("date", NoticeDraft.Iso(day.Date)), ("name", day.Name));

    private static string Fields(NoticeSource source) => Fields(
        ("number", source.Number),
        ("title", source.Title),
        ("date", source.Date is { } date ? NoticeDraft.Iso(date) : null),
        ("url", source.Url));

    private static string Fields(params IEnumerable<(string Name, string? Text)> fields) => string.Join(
        ", ",
        fields.Where(field => field.Text is not null).Select(field => $"\"{field.Name}\": {JsonSerializer.Serialize(field.Text, Readable)}"));

    private sealed class Reader
    {
        private NoticeDraft _draft = new(null);

        public Checked<HolidayNotice> Read(JsonElement root)
        {
            if (root.ValueKind is not JsonValueKind.Object)
            {
                return Checked<HolidayNotice>.Refused([new("calendar-not-object", "$", "放假安排文件的最外层应当是一个对象。")]);
            }

            if (YearOf(root) is { } year)
            {
                _draft = new NoticeDraft(year);
            }
            else
            {
                Refuse("calendar-year", "$.year", "year 应当是2004至2100之间的年份。");
            }

            var sources = ReadSources(root);
            _draft.RequireSource(sources, new("$.sources"));
            ReadDays(root, "daysOff", _draft.AddDayOff);
            ReadDays(root, "makeUpWorkdays", _draft.AddMakeUpWorkday);
            return _draft.Finish(sources, new("$.daysOff"));
        }

        private static int? YearOf(JsonElement root) =>
            root.TryGetProperty("year", out var value)
            && value.ValueKind is JsonValueKind.Number
            && value.TryGetInt32(out var year)
            && NoticeDraft.IsYear(year)
                ? year
                : null;

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

            return sources;
        }

        private void ReadDays(JsonElement root, string list, Action<NamedDay, NoticePlace> add)
        {
            foreach (var (path, entry) in Entries(root, list))
            {
                var name = TextOf(entry, "name");
                if (name is null)
                {
                    Refuse("calendar-day-name", $"{path}.name", "请填写节日名称。");
                }

                if (ReadDate(entry, path) is { } date)
                {
                    add(new NamedDay(date, name ?? ""), new($"{path}.date"));
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

        private void Refuse(string code, string path, string message) => _draft.Refuse(code, new(path), message);

        private static string? TextOf(JsonElement entry, string name) =>
            entry.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.String
            && !string.IsNullOrWhiteSpace(value.GetString())
                ? value.GetString()
                : null;
    }
}
