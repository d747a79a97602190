using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.HumanTasks;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Persistence.EffectWriters;

internal sealed class OpenTaskWriter : EffectWriter<OpenTask>
{
    protected override Task<Problem?> WriteAsync(OpenTask effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        // The same turn may have made the task needless again: then it is kept, but nobody can do it.
        var state = turn.WaitsAt(effect.Task.BookmarkId) ? effect.Task.State : HumanTaskState.Cancelled;
        turn.Database.Add(TaskRows.Row(effect.Task, state));
        return Written;
    }
}

internal sealed class MoveTaskWriter : EffectWriter<MoveTask>
{
    protected override async Task<Problem?> WriteAsync(MoveTask effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        // The revision stays: an officer who has the task open may still hand it in.
        var dueAt = effect.DueAt ?? Instants.Never;
        var lateAt = effect.LateAt ?? dueAt;
        await turn.Database.Tasks.Where(row => row.Id == effect.TaskId && row.State == HumanTaskState.Open).ExecuteUpdateAsync(
            row => row.SetProperty(task => task.DueAt, dueAt)
                .SetProperty(task => task.LateAt, lateAt)
                .SetProperty(task => task.LastDay, effect.LastDay)
                .SetProperty(task => task.DueExplanation, effect.Explanation),
            cancellationToken);
        return null;
    }
}

internal sealed class CompleteTaskWriter : EffectWriter<CompleteTask>
{
    private const string Stale = "task-stale";

    protected override async Task<Problem?> WriteAsync(CompleteTask effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var completion = StoredJson.Write(effect.Completion);
        var completed = await turn.Database.Tasks
            .Where(row => row.Id == effect.TaskId && row.State == HumanTaskState.Open && row.Revision == effect.ExpectedRevision)
            .ExecuteUpdateAsync(
                row => row.SetProperty(task => task.State, HumanTaskState.Done)
                    .SetProperty(task => task.Revision, task => task.Revision + 1)
                    .SetProperty(task => task.CompletedBy, effect.Completion.By)
                    .SetProperty(task => task.CompletedAt, effect.Completion.At)
                    .SetProperty(task => task.Completion, completion),
                cancellationToken);
        return completed > 0 ? null : new Problem(Stale, "", await WhyAsync(effect, turn.Database, cancellationToken));
    }

    private static async Task<string> WhyAsync(
        CompleteTask effect, WorkflowHostDbContext database, CancellationToken cancellationToken)
    {
        var row = await database.Tasks.SingleOrDefaultAsync(task => task.Id == effect.TaskId, cancellationToken);
        if (row is null)
        {
            return "该待办不存在，请返回待办列表。";
        }

        var task = TaskRows.Task(row);
        if (task.Completion is { } completion)
        {
            var name = await database.Accounts.Where(account => account.Id == completion.By)
                .Select(account => account.DisplayName).SingleOrDefaultAsync(cancellationToken);
            var at = completion.At.ToOffset(ChinaTime.Offset);
            return string.Create(
                null, $"“{task.Title}”已由{name ?? completion.By}于{at:M月d日 HH:mm}办理，结果为“{completion.Outcome}”，无需再办。");
        }

        return task.State is HumanTaskState.Cancelled
            ? $"“{task.Title}”已随流程推进而取消，无需再办。"
            : $"“{task.Title}”在您打开之后有变动，请刷新后重新办理。";
    }
}

internal sealed class KeepServiceReceiptWriter : EffectWriter<KeepServiceReceipt>
{
    protected override Task<Problem?> WriteAsync(KeepServiceReceipt effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var receipt = effect.Receipt;
        turn.Database.Add(new ServiceReceiptRow
        {
            Id = receipt.Id,
            CaseId = receipt.CaseId,
            InstanceId = receipt.InstanceId,
            Documents = StoredJson.Write(receipt.Documents),
            Method = receipt.Method,
            Recipient = receipt.Recipient,
            ServedOn = receipt.ServedOn,
            Place = receipt.Place,
            Proof = receipt.Proof,
            ProofFileHash = receipt.ProofFileHash,
            ProofFileName = receipt.ProofFileName,
            RecordedBy = receipt.RecordedBy,
            RecordedAt = receipt.RecordedAt,
        });
        return Written;
    }
}
