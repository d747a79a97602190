using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Engine.History;
using WorkflowHost.Expressions;

namespace WorkflowHost.Engine.Tests.Playing;

/// <summary>One instance, played turn by turn as the runtime does: every state goes through JSON before the next turn.</summary>
internal sealed class Play
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 2, 30, 0, TimeSpan.Zero);

    public static readonly ActivityRegistry Registry = new(
    [
        ActivityType.Of<Note>(), ActivityType.Of<Show>(), ActivityType.Of<Wait>(), ActivityType.Of<Bell>(), ActivityType.Of<Choose>(),
        ActivityType.Of<Boom>(), ActivityType.Of<LateBoom>(), ActivityType.Of<Idle>(), ActivityType.Of<Awaiting>(),
        ActivityType.Of<Lambda>(), ActivityType.Of<Wrap>(),
    ]);

    private readonly WorkflowGraph graph;
    private readonly Interpreter interpreter;

    private Play(
        WorkflowGraph graph, JavaScriptOptions options, bool hasOwnTurns = false, LogPersistenceMode logPersistence = LogPersistenceMode.Exclude)
    {
        this.graph = graph;
        interpreter = new Interpreter(new TurnEnvironment([new JavaScriptEvaluator(options)], new NoServices(), hasOwnTurns: hasOwnTurns, logPersistence: logPersistence));
    }

    public InstanceState State { get; private set; } = InstanceState.New("i1", "case-1");

    public Turn Last { get; private set; } = null!;

    public List<HistoryEvent> History { get; } = [];

    /// <summary>Ids of the steps that were started, in order, without the containers.</summary>
    public IEnumerable<string> Ran => History
        .Where(line => line.Event == HistoryEvents.Started && line.ActivityType is not ("Elsa.Workflow" or "Elsa.Flowchart" or "Elsa.Sequence" or "Elsa.If"))
        .Select(line => line.ActivityId);

    public string Trace => string.Join(' ', Ran);

    /// <summary>What steps of type Show showed, in order.</summary>
    public IEnumerable<string> Shown => History.Where(line => line.Event == "Shown").Select(line => line.Message);

    public static Play Start(Chart flow, params (string Name, JsonNode? Value)[] input) => Start(flow.Definition(), null, input);

    public static Play Start(WorkflowDefinition definition, JavaScriptOptions? options = null, params (string Name, JsonNode? Value)[] input)
    {
        var play = new Play(Graph(definition), options ?? new JavaScriptOptions());
        play.Send(new Stimulus.Start(Input(input))).ShouldBeTrue();
        return play;
    }

    /// <summary>Starts an instance of another id.</summary>
    public static Play StartAs(string id, Chart flow)
    {
        var play = new Play(Graph(flow.Definition()), new JavaScriptOptions()) { State = InstanceState.New(id, "case-1") };
        play.Send(new Stimulus.Start(Input())).ShouldBeTrue();
        return play;
    }

    /// <summary>Starts as the runtime does, where steps may have turns of their own.</summary>
    public static Play StartWithOwnTurns(Chart flow)
    {
        var play = new Play(Graph(flow.Definition()), new JavaScriptOptions(), hasOwnTurns: true);
        play.Send(new Stimulus.Start(Input())).ShouldBeTrue();
        return play;
    }

    /// <summary>Starts where the host keeps what steps took and gave, or keeps nothing of it, if nobody says otherwise.</summary>
    public static Play StartLogging(LogPersistenceMode host, WorkflowDefinition definition, IDefinitionResolver? used = null)
    {
        var play = new Play(Graph(definition, used), new JavaScriptOptions(), logPersistence: host);
        play.Send(new Stimulus.Start(Input())).ShouldBeTrue();
        return play;
    }

    /// <summary>Starts with tokens instead of counters.</summary>
    public static Play StartWithTokens(Chart flow)
    {
        var play = new Play(Graph(flow.Definition()), new JavaScriptOptions());
        play.Send(new Stimulus.Start(Input(), FlowchartMode: FlowchartMode.Token)).ShouldBeTrue();
        return play;
    }

    /// <summary>Starts as a trigger does.</summary>
    public static Play StartBy(string triggerActivityId, WorkflowDefinition definition, params (string Name, JsonNode? Value)[] input)
    {
        var play = new Play(Graph(definition), new JavaScriptOptions());
        play.Send(new Stimulus.Start(Input(input), triggerActivityId)).ShouldBeTrue();
        return play;
    }

    /// <summary>Starts a workflow that uses others as activities.</summary>
    public static Play StartUsing(IDefinitionResolver used, WorkflowDefinition definition, params (string Name, JsonNode? Value)[] input)
    {
        var play = new Play(Graph(definition, used), new JavaScriptOptions());
        play.Send(new Stimulus.Start(Input(input))).ShouldBeTrue();
        return play;
    }

    public static WorkflowGraph Graph(WorkflowDefinition definition, IDefinitionResolver? used = null)
    {
        var compiled = new GraphCompiler(Registry, used).Compile(definition);
        compiled.Problems.ShouldBeEmpty();
        return compiled.Value!;
    }

    public static Checked<WorkflowGraph> Compile(WorkflowDefinition definition) => new GraphCompiler(Registry).Compile(definition);

    /// <summary>Lines that WriteLine wrote.</summary>
    public string Lines => string.Join(' ', History.Where(line => line.Event == HistoryEvents.Line).Select(line => line.Message));

    /// <summary>Resumes the one bookmark of a step with what came.</summary>
    public Play ResumeWith(string activityId, params (string Name, JsonNode? Value)[] input)
    {
        var bookmark = State.Bookmarks.Single(candidate => candidate.ActivityId == activityId);
        Send(new Stimulus.Resume(bookmark.Id, Input(input))).ShouldBeTrue();
        return this;
    }

    /// <summary>Resumes the one bookmark of a step.</summary>
    public Play Resume(string activityId, string? outcome = null)
    {
        var bookmark = State.Bookmarks.Single(candidate => candidate.ActivityId == activityId);
        Send(new Stimulus.Resume(bookmark.Id, outcome is null ? Input() : Input(("outcome", outcome)))).ShouldBeTrue();
        return this;
    }

    public Play Retry()
    {
        Send(new Stimulus.Retry(State.Incidents[0].Id, "已修复")).ShouldBeTrue();
        return this;
    }

    /// <summary>A person changes a variable of the workflow.</summary>
    public Play Set(string variable, JsonNode? value)
    {
        Send(new Stimulus.SetVariable(variable + "-id", value, "更正")).ShouldBeTrue();
        return this;
    }

    /// <summary>Plays a turn; false when the stimulus no longer applies.</summary>
    public bool Send(Stimulus stimulus)
    {
        if (interpreter.Play(graph, State, stimulus, Now) is not { } turn)
        {
            return false;
        }

        Last = turn;
        History.AddRange(turn.History);
        State = JsonSerializer.Deserialize<InstanceState>(Written(turn.State), Conversion.Json)!;
        Written(State).ShouldBe(Written(turn.State));
        return true;
    }

    /// <summary>The same turn once more, from the same state; the instance does not move.</summary>
    public Turn? Rehearse(Stimulus stimulus) => interpreter.Play(graph, State, stimulus, Now);

    public static string Written<T>(T value) => JsonSerializer.Serialize(value, Conversion.Json);

    public Play ShouldBeFinished()
    {
        (State.Status, State.SubStatus).ShouldBe((WorkflowStatus.Finished, WorkflowSubStatus.Finished), State.Incidents.FirstOrDefault()?.Message);
        State.Executions.ShouldBeEmpty();
        State.Bookmarks.ShouldBeEmpty();
        State.Incidents.ShouldBeEmpty();
        return this;
    }

    public Play ShouldWaitAt(params string[] activityIds)
    {
        (State.Status, State.SubStatus).ShouldBe((WorkflowStatus.Running, WorkflowSubStatus.Suspended), State.Incidents.FirstOrDefault()?.Message);
        State.Bookmarks.Select(bookmark => bookmark.ActivityId).ShouldBe(activityIds, ignoreOrder: true);
        return this;
    }

    public Incident ShouldHaveOneIncident(string activityId, string code)
    {
        State.Incidents.Length.ShouldBe(1);
        (State.Incidents[0].ActivityId, State.Incidents[0].Code).ShouldBe((activityId, code), State.Incidents[0].Message);
        return State.Incidents[0];
    }

    public static ImmutableDictionary<string, JsonNode?> Input(params (string Name, JsonNode? Value)[] input) =>
        input.ToImmutableDictionary(item => item.Name, item => item.Value);

    public static TurnEnvironment Environment { get; } = new([new JavaScriptEvaluator(new JavaScriptOptions())], new NoServices());

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
