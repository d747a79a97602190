using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.Persistence.EffectWriters;

internal sealed class ScheduleTimerWriter : EffectWriter<ScheduleTimer>
{
    protected override Task<Problem?> WriteAsync(ScheduleTimer effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        // A bookmark that the same turn made needless again needs no timer.
        if (turn.WaitsAt(effect.BookmarkId))
        {
            turn.Database.Add(new TimerRow
            {
                BookmarkId = effect.BookmarkId,
                InstanceId = turn.InstanceId,
                DueAt = Instants.NotBefore(effect.DueAt),
            });
        }

        return Written;
    }
}

internal sealed class MoveTimerWriter : EffectWriter<MoveTimer>
{
    protected override async Task<Problem?> WriteAsync(MoveTimer effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var timer = turn.Database.Timers.Where(row => row.BookmarkId == effect.BookmarkId);
        if (effect.DueAt is not { } dueAt)
        {
            await timer.ExecuteDeleteAsync(cancellationToken);
            return null;
        }

        var at = Instants.NotBefore(dueAt);
        if (await timer.ExecuteUpdateAsync(row => row.SetProperty(known => known.DueAt, at), cancellationToken) == 0)
        {
            turn.Database.Add(new TimerRow { BookmarkId = effect.BookmarkId, InstanceId = turn.InstanceId, DueAt = at });
        }

        return null;
    }
}

internal sealed class EnqueueWriter : EffectWriter<Enqueue>
{
    protected override Task<Problem?> WriteAsync(Enqueue effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        turn.Database.Add(OutboxRows.Pending(effect, turn.InstanceId, turn.Commit.At));
        return Written;
    }
}

internal sealed class SettleMessageWriter : EffectWriter<SettleMessage>
{
    protected override async Task<Problem?> WriteAsync(SettleMessage effect, TurnWriting turn, CancellationToken cancellationToken) =>
        await OutboxChanges.SettleAsync(turn.Database, effect.Settlement, turn.Commit.At, cancellationToken)
            ? null
            : new Problem("message-settled", "", "该消息已有后来的处理，这次发送的结果不再采用。");
}

internal sealed class ResolveMessageWriter : EffectWriter<ResolveMessage>
{
    protected override async Task<Problem?> WriteAsync(ResolveMessage effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var row = await turn.Database.Outbox.SingleOrDefaultAsync(found => found.Key == effect.Key, cancellationToken)
            ?? throw new InvalidOperationException($"Message {effect.Key} is missing.");
        var choices = ResolveMessage.ChoicesFor(row.State);
        if (row.Revision != effect.ExpectedRevision || choices.Count == 0)
        {
            return Stale();
        }

        if (!choices.Contains(effect.Decision))
        {
            return new Problem(
                "decision-impossible", "resolution",
                row.State is OutboxState.Failed ? "失败的消息只能重新发送或作罢。" : "结果不明的消息只能确认已送达或重新发送。");
        }

        var isResend = effect.Decision is MessageDecision.Resend;
        var change = new OutboxChange(StateAfter(effect.Decision), effect.Text, turn.Commit.At, turn.Commit.Actor, effect.Text)
        {
            Retries = 0,
            Resends = isResend ? row.Resends + 1 : row.Resends,
        };
        return await OutboxChanges.WriteAsync(turn.Database, row, change, cancellationToken) ? null : Stale();
    }

    private static OutboxState StateAfter(MessageDecision decision) => decision switch
    {
        MessageDecision.Delivered => OutboxState.Done,
        MessageDecision.Resend => OutboxState.Pending,
        MessageDecision.Abandon => OutboxState.Abandoned,
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    private static Problem Stale() => new("message-stale", "", "该消息已有变动，您的处理没有生效，请刷新后查看。");
}
