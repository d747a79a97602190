using System.Collections.Immutable;
using System.Globalization;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine.Flow;

/// <summary>Named states; what leads from one to the next is a trigger. The first trigger that completes wins. Retried after a failure, it goes on in the state that it was in.</summary>
[Activity("Elsa", "StateMachine", Category = "流程控制", DisplayName = "状态机", Description = "按触发条件在状态之间转换")]
public sealed class StateMachine : Activity
{
    private const string CurrentKey = "CurrentState";
    private ImmutableArray<State> states = [];
    private ImmutableArray<Transition> transitions = [];
    private string initial = "";

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        EnterAsync(context, context.GetProperty<string>(CurrentKey) ?? initial);

    internal override void Bind(ActivityBinding binding)
    {
        states = [.. binding.Items("states").Select((item, index) => new State(
            ActivityBinding.Text(item["name"]), binding.Port($"states[{index}].entry"), binding.Port($"states[{index}].exit")))];
        transitions = [.. binding.Items("transitions").Select((item, index) => new Transition(
            ActivityBinding.Text(item["from"]), ActivityBinding.Text(item["to"]), binding.Port($"transitions[{index}].trigger"),
            item["condition"] is null ? null : ActivityBinding.Input<bool>(item["condition"]), binding.Port($"transitions[{index}].action")))];
        var current = ActivityBinding.Text(binding.Source.Properties["currentState"]);
        initial = string.IsNullOrWhiteSpace(current) ? ActivityBinding.Text(binding.Source.Properties["initialState"]) : current;
    }

    internal override void OnChildCanceled(ActivityExecutionContext context, ActivityExecutionContext child)
    {
        if (!context.HasChildren)
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
        }
    }

    private State? Find(string? name) => string.IsNullOrWhiteSpace(name) ? null : states.FirstOrDefault(state => state.Name == name);

    private ValueTask EnterAsync(ActivityExecutionContext context, string name)
    {
        context.SetProperty(CurrentKey, name);
        return Find(name) is not { } state ? context.CompleteActivityAsync()
            : state.Entry is not null ? context.ScheduleActivityAsync(state.Entry, OnEnteredAsync)
            : ListenAsync(context, name);
    }

    private ValueTask OnEnteredAsync(ActivityCompletedContext completed) =>
        ListenAsync(completed.TargetContext, completed.TargetContext.GetProperty<string>(CurrentKey) ?? "");

    private async ValueTask ListenAsync(ActivityExecutionContext context, string name)
    {
        foreach (var (index, transition) in transitions.Index().Where(entry => entry.Item.From == name && Find(entry.Item.To) is not null))
        {
            if (transition.Trigger is not null)
            {
                await context.ScheduleActivityAsync(transition.Trigger, OnTriggeredAsync, Tag(index));
            }
        }

        if (!context.HasChildren)
        {
            await context.CompleteActivityAsync();
        }
    }

    private ValueTask OnTriggeredAsync(ActivityCompletedContext completed)
    {
        var context = completed.TargetContext;
        var transition = Of(completed);
        if (context.GetProperty<string>(CurrentKey) != transition.From)
        {
            return ValueTask.CompletedTask;
        }

        if (transition.Condition is not null && !(bool)(context.Evaluate(transition.Condition) ?? false))
        {
            return context.ScheduleActivityAsync(transition.Trigger, OnTriggeredAsync, completed.ChildContext.Tag);
        }

        foreach (var other in context.WorkflowExecutionContext.ScheduledOrLive(context).ToArray())
        {
            context.WorkflowExecutionContext.Withdraw(other);
        }

        return transition.Action is null
            ? LeaveAsync(context, completed.ChildContext.Tag!)
            : context.ScheduleActivityAsync(transition.Action, OnActedAsync, completed.ChildContext.Tag);
    }

    private ValueTask OnActedAsync(ActivityCompletedContext completed) => LeaveAsync(completed.TargetContext, completed.ChildContext.Tag!);

    private ValueTask LeaveAsync(ActivityExecutionContext context, string tag) =>
        Find(Of(tag).From)?.Exit is { } exit
            ? context.ScheduleActivityAsync(exit, OnLeftAsync, tag)
            : EnterAsync(context, Of(tag).To);

    private ValueTask OnLeftAsync(ActivityCompletedContext completed) =>
        EnterAsync(completed.TargetContext, Of(completed).To);

    private Transition Of(ActivityCompletedContext completed) => Of(completed.ChildContext.Tag!);

    private Transition Of(string tag) => transitions[int.Parse(tag, CultureInfo.InvariantCulture)];

    private static string Tag(int index) => index.ToString(CultureInfo.InvariantCulture);

    private sealed record State(string Name, Activity? Entry, Activity? Exit);

    private sealed record Transition(string From, string To, Activity? Trigger, Input<bool>? Condition, Activity? Action);
}
