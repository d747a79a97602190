using System.Collections.Immutable;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.WorkingTime.Activities;

/// <summary>窗口期: something that may be done only after one limit has passed and before a longer one ends (CQ-3.3d).</summary>
[Activity(
    "PostInspection", "TimeWindow", Category = "计时", DisplayName = "窗口期",
    Description = "期限之后、另一更长期限之前的一段时间：开始时执行其中的步骤，结束时未办完的由“已过期”走出；终点在期限细则的 windowEnd")]
[FlowNode(DoneOutcome, ClosedOutcome, WorkingDayTimer.WithdrawnOutcome)]
public sealed class TimeWindow : LimitedActivity
{
    /// <summary>The port when the body was done within the window.</summary>
    public const string DoneOutcome = "完成";

    /// <summary>The port when the window closed first.</summary>
    public const string ClosedOutcome = "已过期";

    private static readonly SideTimer Opening = new("opening");

    /// <summary>What has to be done within the window; begins when it opens.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <inheritdoc/>
    protected override LimitedKind Kind => LimitedKind.Window;

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var result = Compute(context, bureau: null);
        if (result.Limit.Rule.Direction is not TimeLimitDirection.Window)
        {
            throw new WorkflowFaultException("limit-window-end", "窗口期应在期限细则中写明 windowEnd（在第几日之前）。");
        }

        var outcome = LimitOutcome.Of(result);
        var bookmark = context.CreateBookmark(new BookmarkRequest
        {
            Callback = OnClosesAsync,
            Metadata = Describe(
                ImmutableDictionary<string, string>.Empty.Add(BookmarkMetadata.Title, DisplayName), outcome.DueAt, result.Sentence, outcome.HeldUntil),

            // A timer that comes while the limit moves finds it still open.
            AutoBurn = false,
        });
        if (outcome.LateAt is { } closesAt)
        {
            context.AddEffect(new ScheduleTimer(bookmark.Id, closesAt));
        }

        Keep(context, bookmark, result, "", Roles.CaseOfficer);
        Opening.Set(context, $"窗口期开始：{DisplayName}", outcome.SurelyOpensAt, OnOpensAsync);
    }

    /// <inheritdoc/>
    protected override string? RoleNameOf(string role) => Roles.Names.GetValueOrDefault(role);

    /// <inheritdoc/>
    protected override void OnMoved(ActivityExecutionContext context, StepLimit? limit, string bookmarkId)
    {
        context.AddEffect(new MoveTimer(bookmarkId, limit?.Outcome.LateAt));
        Opening.Move(context, limit?.Outcome.SurelyOpensAt);
    }

    private ValueTask OnOpensAsync(ActivityExecutionContext context)
    {
        if (!Opening.Comes(context, OutcomeNow(context)?.SurelyOpensAt))
        {
            return ValueTask.CompletedTask;
        }

        context.AddExecutionLogEntry("WindowOpened", "窗口期已开始，可以办理");
        context.AddEffect(new GiveNotice(new Notice(
            $"{context.Id}/opened", NoticeKind.Reminder, "", Roles.CaseOfficer, $"“{DisplayName}”可以办理了", LimitOf(context)?.Outcome.Sentence ?? "")));
        return context.ScheduleActivityAsync(Body, OnBodyAsync);
    }

    private ValueTask OnBodyAsync(ActivityCompletedContext completed) => completed.TargetContext.CompleteActivityWithOutcomesAsync(
        [DoneOutcome, .. completed.Outcomes.Names.Where(name => name != Outcomes.DonePort)]);

    private ValueTask OnClosesAsync(ActivityExecutionContext context)
    {
        if (IsWithdrawn(context))
        {
            return context.CompleteActivityWithOutcomesAsync(WorkingDayTimer.WithdrawnOutcome);
        }

        return LimitOf(context) is { } limit && HasCome(context, limit.Id, OutcomeNow(context)?.LateAt)
            ? context.CompleteActivityWithOutcomesAsync(ClosedOutcome)
            : ValueTask.CompletedTask;
    }
}
