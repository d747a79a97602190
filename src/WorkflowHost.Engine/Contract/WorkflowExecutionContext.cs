using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Contract;

/// <summary>One instance during one turn: the state thawed, changed by activities, and frozen again at the end.</summary>
public sealed class WorkflowExecutionContext
{
    private readonly List<ActivityExecutionContext> executions = [];
    private readonly List<Bookmark> bookmarks;
    private readonly List<Incident> incidents;
    private readonly List<Effect> effects = [];
    private readonly List<HistoryEvent> history = [];
    private readonly Queue<ActivityExecutionContext> queue = [];
    private readonly InstanceState before;
    private ImmutableDictionary<string, JsonNode?> variables;
    private ImmutableDictionary<string, JsonNode?> outputs;
    private ImmutableDictionary<string, JsonNode?> input;
    private int lastId;
    private int lastSequence;

    internal WorkflowExecutionContext(WorkflowGraph graph, InstanceState state, TurnEnvironment environment, DateTimeOffset now)
    {
        Graph = graph;
        Environment = environment;
        Now = now;
        before = state;
        variables = state.Variables;
        outputs = state.Outputs;
        input = state.Input;
        bookmarks = [.. state.Bookmarks];
        incidents = [.. state.Incidents];
        lastId = state.LastId;
        lastSequence = state.LastSequence;
        Expressions = new ExpressionExecutionContext(this);
        Thaw(state);
    }

    /// <summary>The instance's id.</summary>
    public string Id => before.Id;

    /// <summary>Ties the instance to its case.</summary>
    public string CorrelationId => before.CorrelationId;

    /// <summary>The instant of the turn, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The definition version that the instance is pinned to.</summary>
    public WorkflowGraph Graph { get; }

    /// <summary>What the instance waits for now.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => bookmarks;

    internal TurnEnvironment Environment { get; }

    internal ExpressionExecutionContext Expressions { get; }

    internal IReadOnlyList<Incident> Incidents => incidents;

    internal IReadOnlyList<ActivityExecutionContext> Executions => executions;

    internal bool Ended { get; private set; }

    internal JsonNode? GetVariable(Variable variable) =>
        variables.TryGetValue(variable.Id, out var value) ? value : variable.Default;

    internal void SetVariable(Variable variable, JsonNode? value) =>
        variables = variables.SetItem(variable.Id, Conversion.ForVariable(variable.TypeName, value));

    internal JsonNode? GetInput(string name) =>
        input.TryGetValue(name, out var value) ? value : before.Input.GetValueOrDefault(name);

    internal void SetInput(ImmutableDictionary<string, JsonNode?> values) => input = values;

    internal JsonNode? GetOutput(string activityId, string name) => outputs.GetValueOrDefault(activityId + "." + name);

    internal void SetOutput(string activityId, string name, JsonNode? value) =>
        outputs = outputs.SetItem(activityId + "." + name, value);

    internal void AddEffect(Effect effect) => effects.Add(effect);

    internal void Record(ActivityExecutionContext? context, string eventName, string message = "", JsonNode? payload = null) =>
        history.Add(context is null
            ? new HistoryEvent(++lastSequence, Now, "", "", "", "Elsa.Workflow", Graph.Definition.Name, eventName, message, payload)
            : new HistoryEvent(
                ++lastSequence, Now, context.Id, context.Activity.Id, context.NodeId, context.Activity.Type,
                context.Activity.DisplayName, eventName, message, payload));

    internal ActivityExecutionContext? FindExecution(string id) => executions.Find(execution => execution.Id == id);

    internal IEnumerable<ActivityExecutionContext> ChildrenOf(ActivityExecutionContext parent) =>
        executions.Where(execution => ReferenceEquals(execution.ParentActivityExecutionContext, parent));

    internal ActivityExecutionContext Schedule(ActivityExecutionContext? parent, Activity activity, string? callback)
    {
        var node = Graph.Find(activity.NodeId)
            ?? throw new InvalidOperationException($"Activity {activity.NodeId} is not part of this workflow.");
        var context = new ActivityExecutionContext(this, node, NextId(), parent, callback);
        executions.Add(context);
        queue.Enqueue(context);
        return context;
    }

    internal void Requeue(ActivityExecutionContext context)
    {
        context.Status = ActivityStatus.Pending;
        queue.Enqueue(context);
    }

    internal bool TryDequeue(out ActivityExecutionContext context) => queue.TryDequeue(out context!);

    internal Bookmark AddBookmark(
        ActivityExecutionContext context, JsonNode? stimulus, string? callback, bool includeExecution,
        ImmutableDictionary<string, string>? metadata)
    {
        var name = context.Activity.Type;
        var bookmark = new Bookmark(
            NextId(), name, StimulusHash.Of(name, stimulus, includeExecution ? context.Id : null), stimulus,
            context.Activity.Id, context.NodeId, context.Id, Now, callback,
            metadata ?? ImmutableDictionary<string, string>.Empty);
        bookmarks.Add(bookmark);
        return bookmark;
    }

