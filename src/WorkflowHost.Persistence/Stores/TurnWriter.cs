using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Persistence.EffectWriters;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.Persistence.Stores;

/// <summary>Writes one turn into a transaction: first the guards, then everything else.</summary>
internal sealed class TurnWriter(IEnumerable<IEffectWriter> writers, IWriteTransactions transactions)
{
    private readonly FrozenDictionary<Type, IEffectWriter> writerOf = writers.ToFrozenDictionary(writer => writer.Writes);

    /// <summary>Writes a turn.</summary>
    /// <param name="database">In a transaction, which the caller keeps only when the turn is committed.</param>
    /// <param name="commit">The turn.</param>
    /// <param name="stateJson">Its state as it is kept.</param>
    /// <param name="cancellationToken">Stops between two statements.</param>
    public async Task<CommitResult> WriteAsync(
        WorkflowHostDbContext database, TurnCommit commit, string stateJson, CancellationToken cancellationToken)
    {
        if (commit.Operation is { } operation)
        {
            var answer = await database.Operations.Where(row => row.Id == operation.Id).Select(row => row.Answer)
                .SingleOrDefaultAsync(cancellationToken);
            if (answer is not null)
            {
                return new CommitResult.Repeated(answer);
            }
        }

        if (await PlayedOnOtherHaltAsync(database, commit, cancellationToken))
        {
            return new CommitResult.Conflict();
        }

        var row = TurnRows.Instance(commit);
        if (!await (commit.ExpectedRevision == 0
            ? CreateAsync(database, row, stateJson, cancellationToken)
            : AdvanceAsync(database, row, commit, stateJson, cancellationToken)))
        {
            return new CommitResult.Conflict();
        }

        foreach (var added in TurnRows.Added(commit))
        {
            database.Add(added);
        }

        var turn = new TurnWriting(database, commit);
        foreach (var effect in commit.Effects)
        {
            var writer = writerOf.GetValueOrDefault(effect.GetType())
                ?? throw new InvalidOperationException($"Nobody writes effects of type {effect.GetType().Name}.");
            if (await writer.WriteAsync(effect, turn, cancellationToken) is { } problem)
            {
                return new CommitResult.Refused(problem);
            }
        }

        await RewordAsync(database, commit, cancellationToken);

        // After the effects, so that a task which this turn completes is not cancelled with its bookmark.
        await RemoveAsync(database, commit, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        return new CommitResult.Committed(row.Revision);
    }

    /// <summary>Whether the turn set a limit, or let one run on, while somebody halted the case or let it go on: then that limit would run, or stand, alone.</summary>
    private async Task<bool> PlayedOnOtherHaltAsync(WorkflowHostDbContext database, TurnCommit commit, CancellationToken cancellationToken)
    {
        var caseId = commit.State.CorrelationId;
        if (caseId.Length == 0 || !commit.Effects.Any(effect => effect is KeepLimit { Change.Kind: LimitChangeKind.Set or LimitChangeKind.Resumed }))
        {
            return false;
        }

        await transactions.HoldAsync(database, CaseHaltStore.NameOf(caseId), cancellationToken);
        return await database.CaseHalts.Where(halted => halted.CaseId == caseId).Select(halted => (DateOnly?)halted.FirstDay)
                .SingleOrDefaultAsync(cancellationToken) != commit.State.HaltedOn;
    }

    private static async Task<bool> CreateAsync(
        WorkflowHostDbContext database, InstanceRow row, string stateJson, CancellationToken cancellationToken)
    {
        if (await database.Instances.AnyAsync(existing => existing.Id == row.Id, cancellationToken))
        {
            return false;
        }

        database.Add(row);
        database.Add(new InstanceStateRow { InstanceId = row.Id, Json = stateJson });
        return true;
    }

    private static async Task<bool> AdvanceAsync(
        WorkflowHostDbContext database, InstanceRow row, TurnCommit commit, string stateJson, CancellationToken cancellationToken)
    {
        var expectedRevision = commit.ExpectedRevision;
        var advanced = await database.Instances
            .Where(existing => existing.Id == row.Id && existing.Revision == expectedRevision)
            .ExecuteUpdateAsync(
                existing => existing.SetProperty(next => next.Revision, row.Revision)
                    .SetProperty(next => next.Name, row.Name)
                    .SetProperty(next => next.CorrelationId, row.CorrelationId)
                    .SetProperty(next => next.DefinitionVersionId, row.DefinitionVersionId)
                    .SetProperty(next => next.DefinitionName, row.DefinitionName)
                    .SetProperty(next => next.DefinitionVersion, row.DefinitionVersion)
                    .SetProperty(next => next.Status, row.Status)
                    .SetProperty(next => next.SubStatus, row.SubStatus)
                    .SetProperty(next => next.UpdatedAt, row.UpdatedAt)
                    .SetProperty(next => next.FinishedAt, next => row.FinishedAt == null ? null : next.FinishedAt ?? row.FinishedAt)
                    .SetProperty(next => next.NextDueAt, row.NextDueAt)
                    .SetProperty(next => next.IncidentCount, row.IncidentCount),
                cancellationToken);
        if (advanced == 0)
        {
            return false;
        }

        await database.InstanceStates.Where(state => state.InstanceId == row.Id)
            .ExecuteUpdateAsync(state => state.SetProperty(next => next.Json, stateJson), cancellationToken);
        if (commit.HadIncidents)
        {
            await database.Incidents.Where(incident => incident.InstanceId == row.Id).ExecuteDeleteAsync(cancellationToken);
        }

        return true;
    }

    private static async Task RewordAsync(WorkflowHostDbContext database, TurnCommit commit, CancellationToken cancellationToken)
    {
        foreach (var bookmark in commit.RewordedBookmarks)
        {
            var (dueAt, lateAt, explanation) = (TurnRows.DueAt(bookmark), TurnRows.LateAt(bookmark), bookmark.Metadata.GetValueOrDefault(BookmarkMetadata.Explanation, ""));
            await database.Bookmarks.Where(row => row.Id == bookmark.Id).ExecuteUpdateAsync(
                row => row.SetProperty(known => known.DueAt, dueAt).SetProperty(known => known.LateAt, lateAt)
                    .SetProperty(known => known.Explanation, explanation),
                cancellationToken);
        }
    }

    private static async Task RemoveAsync(WorkflowHostDbContext database, TurnCommit commit, CancellationToken cancellationToken)
    {
        if (commit.RemovedBookmarks.IsEmpty)
        {
            return;
        }

        List<string> removed = [.. commit.RemovedBookmarks];
        await database.Bookmarks.Where(row => removed.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
        await database.Timers.Where(row => removed.Contains(row.BookmarkId)).ExecuteDeleteAsync(cancellationToken);
        await LimitRows.EndAsync(database.TimeLimits.Where(row => removed.Contains(row.Id)), commit.At, cancellationToken);
        if (commit.MayHaveWithdrawnTasks)
        {
            await database.Tasks
                .Where(row => removed.Contains(row.BookmarkId) && row.State == HumanTaskState.Open)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(task => task.State, HumanTaskState.Cancelled)
                        .SetProperty(task => task.Revision, task => task.Revision + 1),
                    cancellationToken);
        }
    }
}
