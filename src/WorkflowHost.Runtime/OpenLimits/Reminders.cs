using System.Collections.Immutable;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>A reminder that is planned: a bookmark of its step, with a timer.</summary>
/// <param name="BookmarkId">The bookmark; empty while the limit stands still and the reminder waits for its going on.</param>
/// <param name="Place">Which of the step's reminders, from 0.</param>
/// <param name="At">UTC; while it waits, when it would have come.</param>
/// <param name="Since">UTC: up to here, inclusive, nothing more is owed; what the days that hold later put after it is.</param>
internal sealed record PlannedReminder(string BookmarkId, int Place, DateTimeOffset At, DateTimeOffset Since)
{
    /// <summary>Whether it is to come at an instant.</summary>
    public bool HasInstant => BookmarkId.Length > 0;
}

/// <summary>Plans a limit's reminders, each at a bookmark of its own, and gives the notices when they come.</summary>
internal static class Reminders
{
    private const string Key = "reminders";
    private const string BookmarkName = "PostInspection.Reminder";

    /// <summary>Plans all reminders anew: each on the next of its days that hold now after what was given, at once if that is past; while the limit stands still it waits.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="reminders">What the step asks for.</param>
    /// <param name="nameOf">What a role is called; null for one that is not there.</param>
    /// <param name="callback">The step's method that is called when one comes.</param>
    public static void Plan(
        ActivityExecutionContext context, StepLimit limit, ImmutableArray<LimitReminder> reminders, Func<string, string?> nameOf,
        ExecuteActivityDelegate callback)
    {
        var before = Planned(context).ToDictionary(planned => planned.Place);
        Drop(context);
        var planned = ImmutableArray.CreateBuilder<PlannedReminder>();
        for (var place = 0; place < reminders.Length; place++)
        {
            var reminder = reminders[place];
            if (reminder.Refusal is { } refusal)
            {
                throw new WorkflowFaultException("limit-reminder", refusal);
            }

            if (reminder.Roles.FirstOrDefault(role => nameOf(role) is null) is { } unknown)
            {
                throw new WorkflowFaultException("role-unknown", $"没有角色“{unknown}”，提醒无人可收。");
            }

            var open = before.GetValueOrDefault(place);
            if (Add(context, limit, reminder, place, nameOf, callback, open?.Since ?? context.Now) is { } added)
            {
                planned.Add(added);
            }
            else if (limit.Outcome.SuspendedOn is not null)
            {
                planned.Add(open is null ? new PlannedReminder("", place, context.Now, context.Now) : open with { BookmarkId = "" });
            }
        }

        Keep(context, planned.ToImmutable());
    }

    /// <summary>Takes all planned reminders away.</summary>
    public static void Drop(ActivityExecutionContext context)
    {
        foreach (var reminder in Planned(context).Where(planned => planned.HasInstant))
        {
            context.RemoveBookmark(reminder.BookmarkId);
        }

        Keep(context, []);
    }

    /// <summary>Gives the notices of what has come, and plans its next time.</summary>
    public static void Fire(
        ActivityExecutionContext context, StepLimit limit, ImmutableArray<LimitReminder> reminders, Func<string, string?> nameOf,
        ExecuteActivityDelegate callback)
    {
        var waiting = context.WorkflowExecutionContext.Bookmarks.Select(bookmark => bookmark.Id).ToHashSet(StringComparer.Ordinal);
        var (still, come) = (Planned(context).Where(IsStill).ToList(), Planned(context).Where(planned => !IsStill(planned)));
        foreach (var planned in come.Where(planned => planned.Place < reminders.Length))
        {
            var reminder = reminders[planned.Place];
            Give(context, limit, reminder, planned, nameOf);
            if (Add(context, limit, reminder, planned.Place, nameOf, callback, context.Now) is { } next)
            {
                still.Add(next);
            }
        }

        Keep(context, [.. still]);

        bool IsStill(PlannedReminder planned) => !planned.HasInstant || waiting.Contains(planned.BookmarkId);
    }

