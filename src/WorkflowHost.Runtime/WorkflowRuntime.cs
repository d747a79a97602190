using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Runtime;

/// <summary>What comes with a command besides the stimulus.</summary>
/// <param name="Actor">An account's id, or <see cref="System"/>.</param>
public sealed record Command(string Actor)
{
    /// <summary>Nobody: time, or the machine itself.</summary>
    public const string System = "system";

    /// <summary>Written in the same transaction as the turn.</summary>
    public ImmutableArray<Effect> Effects { get; init; } = [];

    /// <summary>Set when the command must not be done twice.</summary>
    public Operation? Operation { get; init; }

    /// <summary>The instance's revision as a person saw it: refused with code <c>instance-stale</c> when it has moved since; null for any.</summary>
    public int? ExpectedRevision { get; init; }

    /// <summary>A command of the machine itself.</summary>
    public static Command BySystem(params ReadOnlySpan<Effect> effects) => new(System) { Effects = [.. effects] };
}

/// <summary>Moves instances: load, play a turn, commit. Every caller goes through here; each method is one transaction.</summary>
public sealed class WorkflowRuntime(
    ITurnStore store, DefinitionLibrary library, Interpreter interpreter, IEnumerable<ICancellationEffects> cancellations,
    TimeProvider time, PumpSignal signal)
{
    /// <summary>Turns lost to another writer before the command gives up.</summary>
    private const int MaxConflicts = 20;

    /// <summary>Creates an instance of the published version and plays its first turn.</summary>
    /// <param name="instanceId">A new id.</param>
    /// <param name="definitionId">The procedure.</param>
    /// <param name="name">What lists call the instance.</param>
    /// <param name="correlationId">Its case.</param>
    /// <param name="input">Workflow input by name.</param>
    /// <param name="command">Who, and what else to write.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<RuntimeResult> StartAsync(
        string instanceId, string definitionId, string name, string correlationId,
        ImmutableDictionary<string, JsonNode?> input, Command command, CancellationToken cancellationToken)
    {
        var procedure = await library.FindPublishedAsync(definitionId, cancellationToken);
        if (procedure is null)
        {
            return new RuntimeResult.Refused(
                [new Problem("definition-not-published", "definitionId", $"流程“{definitionId}”没有已发布的版本，不能发起。")]);
        }

        var before = InstanceState.New(instanceId, correlationId);
        var now = time.GetUtcNow();
        var turn = interpreter.Play(procedure.Graph, before, new Stimulus.Start(input), now)!;
        return await store.CommitAsync(Commit(procedure.Version, name, before, 0, turn, command, now), cancellationToken) switch
        {
            CommitResult.Committed committed => Done(turn, committed.Revision),
            CommitResult.Repeated repeated => new RuntimeResult.Repeated(repeated.Answer),
            CommitResult.Refused refused => new RuntimeResult.Refused([refused.Problem]),
            _ => throw new InvalidOperationException($"Instance id {instanceId} is taken."),
        };
    }

    /// <summary>Plays one turn on an existing instance; plays it again when another turn came first.</summary>
    public async Task<RuntimeResult> SendAsync(
        string instanceId, Stimulus stimulus, Command command, CancellationToken cancellationToken)
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
            if (interpreter.Play(procedure.Graph, snapshot.State, stimulus, now) is not { } turn)
            {
                return new RuntimeResult.Gone();
            }

            var whole = stimulus is Stimulus.Cancel cancel
                ? command with { Effects = [.. command.Effects, .. cancellations.SelectMany(module => module.Of(turn.State, cancel.Reason))] }
                : command;
            var commit = Commit(procedure.Version, snapshot.Name, snapshot.State, snapshot.Revision, turn, whole, now);
            switch (await store.CommitAsync(commit, cancellationToken))
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

    /// <summary>Writes a line into an instance's history, and effects with it, without moving the instance; also when it is over.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="remark">Decides on the instance's state as it is when the line is written; null writes nothing.</param>
    /// <param name="command">Who; its effects come first.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>Gone when there is no such instance or no remark.</returns>
    public async Task<RuntimeResult> RecordAsync(
        string instanceId, Func<InstanceState, Remark?> remark, Command command, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < MaxConflicts; conflicts++)
        {
            if (await store.LoadAsync(instanceId, cancellationToken) is not { } snapshot || remark(snapshot.State) is not { } said)
            {
                return new RuntimeResult.Gone();
            }

            var procedure = await library.GetAsync(snapshot.DefinitionVersionId, cancellationToken);
            var now = time.GetUtcNow();
            var line = said.AsHistory(snapshot.State.LastSequence + 1, now, procedure.Version.Name);
            var turn = new Turn(snapshot.State with { LastSequence = line.Sequence }, said.Effects, [line]);
            var commit = Commit(procedure.Version, snapshot.Name, snapshot.State, snapshot.Revision, turn, command, now);
            switch (await store.CommitAsync(commit, cancellationToken))
            {
                case CommitResult.Committed committed:
                    return Done(turn, committed.Revision);
                case CommitResult.Repeated repeated:
                    return new RuntimeResult.Repeated(repeated.Answer);
                case CommitResult.Refused refused:
                    return new RuntimeResult.Refused([refused.Problem]);
            }
        }

        throw new InvalidOperationException($"Instance {instanceId} changed {MaxConflicts} times while a line was being written.");
    }

    private static TurnCommit Commit(
        DefinitionVersion definition, string name, InstanceState before, int revision, Turn turn, Command command, DateTimeOffset now)
    {
        var had = before.Bookmarks.Select(bookmark => bookmark.Id).ToHashSet(StringComparer.Ordinal);
        var has = turn.State.Bookmarks.Select(bookmark => bookmark.Id).ToHashSet(StringComparer.Ordinal);
        return new TurnCommit
        {
            State = turn.State,
            Definition = definition,
            Name = name,
            ExpectedRevision = revision,
            AddedBookmarks = [.. turn.State.Bookmarks.Where(bookmark => !had.Contains(bookmark.Id))],
            RemovedBookmarks = [.. had.Where(id => !has.Contains(id))],
            Effects = [.. command.Effects, .. turn.Effects],
            History = turn.History,
            At = now,
            Actor = command.Actor,
            Operation = command.Operation,
        };
    }

    private RuntimeResult.Done Done(Turn turn, int revision)
    {
        if (!turn.Effects.IsEmpty)
        {
            signal.Wake();
        }

        return new RuntimeResult.Done(turn.State, revision);
    }
}
