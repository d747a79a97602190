using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Portal.Speech;

/// <summary>States in the words of the glossary.</summary>
internal static class StateText
{
    public static string Of(CaseState state) => state switch
    {
        CaseState.InProgress => "办理中",
        CaseState.Closed => "已办结",
        CaseState.Terminated => "已终止",
        _ => "已登记",
    };

    public static string Of(HumanTaskState state) => state switch
    {
        HumanTaskState.Open => "待办",
        HumanTaskState.Done => "已办",
        _ => "已撤销",
    };

    public static string Of(OutboxState state) => state switch
    {
        OutboxState.Pending => "待发送",
        OutboxState.Sending => "发送中",
        OutboxState.Done => "已送出",
        OutboxState.Failed => "失败",
        OutboxState.Abandoned => "已作罢",
        OutboxState.Kept => "未对外发送",
        _ => "结果不明",
    };

    public static string Of(DocumentState state) => state is DocumentState.Issued ? "已制作" : "制作中";

    public static string Of(InstanceSummary instance) => instance switch
    {
        { SubStatus: WorkflowSubStatus.Faulted } => "异常停止",
        { Status: WorkflowStatus.Running, IncidentCount: > 0 } => "有异常",
        { Status: WorkflowStatus.Running } => "运行中",
        { SubStatus: WorkflowSubStatus.Cancelled } => "已终止",
        _ => "已结束",
    };

    public static string Of(CheckSource source) => source switch
    {
        CheckSource.National => "国家监督抽查",
        CheckSource.Municipal => "市级监督抽查",
        _ => "区级监督抽查",
    };

    public static string Of(ObligationInCase subject) => subject switch
    {
        { Standing: ObligationStanding.Overdue, IsLate: true } => "逾期未履行",
        { Standing: ObligationStanding.Discharged, IsLate: true } => "逾期履行",
        { Standing: ObligationStanding.InProgress, WasLate: true } => "进行中，前一环节逾期",
        _ => Of(subject.Standing),
    };

    public static string Of(ObligationStanding standing) => standing switch
    {
        ObligationStanding.Overdue => "逾期",
        ObligationStanding.Unfulfilled => "未履行",
        ObligationStanding.InProgress => "进行中",
        ObligationStanding.NotReached => "未到",
        ObligationStanding.Discharged => "已履行",
        _ => "不适用",
    };

    public static string Of(FilteredStanding standing) => standing switch
    {
        FilteredStanding.InProgress => "进行中",
        FilteredStanding.Overdue => "逾期",
        FilteredStanding.Missed => "逾期未履行",
        _ => "已履行",
    };

    public static string Of(Conclusion conclusion) => conclusion is Conclusion.Qualified ? "合格" : "不合格";

    public static string Of(PartyRole role) => role is PartyRole.Producer ? "被抽样生产者" : "被抽样销售者";

    /// <summary>The style sheet's word for a case's state.</summary>
    public static string ToneOf(CaseState state) => state switch
    {
        CaseState.InProgress => "blue",
        CaseState.Terminated => "amber",
        _ => "grey",
    };

    /// <summary>The style sheet's word for where an obligation stands.</summary>
    public static string ToneOf(ObligationInCase subject) => subject switch
    {
        { Standing: ObligationStanding.Overdue or ObligationStanding.Unfulfilled } => "red",
        { Standing: ObligationStanding.InProgress, WasLate: true } => "amber",
        { Standing: ObligationStanding.InProgress } => "blue",
        { Standing: ObligationStanding.Discharged, IsLate: true } => "amber",
        { Standing: ObligationStanding.Discharged } => "green",
        _ => "grey",
    };

    /// <summary>The style sheet's word for a message's state.</summary>
    public static string ToneOf(OutboxState state) => state switch
    {
        OutboxState.Done => "green",
        OutboxState.Failed => "red",
        OutboxState.Unknown => "amber",
        _ => "grey",
    };

    /// <summary>The style sheet's word for an instance's state.</summary>
    public static string ToneOf(InstanceSummary instance) => instance switch
    {
        { SubStatus: WorkflowSubStatus.Faulted } => "red",
        { Status: WorkflowStatus.Running, IncidentCount: > 0 } => "red",
        { Status: WorkflowStatus.Running } => "blue",
        _ => "grey",
    };
}
