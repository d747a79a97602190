using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>Lists the days of a limit with what each of them is to it.</summary>
internal static class CountedDays
{
    public static IReadOnlyList<CountedDay> Of(TimeLimitResult result, WorkingCalendar calendar)
    {
        var limit = result.Limit;
        var span = result.Span;
        var end = span.LastDay ?? span.FirstDay ?? span.SuspendedOn ?? limit.Facts.Start;
        var days = new List<CountedDay>();
        var number = 0;
        for (var date = limit.Facts.Start; date <= end; date = date.AddDays(1))
        {
            var day = calendar.Describe(date);
            if (ReasonNotToCount(day, result) is { } reason)
            {
                days.Add(new CountedDay(date, null, reason, day.IsWorkingDay, day.Certainty) { Mark = MarkOf(date, result) });
            }
            else
            {
                number++;
                days.Add(new CountedDay(date, number, Counted(day, number, result), day.IsWorkingDay, day.Certainty) { Mark = MarkOf(date, result) });
            }
        }

        return days;
    }

    private static DayMark MarkOf(DateOnly date, TimeLimitResult result) => result.Span switch
    {
        { LastDay: { } last } when date == last => DayMark.Last,
        { SuspendedOn: not null } when result.Limit.Facts.Excluded.Any(period => period.Last is null && date >= period.First) => DayMark.Suspended,
        { FirstDay: { } first } when date == first => DayMark.Opens,
        _ => date == result.Limit.Facts.Start ? DayMark.Start : DayMark.None,
    };

    private static string? ReasonNotToCount(CalendarDay day, TimeLimitResult result)
    {
        var (limit, span) = (result.Limit, result.Span);
        if (limit.Rule.Unit is not TimeLimitUnit.Hour && day.Date == LimitCounter.DayBefore(limit))
        {
            return "起算日，不计入";
        }

        if (limit.Facts.Excluded.FirstOrDefault(p => day.Date >= p.First && (p.Last is null || day.Date <= p.Last)) is { } period)
        {
            return $"{LimitWords.Of(period.Kind)}期间，不计入";
        }

        if (span.NominalLastDay is { } nominal && day.Date > nominal)
        {
            return day.Date == span.LastDay ? "顺延后的末日" : day.Date == span.FirstDay ? "自本日起可以办理" : $"{day.Label}，顺延";
        }

        return limit.Rule.Unit is TimeLimitUnit.WorkingDay && !day.IsWorkingDay ? $"{day.Label}，不计入" : null;
    }

    private static string Counted(CalendarDay day, int number, TimeLimitResult result)
    {
        var makeUp = day.Kind is DayKind.MakeUpWorkday ? "（调休上班）" : "";
        var window = result.Limit.Rule.Direction is TimeLimitDirection.Window && day.Date >= result.Span.FirstDay ? "，窗口期内" : "";
        var last = day.Date == result.Span.LastDay ? "，末日" : "";
        var rest = day.Date == result.Span.NominalLastDay && last.Length == 0 && result.Span.LastDay is not null ? $"，末日遇{day.Label}" : "";
        return FormattableString.Invariant($"第{number}日{makeUp}{window}{last}{rest}");
    }
}
