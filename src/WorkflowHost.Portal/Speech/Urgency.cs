using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Portal.Speech;

/// <summary>How near a due date is.</summary>
public enum Urgency
{
    /// <summary>无期限.</summary>
    NoLimit,

    /// <summary>正常: more than two working days are left.</summary>
    InTime,

    /// <summary>临期: two working days or fewer are left.</summary>
    Near,

    /// <summary>超期: the due instant has passed.</summary>
    Overdue,
}

/// <summary>A due date as seen now.</summary>
/// <param name="Urgency">How near it is.</param>
/// <param name="Day">The last day in time with its weekday; empty when there is no limit.</param>
/// <param name="Left">What is left, in working days, in words; empty when there is no limit.</param>
public sealed record DueView(Urgency Urgency, string Day, string Left);

/// <summary>Judges due dates by the clock and the working calendar.</summary>
internal sealed class DueDates(ITimeLimitCalculator calculator, TimeProvider time)
{
    private const int NearWorkingDays = 2;
    private static readonly DueView NoLimit = new(Urgency.NoLimit, "", "");

    /// <summary>The present instant, UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Until when (UTC, inclusive) a limit must run out to be near or overdue now.</summary>
    public DateTimeOffset NearUntil()
    {
        var today = ChinaTime.DateOf(Now);
        var lastDay = today;
        while (calculator.WorkingDaysLeft(today, lastDay.AddDays(1)) <= NearWorkingDays)
        {
            lastDay = lastDay.AddDays(1);
        }

        return ChinaTime.EndOf(lastDay);
    }

    /// <summary>How a limit stands that runs out at an instant (UTC, exclusive).</summary>
    /// <param name="dueAt">When it is due; null for no limit.</param>
    /// <param name="lateAt">From when on it is overdue; null when that is when it is due.</param>
    public DueView Of(DateTimeOffset? dueAt, DateTimeOffset? lateAt = null)
    {
        if (dueAt is not { } due)
        {
            return NoLimit;
        }

        var now = Now;
        var today = ChinaTime.DateOf(now);
        var lastDay = DateText.LastDayOf(due);
        var isOpen = due <= now && lateAt > now;
        var left = calculator.WorkingDaysLeft(today, due <= now && lateAt is { } late ? DateText.LastDayOf(late) : lastDay);
        var (urgency, words) = (due <= now, left) switch
        {
            _ when isOpen => (Urgency.Near, "暂定日期已过，待放假通知确定"),
            (true, < 0) => (Urgency.Overdue, $"已超期 {-left} 个工作日"),
            (true, _) => (Urgency.Overdue, "已超期"),
            (false, <= 0) when today == lastDay => (Urgency.Near, "今日到期"),
            (false, <= 0) => (Urgency.Near, "剩余不足 1 个工作日"),
            (false, <= NearWorkingDays) => (Urgency.Near, $"剩余 {left} 个工作日"),
            _ => (Urgency.InTime, $"剩余 {left} 个工作日"),
        };
        return new DueView(urgency, DateText.Day(lastDay), words);
    }
}
