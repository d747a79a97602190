using System.Globalization;
using System.Text.RegularExpressions;
using WorkflowHost.Definitions;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Reads a notice from its own lines, as the State Council words them or as the form writes them.</summary>
/// <remarks>
/// One holiday per line: <c>国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。</c>
/// Dates may be written 2026-10-01 as well; a date without a year lies in the year of the notice, one without a month in
/// that of the date before it. 与周末连休 takes in the weekend beside the day. What a line says twice has to agree: the days of the
/// week and the number of days are checked against the dates.
/// </remarks>
public static partial class HolidayNoticeLines
{
    private const int LongestLine = 1000;
    private const string Day = @"(?:(?:[12]\d{3}年)?(?:\d{1,2}月)?\d{1,2}日|[12]\d{3}-\d{2}-\d{2})(?:\([^()]*\))?";
    private const string NamedDay = @"(?:(?:(?<y>[12]\d{3})年)?(?:(?<m>\d{1,2})月)?(?<d>\d{1,2})日|(?<y>[12]\d{3})-(?<m>\d{2})-(?<d>\d{2}))(?:\((?<n>[^()]*)\))?";
    private const string Works = @"(?:\(?调休\)?|正常|照常)?上班";
    private const string Days = $@"{Day}(?:至{Day})?(?:、{Day}(?:至{Day})?)*";

