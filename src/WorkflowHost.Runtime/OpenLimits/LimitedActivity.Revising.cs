using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>What becomes of the limit while the step waits: another calendar, an extension, a standstill, a withdrawal.</summary>
public abstract partial class LimitedActivity
{
    /// <inheritdoc/>
    public bool Revise(ActivityExecutionContext context, Bookmark bookmark, JsonObject terms)
    {
        if (context.GetProperty<StepLimit>(LimitKey) is not { } kept || kept.Id != bookmark.Id
            || Conversion.To<LimitRevision>(terms) is not { } revision)
        {
            return false;
        }

        if (revision.Kind is LimitChangeKind.Withdrawn)
        {
            End(context, bookmark, kept, revision);
            return true;
        }

        var haltedOn = revision.Kind is LimitChangeKind.Resumed ? context.WorkflowExecutionContext.HaltedOn : null;
        var result = Calculator(context).Compute(Checked(kept.Rule, StatedLimit.WithStandstill(kept.Rule, revision.Applied(kept.Facts), haltedOn)));
        var next = kept with { Facts = result.Limit.Facts, Outcome = LimitOutcome.Of(result) };
        if (revision.Kind is LimitChangeKind.Recomputed && next.Outcome == kept.Outcome)
        {
            return false;
        }

        Move(context, bookmark, kept, next, result, revision);
        return true;
    }

    /// <summary>Moves what hangs on the limit: a timer, a task.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="limit">As it stands now; null when it holds no longer.</param>
    /// <param name="bookmarkId">Where the step waits.</param>
    protected abstract void OnMoved(ActivityExecutionContext context, StepLimit? limit, string bookmarkId);

    /// <summary>Whether a person withdrew the limit for which the step waits; then the history says why, and the step goes on without it.</summary>
    protected static bool IsWithdrawn(ActivityExecutionContext context)
    {
        if (LimitOf(context) is not { } limit || Withdrawal.ReasonIn(context) is not { } reason)
        {
            return false;
        }

        RecordWithdrawal(context, limit, reason);
        return true;
    }

    private void Move(
        ActivityExecutionContext context, Bookmark bookmark, StepLimit kept, StepLimit next, TimeLimitResult result, LimitRevision revision)
    {
        Store(context, next);
        context.Reword(bookmark, Describe(bookmark.Metadata, ShownDueAt(context, next.Outcome), ExplanationOf(context, next.Outcome), next.Outcome.HeldUntil));
        OnMoved(context, next, bookmark.Id);
        Reminders.Plan(context, next, Remind(context), RoleNameOf, OnReminderAsync);
        var isMoved = !next.Outcome.ComesTo(kept.Outcome);
        var kind = isMoved || revision.Kind is not LimitChangeKind.Recomputed ? revision.Kind : LimitChangeKind.Restated;
        var text = LimitNews.Of(kept, next, revision);
        context.AddEffect(new KeepLimit(
            next, new LimitChange(kind, text, kept.Outcome.End, next.Outcome.End, result.CalendarVersion) { CalendarChange = revision.CalendarChange }));
        if (isMoved || kind is not LimitChangeKind.Restated)
        {
            context.AddExecutionLogEntry("LimitChanged", text, new JsonObject
            {
                ["kind"] = revision.Kind.ToString(),
                ["before"] = Text(kept.Outcome.LastDay),
                ["lastDay"] = Text(next.Outcome.LastDay),
                ["provisional"] = next.Outcome.Provisional,
                ["calendar"] = next.Outcome.CalendarVersion,
            });
            context.AddEffect(new GiveNotice(LimitNews.Notice(context.NewKey(), kept, next, text)));
            TellOfMissingNotice(context, next);
        }
    }

    private void End(ActivityExecutionContext context, Bookmark bookmark, StepLimit kept, LimitRevision revision)
    {
        Forget(context);
        context.Reword(bookmark, Describe(bookmark.Metadata, null, RecordWithdrawal(context, kept, revision.Reason)));
        OnMoved(context, null, bookmark.Id);
    }

    private static string RecordWithdrawal(ActivityExecutionContext context, StepLimit limit, string reason)
    {
        var text = $"期限已撤销：{reason}";
        context.AddExecutionLogEntry("LimitWithdrawn", text);
        context.AddEffect(new EndLimit(
            limit.Id, new LimitChange(LimitChangeKind.Withdrawn, text, limit.Outcome.End, null, limit.Outcome.CalendarVersion)));
        return text;
    }
}