    private static ImmutableArray<PlannedReminder> Planned(ActivityExecutionContext context) =>
        context.GetProperty<ImmutableArray<PlannedReminder>>(Key) is { IsDefault: false } planned ? planned : [];

    private static void Keep(ActivityExecutionContext context, ImmutableArray<PlannedReminder> planned)
    {
        if (!planned.IsEmpty || !Planned(context).IsEmpty)
        {
            context.SetProperty(Key, planned);
        }
    }

    private static PlannedReminder? Add(
        ActivityExecutionContext context, StepLimit limit, LimitReminder reminder, int place, Func<string, string?> nameOf,
        ExecuteActivityDelegate callback, DateTimeOffset since)
    {
        var calculator = context.GetRequiredService<ITimeLimitCalculator>();
        if (LastDayFor(reminder, limit) is not { } lastDay
            || reminder.Next(lastDay, since, (day, days) => calculator.WorkingDay(day, days, limit.Facts.Bureau)) is not { } at)
        {
            return null;
        }

        var bookmark = context.CreateBookmark(new BookmarkRequest
        {
            Name = BookmarkName,
            Callback = callback,
            Metadata = ImmutableDictionary<string, string>.Empty
                .Add(BookmarkMetadata.Title, $"提醒：{limit.Step}（{reminder.When}）")
                .Add(BookmarkMetadata.Explanation, $"将于{at.ToOffset(ChinaTime.Offset):yyyy年M月d日H时}提醒{Whom(limit, reminder, nameOf)}"),
        });
        context.AddEffect(new ScheduleTimer(bookmark.Id, at));
        return new PlannedReminder(bookmark.Id, place, at, since);
    }

    /// <summary>What is said after the limit has to be true: nobody is late on a day that a notice may still put off.</summary>
    private static DateOnly? LastDayFor(LimitReminder reminder, StepLimit limit) =>
        reminder.After is null ? limit.Outcome.LastDay : limit.Outcome.LatestDay;

    private static void Give(
        ActivityExecutionContext context, StepLimit limit, LimitReminder reminder, PlannedReminder planned, Func<string, string?> nameOf)
    {
        var today = ChinaTime.DateOf(context.Now);
        var lastDay = today > limit.Outcome.LatestDay ? limit.Outcome.LatestDay.Value : limit.Outcome.LastDay!.Value;
        var left = context.GetRequiredService<ITimeLimitCalculator>().WorkingDaysLeft(today, lastDay, limit.Facts.Bureau);
        var title = (reminder.After is not null || left < 0, left) switch
        {
            (true, _) when today <= limit.Outcome.LatestDay => $"“{limit.Step}”的暂定到期日已过，末日待放假通知确定",
            (true, _) => FormattableString.Invariant($"“{limit.Step}”已超期{Math.Abs(left)}个工作日"),
            (_, 0) when today < lastDay => FormattableString.Invariant($"“{limit.Step}”将于{lastDay.Month}月{lastDay.Day}日到期，其间没有工作日"),
            (_, 0) => $"“{limit.Step}”今日到期",
            _ => FormattableString.Invariant($"“{limit.Step}”还有{left}个工作日到期"),
        };
        var kind = reminder.Municipal ? NoticeKind.Escalation : reminder.After is null ? NoticeKind.Reminder : NoticeKind.Overdue;
        foreach (var role in RolesOf(limit, reminder))
        {
            context.AddEffect(new GiveNotice(
                new Notice($"{planned.BookmarkId}/{role}", kind, limit.BureauId, role, title, limit.Outcome.Sentence) { Municipal = reminder.Municipal }));
        }

        context.AddExecutionLogEntry("Reminded", $"{title}，已提醒{Whom(limit, reminder, nameOf)}");
    }

    private static ImmutableArray<string> RolesOf(StepLimit limit, LimitReminder reminder) =>
        reminder.Roles.IsDefaultOrEmpty ? [limit.Role] : reminder.Roles;

    private static string Whom(StepLimit limit, LimitReminder reminder, Func<string, string?> nameOf) =>
        (reminder.Municipal ? "市局" : "承办单位") + string.Join('、', RolesOf(limit, reminder).Select(role => nameOf(role) ?? role));
}
