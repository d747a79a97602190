using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WorkflowHost.Engine.Children;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Engine.Http;
using WorkflowHost.Engine.Tests.Playing;
using WorkflowHost.Engine.Waiting;
using Xunit;

namespace WorkflowHost.Engine.Tests;

/// <summary>Random workflows, moved by random stimuli: resumes, retries and skips.</summary>
public sealed class Saved_between_turns
{
    private const int Cases = 500;
    private const int Turns = 30;
    private static readonly Interpreter Interpreter = new(Play.Environment);

    [Fact]
    public void A_save_between_any_two_turns_changes_nothing() => ForAnySketch(seed =>
    {
        var graph = Play.Graph(Sketch.Of(seed));
        var kept = InstanceState.New("i1", "c1");
        var saved = kept;
        Stimulus? stimulus = new Stimulus.Start(Play.Input());
        for (var turn = 0; stimulus is not null && turn < Turns; turn++)
        {
            var one = Interpreter.Play(graph, kept, stimulus, Play.Now).ShouldNotBeNull();
            var other = Interpreter.Play(Play.Graph(Sketch.Of(seed)), saved, stimulus, Play.Now).ShouldNotBeNull();

            Play.Written(other.State).ShouldBe(Play.Written(one.State));
            Play.Written(other.History).ShouldBe(Play.Written(one.History));
            other.Effects.Select(Written).ShouldBe(one.Effects.Select(Written));
            kept = one.State;
            saved = JsonSerializer.Deserialize<InstanceState>(Play.Written(other.State), Conversion.Json)!;
            stimulus = Next(kept, seed + turn);
        }
    });

    [Fact]
    public void What_is_sent_bears_keys_and_ids_of_its_own() => ForAnySketch(seed =>
    {
        var graph = Play.Graph(Sketch.Of(seed));
        var state = InstanceState.New("i1", "c1");
        var sent = new List<string>();
        Stimulus? stimulus = new Stimulus.Start(Play.Input());
        for (var turn = 0; stimulus is not null && turn < Turns; turn++)
        {
            var played = Interpreter.Play(graph, state, stimulus, Play.Now).ShouldNotBeNull();
            state = played.State;
            sent.AddRange(played.Effects.Select(effect => effect switch
            {
                TaskRequested task => task.TaskId,
                StartChild child => child.InstanceId,
                SendRequest request => request.Key,
                _ => null,
            }).OfType<string>());
            played.Effects.Select(effect => effect.ServedBookmark).OfType<string>().ShouldBeSubsetOf(state.Bookmarks.Select(bookmark => bookmark.Id));
            stimulus = Next(state, seed + turn);
        }

        sent.ShouldBeUnique();
    });

    [Fact]
    public void What_waits_and_fails_and_is_saved_in_between_comes_to_the_same_as_what_runs_in_one_turn() => ForAnySketch(seed =>
    {
        var inOneTurn = PlayOn(Sketch.Calm(seed, waits: false), seed);
        var inMany = PlayOn(Sketch.Calm(seed, waits: true), seed);

        inOneTurn.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        inMany.ShouldBe(inOneTurn);
    });

    [Fact]
    public void After_every_turn_everything_under_way_waits_for_something_that_is_there() => ForAnySketch(seed =>
    {
        var play = InstanceState.New("i1", "c1");
        var graph = Play.Graph(Sketch.Of(seed));
        Stimulus? stimulus = new Stimulus.Start(Play.Input());
        for (var turn = 0; stimulus is not null && turn < Turns; turn++)
        {
            play = Interpreter.Play(graph, play, stimulus, Play.Now).ShouldNotBeNull().State;
            ShouldBeSound(play);
            stimulus = Next(play, seed + turn);
        }
    });

