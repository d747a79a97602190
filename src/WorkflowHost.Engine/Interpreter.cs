using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>Plays turns: (graph, state, stimulus, now) gives the next state, effects and history. Performs nothing, keeps nothing.</summary>
/// <param name="environment">Pure services and expression evaluators.</param>
public sealed class Interpreter(TurnEnvironment environment)
{
    /// <summary>Activities that one turn may run before it counts as an endless loop.</summary>
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
            Stimulus.Retry retry => Retry(workflow, retry),
            Stimulus.Cancel cancel => Cancel(workflow, state, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(stimulus)),
        };
        if (!applies)
        {
            return null;
        }

        if (stimulus is Stimulus.Cancel)
        {
            return workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Cancelled);
        }

        Drain(workflow);
        return Conclude(workflow);
    }

    private static bool Start(WorkflowExecutionContext workflow, InstanceState state, Stimulus.Start start)
    {
        if (state.LastSequence > 0)
        {
            return false;
        }

        workflow.Memory.SetInput(start.Input);
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
        workflow.Standstill.Remove(bookmark);
        workflow.Journal.Record(context, HistoryEvents.Resumed);
        Fence.Resume(context, bookmark.Callback);
        return true;
    }

    private static bool Retry(WorkflowExecutionContext workflow, Stimulus.Retry retry)
    {
        var incident = workflow.Standstill.Incidents.FirstOrDefault(candidate => candidate.Id == retry.IncidentId);
        if (incident is null || workflow.FindExecution(incident.ExecutionId) is not { } context)
        {
            return false;
        }

        workflow.Standstill.Remove(incident);
        workflow.Journal.Record(context, HistoryEvents.Retried, retry.Reason);
        workflow.Requeue(context);
        return true;
    }

    private static bool Cancel(WorkflowExecutionContext workflow, InstanceState state, Stimulus.Cancel cancel)
    {
        if (state.Status is not WorkflowStatus.Running && state.SubStatus is not WorkflowSubStatus.Faulted)
        {
            return false;
        }

        workflow.CancelAll();
        workflow.Journal.Record(null, HistoryEvents.Canceled, cancel.Reason);
        return true;
    }

    private static void Drain(WorkflowExecutionContext workflow)
    {
        for (var ran = 0; workflow.TryDequeue(out var context);)
        {
            if (context.Status is not ActivityStatus.Pending)
            {
                continue;
            }

            if (ran++ == MaxActivitiesPerTurn)
            {
                Fence.Fault(context, new WorkflowFaultException(
                    "endless-loop", $"一次推进已执行 {MaxActivitiesPerTurn} 个步骤，流程可能在空转；已停在此处。"));
                return;
            }

            Fence.Execute(context);
        }
    }

    private static Turn Conclude(WorkflowExecutionContext workflow)
    {
        if (workflow.Executions.Count == 0 || workflow.Ended)
        {
            workflow.Journal.Record(null, HistoryEvents.Completed);
            return workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Finished);
        }

        ReportDeadEnds(workflow);
        return workflow.Standstill.Incidents.Count > 0 && !workflow.Graph.ContinueWithIncidents
            ? workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Faulted)
            : workflow.Freeze(WorkflowStatus.Running, WorkflowSubStatus.Suspended);
    }

    /// <summary>What runs, but has neither children nor a bookmark, will never be moved by anything.</summary>
    private static void ReportDeadEnds(WorkflowExecutionContext workflow)
    {
        var kept = workflow.Bookmarks.Select(bookmark => bookmark.ExecutionId)
            .Concat(workflow.Executions.Select(execution => execution.ParentActivityExecutionContext?.Id ?? ""))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var dead in workflow.Executions
            .Where(execution => execution.Status is ActivityStatus.Running && !kept.Contains(execution.Id)).ToArray())
        {
            Fence.Fault(dead, new WorkflowFaultException(
                "dead-end", $"步骤“{dead.Activity.DisplayName}”既未完成，也没有等待任何事项，流程停在此处。"));
        }
    }
}
