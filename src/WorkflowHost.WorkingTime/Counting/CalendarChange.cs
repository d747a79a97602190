using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>A limit that is still open somewhere.</summary>
/// <param name="Id">Whatever names it to the caller; handed back unchanged.</param>
/// <param name="Limit">The limit.</param>
public sealed record OpenLimit(string Id, RunningLimit Limit);

/// <summary>An open limit before and after a change of the calendar.</summary>
/// <param name="Id">From <see cref="OpenLimit"/>.</param>
/// <param name="Before">On the old calendar.</param>
/// <param name="After">On the new one.</param>
/// <param name="Sentence">What happens to it, in Chinese.</param>
public sealed record ChangedLimit(string Id, TimeLimitResult Before, TimeLimitResult After, string Sentence);

/// <summary>What another calendar does to open limits. Nothing is changed by asking.</summary>
/// <param name="Moved">Limits whose dates or instants differ, in the order given.</param>
/// <param name="Settled">Limits whose dates stay and are provisional no longer.</param>
/// <param name="Unchanged">How many others there are.</param>
/// <param name="Days">Days that are worked on one national calendar and not on the other, as the new one knows them.</param>
public sealed record CalendarChange(
    IReadOnlyList<ChangedLimit> Moved,
    IReadOnlyList<ChangedLimit> Settled,
    int Unchanged,
    IReadOnlyList<CalendarDay> Days)
{
    /// <summary>Computes these limits on the calendars of their bureaus before and after.</summary>
    public static CalendarChange Of(IEnumerable<OpenLimit> open, BureauCalendars before, BureauCalendars after)
    {
        var (moved, settled, unchanged) = (new List<ChangedLimit>(), new List<ChangedLimit>(), 0);
        foreach (var (id, limit) in open)
        {
            var (old, now) = (On(before, limit), On(after, limit));
            if (old.Span != now.Span)
            {
                moved.Add(new ChangedLimit(id, old, now, MovedSentence(old, now)));
            }
            else if (old.Provisional && !now.Provisional)
            {
                settled.Add(new ChangedLimit(id, old, now, $"日期不变，不再暂定：{now.Sentence}"));
            }
            else
            {
                unchanged++;
            }
        }

        return new CalendarChange(moved, settled, unchanged, DaysThatDiffer(before.Current, after.Current));
    }

    private static TimeLimitResult On(BureauCalendars calendars, RunningLimit limit) =>
        TimeLimitCalculator.Compute(limit, calendars.Of(limit.Facts.Bureau));

    private static List<CalendarDay> DaysThatDiffer(WorkingCalendar before, WorkingCalendar after)
    {
        var days = new List<CalendarDay>();
        for (var day = WorkingCalendar.FirstDay; day <= WorkingCalendar.LastDay; day = day.AddDays(1))
        {
            if (before.IsWorkingDay(day) != after.IsWorkingDay(day))
            {
                days.Add(after.Describe(day));
            }
        }

        return days;
    }

    private static string MovedSentence(TimeLimitResult old, TimeLimitResult now)
    {
        var parts = new List<string>();
        Add("可以办理的首日", old.Span.FirstDay, now.Span.FirstDay);
        Add("末日", old.Span.LastDay, now.Span.LastDay);
        var what = parts.Count > 0 ? string.Join('，', parts) : "计算结果有变";
        return $"{what}：{now.Sentence}";

        void Add(string name, DateOnly? from, DateOnly? to)
        {
            if (from is { } first && to is { } second && first != second)
            {
                var days = second.DayNumber - first.DayNumber;
                var was = old.Provisional ? "（暂定）" : "";
                var by = SentenceWords.Text($"{(days > 0 ? "延后" : "提前")}{Math.Abs(days)}日");
                parts.Add($"{name}由{SentenceWords.InFull(first)}{was}改为{SentenceWords.InFull(second)}，{by}");
            }
        }
    }
}
