using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;

namespace WorkflowHost.Engine.Waiting;

/// <summary>Waits for a span of time.</summary>
[Activity("Elsa", "Delay", Category = "等待", DisplayName = "延时", Description = "等待一段时间后继续")]
public sealed class Delay : Activity
{
    /// <summary>How long, as <c>[days.]hours:minutes:seconds</c>.</summary>
    [Input(DisplayName = "时长", Required = true)]
    public Input<TimeSpan>? TimeSpan { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context) =>
        Clock.WaitUntil(context, "ResumeAt", context.Now + context.Get(TimeSpan));
}

/// <summary>Waits for an instant. As a trigger it starts the workflow then.</summary>
[Activity("Elsa", "StartAt", Category = "等待", DisplayName = "定时开始", Description = "到指定时间开始或继续")]
public sealed class StartAt : Activity, ITrigger
{
    /// <summary>The instant; one that is over is not waited for.</summary>
    [Input(DisplayName = "时间", Required = true)]
    public Input<DateTimeOffset>? DateTime { get; set; }

    /// <inheritdoc/>
    public IEnumerable<BookmarkRequest> StimuliOf(ActivityExecutionContext context) =>
        [new() { Stimulus = new JsonObject { ["ExecuteAt"] = Conversion.From(context.Get(DateTime)) } }];

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var at = context.Get(DateTime);
        if (context.IsTriggerOfWorkflow || at <= context.Now)
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
            return;
        }

        Clock.WaitUntil(context, "ExecuteAt", at);
    }
}

/// <summary>Waits for an interval. As a trigger it starts a workflow each time.</summary>
[Activity("Elsa", "Timer", Category = "等待", DisplayName = "定时器", Description = "按固定间隔触发")]
public sealed class Timer : Activity, ITrigger
{
    /// <summary>The interval, as <c>[days.]hours:minutes:seconds</c>; a minute when it is not given.</summary>
    [Input(DisplayName = "间隔")]
    public Input<TimeSpan>? Interval { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow)
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
            return;
        }

        Clock.WaitUntil(context, "ResumeAt", context.Now + IntervalOf(context));
    }

    /// <inheritdoc/>
    public IEnumerable<BookmarkRequest> StimuliOf(ActivityExecutionContext context)
    {
        var interval = IntervalOf(context);
        var hashed = new JsonObject { [nameof(Interval)] = Conversion.From(interval) };
        var stimulus = new JsonObject { ["StartAt"] = Conversion.From(context.Now + interval), [nameof(Interval)] = Conversion.From(interval) };
        return [new() { Stimulus = stimulus, HashedStimulus = hashed }];
    }

    private TimeSpan IntervalOf(ActivityExecutionContext context)
    {
        var interval = Interval is null ? TimeSpan.FromMinutes(1) : context.Get(Interval);
        return interval > TimeSpan.Zero ? interval : throw new WorkflowFaultException("timer-interval", "定时器的间隔必须大于零。");
    }
}

/// <summary>Waits for the next instant of a schedule, in China's time. As a trigger it starts a workflow each time.</summary>
[Activity("Elsa", "Cron", Category = "等待", DisplayName = "计划任务", Description = "按 CRON 表达式触发")]
public sealed class Cron : Activity, ITrigger
{
    /// <summary>Five fields, or six with the seconds first.</summary>
    [Input(DisplayName = "CRON 表达式", Required = true)]
    public Input<string>? CronExpression { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow)
        {
            context.WorkflowExecutionContext.Complete(context, Outcomes.Default);
            return;
        }

        var (expression, next) = NextOf(context);
        Clock.WaitUntil(context, "ExecuteAt", next, (nameof(CronExpression), expression));
    }

    /// <inheritdoc/>
    public IEnumerable<BookmarkRequest> StimuliOf(ActivityExecutionContext context) =>
        [new() { Stimulus = new JsonObject { [nameof(CronExpression)] = NextOf(context).Expression } }];

    private (string Expression, DateTimeOffset Next) NextOf(ActivityExecutionContext context)
    {
        var expression = context.Get(CronExpression) ?? "";
        var next = CronSchedule.Parse(expression)?.Next(context.Now)
            ?? throw new WorkflowFaultException("cron-invalid", $"“{expression}”不是有效的 CRON 表达式，或永远不会到期。");
        return (expression, next);
    }
}

/// <summary>Waiting for an instant.</summary>
internal static class Clock
{
    public static void WaitUntil(
        ActivityExecutionContext context, string member, DateTimeOffset at, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var stimulus = new JsonObject { [member] = Conversion.From(at) };
        foreach (var (name, value) in more)
        {
            stimulus[name] = value;
        }

        var bookmark = context.CreateBookmark(new BookmarkRequest { Stimulus = stimulus });
        context.AddEffect(new WakeAt(bookmark.Id, at.ToUniversalTime()));
    }
}
