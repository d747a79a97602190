using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>Plays turns: (graph, state, stimulus, now) gives the next state, effects and history. Performs nothing, keeps nothing.</summary>
/// <param name="environment">Pure services and expression evaluators.</param>
/// <param name="mostActivities">Activities that one turn may run before it counts as an endless loop.</param>
public sealed class Interpreter(TurnEnvironment environment, int mostActivities = Interpreter.MaxActivitiesPerTurn)
{
    /// <summary>Activities that one turn may run, if nobody says otherwise.</summary>
    public const int MaxActivitiesPerTurn = 100_000;

    /// <summary>Plays one turn.</summary>
    /// <returns>Null when the stimulus no longer applies: the bookmark or incident is gone, or the instance is over.</returns>
    public Turn? Play(WorkflowGraph graph, InstanceState state, Stimulus stimulus, DateTimeOffset now)
    {
        var workflow = new WorkflowExecutionContext(graph, state, environment, now);
        var applies = stimulus switch
        {
            Stimulus.Start start => Start(workflow, state, start),
            Stimulus.Resume resume => Resume(workflow, state, resume),
            Stimulus.Revise revise => Revise(workflow, state, revise),
            Stimulus.Retry retry => Retry(workflow, retry),
            Stimulus.Skip skip => Skip(workflow, skip),
            Stimulus.SetVariable change => SetVariable(workflow, state, change),
            Stimulus.CancelActivity cancel => CancelActivity(workflow, state, cancel),
            Stimulus.ScheduleActivity schedule => ScheduleActivity(workflow, state, schedule),
            Stimulus.Cancel cancel => Cancel(workflow, state, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(stimulus)),
        };
        switch (applies, stimulus)
        {
            case (false, _):
                return null;
            case (_, Stimulus.Cancel):
                return workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Cancelled);
            case (_, Stimulus.SetVariable or Stimulus.Revise):
                return workflow.Freeze(state.Status, state.SubStatus);
            default:
                Drain(workflow);
                return Conclude(workflow);
        }
    }

    private static bool Start(WorkflowExecutionContext workflow, InstanceState state, Stimulus.Start start)
    {
        if (state.LastSequence > 0)
        {
            return false;
        }

        workflow.Memory.SetInput(start.Input);
        workflow.TriggerActivityId = start.TriggerActivityId;

        // Another setting of the host tomorrow leaves the instance as it began.
        workflow.FlowchartMode = start.FlowchartMode ?? workflow.EffectiveMode;
        workflow.Journal.Record(null, HistoryEvents.Started);
        workflow.Schedule(null, workflow.Graph.Root.Activity, null);
        return true;
    }

    private static bool Resume(WorkflowExecutionContext workflow, InstanceState state, Stimulus.Resume resume)
    {
        var bookmark = state.Bookmarks.FirstOrDefault(candidate => candidate.Id == resume.BookmarkId);
        if (bookmark is null || state.Status is not WorkflowStatus.Running
            || workflow.FindExecution(bookmark.ExecutionId) is not { } context)
        {
            return false;
        }

        workflow.Memory.SetInput(resume.Input);
        if (bookmark.AutoBurn)
        {
            workflow.Standstill.Remove(bookmark);
        }

        workflow.Journal.Record(context, HistoryEvents.Resumed);
        Fence.Resume(context, bookmark.Callback);
        return true;
    }

    private static bool Revise(WorkflowExecutionContext workflow, InstanceState state, Stimulus.Revise revise) =>
        state.SubStatus is not (WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        && state.Bookmarks.FirstOrDefault(candidate => candidate.Id == revise.BookmarkId) is { } bookmark
        && workflow.FindExecution(bookmark.ExecutionId) is { Activity: IRevisable waiting } context
        && waiting.Revise(context, bookmark, revise.Terms);

    private static bool Retry(WorkflowExecutionContext workflow, Stimulus.Retry retry)
    {
        if (TakeIncident(workflow, retry.IncidentId) is not { } context)
        {
            return false;
        }

        workflow.Journal.Record(context, HistoryEvents.Retried, retry.Reason);
        workflow.Requeue(context);
        return true;
    }

    private static bool Skip(WorkflowExecutionContext workflow, Stimulus.Skip skip)
    {
        if (TakeIncident(workflow, skip.IncidentId) is not { } context)
        {
            return false;
        }

        workflow.Journal.Record(context, HistoryEvents.Skipped, skip.Reason);
        context.Status = ActivityStatus.Running;
        workflow.Complete(context, skip.Outcome is null ? Outcomes.Default : new Outcomes(skip.Outcome));
        Fence.TellParents(workflow);
        return true;
    }

    private static ActivityExecutionContext? TakeIncident(WorkflowExecutionContext workflow, string incidentId)
    {
        if (workflow.Standstill.Incidents.FirstOrDefault(candidate => candidate.Id == incidentId) is not { } incident
            || workflow.FindExecution(incident.ExecutionId) is not { } context)
        {
            return null;
        }

        workflow.Standstill.Remove(incident);
        workflow.Standstill.RemoveIncidentsWithout(workflow.Executions);
        return context;
    }

    private static bool SetVariable(WorkflowExecutionContext workflow, InstanceState state, Stimulus.SetVariable change)
    {
        var scope = workflow.Executions.Reverse().Select(execution => execution.Scope).OfType<VariableScope>()
            .Append(workflow.Memory.Workflow)
            .FirstOrDefault(candidate => candidate.ById(change.VariableId) is not null);
        if (scope?.ById(change.VariableId) is not { } variable || state.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            return false;
        }

        var value = Expressions.Conversion.ForVariable(variable.Type, change.Value);
        workflow.Memory.Write(scope, scope.Values.SetItem(variable.Id, value));
        workflow.Journal.Record(
            null, HistoryEvents.VariableChanged, change.Reason, new JsonObject { ["variable"] = variable.Name, ["value"] = value?.DeepClone() });
        return true;
    }

    private static bool CancelActivity(WorkflowExecutionContext workflow, InstanceState state, Stimulus.CancelActivity cancel)
    {
        if (state.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled
            || workflow.FindExecution(cancel.ExecutionId) is not { } context)
        {
            return false;
        }

        workflow.Journal.Record(context, HistoryEvents.Canceled, cancel.Reason);
        Fence.CancelBranch(context);
        return true;
    }

    private static bool ScheduleActivity(WorkflowExecutionContext workflow, InstanceState state, Stimulus.ScheduleActivity schedule)
    {
        if (state.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled
            || workflow.Graph.Find(schedule.NodeId) is not { Parent.Activity: Flow.Flowchart chart } node
            || workflow.Executions.LastOrDefault(execution => execution.Status is ActivityStatus.Running && ReferenceEquals(execution.Node, node.Parent)) is not { } parent)
        {
            return false;
        }

        workflow.Journal.Record(parent, HistoryEvents.Scheduled, schedule.Reason, new JsonObject { ["activity"] = node.Activity.Id });
        chart.Schedule(parent, node.Index);
        return true;
    }

    private static bool Cancel(WorkflowExecutionContext workflow, InstanceState state, Stimulus.Cancel cancel)
    {
        if (state.Status is not WorkflowStatus.Running && state.SubStatus is not WorkflowSubStatus.Faulted)
        {
            return false;
        }

        workflow.End(silently: false);
        workflow.Standstill.RemoveIncidentsWithout([]);
        workflow.Journal.Record(null, HistoryEvents.Canceled, cancel.Reason);
        return true;
    }

    private void Drain(WorkflowExecutionContext workflow)
    {
        for (var ran = 0; workflow.TryDequeue(out var context);)
        {
            if (ran++ == mostActivities)
            {
                Fence.Fault(context, new WorkflowFaultException(
                    "endless-loop", $"一次推进已执行 {mostActivities} 个步骤，流程可能在空转；已停在此处。"));
                return;
            }

            Fence.Execute(context);
        }
    }

    private static Turn Conclude(WorkflowExecutionContext workflow)
    {
        if (!workflow.Ended && !workflow.IsOver)
        {
            ReportDeadEnds(workflow);
        }

        if (workflow.Faulted || (workflow.Standstill.Incidents.Count > 0 && !workflow.Graph.ContinueWithIncidents))
        {
            return workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Faulted);
        }

        if (!workflow.Ended && !workflow.IsOver)
        {
            return workflow.Freeze(WorkflowStatus.Running, WorkflowSubStatus.Suspended);
        }

        workflow.Journal.Record(null, HistoryEvents.Completed);
        return workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Finished);
    }

    /// <summary>What runs, but has neither children nor a bookmark, will never be moved by anything.</summary>
    private static void ReportDeadEnds(WorkflowExecutionContext workflow)
    {
        var waiting = workflow.Bookmarks.Select(bookmark => bookmark.ExecutionId).ToHashSet(StringComparer.Ordinal);
        foreach (var dead in workflow.Executions.Where(
            execution => execution is { Status: ActivityStatus.Running, HasChildren: false } && !waiting.Contains(execution.Id)))
        {
            Fence.Fault(dead, new WorkflowFaultException(
                "dead-end", $"步骤“{dead.Activity.DisplayName}”既未完成，也没有等待任何事项，流程停在此处。"));
        }
    }
}
