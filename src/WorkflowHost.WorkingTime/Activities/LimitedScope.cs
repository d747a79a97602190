using System.Collections.Immutable;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.WorkingTime.Activities;

/// <summary>限时办理: a task or a part of the procedure with a limit of its own; what follows from 预警 and 超期 runs beside it.</summary>
[Activity(
    "PostInspection", "LimitedScope", Category = "计时", DisplayName = "限时办理",
    Description = "给一个待办或一段流程附加期限：到期前可预警，超期时可中断并由“超期”走出，或不中断而另行处理")]
[FlowNode(DoneOutcome, OverdueOutcome)]
public sealed class LimitedScope : LimitedActivity
{
    /// <summary>The port when the body is done; the body's own ports are left by, too.</summary>
    public const string DoneOutcome = "完成";

    /// <summary>The port when the limit ran out and interrupts.</summary>
    public const string OverdueOutcome = "超期";

    private const string OverdueKey = "overdue";
    private static readonly SideTimer WarningTimer = new("warning");

    /// <summary>Whether the limit running out ends the body and leaves by 超期.</summary>
    [Input(DisplayName = "超期时中断", UIHint = "checkbox")]
    public Input<bool>? Interrupts { get; set; }

    /// <summary>Working days before the last day on which 预警 begins, at nine in the morning in China; 0 for none.</summary>
    [Input(DisplayName = "提前几个工作日预警")]
    public Input<int>? WarnBefore { get; set; }

    /// <summary>Whose limit it is: a bureau's id; the bureau that handles the case when empty, which work without a case has none of.</summary>
    [Input(DisplayName = "承办单位")]
    public Input<string>? Bureau { get; set; }

    /// <summary>Who is told: a role in that bureau; the case officer when empty.</summary>
    [Input(DisplayName = "告知角色", UIHint = "dropdown")]
    public Input<string>? Role { get; set; }

    /// <summary>What has to be done in time.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <summary>Runs beside the body from 预警 on; ends with it.</summary>
    [Port]
    public Activity? Warning { get; set; }

    /// <summary>Runs beside the body from 超期 on, when that does not interrupt; ends with it.</summary>
    [Port]
    public Activity? Overdue { get; set; }

    /// <inheritdoc/>
    protected override LimitedKind Kind => LimitedKind.Scope;

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var result = Compute(context, BureauOf(context));
        var outcome = LimitOutcome.Of(result);
        if (outcome is { DueAt: null, SuspendedOn: null })
        {
            throw new WorkflowFaultException("limit-direction", "限时办理的期限应有末日；只有开始日的请用窗口期或计时。");
        }

        if (context.Get(WarnBefore) is < 0 or > 250)
        {
            throw new WorkflowFaultException("limit-warning", "预警应在到期前 0 至 250 个工作日。");
        }

        var bookmark = context.CreateBookmark(new BookmarkRequest
        {
            Callback = OnOverdueAsync,
            Metadata = Describe(
                ImmutableDictionary<string, string>.Empty.Add(BookmarkMetadata.Title, DisplayName), outcome.DueAt, result.Sentence, outcome.HeldUntil),

            // What is overdue is a limit still: until the body is done, or interrupted.
            AutoBurn = false,
        });
        if (outcome.LateAt is { } lateAt)
        {
            context.AddEffect(new ScheduleTimer(bookmark.Id, lateAt));
        }

        Keep(context, bookmark, result, BureauOf(context) ?? "", RoleOf(context));
        if (context.Get(WarnBefore) > 0)
        {
            WarningTimer.Set(context, WarningTitle, WarnAt(context, outcome, result.Limit.Facts.Bureau), OnWarningAsync);
        }

