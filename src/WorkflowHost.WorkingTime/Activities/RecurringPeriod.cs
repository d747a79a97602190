using System.Collections.Immutable;
using System.Globalization;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.WorkingTime.Activities;

/// <summary>What comes again.</summary>
public enum PeriodLength
{
    /// <summary>季度, ending with March, June, September and December.</summary>
    Quarter,

    /// <summary>月.</summary>
    Month,

    /// <summary>年.</summary>
    Year,
}

/// <summary>周期: after the end of each month, quarter or year something has to be done within a limit (BJ-25). Never skips a period.</summary>
[Activity(
    "PostInspection", "RecurringPeriod", Category = "计时", DisplayName = "周期",
    Description = "每月、每季度或每年结束后，在期限内执行其中的步骤；上一期未办完的先办完，不漏一期")]
[FlowNode(OverOutcome)]
public sealed class RecurringPeriod : LimitedActivity
{
    /// <summary>The port when the last period is done.</summary>
    public const string OverOutcome = "结束";

    private const string PeriodKey = "period";
    private const string DueKey = "due";
    private const string LateKey = "late";

    /// <summary>How long a period is.</summary>
    [Input(DisplayName = "周期", UIHint = "dropdown", Options = ["Quarter=季度", "Month=月", "Year=年"])]
    public Input<PeriodLength>? Every { get; set; }

    /// <summary>No period that ends after this day is begun, in China; null for ever.</summary>
    [Input(DisplayName = "截止日期")]
    public Input<DateOnly?>? Until { get; set; }

    /// <summary>Whose limit it is: a bureau's id; the bureau that handles the case when empty, which work without a case has none of.</summary>
    [Input(DisplayName = "承办单位")]
    public Input<string>? Bureau { get; set; }

    /// <summary>Who is told: a role in that bureau; the case officer when empty.</summary>
    [Input(DisplayName = "告知角色", UIHint = "dropdown")]
    public Input<string>? Role { get; set; }

    /// <summary>What has to be done for each period.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <summary>The last day of the period that the body is done for, in China: <c>yyyy-MM-dd</c>.</summary>
    [Output(DisplayName = "本期末日")]
    public Output<string>? PeriodEnd { get; set; }

    /// <inheritdoc/>
    protected override LimitedKind Kind => LimitedKind.Period;

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        AwaitAsync(context, EndOf(context.Get(Every), ChinaTime.DateOf(context.Now)));

    /// <inheritdoc/>
    protected override string? RoleNameOf(string role) => Roles.Names.GetValueOrDefault(role);

    /// <inheritdoc/>
    protected override void OnMoved(ActivityExecutionContext context, StepLimit? limit, string bookmarkId)
    {
        if (limit?.Outcome.LateAt > context.Now)
        {
            context.SetProperty(LateKey, false);
        }

        context.AddEffect(new MoveTimer(bookmarkId, context.GetProperty<bool>(LateKey) ? null : limit?.Outcome.LateAt));
    }

    /// <summary>The last day of the period that a day lies in.</summary>
    internal static DateOnly EndOf(PeriodLength length, DateOnly day)
    {
        var month = length switch
        {
            PeriodLength.Month => day.Month,
            PeriodLength.Year => 12,
            _ => (((day.Month - 1) / 3) + 1) * 3,
        };
        return new DateOnly(day.Year, month, DateTime.DaysInMonth(day.Year, month));
    }

    private static string NameOf(PeriodLength length, DateOnly end) => length switch
    {
        PeriodLength.Month => FormattableString.Invariant($"{end.Year}年{end.Month}月"),
        PeriodLength.Year => FormattableString.Invariant($"{end.Year}年"),
        _ => FormattableString.Invariant($"{end.Year}年第{end.Month / 3}季度"),
    };

    private string? BureauOf(ActivityExecutionContext context) => context.Get(Bureau) is { Length: > 0 } given ? given : null;

    private string RoleOf(ActivityExecutionContext context)
    {
        var role = context.Get(Role) is { Length: > 0 } given ? given : Roles.CaseOfficer;
        return RoleNameOf(role) is null ? throw new WorkflowFaultException("role-unknown", $"没有角色“{role}”，无人可告知。") : role;
    }

