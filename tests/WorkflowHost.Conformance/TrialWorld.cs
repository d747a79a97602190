using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Children;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Engine.Waiting;

namespace WorkflowHost.Conformance;

/// <summary>
/// The instances of one file's play: its own, the children that it starts, and those that its events start. What the engine asks
/// for is done as soon as the turn that asked is over, one after another, until nothing is left to do.
/// </summary>
/// <param name="interpreter">Plays the turns.</param>
/// <param name="folder">Where children and listeners are found.</param>
/// <param name="mode">How flowcharts bring branches together; null leaves it to the definition and the default.</param>
internal sealed class TrialWorld(Interpreter interpreter, TrialFolder folder, FlowchartMode? mode)
{
    /// <summary>Turns of one play; workflows that start one another for ever stop here.</summary>
    public const int MaxTurns = 1_000;

    private readonly List<Player> players = [];
    private readonly List<PublishedEvent> unheard = [];
    private readonly Queue<Action> due = new();
    private List<string> lines = [];
    private int turns;
    private int lastId;

    /// <summary>Whether there was more to do than one play may.</summary>
    public bool IsEndless => turns > MaxTurns;

    /// <summary>Starts the file's own instance.</summary>
    public TrialStep Start(WorkflowGraph graph)
    {
        players.Add(new Player(graph, InstanceState.New("trial", ""), null));
        return Step(players[0], new Stimulus.Start(Conversion.NoValues, FlowchartMode: mode));
    }

    /// <summary>Resumes a step that waits, in the file's own instance or else in one that it has brought about.</summary>
    /// <returns>How the file's own instance stands then; null when no such step waits.</returns>
    public TrialStep? Resume(string activityId) =>
        players.Select(player => (Player: player, Bookmark: player.State.Bookmarks.FirstOrDefault(bookmark => bookmark.ActivityId == activityId)))
            .FirstOrDefault(found => found.Bookmark is not null) is { Bookmark: { } bookmark, Player: var player }
            ? Step(player, new Stimulus.Resume(bookmark.Id, Conversion.NoValues))
            : null;

    private TrialStep Step(Player player, Stimulus stimulus)
    {
        var own = players[0];
        lines = [];
        own.Completed = [];
        Play(player, stimulus);
        while (due.TryDequeue(out var next))
        {
            next();
        }

        return new TrialStep(
            own.State.Status.ToString(),
            own.State.SubStatus.ToString(),
            [.. lines],
            [.. own.Completed],
            own.State.Output.ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. own.Incidents],
            [.. own.State.Bookmarks.Select(bookmark => bookmark.ActivityId)]);
    }

    private void Play(Player player, Stimulus stimulus)
    {
        var wasOver = player.State.Status is WorkflowStatus.Finished;

        // What is faulted stands still, though something may wait in it.
        if (++turns > MaxTurns || interpreter.Play(player.Graph, player.State, stimulus, Trial.Now) is not { } turn)
        {
            return;
        }

        player.Take(turn);
        lines.AddRange(turn.History.Where(line => line.Event == HistoryEvents.Line).Select(line => line.Message));
        foreach (var effect in turn.Effects)
        {
            switch (effect)
            {
                case StartChild child:
                    due.Enqueue(() => Begin(player, child));
                    break;
                case PublishedEvent published:
                    due.Enqueue(() => Publish(published));
                    break;
                default:
                    break;
            }
        }

        foreach (var kept in unheard.ToArray())
        {
            due.Enqueue(() => Tell(kept));
        }

        if (!wasOver && player is { State: { Status: WorkflowStatus.Finished } state, Parent: { BookmarkId: { } bookmark } parent })
        {
            due.Enqueue(() => Play(parent.Player, new Stimulus.Resume(bookmark, ResultOf(state))));
        }
    }

    private void Begin(Player parent, StartChild child)
    {
        var (graph, problem) = folder.Graph(child.DefinitionId);
        if (graph is not null)
        {
            var begun = new Player(graph, InstanceState.New(child.InstanceId, child.CorrelationId), (parent, child.BookmarkId));
            players.Add(begun);
            Play(begun, new Stimulus.Start(
                child.Input.ToImmutableDictionary(entry => entry.Key, entry => entry.Value?.DeepClone(), StringComparer.Ordinal), FlowchartMode: mode));
        }
        else if (child.BookmarkId is { } bookmark)
        {
            Play(parent, new Stimulus.Resume(bookmark, Conversion.NoValues.Add(ChildResult.Problem, problem)));
        }
    }

    /// <summary>Starts the workflows that an event starts, unless it is for one instance alone, then wakes those who wait for it.</summary>
    private void Publish(PublishedEvent published)
    {
        foreach (var (graph, activityId) in published.InstanceId is null ? folder.TriggeredBy(HashOf(published)) : [])
        {
            var begun = new Player(graph, InstanceState.New($"triggered-{++lastId}", published.CorrelationId ?? ""), null);
            players.Add(begun);
            Play(begun, new Stimulus.Start(InputOf(published), activityId, mode));
        }

        unheard.Add(published);
        Tell(published);
    }

    /// <summary>An event for which nobody waits is kept until somebody does.</summary>
    private void Tell(PublishedEvent published)
    {
        var hash = HashOf(published);
        var waiting = players
            .Where(player => (published.InstanceId is null || player.State.Id == published.InstanceId)
                && (published.CorrelationId is null || player.State.CorrelationId == published.CorrelationId))
            .SelectMany(player => player.State.Bookmarks.Where(bookmark => bookmark.Hash == hash).Select(bookmark => (Player: player, bookmark.Id)))
            .ToArray();
        if (waiting.Length > 0 && unheard.Remove(published))
        {
            foreach (var (player, bookmark) in waiting)
            {
                Play(player, new Stimulus.Resume(bookmark, InputOf(published)));
            }
        }
    }

    private static string HashOf(PublishedEvent published) =>
        StimulusHash.Of("Elsa.Event", new JsonObject { ["EventName"] = published.EventName }, null);

    private static ImmutableDictionary<string, JsonNode?> InputOf(PublishedEvent published) =>
        Conversion.NoValues.Add(Event.PayloadInput, published.Payload?.DeepClone() ?? new JsonObject());

    private static ImmutableDictionary<string, JsonNode?> ResultOf(InstanceState state) => Conversion.NoValues
        .Add(ChildResult.InstanceId, state.Id)
        .Add(ChildResult.Status, state.Status.ToString())
        .Add(ChildResult.SubStatus, state.SubStatus.ToString())
        .Add(ChildResult.Output, new JsonObject(state.Output.Select(output => KeyValuePair.Create(output.Key, output.Value?.DeepClone()))));

    /// <summary>One instance of the play.</summary>
    private sealed class Player(WorkflowGraph graph, InstanceState state, (Player Player, string? BookmarkId)? parent)
    {
        public WorkflowGraph Graph => graph;

        public InstanceState State { get; private set; } = state;

        public (Player Player, string? BookmarkId)? Parent => parent;

        /// <summary>Ids of the activities that completed in this step.</summary>
        public List<string> Completed { get; set; } = [];

        /// <summary>All so far.</summary>
        public List<TrialIncident> Incidents { get; } = [];

        public void Take(Turn turn)
        {
            State = turn.State;
            foreach (var line in turn.History)
            {
                if (line is { Event: HistoryEvents.Completed, ActivityId.Length: > 0 })
                {
                    Completed.Add(line.ActivityId);
                }
                else if (line.Event == HistoryEvents.Faulted)
                {
                    Incidents.Add(new TrialIncident(line.ActivityId, line.Message));
                }
            }
        }
    }
}
