using System.Collections.Immutable;
using System.Globalization;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Scenarios;

/// <summary>What a line of a timeline tells.</summary>
public enum TimelineKind
{
    /// <summary>步骤: a step is over.</summary>
    Step,

    /// <summary>待办: a task is open.</summary>
    TaskOpened,

    /// <summary>已办: a task is done.</summary>
    TaskDone,

    /// <summary>待办已撤销: the procedure made a task needless.</summary>
    TaskWithdrawn,

    /// <summary>逾期: a task is still open at the end of its limit.</summary>
    Overdue,

    /// <summary>计时: a step waits for a statutory limit.</summary>
    LimitSet,

    /// <summary>文书.</summary>
    Document,

    /// <summary>短信, 邮件: would be sent.</summary>
    Message,

    /// <summary>提醒: a notice on a desk, such as the reminder of a limit.</summary>
    Notice,

    /// <summary>送达: a receipt was recorded.</summary>
    Served,

    /// <summary>义务: discharged, or found not to apply.</summary>
    Obligation,

    /// <summary>案件: assigned or closed.</summary>
    Case,

    /// <summary>子流程: begun or over.</summary>
    Child,

    /// <summary>异常事件: the workflow is stuck.</summary>
    Incident,

    /// <summary>Something asked of others: events, requests.</summary>
    Outside,
}

/// <summary>One line of a timeline.</summary>
/// <param name="At">UTC, on the virtual clock.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Procedure">The definition's name.</param>
/// <param name="Step">The step's name; empty when it is about the procedure.</param>
/// <param name="Text">In Chinese.</param>
/// <param name="Obligations">Ids that it is about.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, TimelineKind Kind, string Procedure, string Step, string Text, ImmutableArray<string> Obligations)
{
    private static readonly ImmutableDictionary<TimelineKind, string> Names = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create(TimelineKind.Step, "步骤"), KeyValuePair.Create(TimelineKind.TaskOpened, "待办"),
        KeyValuePair.Create(TimelineKind.TaskDone, "已办"), KeyValuePair.Create(TimelineKind.TaskWithdrawn, "撤销"),
        KeyValuePair.Create(TimelineKind.Overdue, "逾期"), KeyValuePair.Create(TimelineKind.LimitSet, "计时"),
        KeyValuePair.Create(TimelineKind.Document, "文书"), KeyValuePair.Create(TimelineKind.Message, "消息"),
        KeyValuePair.Create(TimelineKind.Notice, "提醒"), KeyValuePair.Create(TimelineKind.Served, "送达"), KeyValuePair.Create(TimelineKind.Obligation, "义务"),
        KeyValuePair.Create(TimelineKind.Case, "案件"), KeyValuePair.Create(TimelineKind.Child, "子流程"),
        KeyValuePair.Create(TimelineKind.Incident, "异常"), KeyValuePair.Create(TimelineKind.Outside, "外部"),
    ]);

    /// <summary>The line as people read it, in China's time.</summary>
    public override string ToString()
    {
        var at = At.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var step = Step.Length > 0 ? $"  {Step}" : "";
        var ids = Obligations.IsEmpty ? "" : $"  [{string.Join('、', Obligations)}]";
        return $"{at}  {Names[Kind]}{step}{(Text.Length > 0 ? "  " + Text : "")}{ids}";
    }
}