    private ValueTask AwaitAsync(ActivityExecutionContext context, DateOnly end)
    {
        if (context.Get(Until) is { } until && end > until)
        {
            return context.CompleteActivityWithOutcomesAsync(OverOutcome);
        }

        var (at, name) = (ChinaTime.EndOf(end), NameOf(context.Get(Every), end));
        context.SetProperty(PeriodKey, end);
        var bookmark = context.CreateBookmark(
            callback: OnEndedAsync,
            metadata: Describe(
                ImmutableDictionary<string, string>.Empty.Add(BookmarkMetadata.Title, $"{DisplayName}：等待{name}结束"), at, $"{name}结束后开始办理"));
        context.AddEffect(new ScheduleTimer(bookmark.Id, at));
        return ValueTask.CompletedTask;
    }

    private ValueTask OnEndedAsync(ActivityExecutionContext context)
    {
        var end = context.GetProperty<DateOnly>(PeriodKey);
        var name = NameOf(context.Get(Every), end);

        // Where the first day counts it is the first one after the period: three months after 30 September end on 31 December.
        var result = context.Get(LimitTerms) is { CountsStartDay: true }
            ? Compute(context, BureauOf(context), end.AddDays(1), $"（{name}结束次日）")
            : Compute(context, BureauOf(context), end, $"{name}结束");
        var outcome = LimitOutcome.Of(result);
        if (outcome is { DueAt: null, SuspendedOn: null })
        {
            throw new WorkflowFaultException("limit-direction", "周期的期限应有末日。");
        }

        context.Set(PeriodEnd, end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var bookmark = context.CreateBookmark(new BookmarkRequest
        {
            Callback = OnDueAsync,
            Metadata = Describe(
                ImmutableDictionary<string, string>.Empty.Add(BookmarkMetadata.Title, $"{DisplayName}：{name}"), outcome.DueAt, result.Sentence,
                outcome.HeldUntil),

            // What is overdue is a limit still, until its body is done.
            AutoBurn = false,
        });
        context.SetProperty(DueKey, bookmark.Id);
        context.SetProperty(LateKey, false);
        if (outcome.LateAt is { } lateAt)
        {
            context.AddEffect(new ScheduleTimer(bookmark.Id, lateAt));
        }

        Keep(context, bookmark, result, BureauOf(context) ?? "", RoleOf(context));
        return context.ScheduleActivityAsync(Body, OnBodyAsync);
    }

    private ValueTask OnBodyAsync(ActivityCompletedContext completed)
    {
        var context = completed.TargetContext;
        if (context.GetProperty<string>(DueKey) is { } bookmarkId)
        {
            context.RemoveBookmark(bookmarkId);
            context.SetProperty<string>(DueKey, null);
        }

        Forget(context);

        return AwaitAsync(context, EndOf(context.Get(Every), context.GetProperty<DateOnly>(PeriodKey).AddDays(1)));
    }

    /// <summary>The body goes on: a period that is late is done all the same.</summary>
    private ValueTask OnDueAsync(ActivityExecutionContext context)
    {
        // Another process was faster, or the limit was moved, stopped or withdrawn while the timer was on its way.
        if (context.GetProperty<bool>(LateKey) || LimitOf(context) is not { } limit || !HasCome(context, limit.Id, OutcomeNow(context)?.LateAt))
        {
            return ValueTask.CompletedTask;
        }

        context.SetProperty(LateKey, true);
        var name = NameOf(context.Get(Every), context.GetProperty<DateOnly>(PeriodKey));
        context.AddEffect(new MoveTimer(limit.Id, null));
        context.AddExecutionLogEntry("LimitOverdue", $"{name}的“{DisplayName}”已超期");
        context.AddEffect(new GiveNotice(new Notice(
            FormattableString.Invariant($"{context.Id}/{name}/overdue/{limit.Outcome.LastDay:yyyyMMdd}"), NoticeKind.Overdue, BureauOf(context) ?? "", RoleOf(context), $"{name}的“{DisplayName}”已超期",
            limit.Outcome.Sentence)));
        return ValueTask.CompletedTask;
    }
}
