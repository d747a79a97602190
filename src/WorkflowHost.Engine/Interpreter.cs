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

        Drain(workflow);
        return stimulus is Stimulus.Cancel
            ? workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Cancelled)
            : Conclude(workflow);
    }

    internal static void RequireDone(ValueTask task)
    {
        if (!task.IsCompleted)
        {
            throw new WorkflowFaultException(
                "activity-awaits", "步骤在环节推进中等待外部操作；应改为提出效果并创建书签。");
        }

#pragma warning disable VSTHRD002 // The task is complete: this only rethrows what it ended with.
        task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    private static bool Start(WorkflowExecutionContext workflow, InstanceState state, Stimulus.Start start)
    {
        if (state.LastSequence > 0)
        {
            return false;
        }

        workflow.SetInput(start.Input);
        workflow.Record(null, HistoryEvents.Started);
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

        workflow.SetInput(resume.Input);
        workflow.RemoveBookmark(bookmark);
        workflow.Record(context, HistoryEvents.Resumed);
        Fence(context, static (context, callback) =>
        {
            context.BeginExecution();
            context.EvaluateInputs();
            if (callback is null)
            {
                context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
                return;
            }

            RequireDone(Callbacks.Resume(context.Activity, callback)(context));
            context.Activity.AfterExecution(context);
        }, bookmark.Callback);
        return true;
    }

    private static bool Retry(WorkflowExecutionContext workflow, Stimulus.Retry retry)
    {
        var incident = workflow.Incidents.FirstOrDefault(candidate => candidate.Id == retry.IncidentId);
        if (incident is null || workflow.FindExecution(incident.ExecutionId) is not { } context)
        {
            return false;
        }

        workflow.RemoveIncident(incident);
        workflow.Record(context, HistoryEvents.Retried, retry.Reason);
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
        workflow.Record(null, HistoryEvents.Canceled, cancel.Reason);
        return true;
    }

    private static void Drain(WorkflowExecutionContext workflow)
    {
        for (var ran = 0; workflow.TryDequeue(out var context); ran++)
        {
            if (context.Status is not ActivityStatus.Pending)
            {
                continue;
            }

            if (ran == MaxActivitiesPerTurn)
            {
                Fault(context, new WorkflowFaultException(
                    "endless-loop", $"一次推进已执行 {MaxActivitiesPerTurn} 个步骤，流程可能在空转；已停在此处。"));
                return;
            }

            Fence(context, static (context, _) =>
            {
                context.Attempts++;
                context.BeginExecution();
                context.WorkflowExecutionContext.Record(context, HistoryEvents.Started);
                context.EvaluateInputs();
                RequireDone(context.Activity.ExecuteAsync(context));
                context.Activity.AfterExecution(context);
                if (context.CreatedBookmark && context.Status is ActivityStatus.Running)
                {
                    context.WorkflowExecutionContext.Record(context, HistoryEvents.Suspended);
                }
            }, null);
        }
    }

    private static Turn Conclude(WorkflowExecutionContext workflow)
    {
        if (workflow.Executions.Count == 0 || workflow.Ended)
        {
            workflow.Record(null, HistoryEvents.Completed);
            return workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Finished);
        }

        if (workflow.Incidents.Count == 0 && workflow.Bookmarks.Count == 0)
        {
            ReportDeadEnd(workflow);
        }

        return workflow.Incidents.Count > 0 && !workflow.Graph.ContinueWithIncidents
            ? workflow.Freeze(WorkflowStatus.Finished, WorkflowSubStatus.Faulted)
            : workflow.Freeze(WorkflowStatus.Running, WorkflowSubStatus.Suspended);
    }

    private static void ReportDeadEnd(WorkflowExecutionContext workflow)
    {
        var parents = workflow.Executions.Select(execution => execution.ParentActivityExecutionContext).ToHashSet();
        foreach (var leaf in workflow.Executions.Where(execution => !parents.Contains(execution)).ToArray())
        {
            Fault(leaf, new WorkflowFaultException(
                "dead-end", $"步骤“{leaf.Activity.DisplayName}”既未完成，也没有等待任何事项，流程停在此处。"));
        }
    }

    /// <summary>Runs a piece of an activity; whatever it throws becomes an incident on it.</summary>
    private static void Fence(
        ActivityExecutionContext context, Action<ActivityExecutionContext, string?> piece, string? callback)
    {
        try
        {
            piece(context, callback);
        }
        catch (WorkflowFaultException fault)
        {
            Fault(context, fault);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Fault(context, new WorkflowFaultException(
                "activity-error", $"步骤“{context.Activity.DisplayName}”执行出错：{error.Message}", error));
        }
    }

    private static void Fault(ActivityExecutionContext context, WorkflowFaultException fault)
    {
        var stuck = context.Status is ActivityStatus.Completed && context.ParentActivityExecutionContext is { } parent
            ? parent
            : context;
        var workflow = stuck.WorkflowExecutionContext;
        stuck.Status = ActivityStatus.Faulted;
        workflow.RemoveBookmarksOf(stuck);
        workflow.AddIncident(new Incident(
            workflow.NextId(), stuck.Id, stuck.Activity.Id, stuck.NodeId, stuck.Activity.Type, stuck.Activity.DisplayName,
            fault.Code, fault.Message, fault.InnerException is { } inner ? $"{inner.GetType().Name}: {inner.Message}" : "",
            stuck.Attempts, workflow.Now));
        workflow.Record(stuck, HistoryEvents.Faulted, fault.Message);
    }
}
