using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Children;
using WorkflowHost.Engine.Waiting;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Scenarios.Answers;

namespace WorkflowHost.Scenarios.Playing;

/// <summary>One play: the instances, the virtual clock, and what is due when.</summary>
internal sealed class World
{
    private readonly Interpreter interpreter;
    private readonly PlayRequest request;
    private readonly ObligationBook book;
    private readonly TaskBoard board;
    private readonly EffectReader effects;
    private readonly OpenWaits waits;
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> agenda = new();
    private readonly Dictionary<string, PlayedInstance> instances = new(StringComparer.Ordinal);
    private readonly Dictionary<PlayedInstance, Dischargers> dischargers = [];
    private int order;
    private int turns;
    private int steps;

    public World(
        Interpreter interpreter, IBureauDirectory bureaus, ObligationCatalogue catalogue, ProductCatalogue products, PlayRequest request, IAnswers answers)
    {
        this.interpreter = interpreter;
        this.request = request;
        Now = request.Start;
        var caseInput = request.Input.GetValueOrDefault("case") as JsonObject;
        CaseId = caseInput?["id"]?.ToString() ?? "case";
        book = new ObligationBook(catalogue, caseInput, ChinaTime.DateOf(request.Start));
        board = new TaskBoard(this, answers, bureaus, catalogue, request.People);
        effects = new EffectReader(this, board, bureaus, products, request);
        waits = new OpenWaits(board, effects);
    }

    public DateTimeOffset Now { get; private set; }

    public string CaseId { get; }

    public List<TimelineEntry> Timeline { get; } = [];

    public List<Problem> Problems { get; } = [];

    public Played Play()
    {
        Begin("i1", request.DefinitionId, request.Input, null);
        foreach (var outside in request.Events)
        {
            At(outside.At, () => Tell(outside));
        }

        var end = Now;
        while (turns < request.MostTurns && agenda.TryPeek(out _, out var due) && due.At <= request.Until)
        {
            var next = agenda.Dequeue();
            Now = due.At > Now ? due.At : Now;
            var before = Timeline.Count;
            next();
            end = Timeline.Count > before ? Now : end;
        }

        var isOver = instances.Values.All(instance => instance.State.Status is WorkflowStatus.Finished) && instances.Count > 0;
        var waiting = waits.Of([.. instances.Values.Where(instance => instance.State.Status is not WorkflowStatus.Finished)]).ToList();
        return new Played
        {
            DefinitionId = request.DefinitionId,
            End = EndOf(isOver, waiting),
            From = request.Start,
            Until = end,
            Timeline = [.. Timeline],
            Tasks = board.All,
            Documents = effects.Documents,
            Messages = effects.Messages,
            Notices = effects.Notices,
            Obligations = book.Close(isOver),
            Result = effects.Result,
            Steps = steps,
            WaitingFor = [.. waiting.Select(wait => wait.Words)],
            WaitingForOthers = [.. waiting.Where(wait => wait.IsForOthers).Select(wait => wait.Words)],
            Problems = [.. Problems],
        };
    }

    /// <summary>Lets something happen at an instant, after all that was arranged for it before.</summary>
    public void At(DateTimeOffset at, Action what) => agenda.Enqueue(what, (at > Now ? at : Now, ++order));

    public void Note(TimelineKind kind, string procedure, string step, string text, ImmutableArray<string> obligations = default) =>
        Timeline.Add(new TimelineEntry(Now, kind, procedure, step, text, obligations.IsDefault ? [] : obligations));

    public void Resume(PlayedInstance instance, string bookmarkId, ImmutableDictionary<string, JsonNode?> input) =>
        Turn(instance, new Stimulus.Resume(bookmarkId, input));

    /// <summary>Starts an instance; what keeps it from starting is told to whoever waits for it.</summary>
    public void Begin(
        string id, string definitionId, ImmutableDictionary<string, JsonNode?> input, (PlayedInstance Instance, string? BookmarkId)? parent, string? correlation = null)
    {
        var graph = request.Definitions.Graph(definitionId);
        if (!graph.IsValid)
        {
            Problems.AddRange(graph.Problems);
            if (parent is { BookmarkId: { } bookmark } waiting)
            {
                Resume(waiting.Instance, bookmark, ImmutableDictionary<string, JsonNode?>.Empty.Add(ChildResult.Problem, graph.Problems[0].Message));
            }

            return;
        }

        var instance = new PlayedInstance(definitionId, graph.Value, InstanceState.New(id, correlation ?? CaseId), parent);
        instances.Add(id, instance);
        dischargers.Add(instance, book.Begin(instance));
        if (parent is not null)
        {
            Note(TimelineKind.Child, instance.Name, "", $"由“{parent.Value.Instance.Name}”启动");
        }

        Turn(instance, new Stimulus.Start(input));
    }

