using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Composition;

/// <summary>Runs its activities side by side and completes with the last.</summary>
[Activity("Elsa", "Parallel", Category = "流程控制", DisplayName = "并行", Description = "同时执行其中的步骤，全部完成后继续")]
public sealed class Parallel : Container
{
    private const string RemainingKey = "ScheduledChildren";
    private readonly ActivityCompletionCallback onChildCompleted;

    /// <summary>Made by the graph compiler.</summary>
    public Parallel() => onChildCompleted = OnChildCompletedAsync;

    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        OpenScope(context);
        context.SetProperty(RemainingKey, Children.Length);
        foreach (var child in Children)
        {
            await context.ScheduleActivityAsync(child.Activity, onChildCompleted);
        }

        if (Children.IsEmpty)
        {
            await context.CompleteActivityAsync();
        }
    }

    internal override void OnChildCanceled(ActivityExecutionContext context, ActivityExecutionContext child) => CountDown(context);

    private static void CountDown(ActivityExecutionContext context)
    {
        var remaining = context.GetProperty<int>(RemainingKey) - 1;
        context.SetProperty(RemainingKey, remaining);
        if (remaining == 0)
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
        }
    }

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext completed)
    {
        CountDown(completed.TargetContext);
        return ValueTask.CompletedTask;
    }
}

/// <summary>When a fork yields.</summary>
public enum ForkJoinMode
{
    /// <summary>With the last branch.</summary>
    WaitAll,

    /// <summary>With the first branch; the others are cancelled.</summary>
    WaitAny,
}

/// <summary>Runs branches side by side inside itself.</summary>
[Activity("Elsa", "Fork", Category = "流程控制", DisplayName = "分支并行", Description = "同时执行各分支，等待全部或任一完成")]
public sealed class Fork : Activity
{
    private const string CompletedKey = "Completed";
    private Activity[] branches = [];
    private ForkJoinMode joinMode;

    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        foreach (var branch in branches)
        {
            await context.ScheduleActivityAsync(branch, OnBranchCompletedAsync);
        }

        if (branches.Length == 0)
        {
            await context.CompleteActivityAsync();
        }
    }

    internal override void Bind(ActivityBinding binding)
    {
        branches = [.. Enumerable.Range(0, binding.CountOf("branches")).Select(index => binding.Port($"branches[{index}]")).OfType<Activity>()];
        joinMode = Conversion.To<ForkJoinMode?>(Conversion.BlankAsNull(JsonValue.Create(ActivityBinding.Text(binding.Source.Properties["joinMode"])))) ?? ForkJoinMode.WaitAll;
    }

    internal override bool OnBreak(ActivityExecutionContext context)
    {
        Breaking.Set(context);
        return false;
    }

    internal override void OnChildCanceled(ActivityExecutionContext context, ActivityExecutionContext child) => Settle(context, child);

    private ValueTask OnBranchCompletedAsync(ActivityCompletedContext completed)
    {
        Settle(completed.TargetContext, completed.ChildContext);
        return ValueTask.CompletedTask;
    }

    private void Settle(ActivityExecutionContext context, ActivityExecutionContext child)
    {
        var completed = (context.GetProperty<string[]>(CompletedKey) ?? []).ToHashSet(StringComparer.Ordinal);
        completed.Add(child.Activity.Id);
        context.SetProperty(CompletedKey, completed.Order(StringComparer.Ordinal).ToArray());
        if (Breaking.IsSet(context) || joinMode is ForkJoinMode.WaitAny
            || Array.TrueForAll(branches, branch => completed.Contains(branch.Id)))
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
        }
    }
}
