using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.History;

namespace WorkflowHost.Engine;

/// <summary>Runs activities piece by piece. A piece does all it does or nothing: what it throws becomes an incident, and the rest is undone.</summary>
internal static class Fence
{
    /// <summary>Starts an execution.</summary>
    public static void Execute(ActivityExecutionContext context)
    {
        context.Attempts++;
        context.WorkflowExecutionContext.Journal.Record(context, HistoryEvents.Started);
        if (context.Node.WantsOwnTurn && context.WorkflowExecutionContext.Environment.HasOwnTurns && !context.IsTriggerOfWorkflow)
        {
            Wait(context);
            return;
        }

        context.OwesInputs = true;
        Run(context, static (context, _) => context.Activity.ExecuteAsync(context), "");
    }

    /// <summary>Goes on with an execution at its bookmark; without a callback it completes.</summary>
    public static void Resume(ActivityExecutionContext context, string? callback)
    {
        context.OwesInputs = context.Node.WantsOwnTurn;
        Run(context, static (context, callback) =>
            callback is null
                ? context.CompleteActivityAsync()
                : Callbacks.Bind<ExecuteActivityDelegate>(context.Activity, callback)(context), callback);
    }

    /// <summary>Turns a failure into an incident on the execution.</summary>
    public static void Fault(ActivityExecutionContext context, WorkflowFaultException fault)
    {
        var workflow = context.WorkflowExecutionContext;
        context.Status = ActivityStatus.Faulted;
        workflow.Faulted |= !workflow.Graph.ContinueWithIncidents;
        workflow.Standstill.RemoveBookmarksOf(context);
        workflow.Standstill.Add(new Incident(
            workflow.NextId(), context.Id, context.Activity.Id, context.NodeId, context.Activity.Type, context.Activity.DisplayName,
            fault.Code, fault.Message, fault.InnerException is { } inner ? $"{inner.GetType().Name}: {inner.Message}" : "",
            context.Attempts, workflow.Now));
        workflow.Journal.Record(context, HistoryEvents.Faulted, fault.Message, LoggedValues.WithInputs(null, context));
    }

    /// <summary>Leaves an execution to a turn of its own; its inputs are found there.</summary>
    private static void Wait(ActivityExecutionContext context)
    {
        if (Try(context, 0, static (context, _) =>
        {
            context.BeginExecution();
            context.Activity.AskForOwnTurn(context);
        }))
        {
            context.WorkflowExecutionContext.Journal.Record(context, HistoryEvents.Suspended);
        }

        TellParents(context.WorkflowExecutionContext);
    }

    private static void Run(
        ActivityExecutionContext context, Func<ActivityExecutionContext, string?, ValueTask> piece, string? callback)
    {
        var ran = Try(context, (piece, callback), static (context, argument) =>
        {
            context.BeginExecution();
            context.EvaluateInputs();
            RequireDone(argument.piece(context, argument.callback));
            context.Activity.AfterExecution(context);
        });
        if (ran && context.CreatedBookmark && context.Status is ActivityStatus.Running)
        {
            context.WorkflowExecutionContext.Journal.Record(context, HistoryEvents.Suspended, payload: LoggedValues.WithInputs(null, context));
        }

        TellParents(context.WorkflowExecutionContext);
    }

    /// <summary>Ends one branch; the container that it stands in goes on without it.</summary>
    public static void CancelBranch(ActivityExecutionContext context)
    {
        context.WorkflowExecutionContext.Cancel(context);
        if (context.ParentActivityExecutionContext is { Status: ActivityStatus.Running } parent)
        {
            Try(parent, context, static (parent, child) => parent.Activity.OnChildCanceled(parent, child));
            TellParents(context.WorkflowExecutionContext);
        }
    }

    /// <summary>Carries out the completions that are noted, and what follows from them.</summary>
    public static void TellParents(WorkflowExecutionContext workflow)
    {
        while (workflow.TryClose(out var over, out var outcomes))
        {
            if (over.ParentActivityExecutionContext is { Status: ActivityStatus.Running } parent)
            {
                Try(parent, (over, outcomes), static (parent, argument) =>
                {
                    if (argument.over.Callback is { } callback)
                    {
                        RequireDone(callback(new ActivityCompletedContext(parent, argument.over, argument.outcomes)));
                    }
                });
            }
        }
    }

    private static bool Try<T>(ActivityExecutionContext context, T argument, Action<ActivityExecutionContext, T> piece)
    {
        var saved = context.WorkflowExecutionContext.Save(context);
        try
        {
            piece(context, argument);
            return true;
        }
        catch (WorkflowFaultException fault)
        {
            context.WorkflowExecutionContext.Restore(context, saved);
            Fault(context, fault);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            context.WorkflowExecutionContext.Restore(context, saved);
            Fault(context, new WorkflowFaultException(
                "activity-error", $"步骤“{context.Activity.DisplayName}”执行出错：{error.Message}", error));
        }

        return false;
    }

    private static void RequireDone(ValueTask task)
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
}
