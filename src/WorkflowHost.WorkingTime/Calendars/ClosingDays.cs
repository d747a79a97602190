using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using WorkflowHost.Definitions;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>The closing days of a bureau: as they are stored, and as a form's lines say them.</summary>
public static partial class ClosingDays
{
    private const int LongestName = 30;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The days as they are stored.</summary>
    public static string Write(IReadOnlyList<NamedDay> days) => JsonSerializer.Serialize(days, Json);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It did not.</exception>
    public static IReadOnlyList<NamedDay> Read(string json) => JsonSerializer.Deserialize<List<NamedDay>>(json, Json) ?? [];

    /// <summary>The days as lines that <see cref="Parse"/> reads.</summary>
    public static string Lines(IReadOnlyList<NamedDay> days) =>
        string.Join('\n', days.Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd} {day.Name}")));

    /// <summary>Reads one day or range a line, and what it is called: <c>2027-03-08 机房搬迁</c>, <c>2027-03-08至2027-03-10 机房搬迁</c>.</summary>
    /// <param name="text">Empty lines are skipped; none at all means no closing days.</param>
    /// <returns>In order of date, or every problem with its line; the path is <c>line:3</c>, from 1.</returns>
    public static Checked<IReadOnlyList<NamedDay>> Parse(string text)
    {
        var (days, problems) = (new SortedDictionary<DateOnly, NamedDay>(), new List<Problem>());
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].Trim();
            if (line.Length > 0)
            {
                Add(line, NoticePlace.OfLine(number), days, problems);
            }
        }

        if (days.Count > WorkingCalendar.MostClosingDays)
        {
            problems.Add(new Problem("closing-many", "lines", $"本单位休息日不得超过 {WorkingCalendar.MostClosingDays} 天，现有 {days.Count} 天。"));
        }

        return problems.Count > 0
            ? Checked<IReadOnlyList<NamedDay>>.Refused(problems)
            : Checked<IReadOnlyList<NamedDay>>.Valid([.. days.Values]);
    }

    private static void Add(string line, NoticePlace place, SortedDictionary<DateOnly, NamedDay> days, List<Problem> problems)
    {
        var match = LinePattern().Match(line);
        if (!match.Success)
        {
            Refuse("closing-line", "应为“日期 名称”或“首日至末日 名称”，如 2027-03-08 机房搬迁。");
            return;
        }

        var first = DayOf("first");
        var last = match.Groups["last"].Success ? DayOf("last") : first;
        var name = match.Groups["name"].Value.Trim();
        if (first is not { } from || last is not { } to)
        {
            Refuse("closing-date", "日期不存在，应为 2004-01-01 至 2100-12-31 之间的日期。");
        }
        else if (to < from)
        {
            Refuse("closing-order", "末日早于首日。");
        }
        else if (to.DayNumber - from.DayNumber >= WorkingCalendar.MostClosingDays)
        {
            Refuse("closing-many", $"一段休息不得超过 {WorkingCalendar.MostClosingDays} 天。");
        }
        else if (name.Length is 0 or > LongestName)
        {
            Refuse("closing-name", $"请写明休息的名称，不超过 {LongestName} 字。");
        }
        else
        {
            for (var day = from; day <= to; day = day.AddDays(1))
            {
                if (!days.TryAdd(day, new NamedDay(day, name)))
                {
                    Refuse("closing-twice", $"{NoticeDraft.Iso(day)} 重复出现。");
                }
            }
        }

        void Refuse(string code, string message) => problems.Add(new Problem(code, place.Path, $"{place.Line}：{message}"));

        DateOnly? DayOf(string group) =>
            DateOnly.TryParseExact(match.Groups[group].Value, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && NoticeDraft.IsYear(day.Year) ? day : null;
    }

    [GeneratedRegex(@"^(?<first>\d{4}-\d{1,2}-\d{1,2})(\s*[至~]\s*(?<last>\d{4}-\d{1,2}-\d{1,2}))?(\s+(?<name>.*))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LinePattern();
}
