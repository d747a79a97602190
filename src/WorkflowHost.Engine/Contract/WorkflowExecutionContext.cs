using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Contract;

/// <summary>One instance during one turn: the state thawed, changed by activities, and frozen again at the end.</summary>
public sealed class WorkflowExecutionContext
{
    private readonly List<ActivityExecutionContext> executions = [];
    private readonly Queue<ActivityExecutionContext> queue = [];
    private readonly Queue<(ActivityExecutionContext Context, Outcomes Outcomes)> completions = [];
    private readonly InstanceState before;
    private ActivityExecutionContext? finisher;
    private int lastId;

    internal WorkflowExecutionContext(WorkflowGraph graph, InstanceState state, TurnEnvironment environment, DateTimeOffset now)
    {
        Graph = graph;
        Environment = environment;
        Now = now;
        before = state;
        Standstill = new Standstill(state);
        lastId = state.LastId;
        Memory = new InstanceMemory(graph, state);
        Journal = new TurnJournal(graph.Definition.Name, now, state.LastSequence);
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
    public IReadOnlyList<Bookmark> Bookmarks => Standstill.Bookmarks;

    internal TurnEnvironment Environment { get; }

    internal InstanceMemory Memory { get; }

    internal TurnJournal Journal { get; }

    internal ExpressionExecutionContext Expressions { get; }

    internal Standstill Standstill { get; }

    internal IReadOnlyList<ActivityExecutionContext> Executions => executions;

    internal bool Ended { get; private set; }

    internal ActivityExecutionContext? FindExecution(string id) => executions.Find(execution => execution.Id == id);

    internal IEnumerable<ActivityExecutionContext> ChildrenOf(ActivityExecutionContext parent) =>
        executions.Where(execution => ReferenceEquals(execution.ParentActivityExecutionContext, parent));

    internal bool HasChildren(ActivityExecutionContext parent) => LastChildOf(parent) is not null;

    internal ActivityExecutionContext Schedule(
        ActivityExecutionContext? parent, Activity activity, ActivityCompletionCallback? callback)
    {
        var node = Graph.Find(activity.NodeId)
            ?? throw new InvalidOperationException($"Activity {activity.NodeId} is not part of this workflow.");
        var context = new ActivityExecutionContext(this, node, NextId(), parent, callback, lastId);
        executions.Add(context);
        queue.Enqueue(context);
        return context;
    }

    internal void Requeue(ActivityExecutionContext context)
    {
        CancelChildrenOf(context);
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
            NextId(), name, StimulusHash.Of(name, stimulus, includeExecution ? context.Id : null), stimulus?.DeepClone(),
            context.Activity.Id, context.NodeId, context.Id, Now, callback,
            metadata ?? ImmutableDictionary<string, string>.Empty);
        Standstill.Add(bookmark);
        return bookmark;
    }

    internal string NextId() => string.Create(CultureInfo.InvariantCulture, $"{before.Id}.{++lastId}");

    /// <summary>Notes that an activity is over. Takes effect after the piece of it that runs now.</summary>
    internal void Complete(ActivityExecutionContext context, Outcomes outcomes)
    {
        if (context.Status is ActivityStatus.Running)
        {
            context.Status = ActivityStatus.Completed;
            completions.Enqueue((context, outcomes));
        }
    }

    /// <summary>Ends the whole workflow after this piece (Elsa's Finish): whatever is scheduled or waits is cancelled.</summary>
    internal void Finish(ActivityExecutionContext context)
    {
        finisher = context;
        Complete(context, Outcomes.Default);
    }

    /// <summary>Takes the next completion and carries it out, save for telling the parent.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool TryClose(out ActivityExecutionContext context, out Outcomes outcomes)
    {
        if (!completions.TryDequeue(out var completion))
        {
            (context, outcomes) = (null!, null!);
            return false;
        }

        (context, outcomes) = completion;
        Close(context, outcomes);
        if (ReferenceEquals(context, finisher))
        {
            EndAbove(context);
        }

        return true;
    }

    internal void CancelAll()
    {
        foreach (var execution in executions.ToArray())
        {
            Cancel(execution);
        }
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
        Journal.Record(context, HistoryEvents.Canceled);
    }

    internal Savepoint Save(ActivityExecutionContext context) => new(lastId, context.Properties, Memory.Save(), Journal.Save());

    /// <summary>Undoes what a piece of an activity did before it threw. What it cancelled stays cancelled.</summary>
    internal void Restore(ActivityExecutionContext context, Savepoint saved)
    {
        while (completions.TryDequeue(out var completion))
        {
            completion.Context.Status = ActivityStatus.Running;
        }

        foreach (var begun in executions.Where(execution => execution.Serial > saved.LastId).ToArray())
        {
            begun.Status = ActivityStatus.Canceled;
            Forget(begun);
        }

        finisher = null;
        context.Properties = saved.Properties;
        Memory.Restore(saved.Memory);
        Journal.Restore(saved.Journal);
    }

    internal Turn Freeze(WorkflowStatus status, WorkflowSubStatus subStatus) => new(
        before with
        {
            Status = status,
            SubStatus = subStatus,
            Input = Memory.KeptInput,
            Variables = Memory.Variables,
            Outputs = Memory.Outputs,
            Executions = [.. executions.Select(execution => execution.Freeze())],
            Bookmarks = [.. Standstill.Bookmarks],
            Incidents = [.. Standstill.Incidents],
            LastId = lastId,
            LastSequence = Journal.LastSequence,
        },
        Journal.EffectsFor(Standstill.Bookmarks),
        Journal.History);

    private static JsonObject? OutcomesPayload(Outcomes outcomes) =>
        ReferenceEquals(outcomes, Outcomes.Default)
            ? null
            : new JsonObject { ["outcomes"] = new JsonArray([.. outcomes.Names.Select(name => JsonValue.Create(name))]) };

    private void Close(ActivityExecutionContext context, Outcomes outcomes)
    {
        CancelChildrenOf(context);
        Forget(context);
        Journal.Record(context, HistoryEvents.Completed, "", OutcomesPayload(outcomes));
    }

    private void EndAbove(ActivityExecutionContext context)
    {
        queue.Clear();
        completions.Clear();
        for (var above = context.ParentActivityExecutionContext; above is not null; above = above.ParentActivityExecutionContext)
        {
            above.Status = ActivityStatus.Completed;
            Close(above, Outcomes.Default);
        }

        CancelAll();
        Ended = true;
    }

    private void CancelChildrenOf(ActivityExecutionContext context)
    {
        while (LastChildOf(context) is { } child)
        {
            Cancel(child);
        }
    }

    private ActivityExecutionContext? LastChildOf(ActivityExecutionContext parent)
    {
        for (var index = executions.Count - 1; index >= 0; index--)
        {
            if (ReferenceEquals(executions[index].ParentActivityExecutionContext, parent))
            {
                return executions[index];
            }
        }

        return null;
    }

    private void Forget(ActivityExecutionContext context)
    {
        executions.Remove(context);
        Standstill.Forget(context);
    }

    private void Thaw(InstanceState state)
    {
        foreach (var frozen in state.Executions)
        {
            var node = Graph.Find(frozen.NodeId)
                ?? throw new InvalidOperationException($"Instance {state.Id} stands at {frozen.NodeId}, which its version does not have.");
            var parent = frozen.ParentId is null ? null : FindExecution(frozen.ParentId);
            var context = new ActivityExecutionContext(this, node, parent, frozen);
            executions.Add(context);
            if (context.Status is ActivityStatus.Pending)
            {
                queue.Enqueue(context);
            }
        }
    }
}
