using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.WorkingTime.Counting;

/// <summary>
/// Says in one Chinese sentence how a date came about:
/// 自2026年9月16日送达次日起算15日，末日10月1日为法定节假日（国庆节），顺延至10月8日；依据 BJ-7.
/// </summary>
internal sealed class TimeLimitSentence(WorkingCalendar calendar, Count count, string startEvent)
{
    private const int MostDatesNamed = 3;

    public override string ToString()
    {
        var start = Text($"自{count.Start.Year}年{MonthAndDay(count.Start)}{startEvent}次日起算");
        var basis = count.Limit.LegalBasis.Length > 0 ? $"；依据 {count.Limit.LegalBasis}" : "";
        return start + Counted() + basis + Provisional();
    }

    private string Counted()
    {
        if (count.Limit.Unit is TimeLimitUnit.WorkingDay)
        {
            return Text($"{count.Limit.Value}个工作日，至{Day(count.LastDay)}届满{Remarks()}");
        }

        var days = Text($"{count.Limit.Value}日，");
        return count.LastDay == count.NominalLastDay
            ? $"{days}至{Day(count.LastDay)}届满{MakeUp("，不顺延")}"
            : $"{days}末日{Day(count.NominalLastDay)}为{ReasonToRoll()}，顺延至{Day(count.LastDay)}{MakeUp("")}";
    }

    private string ReasonToRoll()
    {
        var day = calendar.Describe(count.NominalLastDay);
        return day.Kind is DayKind.Holiday ? $"法定节假日（{day.HolidayName}）" : "周末";
    }

    private string MakeUp(string consequence) =>
        calendar.Describe(count.LastDay).Kind is DayKind.MakeUpWorkday ? $"（当日为调休上班日{consequence}）" : "";

    private string Remarks()
    {
        var makeUps = new List<DateOnly>();
        var holidays = new List<string>();
        for (var date = count.Start.AddDays(1); date <= count.LastDay; date = date.AddDays(1))
        {
            var day = calendar.Describe(date);
            if (day.Kind is DayKind.MakeUpWorkday)
            {
                makeUps.Add(date);
            }
            else if (day.Kind is DayKind.Holiday && IsWeekday(date) && !holidays.Contains(day.HolidayName))
            {
                holidays.Add(day.HolidayName);
            }
        }

        string[] remarks = [.. MakeUpsCounted(makeUps), .. HolidaysLeftOut(holidays)];
        return remarks.Length > 0 ? $"（{string.Join('；', remarks)}）" : "";
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

    private string Provisional()
    {
        if (count.YearsWithoutNotice.Count == 0)
        {
            return "";
        }

        var years = string.Join('、', count.YearsWithoutNotice.Select(y => Text($"{y}年")));
        var published = count.YearsWithoutNotice[0] <= calendar.LastCoveredYear;
        return $"（{years}放假安排{(published ? "未收录" : "尚未公布")}，暂定）";
    }

    private string Day(DateOnly day) =>
        day.Year == count.Start.Year ? MonthAndDay(day) : Text($"{day.Year}年{MonthAndDay(day)}");

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static string MonthAndDay(DateOnly day) => Text($"{day.Month}月{day.Day}日");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