    [Fact]
    public void Every_sequence_number_comes_once_and_what_ended_had_begun() => ForAnySketch(seed =>
    {
        var graph = Play.Graph(Sketch.Of(seed));
        var state = InstanceState.New("i1", "c1");
        var history = new List<HistoryEvent>();
        Stimulus? stimulus = new Stimulus.Start(Play.Input());
        for (var turn = 0; stimulus is not null && turn < Turns; turn++)
        {
            var played = Interpreter.Play(graph, state, stimulus, Play.Now).ShouldNotBeNull();
            state = played.State;
            history.AddRange(played.History);
            stimulus = Next(state, seed + turn);
        }

        history.Select(line => line.Sequence).ShouldBe(Enumerable.Range(1, history.Count));
        var completed = history.Where(line => line is { Event: HistoryEvents.Completed, ExecutionId.Length: > 0 }).Select(line => line.ExecutionId).ToArray();
        completed.ShouldBeUnique();
        completed.Except(history.Where(line => line.Event is HistoryEvents.Started or HistoryEvents.Retried or HistoryEvents.Skipped).Select(line => line.ExecutionId)).ShouldBeEmpty();
    });

    /// <summary>Plays to the end, every state through JSON.</summary>
    /// <returns>How it ended and how often each step completed.</returns>
    private static (WorkflowSubStatus SubStatus, string Completed) PlayOn(Definitions.WorkflowDefinition definition, int seed)
    {
        var state = InstanceState.New("i1", "c1");
        var completed = new List<string>();
        Stimulus? stimulus = new Stimulus.Start(Play.Input());
        for (var turn = 0; stimulus is not null; turn++)
        {
            turn.ShouldBeLessThan(1_000);
            var played = Interpreter.Play(Play.Graph(definition), state, stimulus, Play.Now).ShouldNotBeNull();
            completed.AddRange(played.History.Where(line => line.Event == HistoryEvents.Completed).Select(line => line.ActivityId));
            state = JsonSerializer.Deserialize<InstanceState>(Play.Written(played.State), Conversion.Json)!;
            stimulus = Next(state, seed + turn, calm: true);
        }

        return (state.SubStatus, string.Join(' ', completed.Order(StringComparer.Ordinal)));
    }

    private static string Written(Effect effect) => effect.GetType().Name + JsonSerializer.Serialize(effect, effect.GetType(), Conversion.Json);

    private static void ForAnySketch(Action<int> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Gen.Choose(0, 10_000_000).ToArbitrary(), property));

    private static void ShouldBeSound(InstanceState state)
    {
        var ids = state.Executions.Select(execution => execution.Id).ToHashSet(StringComparer.Ordinal);
        ids.Count.ShouldBe(state.Executions.Length);
        state.Bookmarks.ShouldAllBe(bookmark => ids.Contains(bookmark.ExecutionId));
        var held = state.Executions.Select(execution => execution.ParentId)
            .Concat(state.Bookmarks.Select(bookmark => bookmark.ExecutionId)).Concat(state.Incidents.Select(incident => incident.ExecutionId)).ToHashSet();
        state.Executions.ShouldAllBe(execution => held.Contains(execution.Id));
        if (state.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            state.Executions.ShouldBeEmpty();
            state.Incidents.ShouldBeEmpty();
        }
        else
        {
            (state.Bookmarks.Length + state.Incidents.Length).ShouldBeGreaterThan(0);
        }
    }

    /// <summary>What moves the instance next, as the seed chooses; null when nothing can.</summary>
    private static Stimulus? Next(InstanceState state, int seed, bool calm = false)
    {
        var incidents = state.Incidents.Where(incident => state.Executions.Any(execution => execution.Id == incident.ExecutionId)).ToArray();
        var resumable = state.Status is WorkflowStatus.Running ? state.Bookmarks.Length : 0;
        if (resumable + incidents.Length == 0)
        {
            return null;
        }

        var chosen = seed % (resumable + incidents.Length);
        return chosen < resumable
            ? new Stimulus.Resume(state.Bookmarks[chosen].Id, !calm && seed % 3 == 0 ? Play.Input(("outcome", "again")) : Play.Input())
            : !calm && seed % 4 == 0
                ? new Stimulus.Skip(incidents[chosen - resumable].Id, null, "略过")
                : new Stimulus.Retry(incidents[chosen - resumable].Id, "重试");
    }
}
