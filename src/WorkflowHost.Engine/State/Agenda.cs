using System.Collections.Immutable;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>What is under way and what comes next, in the order in which it was scheduled.</summary>
internal sealed class Agenda
{
    private readonly LiveExecutions live = new();
    private readonly Queue<ActivityExecutionContext> queue = new(8);

    /// <summary>Whether nothing is under way and nothing scheduled.</summary>
    public bool IsOver => live.First is null && queue.Count == 0;

    /// <summary>The execution under way that was begun first; null when there is none.</summary>
    public ActivityExecutionContext? First => live.First;

    /// <summary>Executions that are begun and not over.</summary>
    public ImmutableArray<ActivityExecutionContext> Begun => live.All();

    public ActivityExecutionContext? Find(string id) => live.Find(id);

    /// <summary>The children of an execution that are scheduled or begun, and not over.</summary>
    public IEnumerable<ActivityExecutionContext> ChildrenOf(ActivityExecutionContext owner) =>
        !owner.HasChildren ? [] : LiveExecutions.ChildrenOf(owner).Concat(queue.Where(context =>
            IsWaiting(context) && ReferenceEquals(context.ParentActivityExecutionContext, owner)));

    /// <summary>Puts an execution that has not begun at the end.</summary>
    public void Schedule(ActivityExecutionContext context)
    {
        context.ParentActivityExecutionContext?.QueuedChildren += 1;
        queue.Enqueue(context);
    }

    /// <summary>Puts an execution that has begun before at the end.</summary>
    public void Requeue(ActivityExecutionContext context) => queue.Enqueue(context);

    /// <summary>Adds an execution that has begun.</summary>
    public void Add(ActivityExecutionContext context) => live.Add(context);

    public void Remove(ActivityExecutionContext context) => live.Remove(context);

    /// <summary>Takes the next execution that is still wanted.</summary>
    public bool TryDequeue(out ActivityExecutionContext context)
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

    /// <summary>Drops what is only scheduled, as far as it is unwanted.</summary>
    public void Withdraw<T>(Func<ActivityExecutionContext, T, bool> isUnwanted, T argument)
    {
        foreach (var scheduled in queue)
        {
            if (IsWaiting(scheduled) && isUnwanted(scheduled, argument))
            {
                scheduled.Status = ActivityStatus.Canceled;
                scheduled.ParentActivityExecutionContext?.QueuedChildren -= 1;
            }
        }
    }

    /// <summary>Takes up what an earlier turn left.</summary>
    /// <exception cref="InvalidOperationException">The instance stands at an activity that its version does not have.</exception>
    public void Thaw(WorkflowExecutionContext workflow, InstanceState state)
    {
        if (state.Executions.IsEmpty)
        {
            return;
        }

        var waiting = state.Bookmarks.Select(bookmark => bookmark.ExecutionId).ToHashSet(StringComparer.Ordinal);
        var known = new Dictionary<string, ActivityExecutionContext>(state.Executions.Length, StringComparer.Ordinal);
        foreach (var frozen in state.Executions)
        {
            var node = workflow.Graph.Find(frozen.NodeId)
                ?? throw new InvalidOperationException($"Instance {state.Id} stands at {frozen.NodeId}, which its version does not have.");
            var parent = frozen.ParentId is null ? null : known.GetValueOrDefault(frozen.ParentId);
            var context = new ActivityExecutionContext(workflow, node, parent, frozen) { MayWait = waiting.Contains(frozen.Id) };
            known.Add(frozen.Id, context);
            if (context.Status is ActivityStatus.Pending)
            {
                Schedule(context);
            }
            else
            {
                Add(context);
            }
        }
    }

    /// <summary>What the next turn needs to know: executions that are begun, then those that are only scheduled.</summary>
    public ImmutableArray<ExecutionState> Freeze() =>
        IsOver ? [] : [.. live.All().Concat(queue.Where(IsWaiting)).Select(context => context.Freeze())];

    private static bool IsWaiting(ActivityExecutionContext context) => context is { Status: ActivityStatus.Pending, Links.Linked: false };
}
