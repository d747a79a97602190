using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.WorkingTime.Activities;

/// <summary>工作日计时: waits until a statutory time limit has run out, then leaves by 到期.</summary>
[Activity("PostInspection", "WorkingDayTimer", Category = "计时", DisplayName = "工作日计时", Description = "按工作日或日计算法定期限，期限届满后走出；可提前若干日走出，用于提醒")]
[FlowNode(ExpiredOutcome)]
public sealed class WorkingDayTimer : Activity
{
    /// <summary>The one port.</summary>
    public const string ExpiredOutcome = "到期";

    /// <summary>The time limit's value.</summary>
    [Input(DisplayName = "期限", Required = true)]
    public Input<int>? LimitValue { get; set; }

    /// <summary>The time limit's unit.</summary>
    [Input(DisplayName = "期限单位", UIHint = "dropdown", Options = ["WorkingDay=工作日", "CalendarDay=日"])]
    public Input<TimeLimitUnit>? LimitUnit { get; set; }

    /// <summary>The day of the event that starts the limit, in China; today when empty.</summary>
    [Input(DisplayName = "起算日期")]
    public Input<DateOnly?>? LimitStart { get; set; }

    /// <summary>That event, for the sentence: 送达, 收到报告.</summary>
    [Input(DisplayName = "起算事件")]
    public Input<string>? LimitStartEvent { get; set; }

    /// <summary>What sets the limit: the article in words.</summary>
    [Input(DisplayName = "期限依据")]
    public Input<string>? LimitBasis { get; set; }

    /// <summary>Leaves this many days before the limit's last day, at nine in the morning in China; when the limit is over, if 0.</summary>
    [Input(DisplayName = "提前天数")]
    public Input<int>? LeadDays { get; set; }

    /// <summary>Last day in time, in China, inclusive: <c>yyyy-MM-dd</c>.</summary>
    [Output(DisplayName = "末日")]
    public Output<string>? LastDay { get; set; }

    /// <summary>Why it ends then, one sentence.</summary>
    [Output(DisplayName = "期限说明")]
    public Output<string>? Explanation { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var limit = new TimeLimit(context.Get(LimitValue), context.Get(LimitUnit), context.Get(LimitBasis) ?? "");
        if (limit.Value is < 1 or > 1000)
        {
            throw new WorkflowFaultException("limit-value", $"期限应为 1 至 1000，现为 {limit.Value}。");
        }

        var lead = context.Get(LeadDays);
        if (lead is < 0 or > 1000)
        {
            throw new WorkflowFaultException("limit-lead", $"提前天数应为 0 至 1000，现为 {lead}。");
        }

        var start = context.Get(LimitStart) ?? ChinaTime.DateOf(context.Now);
        var startEvent = context.Get(LimitStartEvent) is { Length: > 0 } name ? name : "本环节开始";
        var due = context.GetRequiredService<ITimeLimitCalculator>().Compute(limit, start, startEvent);
        var wakeAt = lead > 0 ? ChinaTime.At(due.LastDay.AddDays(-lead), new TimeOnly(9, 0)) : due.DueAt;
        var bookmark = context.CreateBookmark(
            callback: OnExpiredAsync,
            metadata: ImmutableDictionary<string, string>.Empty
                .Add(BookmarkMetadata.Title, DisplayName)
                .Add(BookmarkMetadata.DueAt, wakeAt.ToString("O", CultureInfo.InvariantCulture))
                .Add(BookmarkMetadata.Explanation, lead > 0 ? $"{due.Explanation}；提前{lead}日提醒" : due.Explanation));
        context.AddEffect(new ScheduleTimer(bookmark.Id, wakeAt));
        context.AddExecutionLogEntry("LimitSet", due.Explanation, new JsonObject
        {
            ["lastDay"] = Text(due.LastDay),
            ["provisional"] = due.Provisional,
            ["calendar"] = due.CalendarVersion,
        });
        context.Set(LastDay, Text(due.LastDay));
        context.Set(Explanation, due.Explanation);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private ValueTask OnExpiredAsync(ActivityExecutionContext context) =>
        context.CompleteActivityWithOutcomesAsync(ExpiredOutcome);
}
