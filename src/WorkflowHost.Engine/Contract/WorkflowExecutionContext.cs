using System.Collections.Immutable;
using System.Globalization;
using WorkflowHost.Engine.Composition;

namespace WorkflowHost.Engine.Contract;

/// <summary>One instance during one turn: the state thawed, changed by activities, and frozen again at the end.</summary>
public sealed class WorkflowExecutionContext
{
    private readonly Agenda agenda = new();
    private readonly Completions completions = new();
    private readonly InstanceState before;
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
        agenda.Thaw(this, state);
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

    /// <inheritdoc cref="InstanceState.HaltedOn"/>
    public DateOnly? HaltedOn => before.HaltedOn;

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
    internal bool IsOver => agenda.IsOver;

    internal ImmutableArray<ActivityExecutionContext> Executions => agenda.Begun;

    /// <summary>The children of an execution that are scheduled or begun, and not over.</summary>
    internal IEnumerable<ActivityExecutionContext> ScheduledOrLive(ActivityExecutionContext owner) => agenda.ChildrenOf(owner);

    internal FlowchartMode EffectiveMode => FlowchartMode ?? Graph.FlowchartMode ?? Environment.FlowchartMode;

    internal ActivityExecutionContext? FindExecution(string id) => agenda.Find(id);

    internal ActivityExecutionContext Schedule(
        ActivityExecutionContext? parent, Activity activity, ActivityCompletionCallback? callback,
        string? tag = null, VariableScope? variables = null, bool isRepeat = false)
    {
        if (activity.Node is not { } node || !Graph.Owns(node))
        {
            throw new InvalidOperationException($"Activity {activity.NodeId} is not part of this workflow.");
        }

        var context = new ActivityExecutionContext(this, node, parent, ++lastId, callback) { Tag = tag, Scope = variables, IsRepeat = isRepeat };
        agenda.Schedule(context);
        return context;
    }

    internal void Requeue(ActivityExecutionContext context)
    {
        CancelBelow(context);
        context.Status = ActivityStatus.Pending;
        agenda.Requeue(context);
    }

    /// <summary>Takes the next execution that is still wanted out of the queue.</summary>
    internal bool TryDequeue(out ActivityExecutionContext context) => agenda.TryDequeue(out context);

    /// <summary>An execution that is stuck before it began.</summary>
    internal ActivityExecutionContext Strand(ActivityExecutionContext parent, ActivityNode node, ActivityCompletionCallback callback)
    {
        var context = new ActivityExecutionContext(this, node, parent, ++lastId, callback) { Status = ActivityStatus.Running };
        agenda.Add(context);
        return context;
    }

    internal Bookmark AddBookmark(ActivityExecutionContext context, BookmarkRequest request) => Standstill.Add(context, request, NextId());

    internal string NextId() => string.Create(CultureInfo.InvariantCulture, $"{before.Id}.{++lastId}");

    /// <inheritdoc cref="Completions.Note"/>
    internal void Complete(ActivityExecutionContext context, Outcomes outcomes) => completions.Note(context, outcomes);

    /// <inheritdoc cref="Completions.NoteFinish"/>
    internal void Finish(ActivityExecutionContext context) => completions.NoteFinish(context);

    /// <inheritdoc cref="Completions.NoteComposite"/>
    internal void CompleteComposite(ActivityExecutionContext context, Outcomes outcomes) => completions.NoteComposite(context, outcomes);

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
        Journal.RecordCompletion(context, outcomes);
        if (completions.Finishes(context))
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
        agenda.Withdraw(static (_, _) => true, 0);
        var held = silently && !agenda.IsOver ? Standstill.Held() : [];
        for (var execution = agenda.First; execution is not null; execution = agenda.First)
        {
            execution.Status = ActivityStatus.Canceled;
            agenda.Remove(execution);
            if (!silently || held.Contains(execution.Id))
            {
                Journal.Record(execution, HistoryEvents.Canceled);
            }
        }

        Standstill.Clear(keepIncidents: Faulted);
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
            agenda.Withdraw(static (scheduled, unwanted) => ReferenceEquals(scheduled, unwanted), context);
        }
    }

    internal Savepoint Save(ActivityExecutionContext context) =>
        new(lastId, context.Properties, context.Scope, (Name, CorrelationId), Memory.Save(), completions.Save(), Journal.Save());

    /// <summary>Undoes what a piece of an activity did before it threw. What it cancelled stays cancelled.</summary>
    internal void Restore(ActivityExecutionContext context, Savepoint saved)
    {
        completions.Undo(saved.Completions);
        agenda.Withdraw(static (scheduled, since) => scheduled.Serial > since, saved.LastId);
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
            Executions = agenda.Freeze(),
            Bookmarks = [.. Standstill.Bookmarks],
            Incidents = [.. Standstill.Incidents],
            LastId = lastId,
            Sent = Memory.Sent,
            LastSequence = Journal.LastSequence,
        },
        Journal.EffectsFor(Standstill.Bookmarks),
        Journal.TakeHistory());

    /// <summary>The next completion; when all are carried out, that of the workflow around a Complete.</summary>
    private bool TryTakeCompletion(out ActivityExecutionContext context, out Outcomes outcomes)
    {
        if (completions.TryTake(out context, out outcomes))
        {
            return true;
        }

        if (!completions.TryTakeComposite(out var composite))
        {
            return false;
        }

        if (composite is null)
        {
            End(silently: true);
        }
        else
        {
            ((DefinedActivity)composite.Activity).Finish(composite);
        }

        return completions.TryTake(out context, out outcomes);
    }

    private void CancelBelow(ActivityExecutionContext context, bool withQueue = true)
    {
        if (withQueue && context.QueuedChildren > 0)
        {
            agenda.Withdraw(static (scheduled, owner) => ReferenceEquals(scheduled.ParentActivityExecutionContext, owner), context);
        }

        while (context.Links.LastChild is { } child)
        {
            Cancel(child);
        }
    }

    private void Forget(ActivityExecutionContext context)
    {
        agenda.Remove(context);
        Standstill.Forget(context, keepIncidents: Faulted);
    }
}