    internal void RemoveBookmark(Bookmark bookmark) => bookmarks.Remove(bookmark);

    internal void RemoveBookmarksOf(ActivityExecutionContext context) =>
        bookmarks.RemoveAll(bookmark => bookmark.ExecutionId == context.Id);

    internal void AddIncident(Incident incident) => incidents.Add(incident);

    internal void RemoveIncident(Incident incident) => incidents.Remove(incident);

    internal string NextId() => string.Create(CultureInfo.InvariantCulture, $"{before.Id}.{++lastId}");

    internal ValueTask CompleteAsync(ActivityExecutionContext context, Outcomes outcomes)
    {
        Complete(context, outcomes);
        return ValueTask.CompletedTask;
    }

    internal void Complete(ActivityExecutionContext context, Outcomes outcomes)
    {
        if (context.Status is not ActivityStatus.Running)
        {
            return;
        }

        CancelChildrenOf(context);
        context.Status = ActivityStatus.Completed;
        Forget(context);
        Record(context, HistoryEvents.Completed, "", OutcomesPayload(outcomes));
        NotifyParent(context, outcomes);
    }

    /// <summary>Ends the whole workflow at once (Elsa's Finish): whatever is scheduled or waits is cancelled.</summary>
    internal void Finish(ActivityExecutionContext finisher)
    {
        Complete(finisher, Outcomes.Default);
        queue.Clear();
        CancelAll();
        Ended = true;
    }

    internal void CancelAll()
    {
        foreach (var execution in executions.ToArray())
        {
            Cancel(execution);
        }

        incidents.Clear();
    }

    internal void Cancel(ActivityExecutionContext context)
    {
        if (context.Status is ActivityStatus.Completed or ActivityStatus.Canceled)
        {
            return;
        }

        CancelChildrenOf(context);
        context.Status = ActivityStatus.Canceled;
        Forget(context);
        incidents.RemoveAll(incident => incident.ExecutionId == context.Id);
        Record(context, HistoryEvents.Canceled);
    }

    internal Turn Freeze(WorkflowStatus status, WorkflowSubStatus subStatus) => new(
        before with
        {
            Status = status,
            SubStatus = subStatus,
            Input = before.LastSequence == 0 ? input : before.Input,
            Variables = variables,
            Outputs = outputs,
            Executions = [.. executions.Select(execution => execution.Freeze())],
            Bookmarks = [.. bookmarks],
            Incidents = [.. incidents],
            LastId = lastId,
            LastSequence = lastSequence,
        },
        [.. effects],
        [.. history]);

    private static JsonObject? OutcomesPayload(Outcomes outcomes) =>
        ReferenceEquals(outcomes, Outcomes.Default)
            ? null
            : new JsonObject { ["outcomes"] = new JsonArray([.. outcomes.Names.Select(name => JsonValue.Create(name))]) };

    private static void NotifyParent(ActivityExecutionContext context, Outcomes outcomes)
    {
        if (context.ParentActivityExecutionContext is not { Status: ActivityStatus.Running } parent || context.Callback is null)
        {
            return;
        }

        var callback = Callbacks.Completion(parent.Activity, context.Callback);
        Interpreter.RequireDone(callback(new ActivityCompletedContext(parent, context, outcomes)));
    }

    private void CancelChildrenOf(ActivityExecutionContext context)
    {
        int index;
        while ((index = IndexOfChild(context)) >= 0)
        {
            Cancel(executions[index]);
        }
    }

    private int IndexOfChild(ActivityExecutionContext parent)
    {
        for (var index = executions.Count - 1; index >= 0; index--)
        {
            if (ReferenceEquals(executions[index].ParentActivityExecutionContext, parent))
            {
                return index;
            }
        }

        return -1;
    }

    private void Forget(ActivityExecutionContext context)
    {
        executions.Remove(context);
        if (bookmarks.Count > 0)
        {
            bookmarks.RemoveAll(bookmark => bookmark.ExecutionId == context.Id);
        }
    }

    private void Thaw(InstanceState state)
    {
        foreach (var frozen in state.Executions)
        {
            var node = Graph.Find(frozen.NodeId)
                ?? throw new InvalidOperationException($"Instance {state.Id} stands at {frozen.NodeId}, which its version does not have.");
            var parent = frozen.ParentId is null ? null : FindExecution(frozen.ParentId);
            executions.Add(new ActivityExecutionContext(this, node, frozen.Id, parent, frozen.Callback, frozen.Properties)
            {
                Status = frozen.Status,
                Attempts = frozen.Attempts,
            });
        }
    }
}