    /// <summary>Resumes all that wait for an event.</summary>
    /// <returns>How many there were.</returns>
    public int Publish(string name, JsonNode? payload, string? correlationId, string? instanceId)
    {
        var hash = StimulusHash.Of("Elsa.Event", new JsonObject { ["EventName"] = name }, null);
        var waiting = instances.Values
            .Where(instance => (instanceId is null || instance.State.Id == instanceId) && (correlationId is null || instance.State.CorrelationId == correlationId))
            .SelectMany(instance => instance.State.Bookmarks.Where(bookmark => bookmark.Hash == hash).Select(bookmark => (instance, bookmark.Id)))
            .ToList();
        foreach (var (instance, bookmark) in waiting)
        {
            Resume(instance, bookmark, ImmutableDictionary<string, JsonNode?>.Empty.Add(Event.PayloadInput, payload?.DeepClone() ?? new JsonObject()));
        }

        return waiting.Count;
    }

    private void Tell(OutsideEvent outside)
    {
        Note(TimelineKind.Outside, "", "", $"事件“{outside.Name}”");
        if (Publish(outside.Name, outside.Payload, null, null) == 0)
        {
            Problems.Add(new Problem("event-unheard", outside.Place, $"事件“{outside.Name}”到来时没有步骤在等待它。"));
        }
    }

    private void Turn(PlayedInstance instance, Stimulus stimulus)
    {
        if (++turns > request.MostTurns || interpreter.Play(instance.Graph, instance.State, stimulus, Now) is not { } turn)
        {
            return;
        }

        var wasOver = instance.State.Status is WorkflowStatus.Finished;
        instance.State = request.Restart?.Invoke(turn.State) ?? turn.State;
        foreach (var happened in turn.History)
        {
            Record(instance, happened);
        }

        board.Withdraw(instance);
        foreach (var effect in turn.Effects)
        {
            effects.Take(instance, effect);
        }

        if (instance is { State.Status: WorkflowStatus.Finished, Parent: { } parent } && !wasOver)
        {
            Note(TimelineKind.Child, instance.Name, "", "已结束");
            if (parent.BookmarkId is { } bookmark)
            {
                var result = ResultOf(instance.State);
                At(Now, () => Resume(parent.Instance, bookmark, result));
            }
        }
    }

    private void Record(PlayedInstance instance, HistoryEvent happened)
    {
        switch (happened.Event)
        {
            case HistoryEvents.Completed when happened.NodeId.Length > 0:
                steps++;
                var outcomes = happened.Payload?["outcomes"] is JsonArray names ? [.. names.Select(name => name!.ToString())] : ImmutableArray.Create("Done");
                var law = instance.LawOf(happened.NodeId);
                Note(TimelineKind.Step, instance.Name, happened.ActivityName, outcomes is ["Done"] ? "" : "→ " + string.Join('、', outcomes), law?.Carries ?? []);
                var late = board.WasLate(happened.ExecutionId);
                foreach (var (standing, ids) in law is null ? [] : book.Completed(law, dischargers[instance], outcomes, happened.ActivityName, Now, late))
                {
                    Note(TimelineKind.Obligation, instance.Name, happened.ActivityName, PlayWords.Of(standing), ids);
                }

                break;
            case HistoryEvents.Faulted:
                Note(TimelineKind.Incident, instance.Name, happened.ActivityName, happened.Message);
                Problems.Add(new Problem("incident", happened.ActivityId, $"步骤“{happened.ActivityName}”：{happened.Message}"));
                break;
            case "LimitSet":
                Note(TimelineKind.LimitSet, instance.Name, happened.ActivityName, happened.Message);
                break;
            default:
                break;
        }
    }

    private static ImmutableDictionary<string, JsonNode?> ResultOf(InstanceState state) => ImmutableDictionary<string, JsonNode?>.Empty
        .Add(ChildResult.InstanceId, state.Id)
        .Add(ChildResult.Status, state.Status.ToString())
        .Add(ChildResult.SubStatus, state.SubStatus.ToString())
        .Add(ChildResult.Output, new JsonObject(state.Output.Select(output => KeyValuePair.Create(output.Key, output.Value?.DeepClone()))));

    private PlayEnd EndOf(bool isOver, IReadOnlyCollection<OpenWait> waiting)
    {
        if (turns >= request.MostTurns)
        {
            return PlayEnd.Endless;
        }

        if (instances.Count == 0 || instances.Values.Any(instance => instance.State.SubStatus is WorkflowSubStatus.Faulted || !instance.State.Incidents.IsEmpty))
        {
            return PlayEnd.Stuck;
        }

        return isOver ? PlayEnd.Finished
            : waiting.All(wait => wait.IsForOthers) ? PlayEnd.WaitingForOthers
            : PlayEnd.Waiting;
    }
}
