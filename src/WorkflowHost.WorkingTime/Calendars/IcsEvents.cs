using System.Globalization;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Calendars;

/// <summary>An event that covers whole days.</summary>
/// <param name="Place">The line on which it begins.</param>
/// <param name="Days">At least one.</param>
/// <param name="Summary">Its title, unescaped; may be empty.</param>
/// <param name="SpecialDay">What Apple's calendar says of the day; empty elsewhere.</param>
internal sealed record IcsEvent(NoticePlace Place, IReadOnlyList<DateOnly> Days, string Summary, string SpecialDay);

/// <summary>Finds the events of an iCalendar text; other components are passed over.</summary>
internal sealed class IcsEvents(NoticeDraft draft)
{
    private const int MostDays = 31;

    private readonly Stack<string> _open = [];
    private readonly Dictionary<string, IcsLine> _properties = new(StringComparer.Ordinal);

    /// <summary>The date of a DATE or DATE-TIME value in China, in the years 1900 to 2999; null when it is none.</summary>
    public static DateOnly? DateOf(string value)
    {
        var moment = MomentOf(value.Length == 8 ? $"{value}T000000" : value);
        return moment is { Year: >= 1900 and < 3000 } ? DateOnly.FromDateTime(moment.Value) : null;
    }

    /// <summary>The events that can be read; what is wrong with the others goes into the draft.</summary>
    public IEnumerable<IcsEvent> Read(IReadOnlyList<IcsLine> lines)
    {
        foreach (var line in lines)
        {
            var ended = Step(line);
            if (ended && EventOf(line) is { } item)
            {
                yield return item;
            }
        }

        if (_open.Count > 0)
        {
            var last = NoticePlace.OfLine(lines[^1].Number);
            draft.Refuse("calendar-ics-end", last, $"文件不完整，缺少 END:{_open.Peek()}。");
        }
    }

    /// <summary>Takes in a line; true when it ends an event.</summary>
    private bool Step(IcsLine line)
    {
        switch (line.Name)
        {
            case "":
                draft.Refuse("calendar-ics-line", NoticePlace.OfLine(line.Number), "这一行没有冒号，不是日历文件的内容行。");
                return false;
            case "BEGIN":
                _open.Push(line.Value.ToUpperInvariant());
                if (_open.Peek() is "VEVENT")
                {
                    _properties.Clear();
                    _properties["BEGIN"] = line;
                }

                return false;
            case "END":
                return Ends(line);
            default:
                if (_open.TryPeek(out var component) && component is "VEVENT")
                {
                    _properties.TryAdd(line.Name, line);
                }

                return false;
        }
    }

    private bool Ends(IcsLine line)
    {
        var name = line.Value.ToUpperInvariant();
        if (_open.TryPeek(out var open) && open == name)
        {
            _open.Pop();
            return name is "VEVENT";
        }

        draft.Refuse("calendar-ics-end", NoticePlace.OfLine(line.Number), $"END:{line.Value} 没有对应的 BEGIN。");
        return false;
    }

    private IcsEvent? EventOf(IcsLine end)
    {
        var place = NoticePlace.OfLine(_properties.GetValueOrDefault("BEGIN", end).Number);
        if (_properties.TryGetValue("RRULE", out var rule) || _properties.TryGetValue("RDATE", out rule))
        {
            draft.Refuse("calendar-event-repeats", NoticePlace.OfLine(rule.Number), "放假安排不能是重复事件，请按实际日期逐项列出。");
            return null;
        }

        if (!_properties.TryGetValue("DTSTART", out var start))
        {
            draft.Refuse("calendar-event-start", place, "事件没有开始日期（DTSTART）。");
            return null;
        }

        if (FirstOf(start) is not { } first || LastOf(first) is not { } last)
        {
            return null;
        }

        var days = last.DayNumber - first.DayNumber + 1;
        if (days is < 1 or > MostDays)
        {
            draft.Refuse("calendar-event-length", place, FormattableString.Invariant($"事件应为 1 至 {MostDays} 天，现为 {days} 天。"));
            return null;
        }

        return new IcsEvent(place, [.. Enumerable.Range(0, days).Select(first.AddDays)], TextOf("SUMMARY"), TextOf("X-APPLE-SPECIAL-DAY"));
    }

    private DateOnly? FirstOf(IcsLine start)
    {
        if (DateOf(start.Value) is { } date)
        {
            return date;
        }

        RefuseDate(start);
        return null;
    }

    /// <summary>The last day: DTEND is exclusive as a date and as a midnight.</summary>
    private DateOnly? LastOf(DateOnly first)
    {
        if (_properties.TryGetValue("DURATION", out var duration))
        {
            if (duration.Value is ['P', .. var number, 'D'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= MostDays)
            {
                return first.AddDays(days - 1);
            }

            draft.Refuse("calendar-event-length", NoticePlace.OfLine(duration.Number), "事件的时长（DURATION）应写成 P7D 的形式，按天计算。");
            return null;
        }

        if (!_properties.TryGetValue("DTEND", out var end))
        {
            return first;
        }

        if (DateOf(end.Value) is not { } date)
        {
            RefuseDate(end);
            return null;
        }

        var isMidnight = MomentOf(end.Value) is not { } moment || TimeOnly.FromDateTime(moment) == TimeOnly.MinValue;
        return isMidnight ? date.AddDays(-1) : date;
    }

    private void RefuseDate(IcsLine line) =>
        draft.Refuse("calendar-date", NoticePlace.OfLine(line.Number), $"“{line.Value}”不是有效日期，请写成 20261001 的形式。");

    private string TextOf(string property) =>
        _properties.TryGetValue(property, out var line) ? string.Join(';', IcsLines.Unescape(line.Value)) : "";

    private static DateTime? MomentOf(string value)
    {
        if (DateTime.TryParseExact(value, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return local;
        }

        return DateTimeOffset.TryParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var utc)
            && utc.Year is > 1 and < 9999
                ? utc.ToOffset(ChinaTime.Offset).DateTime
                : null;
    }
}