        return context.ScheduleActivityAsync(Body, OnBodyAsync);
    }

    /// <inheritdoc/>
    protected override string? RoleNameOf(string role) => Roles.Names.GetValueOrDefault(role);

    /// <inheritdoc/>
    protected override void OnMoved(ActivityExecutionContext context, StepLimit? limit, string bookmarkId)
    {
        if (limit?.Outcome.LateAt > context.Now)
        {
            context.SetProperty(OverdueKey, false);
        }

        context.AddEffect(new MoveTimer(bookmarkId, context.GetProperty<bool>(OverdueKey) ? null : limit?.Outcome.LateAt));
        if (limit is null)
        {
            WarningTimer.End(context);
            return;
        }

        var warnAt = WarnAt(context, limit.Outcome, limit.Facts.Bureau);
        if (WarningTimer.Waits(context))
        {
            WarningTimer.Move(context, warnAt);
        }
        else if (warnAt > context.Now)
        {
            WarningTimer.Set(context, WarningTitle, warnAt, OnWarningAsync);
        }
    }

    private string WarningTitle => $"预警：{DisplayName}";

    private string? BureauOf(ActivityExecutionContext context) => context.Get(Bureau) is { Length: > 0 } given ? given : null;

    private string RoleOf(ActivityExecutionContext context)
    {
        var role = context.Get(Role) is { Length: > 0 } given ? given : Roles.CaseOfficer;
        return RoleNameOf(role) is null ? throw new WorkflowFaultException("role-unknown", $"没有角色“{role}”，无人可告知。") : role;
    }

    private DateTimeOffset? WarnAt(ActivityExecutionContext context, LimitOutcome outcome, string? bureau) =>
        context.Get(WarnBefore) is > 0 and var days && outcome.LastDay is { } last
            ? ChinaTime.At(Calculator(context).WorkingDay(last, -days, bureau), new TimeOnly(9, 0))
            : null;

    private ValueTask OnBodyAsync(ActivityCompletedContext completed) => completed.TargetContext.CompleteActivityWithOutcomesAsync(
        [DoneOutcome, .. completed.Outcomes.Names.Where(name => name != Outcomes.DonePort)]);

    private ValueTask OnWarningAsync(ActivityExecutionContext context) =>
        LimitOf(context) is { } limit && OutcomeNow(context) is { } outcome && WarningTimer.Comes(context, WarnAt(context, outcome, limit.Facts.Bureau))
            ? TellAsync(context, NoticeKind.Reminder, "即将到期", Warning)
            : ValueTask.CompletedTask;

    private ValueTask OnOverdueAsync(ActivityExecutionContext context)
    {
        // Another process was faster, or the limit was moved, stopped or withdrawn while the timer was on its way.
        if (context.GetProperty<bool>(OverdueKey) || LimitOf(context) is not { } limit || !HasCome(context, limit.Id, OutcomeNow(context)?.LateAt))
        {
            return ValueTask.CompletedTask;
        }

        if (!context.Get(Interrupts))
        {
            context.SetProperty(OverdueKey, true);
            context.AddEffect(new MoveTimer(limit.Id, null));
            return TellAsync(context, NoticeKind.Overdue, "已超期", Overdue);
        }

        context.AddExecutionLogEntry("LimitOverdue", $"“{DisplayName}”已超期，未办完的步骤不再办理");
        return context.CompleteActivityWithOutcomesAsync(OverdueOutcome);
    }

    private ValueTask TellAsync(ActivityExecutionContext context, NoticeKind kind, string what, Activity? beside)
    {
        var limit = LimitOf(context);
        var title = $"“{DisplayName}”{what}";
        context.AddExecutionLogEntry(kind is NoticeKind.Overdue ? "LimitOverdue" : "LimitWarning", title);
        context.AddEffect(new GiveNotice(new Notice(FormattableString.Invariant($"{context.Id}/{kind}/{limit?.Outcome.LastDay:yyyyMMdd}"), kind, BureauOf(context) ?? "", RoleOf(context), title, limit?.Outcome.Sentence ?? "")));
        return beside is null ? ValueTask.CompletedTask : context.ScheduleActivityAsync(beside, OnBesideAsync);
    }

    private ValueTask OnBesideAsync(ActivityCompletedContext completed) => ValueTask.CompletedTask;
}
