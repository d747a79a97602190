using System.Globalization;
using System.Text.RegularExpressions;
using WorkflowHost.HumanTasks;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Scenarios.Scripts;

/// <summary>When a task is done: after a while, on a day relative to its last day, or at a time in China.</summary>
/// <param name="After">Since the opening; null for the other forms.</param>
/// <param name="FromLastDay">Days after the limit's last day, negative before; null for the other forms.</param>
/// <param name="At">In China; null for the other forms.</param>
public sealed partial record Moment(TimeSpan? After, int? FromLastDay, DateTime? At)
{
    private static readonly TimeOnly Morning = new(9, 0);

    /// <summary>What is meant where nothing is written.</summary>
    public static Moment Usual { get; } = new(Answers.DefaultAnswers.UsualDelay, null, null);

    /// <summary>Reads <c>+3d</c>, <c>+4h</c>, <c>lastDay</c>, <c>lastDay+1</c>, <c>2026-09-14</c>, <c>2026-09-14 10:30</c>; null when it is none of them.</summary>
    public static Moment? Parse(string text)
    {
        if (Relative().Match(text) is { Success: true } relative && int.TryParse(relative.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 5000)
        {
            return new Moment(relative.Groups["unit"].Value == "h" ? TimeSpan.FromHours(count) : TimeSpan.FromDays(count), null, null);
        }

        if (LastDay().Match(text) is { Success: true } last)
        {
            var days = last.Groups["days"].Value;
            return days.Length == 0 ? new Moment(null, 0, null)
                : int.TryParse(days, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) && offset is > -1000 and < 1000 ? new Moment(null, offset, null)
                : null;
        }

        return TimeOf(text) is { } at ? new Moment(null, null, at) : null;
    }

    /// <summary>A day at nine in the morning, or a day with its time; null when it is neither.</summary>
    public static DateTime? TimeOf(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var minute) ? minute
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToDateTime(Morning)
        : null;

    /// <summary>The instant for a task, in UTC; null when it asks for a last day and the task has none.</summary>
    public DateTimeOffset? For(HumanTask task) => this switch
    {
        { After: { } after } => task.CreatedAt + after,
        { FromLastDay: { } days } => task.LastDay is { } last ? Later(ChinaTime.At(last.AddDays(days), Morning), task.CreatedAt) : null,
        _ => new DateTimeOffset(At!.Value, ChinaTime.Offset).ToUniversalTime(),
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [GeneratedRegex("^\\+(?<count>[0-9]{1,4})(?<unit>[dh])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Relative();

    [GeneratedRegex("^lastDay(?<days>[+-][0-9]{1,3})?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LastDay();
}
