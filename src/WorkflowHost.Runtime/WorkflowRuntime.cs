using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Children;
using WorkflowHost.Runtime.Children;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Runtime;

/// <summary>Moves instances: load, play a turn, commit. Every caller goes through here; each method is one transaction.</summary>
public sealed class WorkflowRuntime(
    ITurnStore store, DefinitionLibrary library, Interpreter interpreter, IEnumerable<ICancellationEffects> cancellations,
    IEnumerable<ITestRunEffects> testRuns, IEnumerable<ITurnEffects> keepers, ICaseHaltStore halts, TimeProvider time, PumpSignal signal)
{
    /// <summary>Turns lost to another writer before the command gives up.</summary>
    private const int MaxConflicts = 20;

    /// <summary>Creates an instance of the published version and plays its first turn.</summary>
    /// <param name="instance">What to start.</param>
    /// <param name="command">Who, and what else to write.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>
    /// Done, Repeated, or Refused with code <c>definition-not-published</c>, <see cref="StartAlone.Code"/>, or that of one of the
    /// command's effects.
    /// </returns>
    public async Task<RuntimeResult> StartAsync(NewInstance instance, Command command, CancellationToken cancellationToken)
    {
        var procedure = instance.VersionId is { } versionId
            ? await library.GetAsync(versionId, cancellationToken)
            : await library.FindPublishedAsync(instance.DefinitionId, cancellationToken);
        if (procedure is null)
        {
            return new RuntimeResult.Refused([new Problem(
                "definition-not-published", "definitionId", $"流程“{instance.DefinitionId}”没有已发布的版本，不能发起。")]);
        }

        var now = time.GetUtcNow();
        var name = instance.Name.Length > 0 ? instance.Name : procedure.Version.Name;
        var alone = instance.Test is null ? StartAlone.Of(procedure.Graph.Definition, procedure.Version.Id, instance.CorrelationId) : null;
        var once = instance.Test is null ? StartOnceAYear.Of(procedure.Graph.Definition, command, now) : null;
        var whole = command with { Effects = [.. new Effect?[] { alone, once }.OfType<Effect>(), .. command.Effects] };
        for (Turn? last = null; ;)
        {
            var before = new InstanceSnapshot(
                InstanceState.New(instance.Id, instance.CorrelationId) with { Test = instance.Test, HaltedOn = await HaltedOnAsync(instance.CorrelationId, cancellationToken) },
                procedure.Version.Id, name, 0, instance.Parent);
            var turn = await OnHaltOfItsCaseAsync(
                before.State, state => interpreter.Play(procedure.Graph, state, new Stimulus.Start(instance.Input, instance.TriggerActivityId), now)!, played => played,
                cancellationToken);
            if (turn.State.HaltedOn == last?.State.HaltedOn && last is not null)
            {
                throw new InvalidOperationException($"Instance id {instance.Id} is taken.");
            }

            switch (await store.CommitAsync(Commit(procedure, before, turn, whole, now), cancellationToken))
            {
                case CommitResult.Committed committed:
                    return Done(turn, committed.Revision);
                case CommitResult.Repeated repeated:
                    return new RuntimeResult.Repeated(repeated.Answer);
                case CommitResult.Refused refused:
                    return new RuntimeResult.Refused([refused.Problem]);
            }

            // Either the case was halted, or went on, in the same moment, or the id is taken.
            last = turn;
        }
    }

    /// <summary>Plays one turn on an existing instance; plays it again when another turn came first.</summary>
    public Task<RuntimeResult> SendAsync(
        string instanceId, Stimulus stimulus, Command command, CancellationToken cancellationToken) => MoveAsync(
            instanceId,
            command,
            (procedure, snapshot, now) => interpreter.Play(procedure.Graph, snapshot.State, stimulus, now) is not { } turn ? null
                : stimulus is Stimulus.Cancel cancel ? (turn, command with { Effects = [.. command.Effects, .. Following(procedure, snapshot, turn, cancel)] })
                : (turn, command),
            cancellationToken);

    /// <summary>What a command was answered when it was done; null when it was not. Before a command is refused, this says whether it is a repeat.</summary>
    public async Task<RuntimeResult.Repeated?> FindAnswerAsync(Command command, CancellationToken cancellationToken) =>
        command.Operation is { } operation && await store.FindOperationAsync(operation.Id, cancellationToken) is { } answer ? new RuntimeResult.Repeated(answer) : null;

    /// <summary>Writes a line into an instance's history, and effects with it, without moving the instance; also when it is over.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="remark">Decides on the instance's state as it is when the line is written; null writes nothing.</param>
    /// <param name="command">Who; its effects come first.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>Gone when there is no such instance or no remark.</returns>
    public Task<RuntimeResult> RecordAsync(
        string instanceId, Func<InstanceState, Remark?> remark, Command command, CancellationToken cancellationToken) => MoveAsync(
            instanceId,
            command,
            (procedure, snapshot, now) =>
            {
                if (remark(snapshot.State) is not { } said)
                {
                    return null;
                }

                var line = said.AsHistory(snapshot.State.LastSequence + 1, now, procedure.Version.Name);
                return (new Turn(snapshot.State with { LastSequence = line.Sequence }, said.Effects, [line]), command);
            },
            cancellationToken);

    private async Task<DateOnly?> HaltedOnAsync(string caseId, CancellationToken cancellationToken) =>
        caseId.Length > 0 ? (await halts.FindAsync(caseId, cancellationToken))?.FirstDay : null;

    /// <summary>Plays a turn, and once more when it brings the instance to another case, which is halted, or is not: the limits that it sets are that case's.</summary>
    private async Task<T> OnHaltOfItsCaseAsync<T>(InstanceState before, Func<InstanceState, T> play, Func<T, Turn?> turnOf, CancellationToken cancellationToken)
    {
        var played = play(before);
        if (turnOf(played) is not { } turn || turn.State.CorrelationId == before.CorrelationId)
        {
            return played;
        }

        var haltedOn = await HaltedOnAsync(turn.State.CorrelationId, cancellationToken);
        return haltedOn == before.HaltedOn ? played : play(before with { HaltedOn = haltedOn });
    }

    /// <summary>Load, move, commit; again when another turn came first.</summary>
    private async Task<RuntimeResult> MoveAsync(
        string instanceId, Command command, Func<Procedure, InstanceSnapshot, DateTimeOffset, (Turn Turn, Command Command)?> move,
        CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < MaxConflicts; conflicts++)
        {
            if (command.Operation is not null
                && await store.FindOperationAsync(command.Operation.Id, cancellationToken) is { } answer)
            {
                return new RuntimeResult.Repeated(answer);
            }

            var snapshot = await store.LoadAsync(instanceId, cancellationToken);
            if (snapshot is null)
            {
                return new RuntimeResult.Gone();
            }

            if (command.ExpectedRevision is { } expected && expected != snapshot.Revision)
            {
                return new RuntimeResult.Refused([new Problem("instance-stale", "expectedRevision", "流程在您打开之后有推进，操作没有生效，请刷新后重新操作。")]);
            }

            var procedure = await library.GetAsync(snapshot.DefinitionVersionId, cancellationToken);
            var now = time.GetUtcNow();
            if (await OnHaltOfItsCaseAsync(
                    snapshot.State, state => move(procedure, snapshot with { State = state }, now), moved => moved?.Turn, cancellationToken) is not (var turn, var whole))
            {
                return new RuntimeResult.Gone();
            }

            switch (await store.CommitAsync(Commit(procedure, snapshot, turn, whole, now), cancellationToken))
            {
                case CommitResult.Committed committed:
                    return Done(turn, committed.Revision);
                case CommitResult.Repeated repeated:
                    return new RuntimeResult.Repeated(repeated.Answer);
                case CommitResult.Refused refused:
                    return new RuntimeResult.Refused([refused.Problem]);
            }
        }

        throw new InvalidOperationException($"Instance {instanceId} changed {MaxConflicts} times while a turn was being played.");
    }

    private TurnCommit Commit(Procedure procedure, InstanceSnapshot before, Turn turn, Command command, DateTimeOffset now)
    {
        var had = before.State.Bookmarks.ToDictionary(bookmark => bookmark.Id, StringComparer.Ordinal);
        var has = turn.State.Bookmarks.Select(bookmark => bookmark.Id).ToHashSet(StringComparer.Ordinal);
        if (turn.State.Test is { } test)
        {
            turn = turn with { Effects = [.. turn.Effects.Select(effect => InTest(effect, test)).OfType<Effect>()] };
        }

        var name = turn.State.Name.Length > 0 ? turn.State.Name : before.Name;
        return new TurnCommit
        {
            State = turn.State,
            Definition = procedure.Version,
            Name = turn.State.Test is null ? name : TestMark.On(name),
            Parent = before.Parent,
            ExpectedRevision = before.Revision,
            AddedBookmarks = [.. turn.State.Bookmarks.Where(bookmark => !had.ContainsKey(bookmark.Id))],
            RewordedBookmarks = [.. turn.State.Bookmarks.Where(
                bookmark => had.TryGetValue(bookmark.Id, out var was) && !ReferenceEquals(was.Metadata, bookmark.Metadata))],
            RemovedBookmarks = [.. had.Keys.Where(id => !has.Contains(id))],
            HadIncidents = !before.State.Incidents.IsEmpty,
            MayHaveWithdrawnTasks = had.Values.Any(bookmark => !has.Contains(bookmark.Id) && bookmark.Metadata.ContainsKey(BookmarkMetadata.Owner)),
            Effects = [.. command.Effects, .. ServedEffects.Of(turn), .. ChildMessages.AboutEnd(before, turn), .. Kept(procedure, before, turn)],
            History = turn.History,
            At = now,
            Actor = command.Actor,
            Operation = command.Operation,
        };
    }

    private Effect? InTest(Effect effect, TestRun test)
    {
        foreach (var module in testRuns)
        {
            if (module.InTest(effect, test) is not { } kept)
            {
                return null;
            }

            effect = kept;
        }

        return effect;
    }

    private IEnumerable<Effect> Kept(Procedure procedure, InstanceSnapshot before, Turn turn) =>
        turn.State.Test is null ? keepers.SelectMany(module => module.Of(procedure.Graph, before.State, turn)) : [];

    /// <summary>What else ends with a cancelled instance.</summary>
    private IEnumerable<Effect> Following(Procedure procedure, InstanceSnapshot snapshot, Turn turn, Stimulus.Cancel cancel)
    {
        var others = cancellations.SelectMany(module => module.Of(turn.State, cancel.Reason));
        return procedure.Graph.Nodes.Any(node => node.Activity is ChildStarter or BulkDispatchWorkflows)
            ? others.Append(ChildMessages.Cancelling(snapshot, cancel.Reason))
            : others;
    }

    private RuntimeResult.Done Done(Turn turn, int revision)
    {
        if (!turn.Effects.IsEmpty)
        {
            signal.Wake();
        }

        return new RuntimeResult.Done(turn.State, revision) { Effects = turn.Effects };
    }
}
