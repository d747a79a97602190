using System.Text.Json.Nodes;

namespace WorkflowHost.EndToEnd.Tests.Crashes;

/// <summary>What officers answer to each task, decided by the case's number alone, so that a repeat says the same.</summary>
/// <param name="Outcome">One of the task's outcomes.</param>
/// <param name="Opinion">Needed when refusing.</param>
/// <param name="Form">What is filled in.</param>
internal sealed record Answers(string Outcome, string Opinion, JsonObject Form)
{
    /// <summary>The answer; null: nobody does this task, its time limit ends it.</summary>
    /// <param name="title">The step.</param>
    /// <param name="index">The case's position among the reports, from 0.</param>
    /// <param name="day">The day on which the task arose, in China: never in the future.</param>
    public static Answers? To(string title, int index, string day) => title switch
    {
        "汇总整理并转交" => new("转交", "", Filled(("bureau", "bj-haidian"))),
        "接收报告和文书材料" => new("接收", "", Filled(("receivedOn", day))),
        "拟制检验结果通知书" => new("提交审批", "", Filled(
            ("inspected", "3辆"), ("reserve", "2辆"), ("storedAt", "检验院样品库"), ("contact", "周工"), ("phone", "010-60000000"),
            ("disposal", "留存"))),
        "拟制责令整改通知书" => new("提交审批", "", Filled(("recall", "是"))),
        "审批检验结果通知书" or "审批责令整改通知书" => new("同意", "", []),
        "送达检验结果" or "送达责令整改通知书" => new("已送达", "", Filled(
            ("method", "直接送达"), ("recipient", "王燚"), ("servedOn", day), ("servers", "李文静、陈喆"),
            ("place", "北京市海淀区示例路1号"), ("proof", "当面签收"))),
        "登记异议材料" when index % 10 == 0 => new("收到异议", "", Filled(("receivedOn", day), ("content", "对检验方法有异议"))),
        "登记异议材料" => null,
        "核实异议期内是否收到异议" => new("未收到异议", "", []),
        "决定是否受理异议" => new("不予受理", "检验方法符合抽查方案", []),
        "登记整改报告" when index % 2 == 0 => new("收到整改报告", "", Filled(("receivedOn", day), ("summary", "已更换零件供应商"))),
        "登记整改报告" => null,
        "知悉异议受理结果" => new("已知悉", "", []),
        "核实整改期届满情况" => new("逾期未提交", "", Filled(("urging", "已电话督促"), ("situation", "该企业未提交整改报告和复查申请"))),
        "逾期处置" => new("报告市局", "", []),
        _ => throw new InvalidOperationException($"No officer knows the task “{title}”."),
    };

    private static JsonObject Filled(params (string Name, string Value)[] values) =>
        new(values.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)JsonValue.Create(value.Value))));
}
