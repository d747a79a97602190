using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Persistence.EffectWriters;

internal sealed class KeepLimitWriter : EffectWriter<KeepLimit>
{
    protected override async Task<Problem?> WriteAsync(KeepLimit effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var row = LimitRows.Row(effect.Limit, turn.Commit.At);
        var isKnown = effect.Change.Kind is not LimitChangeKind.Set && await turn.Database.TimeLimits.Where(known => known.Id == row.Id)
            .ExecuteUpdateAsync(
                known => known.SetProperty(next => next.Facts, row.Facts)
                    .SetProperty(next => next.FirstDay, row.FirstDay)
                    .SetProperty(next => next.LastDay, row.LastDay)
                    .SetProperty(next => next.OpensAt, row.OpensAt)
                    .SetProperty(next => next.DueAt, row.DueAt)
                    .SetProperty(next => next.HeldUntil, row.HeldUntil)
                    .SetProperty(next => next.ClosedUntil, row.ClosedUntil)
                    .SetProperty(next => next.MissingNotice, row.MissingNotice)
                    .SetProperty(next => next.SuspendedOn, row.SuspendedOn)
                    .SetProperty(next => next.Certainty, row.Certainty)
                    .SetProperty(next => next.Sentence, row.Sentence)
                    .SetProperty(next => next.CalendarVersion, row.CalendarVersion)
                    .SetProperty(next => next.EndsOn, row.EndsOn),
                cancellationToken) > 0;
        if (!isKnown)
        {
            turn.Database.Add(row);
        }

        turn.Database.Add(LimitRows.Change(effect.Limit.Id, effect.Change, turn.Commit));
        return null;
    }
}

internal sealed class EndLimitWriter : EffectWriter<EndLimit>
{
    protected override async Task<Problem?> WriteAsync(EndLimit effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        await LimitRows.EndAsync(turn.Database.TimeLimits.Where(row => row.Id == effect.LimitId), turn.Commit.At, cancellationToken);
        turn.Database.Add(LimitRows.Change(effect.LimitId, effect.Change, turn.Commit));
        return null;
    }
}

internal sealed class AskExtensionWriter : EffectWriter<AskExtension>
{
    protected override async Task<Problem?> WriteAsync(AskExtension effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var request = effect.Request;
        if (await turn.Database.ExtensionRequests.AnyAsync(
            row => row.LimitId == request.LimitId && row.State == ExtensionState.Asked, cancellationToken))
        {
            return new Problem("extension-asked", "", "本期限已有一份延长申请待批准，请等批复后再申请。");
        }

        turn.Database.Add(new ExtensionRequestRow
        {
            Id = request.Id,
            LimitId = request.LimitId,
            InstanceId = request.InstanceId,
            CaseId = request.CaseId,
            Value = request.Value,
            Reason = request.Reason,
            AskedBy = request.AskedBy,
            AskedAt = request.AskedAt,
            State = ExtensionState.Asked,
            DecidedBy = "",
            DecidedAt = null,
            Opinion = "",
        });
        return null;
    }
}

internal sealed class DecideExtensionWriter : EffectWriter<DecideExtension>
{
    protected override async Task<Problem?> WriteAsync(DecideExtension effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var decided = await turn.Database.ExtensionRequests.Where(row => row.Id == effect.RequestId && row.State == ExtensionState.Asked)
            .ExecuteUpdateAsync(
                row => row.SetProperty(request => request.State, effect.State)
                    .SetProperty(request => request.DecidedBy, effect.By)
                    .SetProperty(request => request.DecidedAt, turn.Commit.At)
                    .SetProperty(request => request.Opinion, effect.Opinion),
                cancellationToken);
        return decided > 0 ? null : new Problem("extension-decided", "", "这份延长申请已有批复，您的批复没有生效，请刷新后查看。");
    }
}
