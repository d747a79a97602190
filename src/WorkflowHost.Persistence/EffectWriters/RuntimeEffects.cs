using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
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
    protected override async Task<Problem?> WriteAsync(SettleMessage effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var settled = await turn.Database.Outbox
            .Where(row => row.Key == effect.Key && row.State != OutboxState.Done)
            .ExecuteUpdateAsync(
                row => row.SetProperty(message => message.State, effect.State)
                    .SetProperty(message => message.Response, effect.Response)
                    .SetProperty(message => message.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(message => message.SettledAt, turn.Commit.At),
                cancellationToken);
        if (settled > 0)
        {
            return null;
        }

        return await turn.Database.Outbox.AnyAsync(row => row.Key == effect.Key, cancellationToken)
            ? new Problem("message-settled", "", "该消息已经送达，不能再次处理。")
            : throw new InvalidOperationException($"Message {effect.Key} is missing.");
    }
}
