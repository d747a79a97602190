using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.WorkingTime.Activities;

/// <summary>工作日计时: waits until a statutory time limit has run out, then leaves by 到期; by 已撤销 when a person withdraws the limit.</summary>
[Activity("PostInspection", "WorkingDayTimer", Category = "计时", DisplayName = "工作日计时", Description = "按工作日、日、小时或月计算法定期限，期限届满后走出；可提前若干日走出，用于提醒；期限被撤销时由“已撤销”走出")]
[FlowNode(ExpiredOutcome, WithdrawnOutcome)]
public sealed class WorkingDayTimer : LimitedActivity
{
    /// <summary>The port for a limit that has run out; for 不早于, once the act may be done.</summary>
    public const string ExpiredOutcome = "到期";

    /// <summary>The port for a limit that a person withdrew.</summary>
    public const string WithdrawnOutcome = "已撤销";

    private const int MostLeadDays = 1000;

    /// <summary>Leaves this many days before the limit's last day, at nine in the morning in China; when the limit is over, if 0.</summary>
    [Input(DisplayName = "提前天数")]
    public Input<int>? LeadDays { get; set; }

    /// <inheritdoc/>
    protected override LimitedKind Kind => LimitedKind.Timer;

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var lead = context.Get(LeadDays);
        if (lead is < 0 or > MostLeadDays)
        {
            throw new WorkflowFaultException("limit-lead", $"提前天数应为 0 至 {MostLeadDays}，现为 {lead}。");
        }

        var result = Compute(context, bureau: null);
        var outcome = LimitOutcome.Of(result);
        var bookmark = context.CreateBookmark(new BookmarkRequest
        {
            Callback = OnExpiredAsync,
            Metadata = Describe(
                ImmutableDictionary<string, string>.Empty.Add(BookmarkMetadata.Title, DisplayName), ShownDueAt(context, outcome),
                ExplanationOf(context, outcome), outcome.HeldUntil),

            // A timer that comes while the limit moves finds it still open.
            AutoBurn = false,
        });
        if (WakeAt(context, outcome) is { } at)
        {
            context.AddEffect(new ScheduleTimer(bookmark.Id, at));
        }

        context.AddExecutionLogEntry("LimitSet", outcome.Sentence, new JsonObject
        {
            ["lastDay"] = outcome.LastDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["provisional"] = outcome.Provisional,
            ["calendar"] = outcome.CalendarVersion,
        });
        Keep(context, bookmark, result, "", Roles.CaseOfficer);
    }

    /// <inheritdoc/>
    protected override string? RoleNameOf(string role) => Roles.Names.GetValueOrDefault(role);

    /// <inheritdoc/>
    protected override DateTimeOffset? ShownDueAt(ActivityExecutionContext context, LimitOutcome outcome) =>
        LeadAt(context, outcome) ?? outcome.DueAt ?? outcome.OpensAt;

    /// <inheritdoc/>
    protected override string ExplanationOf(ActivityExecutionContext context, LimitOutcome outcome) =>
        context.Get(LeadDays) is > 0 and var lead
            ? FormattableString.Invariant($"{outcome.Sentence}；提前{lead}日提醒")
            : outcome.Sentence;

    /// <inheritdoc/>
    protected override void OnMoved(ActivityExecutionContext context, StepLimit? limit, string bookmarkId) =>
        context.AddEffect(new MoveTimer(bookmarkId, limit is null ? null : WakeAt(context, limit.Outcome)));

    /// <summary>When it leaves: never on a day that a missing notice may still put off. Ahead of the last day it only reminds, so the provisional one will do.</summary>
    private DateTimeOffset? WakeAt(ActivityExecutionContext context, LimitOutcome outcome) =>
        LeadAt(context, outcome) ?? (outcome.SuspendedOn is null ? outcome.LateAt ?? outcome.SurelyOpensAt : null);

    private DateTimeOffset? LeadAt(ActivityExecutionContext context, LimitOutcome outcome) =>
        context.Get(LeadDays) is > 0 and var lead && outcome.LastDay is { } last
            ? ChinaTime.At(last.AddDays(-lead), new TimeOnly(9, 0))
            : null;

    private ValueTask OnExpiredAsync(ActivityExecutionContext context)
    {
        if (IsWithdrawn(context))
        {
            return context.CompleteActivityWithOutcomesAsync(WithdrawnOutcome);
        }

        return LimitOf(context) is { } limit && OutcomeNow(context) is { } outcome && HasCome(context, limit.Id, WakeAt(context, outcome))
            ? context.CompleteActivityWithOutcomesAsync(ExpiredOutcome)
            : ValueTask.CompletedTask;
    }
}