    /// <summary>The notice, or every problem of the text, with the numbers of the lines.</summary>
    /// <param name="text">Lines of the notice without its preamble; empty ones are skipped.</param>
    /// <param name="year">2004 to 2100.</param>
    /// <param name="sources">At least one.</param>
    public static Checked<HolidayNotice> Read(string text, int year, IReadOnlyList<NoticeSource> sources)
    {
        if (!NoticeDraft.IsYear(year))
        {
            return Checked<HolidayNotice>.Refused([new("calendar-year", "year", "年份应当在2004至2100之间。")]);
        }

        var draft = new NoticeDraft(year);
        draft.RequireSource(sources, new("sources"));
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                new Reader(draft, year, NoticePlace.OfLine(number)).Read(line);
            }
        }

        return draft.Finish(sources, new("lines"));
    }

    /// <summary>The same signs for what people write in several ways; no spaces.</summary>
    private static string Plain(string line) => string.Concat(line.Where(sign => !char.IsWhiteSpace(sign)).Select(sign => sign switch
    {
        '（' => '(',
        '）' => ')',
        ':' => '：',
        ',' => '，',
        ';' or '；' => '。',
        '~' or '～' or '—' or '–' => '至',
        _ => sign,
    }));

    [GeneratedRegex(@"^(?:[一二三四五六七八九十]+、|\d+[.、])?(?<name>[^：。]+)：(?<rest>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedLine { get; }

    [GeneratedRegex($@"^{Days}(?:放假(?:调休|公休)?|补休)(?<count>，?共?\d+天)?(?<weekend>，与周末连休)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OffSentence { get; }

    // Two sentences may share a full stop: 4月5日放假，4月7日(星期一)补休.
    [GeneratedRegex($@"，(?={Days}(?:放假|补休|{Works}))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BetweenSentences { get; }

    [GeneratedRegex($@"^{Days}{Works}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WorkSentence { get; }

    [GeneratedRegex($@"(?<first>{Day})(?:至(?<last>{Day}))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range { get; }

    [GeneratedRegex(NamedDay, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OneDay { get; }

    [GeneratedRegex(@"(?:周|星期)(?<day>[日天一二三四五六])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DayOfWeekWord { get; }

    private sealed class Reader(NoticeDraft draft, int year, NoticePlace place)
    {
        private int? _month;

        public void Read(string line)
        {
            var named = NamedLine.Match(Plain(line));
            if (line.Length > LongestLine || !named.Success)
            {
                Refuse("calendar-line", "看不懂这一行，请写成“国庆节：10月1日至7日放假调休，共7天。10月10日（周六）上班。”的形式，通知的开头和结尾不要粘贴进来。");
                return;
            }

            var name = named.Groups["name"].Value;
            foreach (var sentence in named.Groups["rest"].Value.Split('。', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(sentence => BetweenSentences.Split(sentence)))
            {
                ReadSentence(sentence, name);
            }
        }

        private void ReadSentence(string sentence, string name)
        {
            if (WorkSentence.IsMatch(sentence))
            {
                foreach (var date in DatesOf(sentence))
                {
                    draft.AddMakeUpWorkday(new(date, name), place);
                }
            }
            else if (OffSentence.Match(sentence) is { Success: true } off)
            {
                var dates = DatesOf(sentence);
                CheckCount(off.Groups["count"].Value, dates.Count);
                foreach (var date in off.Groups["weekend"].Success ? WithWeekend(dates) : dates)
                {
                    draft.AddDayOff(new(date, name), place);
                }
            }
            else
            {
                Refuse("calendar-line", $"看不懂“{sentence}”，请写明日期，并以“放假”“补休”或“上班”结尾。");
            }
        }

        private List<DateOnly> DatesOf(string sentence)
        {
            var dates = new List<DateOnly>();
            foreach (Match range in Range.Matches(sentence))
            {
                var first = DateOf(range.Groups["first"].Value);
                var last = range.Groups["last"].Success ? DateOf(range.Groups["last"].Value) : first;
                if (first is not { } from || last is not { } to)
                {
                    continue;
                }

                if (to < from || to.DayNumber - from.DayNumber > 31)
                {
                    Refuse("calendar-range", $"{NoticeDraft.Iso(from)} 至 {NoticeDraft.Iso(to)} 不是放假的起止日期，请核对。");
                    continue;
                }

                dates.AddRange(Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays));
            }

            return dates;
        }

        private DateOnly? DateOf(string text)
        {
            var match = OneDay.Match(text);
            _month = Number(match, "m") ?? _month;
            var (y, d) = (Number(match, "y") ?? year, Number(match, "d")!.Value);
            if (_month is not { } m
                || !DateOnly.TryParseExact(
                    FormattableString.Invariant($"{y:0000}-{m:00}-{d:00}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                Refuse("calendar-date", $"“{text}”不是有效日期，请写明月和日。");
                return null;
            }

            CheckDayOfWeek(date, match.Groups["n"].Value);
            return date;
        }

        private void CheckDayOfWeek(DateOnly date, string note)
        {
            const string Words = "日一二三四五六";
            if (DayOfWeekWord.Match(note) is not { Success: true } word)
            {
                return;
            }

            var said = word.Groups["day"].Value is "天" ? 0 : Words.IndexOf(word.Groups["day"].Value, StringComparison.Ordinal);
            if (said != (int)date.DayOfWeek)
            {
                Refuse("calendar-day-of-week", $"{NoticeDraft.Iso(date)} 是星期{Words[(int)date.DayOfWeek]}，不是{word.Value}，请核对日期和年份。");
            }
        }

        private void CheckCount(string count, int days)
        {
            var said = string.Concat(count.Where(char.IsAsciiDigit));
            if (said.Length > 0 && said != days.ToString(CultureInfo.InvariantCulture))
            {
                Refuse("calendar-count", FormattableString.Invariant($"写明共{said}天，按日期计算是{days}天，请核对。"));
            }
        }

        private static List<DateOnly> WithWeekend(List<DateOnly> dates) =>
            [.. dates.SelectMany(date => Beside(date, -1).Append(date).Concat(Beside(date, 1))).Distinct()];

        private static IEnumerable<DateOnly> Beside(DateOnly date, int step)
        {
            for (var day = date.AddDays(step); day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday; day = day.AddDays(step))
            {
                yield return day;
            }
        }

        private void Refuse(string code, string message) => draft.Refuse(code, place, message);

        private static int? Number(Match match, string group) =>
            match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : null;
    }
}
