using WorkflowHost.Engine.Composition;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>Executions that are over, in their order, of which their owners do not know yet.</summary>
internal sealed class Completions
{
    private readonly Queue<(ActivityExecutionContext Context, Outcomes Outcomes)> noted = new(4);
    private ActivityExecutionContext? finisher;
    private (ActivityExecutionContext? Composite, bool Pending) closing;

    /// <summary>Notes that an activity is over. Takes effect after the piece of it that runs now.</summary>
    public void Note(ActivityExecutionContext context, Outcomes outcomes)
    {
        if (context.Status is ActivityStatus.Running)
        {
            context.Status = ActivityStatus.Completed;
            noted.Enqueue((context, outcomes));
        }
    }

    /// <summary>Notes that an activity is over and takes the whole workflow with it (Elsa's Finish).</summary>
    public void NoteFinish(ActivityExecutionContext context)
    {
        finisher = context;
        Note(context, Outcomes.Default);
    }

    /// <summary>
    /// Notes the end of the workflow used as an activity that an activity stands in, or of the whole workflow (Elsa's Complete):
    /// the activity and the container right around it complete, everything between that and the workflow is dropped, and so is
    /// what else runs in a container that does not end with it.
    /// </summary>
    public void NoteComposite(ActivityExecutionContext context, Outcomes outcomes)
    {
        Note(context, Outcomes.Default);
        var container = context.ParentActivityExecutionContext;
        for (var above = container; above is not null; above = above.ParentActivityExecutionContext)
        {
            if (above.Activity is DefinedActivity)
            {
                DefinedActivity.CompleteWith(above, outcomes);
                closing = (above, !ReferenceEquals(container!.ParentActivityExecutionContext, above) || !EndsWithIt(container));
                return;
            }
        }

        closing = (null, container is not null && (container.ParentActivityExecutionContext is not null || !EndsWithIt(container)));
    }

    /// <summary>Whether the whole workflow ends with it.</summary>
    public bool Finishes(ActivityExecutionContext context) => ReferenceEquals(context, finisher);

    /// <summary>Takes the next one.</summary>
    public bool TryTake(out ActivityExecutionContext context, out Outcomes outcomes)
    {
        var any = noted.TryDequeue(out var completion);
        (context, outcomes) = completion;
        return any;
    }

    /// <summary>Takes the end that a Complete asked for, when all else is told.</summary>
    /// <param name="composite">The workflow used as an activity that ends; null for the whole workflow.</param>
    public bool TryTakeComposite(out ActivityExecutionContext? composite)
    {
        composite = closing.Composite;
        var pending = closing.Pending;
        closing = default;
        return pending;
    }

    public void Clear() => noted.Clear();

    private static bool EndsWithIt(ActivityExecutionContext container) => container.Activity is Flow.Flowchart or Sequence;

    public CompletionSavepoint Save() => new(noted.Count, finisher, closing);

    /// <summary>Forgets what was noted since the piece began that threw. What was noted before waits on.</summary>
    public void Undo(CompletionSavepoint saved)
    {
        var count = noted.Count;
        for (var place = 0; place < count; place++)
        {
            var completion = noted.Dequeue();
            if (place < saved.Noted)
            {
                noted.Enqueue(completion);
            }
            else
            {
                completion.Context.Status = ActivityStatus.Running;
            }
        }

        (finisher, closing) = (saved.Finisher, saved.Closing);
    }
}

/// <summary>What was noted before a piece of an activity ran.</summary>
internal readonly record struct CompletionSavepoint(
    int Noted, ActivityExecutionContext? Finisher, (ActivityExecutionContext? Composite, bool Pending) Closing);
