using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Regulations.Fulfilment;

namespace WorkflowHost.Persistence.EffectWriters;

internal sealed class KeepObligationsWriter : EffectWriter<KeepObligations>
{
    protected override async Task<Problem?> WriteAsync(KeepObligations effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        if (!effect.Gone.IsEmpty)
        {
            List<string> gone = [.. effect.Gone];
            await turn.Database.ObligationsAtWork.Where(row => gone.Contains(row.BookmarkId)).ExecuteDeleteAsync(cancellationToken);
        }

        foreach (var moved in effect.Moved)
        {
            var dueAt = moved.DueAt ?? Instants.Never;
            await turn.Database.ObligationsAtWork.Where(row => row.BookmarkId == moved.BookmarkId && row.ObligationId == moved.ObligationId)
                .ExecuteUpdateAsync(row => row.SetProperty(known => known.DueAt, dueAt), cancellationToken);
        }

        foreach (var begun in effect.Begun)
        {
            turn.Database.Add(ObligationRows.Row(begun, turn.Commit.State.CorrelationId));
        }

        await SettleAsync(effect, turn, cancellationToken);
        return null;
    }

    private static async Task SettleAsync(KeepObligations effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        if (effect.Settled.IsEmpty)
        {
            return;
        }

        List<string> ids = [.. effect.Settled.Select(settled => settled.ObligationId)];
        var known = await turn.Database.SettledObligations.Where(row => row.InstanceId == turn.InstanceId && ids.Contains(row.ObligationId))
            .ToDictionaryAsync(row => row.ObligationId, ObligationRows.Settled, StringComparer.Ordinal, cancellationToken);
        foreach (var settled in effect.Settled)
        {
            var before = known.GetValueOrDefault(settled.ObligationId);
            var next = settled.After(before);
            if (before is null)
            {
                turn.Database.Add(ObligationRows.Row(next, turn.Commit.State.CorrelationId));
            }
            else if (next != before)
            {
                await turn.Database.SettledObligations.Where(row => row.InstanceId == turn.InstanceId && row.ObligationId == next.ObligationId)
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(kept => kept.Outcome, next.Outcome)
                            .SetProperty(kept => kept.Step, next.Step)
                            .SetProperty(kept => kept.LimitId, next.LimitId)
                            .SetProperty(kept => kept.At, next.At),
                        cancellationToken);
            }
        }
    }
}
