using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Composition;

namespace WorkflowHost.Engine.Contract;

/// <summary>One instance during one turn: the state thawed, changed by activities, and frozen again at the end.</summary>
public sealed class WorkflowExecutionContext
{
    private readonly LiveExecutions live = new();
    private readonly Queue<ActivityExecutionContext> queue = new(8);
    private readonly Queue<(ActivityExecutionContext Context, Outcomes Outcomes)> completions = new(4);
    private readonly InstanceState before;
    private ActivityExecutionContext? finisher;
    private (ActivityExecutionContext? Composite, bool Pending) closing;
    private int lastId;

    internal WorkflowExecutionContext(WorkflowGraph graph, InstanceState state, TurnEnvironment environment, DateTimeOffset now)
    {
        Graph = graph;
        Environment = environment;
        Now = now;
        before = state;
        Name = state.Name;
        CorrelationId = state.CorrelationId;
        TriggerActivityId = state.TriggerActivityId;
        FlowchartMode = state.FlowchartMode;
        Standstill = new Standstill(state);
        lastId = state.LastId;
        Memory = new InstanceMemory(graph, state);
        Journal = new TurnJournal(graph.Definition.Name, now, state.LastSequence, expected: Math.Min(2 + (2 * graph.Nodes.Count), 256));
        Thaw(state);
    }

    /// <summary>The instance's id.</summary>
    public string Id => before.Id;

    /// <summary>What lists call the instance; empty when nobody named it.</summary>
    public string Name { get; set; }

    /// <summary>Ties the instance to its case; empty when none.</summary>
    public string CorrelationId { get; set; }

    /// <summary>The activity whose trigger started the instance; null when it was started plainly.</summary>
    public string? TriggerActivityId { get; internal set; }

    /// <summary>The instant of the turn, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The definition version that the instance is pinned to.</summary>
    public WorkflowGraph Graph { get; }

    /// <summary>What the instance waits for now.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => Standstill.Bookmarks;

    internal FlowchartMode? FlowchartMode { get; set; }

    internal TurnEnvironment Environment { get; }

    internal InstanceMemory Memory { get; }

    internal TurnJournal Journal { get; }

    internal Standstill Standstill { get; }

    /// <summary>Whether something went wrong in this turn for which the whole instance is at fault.</summary>
    internal bool Faulted { get; set; }

    internal bool Ended { get; private set; }

    /// <summary>Whether nothing is under way and nothing scheduled.</summary>
    internal bool IsOver => live.First is null && queue.Count == 0;

    internal ImmutableArray<ActivityExecutionContext> Executions => live.All();

    /// <summary>The children of an execution that are scheduled or begun, and not over.</summary>
    internal IEnumerable<ActivityExecutionContext> ScheduledOrLive(ActivityExecutionContext owner) =>
        !owner.HasChildren ? [] : LiveExecutions.ChildrenOf(owner).Concat(queue.Where(context =>
            context is { Status: ActivityStatus.Pending, Links.Linked: false } && ReferenceEquals(context.ParentActivityExecutionContext, owner)));

    internal FlowchartMode EffectiveMode => FlowchartMode ?? Graph.FlowchartMode ?? Environment.FlowchartMode;

    internal ActivityExecutionContext? FindExecution(string id) => live.Find(id);

    internal ActivityExecutionContext Schedule(
        ActivityExecutionContext? parent, Activity activity, ActivityCompletionCallback? callback,
        string? tag = null, VariableScope? variables = null, bool isRepeat = false)
    {
        if (activity.Node is not { } node || !Graph.Owns(node))
        {
            throw new InvalidOperationException($"Activity {activity.NodeId} is not part of this workflow.");
        }

        var context = new ActivityExecutionContext(this, node, parent, ++lastId, callback) { Tag = tag, Scope = variables, IsRepeat = isRepeat };
        parent?.QueuedChildren += 1;
        queue.Enqueue(context);
        return context;
    }

    internal void Requeue(ActivityExecutionContext context)
    {
        CancelBelow(context);
        context.Status = ActivityStatus.Pending;
        queue.Enqueue(context);
    }

