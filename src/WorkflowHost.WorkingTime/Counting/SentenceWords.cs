using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>Days and reasons in Chinese. The year is named only where it differs from the start's.</summary>
internal sealed class SentenceWords(WorkingCalendar calendar, DateOnly start)
{
    private const int MostDatesNamed = 3;

    public static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>9时, 9时30分.</summary>
    public static string Clock(TimeOnly time) => time.Minute == 0 ? Text($"{time.Hour}时") : Text($"{time.Hour}时{time.Minute:00}分");

    public static string InFull(DateOnly day) => Text($"{day.Year}年{MonthAndDay(day)}");

    public string Day(DateOnly day) => day.Year == start.Year ? MonthAndDay(day) : InFull(day);

    /// <summary>Why a limit does not end on the day.</summary>
    public string ReasonToRoll(DateOnly date, TimeLimitFacts facts)
    {
        var day = calendar.National.Describe(date);
        if (day.IsWorkingDay)
        {
            var period = facts.Excluded.FirstOrDefault(p => date >= p.First && (p.Last is null || date <= p.Last));
            return $"{(period is null ? "不计入的" : LimitWords.Of(period.Kind))}期间";
        }

        return day.Kind is DayKind.Holiday ? $"法定节假日（{day.HolidayName}）" : "周末";
    }

    public string MakeUp(DateOnly day, string consequence) =>
        calendar.Describe(day).Kind is DayKind.MakeUpWorkday ? $"（当日为调休上班日{consequence}）" : "";

    /// <summary>Which make-up workdays counted and which holidays did not, after one day and through another.</summary>
    public string Remarks(DateOnly after, DateOnly through)
    {
        var makeUps = new List<DateOnly>();
        var holidays = new List<string>();
        for (var date = after.AddDays(1); date <= through; date = date.AddDays(1))
        {
            var day = calendar.Describe(date);
            if (day.Kind is DayKind.MakeUpWorkday)
            {
                makeUps.Add(date);
            }
            else if (day.Kind is DayKind.Closed || (day.Kind is DayKind.Holiday && IsWeekday(date)))
            {
                holidays.Add(day.HolidayName);
            }
        }

        string[] remarks = [.. MakeUpsCounted(makeUps), .. HolidaysLeftOut([.. holidays.Distinct(StringComparer.Ordinal)])];
        return remarks.Length > 0 ? $"（{string.Join('；', remarks)}）" : "";
    }

    /// <summary>Whose notice is missing between two days.</summary>
    public string Missing(DateOnly first, DateOnly last)
    {
        var missing = calendar.YearsWithoutNotice(first, last);
        var years = string.Join('、', missing.Select(y => Text($"{y}年")));
        var published = missing[0] <= calendar.LastCoveredYear;
        var unknown = last.Year > StatutoryHolidays.LastLunarYear ? "，农历节日尚不能推算" : "";
        return $"{years}放假安排{(published ? "未收录" : "尚未公布")}{unknown}";
    }

    private IEnumerable<string> MakeUpsCounted(List<DateOnly> days)
    {
        if (days.Count > MostDatesNamed)
        {
            yield return Text($"其间{days.Count}个调休上班日，计入");
        }
        else if (days.Count > 0)
        {
            yield return $"{string.Join('、', days.Select(Day))}为调休上班日，计入";
        }
    }

    private static IEnumerable<string> HolidaysLeftOut(List<string> names)
    {
        if (names.Count > 0)
        {
            yield return $"{string.Join('、', names)}放假，不计";
        }
    }

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static string MonthAndDay(DateOnly day) => Text($"{day.Month}月{day.Day}日");
}
