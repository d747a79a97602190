using System.Collections;
using System.Globalization;

namespace WorkflowHost.Engine.Waiting;

/// <summary>When a CRON expression is due, in China's time (UTC+8, without summer time).</summary>
/// <remarks>
/// Fields: [seconds] minutes hours day-of-month month day-of-week; <c>*</c>, <c>?</c>, lists, ranges, steps, and the English names
/// of months and weekdays; 0 and 7 are Sunday. When both day fields are restricted, either will do.
/// </remarks>
public sealed class CronSchedule
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private readonly BitArray seconds;
    private readonly BitArray minutes;
    private readonly BitArray hours;
    private readonly BitArray days;
    private readonly BitArray months;
    private readonly BitArray weekdays;
    private readonly bool eitherDay;

    private CronSchedule(BitArray[] fields, bool eitherDay)
    {
        (seconds, minutes, hours, days, months, weekdays) = (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
        this.eitherDay = eitherDay;
    }

    /// <summary>Reads an expression; null when it is none.</summary>
    public static CronSchedule? Parse(string expression)
    {
        var words = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is not (5 or 6))
        {
            return null;
        }

        string[] texts = words.Length == 5 ? ["0", .. words] : words;
        (int From, int To, string[] Names)[] ranges = [(0, 59, []), (0, 59, []), (0, 23, []), (1, 31, []), (1, 12, Months), (0, 7, Days)];
        var fields = texts.Zip(ranges).Select(pair => Field(pair.First, pair.Second.From, pair.Second.To, pair.Second.Names)).OfType<BitArray>().ToArray();
        if (fields.Length != 6)
        {
            return null;
        }

        fields[5][0] |= fields[5][7];
        return new CronSchedule(fields, texts[3] is not ("*" or "?") && texts[5] is not ("*" or "?"));
    }

    /// <summary>The first instant after a given one, UTC; null when there is none within eight years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var local = after.ToOffset(China);
        var time = new DateTimeOffset(local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, China).AddSeconds(1);
        var last = local.Year < 9990 ? local.AddYears(8) : DateTimeOffset.MaxValue.ToOffset(TimeSpan.Zero);
        while (time < last)
        {
            if (!months[time.Month] || !IsDay(time))
            {
                time = time.Date.AddDays(1) is var next ? new DateTimeOffset(next, China) : time;
            }
            else if (!hours[time.Hour])
            {
                time = new DateTimeOffset(time.Year, time.Month, time.Day, time.Hour, 0, 0, China).AddHours(1);
            }
            else if (!minutes[time.Minute])
            {
                time = time.AddSeconds(60 - time.Second);
            }
            else if (!seconds[time.Second])
            {
                time = time.AddSeconds(1);
            }
            else
            {
                return time.ToUniversalTime();
            }
        }

        return null;
    }

    private bool IsDay(DateTimeOffset time)
    {
        var byDate = days[time.Day];
        var byWeekday = weekdays[(int)time.DayOfWeek];
        return eitherDay ? byDate || byWeekday : byDate && byWeekday;
    }

    private static BitArray? Field(string text, int from, int to, string[] names)
    {
        var field = new BitArray(60);
        foreach (var part in text.Split(','))
        {
            var step = part.Split('/');
            var width = 1;
            if (step.Length > 2 || (step.Length == 2 && (!int.TryParse(step[1], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width == 0)))
            {
                return null;
            }

            var range = step[0].Split('-');
            var all = step[0] is "*" or "?";
            var first = all ? from : Number(range[0], names);
            var end = all || (range.Length == 1 && step.Length == 2) ? to : range.Length == 1 ? first : Number(range[1], names);
            if (range.Length > 2 || first < from || end > to || first > end)
            {
                return null;
            }

            for (var value = first; value <= end; value += width)
            {
                field[value] = true;
            }
        }

        return field;
    }

    private static int Number(string text, string[] names)
    {
        var name = Array.FindIndex(names, candidate => candidate.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name >= 0 ? name + (names.Length == 12 ? 1 : 0)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : -1;
    }
}