    /// <summary>Takes the next execution that is still wanted out of the queue.</summary>
    internal bool TryDequeue(out ActivityExecutionContext context)
    {
        while (queue.TryDequeue(out context!))
        {
            if (context.Status is ActivityStatus.Pending)
            {
                if (!context.Links.Linked)
                {
                    context.ParentActivityExecutionContext?.QueuedChildren -= 1;
                    live.Add(context);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>An execution that is stuck before it began.</summary>
    internal ActivityExecutionContext Strand(ActivityExecutionContext parent, ActivityNode node, ActivityCompletionCallback callback)
    {
        var context = new ActivityExecutionContext(this, node, parent, ++lastId, callback) { Status = ActivityStatus.Running };
        live.Add(context);
        return context;
    }

    internal Bookmark AddBookmark(ActivityExecutionContext context, BookmarkRequest request)
    {
        var name = request.Name ?? context.Activity.Type;
        var hash = StimulusHash.Of(name, request.HashedStimulus ?? request.Stimulus, request.IncludeActivityInstanceId ? context.Id : null);
        var bookmark = new Bookmark(
            NextId(), name, hash, request.Stimulus?.DeepClone(), context.Activity.Id, context.NodeId, context.Id, Now,
            request.Callback?.Method.Name, request.Metadata, request.AutoBurn);
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

    /// <summary>Ends the whole workflow after this piece (Elsa's Finish): whatever is scheduled or waits is dropped.</summary>
    internal void Finish(ActivityExecutionContext context)
    {
        finisher = context;
        Complete(context, Outcomes.Default);
    }

    /// <summary>
    /// Ends the workflow used as an activity that an activity stands in, or the whole workflow (Elsa's Complete): the activity
    /// and the container right around it complete, everything between that and the workflow is dropped.
    /// </summary>
    internal void CompleteComposite(ActivityExecutionContext context, Outcomes outcomes)
    {
        Complete(context, Outcomes.Default);
        var container = context.ParentActivityExecutionContext;
        for (var above = container; above is not null; above = above.ParentActivityExecutionContext)
        {
            if (above.Activity is DefinedActivity)
            {
                DefinedActivity.CompleteWith(above, outcomes);
                closing = (above, !ReferenceEquals(container!.ParentActivityExecutionContext, above));
                return;
            }
        }

        closing = (null, container?.ParentActivityExecutionContext is not null);
    }

    /// <summary>Takes the next completion and carries it out, save for telling the parent.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool TryClose(out ActivityExecutionContext context, out Outcomes outcomes)
    {
        do
        {
            if (!TryTakeCompletion(out context, out outcomes))
            {
                return false;
            }
        }
        while (!context.Links.Linked);

        CancelBelow(context, withQueue: false);
        Forget(context);
        Journal.Record(context, HistoryEvents.Completed, "", OutcomesPayload(outcomes));
        if (ReferenceEquals(context, finisher))
        {
            End(silently: true);
        }

        return true;
    }

    /// <summary>Drops all that is under way.</summary>
    /// <param name="silently">Whether the history says nothing of what is dropped, save where something waited.</param>
    internal void End(bool silently)
    {
        completions.Clear();
        Withdraw(static (_, _) => true, 0);
        for (var execution = live.First; execution is not null; execution = live.First)
        {
            var waited = !silently || Standstill.Holds(execution);
            execution.Status = ActivityStatus.Canceled;
            Forget(execution);
            if (waited)
            {
                Journal.Record(execution, HistoryEvents.Canceled);
            }
        }

        Ended = true;
    }

    internal void Cancel(ActivityExecutionContext context)
    {
        if (!context.Links.Linked)
        {
            return;
        }

        CancelBelow(context);
        context.Status = ActivityStatus.Canceled;
        Forget(context);
        Journal.Record(context, HistoryEvents.Canceled);
    }

    /// <summary>Ends an execution, begun or only scheduled.</summary>
    internal void Withdraw(ActivityExecutionContext context)
    {
        if (context.Links.Linked)
        {
            Cancel(context);
        }
        else
        {
            Withdraw(static (scheduled, unwanted) => ReferenceEquals(scheduled, unwanted), context);
        }
    }

    internal Savepoint Save(ActivityExecutionContext context) =>
        new(lastId, context.Properties, context.Scope, (Name, CorrelationId), Memory.Save(), Journal.Save());

    /// <summary>Undoes what a piece of an activity did before it threw. What it cancelled stays cancelled.</summary>
    internal void Restore(ActivityExecutionContext context, Savepoint saved)
    {
        while (completions.TryDequeue(out var completion))
        {
            completion.Context.Status = ActivityStatus.Running;
        }

        Withdraw(static (scheduled, since) => scheduled.Serial > since, saved.LastId);
        finisher = null;
        closing = default;
        context.Properties = saved.Properties;
        context.Scope = saved.Scope;
        (Name, CorrelationId) = saved.Identity;
        Memory.Restore(saved.Memory);
        Journal.Restore(saved.Journal);
    }

    internal Turn Freeze(WorkflowStatus status, WorkflowSubStatus subStatus) => new(
        before with
        {
            Name = Name,
            CorrelationId = CorrelationId,
            TriggerActivityId = TriggerActivityId,
            FlowchartMode = FlowchartMode,
            Status = status,
            SubStatus = subStatus,
            Input = Memory.KeptInput,
            Output = Memory.WorkflowOutput,
            LastResult = Memory.LastResult,
            Variables = Memory.Workflow.Values,
            Outputs = Memory.Outputs,
            Executions = FrozenExecutions(),
            Bookmarks = [.. Standstill.Bookmarks],
            Incidents = [.. Standstill.Incidents],
            LastId = lastId,
            LastSequence = Journal.LastSequence,
        },
        Journal.EffectsFor(Standstill.Bookmarks),
        Journal.TakeHistory());

    /// <summary>The next completion; when all are carried out, that of the workflow around a Complete.</summary>
    private bool TryTakeCompletion(out ActivityExecutionContext context, out Outcomes outcomes)
    {
        if (completions.Count == 0 && closing.Pending)
        {
            var composite = closing.Composite;
            closing = default;
            if (composite is null)
            {
                End(silently: true);
            }
            else
            {
                ((DefinedActivity)composite.Activity).Finish(composite);
            }
        }

        var any = completions.TryDequeue(out var completion);
        (context, outcomes) = completion;
        return any;
    }

    private static JsonObject? OutcomesPayload(Outcomes outcomes) =>
        ReferenceEquals(outcomes, Outcomes.Default)
            ? null
            : new JsonObject { ["outcomes"] = new JsonArray([.. outcomes.Names.Select(name => JsonValue.Create(name))]) };

    private ImmutableArray<ExecutionState> FrozenExecutions() =>
        IsOver ? [] : [.. live.All().Concat(queue.Where(context => context is { Status: ActivityStatus.Pending, Links.Linked: false })).Select(context => context.Freeze())];

    private void CancelBelow(ActivityExecutionContext context, bool withQueue = true)
    {
        if (withQueue && context.QueuedChildren > 0)
        {
            Withdraw(static (scheduled, owner) => ReferenceEquals(scheduled.ParentActivityExecutionContext, owner), context);
        }

        while (context.Links.LastChild is { } child)
        {
            Cancel(child);
        }
    }

    private void Withdraw<T>(Func<ActivityExecutionContext, T, bool> which, T argument)
    {
        foreach (var scheduled in queue)
        {
            if (scheduled.Status is ActivityStatus.Pending && !scheduled.Links.Linked && which(scheduled, argument))
            {
                scheduled.Status = ActivityStatus.Canceled;
                scheduled.ParentActivityExecutionContext?.QueuedChildren -= 1;
            }
        }
    }

    private void Forget(ActivityExecutionContext context)
    {
        live.Remove(context);
        Standstill.Forget(context, keepIncidents: Faulted);
    }

    private void Thaw(InstanceState state)
    {
        foreach (var frozen in state.Executions)
        {
            var node = Graph.Find(frozen.NodeId)
                ?? throw new InvalidOperationException($"Instance {state.Id} stands at {frozen.NodeId}, which its version does not have.");
            var parent = frozen.ParentId is null ? null : FindExecution(frozen.ParentId);
            var context = new ActivityExecutionContext(this, node, parent, frozen);
            if (context.Status is ActivityStatus.Pending)
            {
                parent?.QueuedChildren += 1;
                queue.Enqueue(context);
            }
            else
            {
                live.Add(context);
            }
        }
    }
}
