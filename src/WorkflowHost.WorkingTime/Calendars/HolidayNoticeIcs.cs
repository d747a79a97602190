using System.Globalization;
using System.Text;
using WorkflowHost.Definitions;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>Reads and writes a holiday notice as an iCalendar text (ICS, RFC 5545), one event for each run of days.</summary>
/// <remarks>
/// A title ends in 休 or 班, as in <c>国庆节（休）</c>, <c>春节 补班</c> or <c>元旦 假期 第1天/共3天</c>; the mark that Apple's calendar of
/// holidays carries decides before it. What we write also keeps the sources, in a property of ours, so that reading gives the
/// same notice again.
/// </remarks>
public static class HolidayNoticeIcs
{
    private const string SourceProperty = "X-NOTICE-SOURCE";

    /// <summary>The notice, or every problem of the text, with the numbers of the lines.</summary>
    /// <param name="text">The file. Days outside the year and the December days before it are left out: such files hold several years.</param>
    /// <param name="year">2004 to 2100.</param>
    /// <param name="sources">Used when the file names none, as files of others do not.</param>
    public static Checked<HolidayNotice> Read(string text, int year, IReadOnlyList<NoticeSource> sources)
    {
        if (!NoticeDraft.IsYear(year))
        {
            return Checked<HolidayNotice>.Refused([new("calendar-year", "year", "年份应当在2004至2100之间。")]);
        }

        var draft = new NoticeDraft(year);
        var lines = IcsLines.Read(text).ToList();
        if (lines is not [{ Name: "BEGIN", Value: "VCALENDAR" }, ..])
        {
            draft.Refuse("calendar-not-ics", NoticePlace.OfLine(1), "文件应以 BEGIN:VCALENDAR 开头，这不是日历（ICS）文件。");
            return draft.Finish(sources, new("file"));
        }

        var named = SourcesIn(lines, draft);
        draft.RequireSource(named.Count > 0 ? named : sources, new("sources"));
        foreach (var item in new IcsEvents(draft).Read(lines))
        {
            Add(item with { Days = [.. item.Days.Where(day => HolidayNotice.MayGovern(year, day))] }, draft);
        }

        return draft.Finish(named.Count > 0 ? named : sources, new("file"));
    }

    /// <summary>The notice as a text with CRLF at the end of each line.</summary>
    public static string Write(HolidayNotice notice)
    {
        var text = new StringBuilder();
        var stamp = notice.Sources.Select(source => source.Date).FirstOrDefault(date => date is not null) ?? new(notice.Year, 1, 1);
        IcsLines.Append(text, "BEGIN:VCALENDAR");
        IcsLines.Append(text, "VERSION:2.0");
        IcsLines.Append(text, "PRODID:-//WorkflowHost//WorkingTime//ZH");
        IcsLines.Append(text, FormattableString.Invariant($"X-WR-CALNAME:{notice.Year}年放假安排"));
        foreach (var source in notice.Sources)
        {
            string?[] parts = [source.Number, source.Date is { } date ? Compact(date) : null, source.Url, source.Title];
            IcsLines.Append(text, $"{SourceProperty}:{string.Join(';', parts.Select(part => IcsLines.Escape(part ?? "")))}");
        }

        foreach (var (run, isOff) in Runs(notice.DaysOff).Select(run => (run, true)).Concat(Runs(notice.MakeUpWorkdays).Select(run => (run, false))))
        {
            IcsLines.Append(text, "BEGIN:VEVENT");
            IcsLines.Append(text, $"UID:{Compact(run.First)}-{(isOff ? "off" : "work")}@cn-holidays");
            IcsLines.Append(text, $"DTSTAMP:{Compact(stamp)}T000000Z");
            IcsLines.Append(text, $"DTSTART;VALUE=DATE:{Compact(run.First)}");
            IcsLines.Append(text, $"DTEND;VALUE=DATE:{Compact(run.Last.AddDays(1))}");
            IcsLines.Append(text, $"SUMMARY:{IcsLines.Escape(run.Name)}（{(isOff ? "休" : "班")}）");
            IcsLines.Append(text, "TRANSP:TRANSPARENT");
            IcsLines.Append(text, "END:VEVENT");
        }

        IcsLines.Append(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Add(IcsEvent item, NoticeDraft draft)
    {
        if (item.Days.Count == 0)
        {
            return;
        }

        if (IcsTitle.Of(item.Summary) is not { } title)
        {
            draft.Refuse("calendar-event-name", item.Place, "事件没有节日名称，请在标题（SUMMARY）中写明，例如“国庆节（休）”。");
            return;
        }

        var isOff = item.SpecialDay switch
        {
            "WORK-HOLIDAY" => true,
            "ALTERNATE-WORKDAY" => false,
            _ => title.IsOff,
        };
        if (isOff is null)
        {
            draft.Refuse("calendar-event-kind", item.Place, $"看不出“{item.Summary}”是放假还是上班，请在标题末尾写明“（休）”或“（班）”，与放假无关的事件请删除。");
            return;
        }

        foreach (var day in item.Days.Select(date => new NamedDay(date, title.Name)))
        {
            if (isOff.Value)
            {
                draft.AddDayOff(day, item.Place);
            }
            else
            {
                draft.AddMakeUpWorkday(day, item.Place);
            }
        }
    }

    private static List<NoticeSource> SourcesIn(IEnumerable<IcsLine> lines, NoticeDraft draft)
    {
        var sources = new List<NoticeSource>();
        foreach (var line in lines.Where(line => line.Name == SourceProperty))
        {
            if (IcsLines.Unescape(line.Value) is [var number, var date, var url, var title]
                && (number.Length > 0 || url.Length > 0 || title.Length > 0)
                && (date.Length == 0 || IcsEvents.DateOf(date) is not null))
            {
                sources.Add(new(Present(number), Present(title), IcsEvents.DateOf(date), Present(url)));
            }
            else
            {
                draft.Refuse("calendar-source", NoticePlace.OfLine(line.Number), $"{SourceProperty} 应为“文号;日期;网址;标题”，日期写成 20261101 的形式。");
            }
        }

        return sources;
    }

    private static IEnumerable<(DateOnly First, DateOnly Last, string Name)> Runs(IReadOnlyList<NamedDay> days)
    {
        for (var (i, first) = (0, 0); i < days.Count; i++)
        {
            if (i + 1 == days.Count || days[i + 1].Name != days[i].Name || days[i + 1].Date != days[i].Date.AddDays(1))
            {
                yield return (days[first].Date, days[i].Date, days[i].Name);
                first = i + 1;
            }
        }
    }

    private static string? Present(string text) => text.Length > 0 ? text : null;

    private static string Compact(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
