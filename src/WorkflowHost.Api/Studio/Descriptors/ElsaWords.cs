using System.Collections.Frozen;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>What people call ports and parts that Elsa names in English; connections keep the English name.</summary>
internal static class ElsaWords
{
    private static readonly FrozenDictionary<string, string> Ports = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Done"] = "完成",
        ["True"] = "是",
        ["False"] = "否",
        ["Default"] = "其他",
        ["Then"] = "成立时",
        ["Else"] = "不成立时",
        ["Body"] = "内部步骤",
        ["Warning"] = "预警",
        ["Overdue"] = "超期",
        ["Completed"] = "全部完成",
        ["Canceled"] = "已取消",
        ["ChildCompleted"] = "每项完成时",
        ["ChildFaulted"] = "每项异常时",
        ["Unmatched status code"] = "其他状态码",
        ["Failed to connect"] = "连接失败",
        ["Timeout"] = "超时",
        ["UnmatchedStatusCode"] = "其他状态码",
        ["FailedToConnect"] = "连接失败",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Outputs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Result"] = "结果",
        ["CurrentValue"] = "当前值",
        ["StatusCode"] = "状态码",
        ["ParsedContent"] = "内容",
        ["ResponseHeaders"] = "响应头",
        ["RouteData"] = "路径参数",
        ["QueryStringData"] = "查询参数",
        ["Headers"] = "请求头",
        ["TaskId"] = "任务编号",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Port(string name) => Ports.GetValueOrDefault(name, name);

    public static string Output(string name) => Outputs.GetValueOrDefault(name, name);
}
