using System.Text.Json.Nodes;
using WorkflowHost.Testing.Scenarios;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>What officers do in Chongqing's 监督抽查不合格产品后处理.</summary>
internal static class ChongqingOfficers
{
    private static readonly JsonObject ReinspectionBody = Form(
        ("name", "国家摩托车质量检验检测中心（重庆）"), ("contact", "唐喆"), ("phone", "023-68790000"), ("address", "重庆市九龙坡区示例路8号"));

    public static Task HandOverAsync(WorkflowTestHost host, Case opened) =>
        host.CompleteAsync(opened, "确定承办区县局", "转交", Form(("bureau", "cq-yubei")));

    /// <summary>To the service of the result upon the sampled enterprise, on the day itself.</summary>
    public static async Task ServeSampledAsync(WorkflowTestHost host, Case opened)
    {
        await host.CompleteAsync(opened, "拟制结果通知书", "提交审批", Form(("platform", "/"), ("copyTo", "重庆市渝北区市场监督管理局")));
        await host.CompleteAsync(opened, "审批结果通知书", "同意");
        await host.CompleteAsync(opened, "接收检验报告和结果通知书", "接收", Form(("receivedOn", Text(host.Today))));
        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(host.Today));
    }

    public static async Task ReportLeadAsync(WorkflowTestHost host, Case opened)
    {
        await host.CompleteAsync(opened, "通报案件线索", "通报");
        await host.CompleteAsync(opened, "接收案件线索", "接收", Form(("receivedOn", Text(host.Today))));
    }

    public static async Task AnswerLeadAsync(WorkflowTestHost host, Case opened)
    {
        await host.CompleteAsync(opened, "反馈办理结果", "立案处罚", Penalty());
        await host.CompleteAsync(opened, "知悉办理结果", "已知悉");
    }

    public static JsonObject Penalty() => Form(("decision", "渝北市监处罚〔2026〕205号"), ("fine", "1.20"), ("confiscated", "0.35"));

    public static JsonObject Objection(WorkflowTestHost host) => Form(("receivedOn", Text(host.Today)), ("content", "对整车质量的检验结果有异议，申请复检"));

    public static Task AllowReinspectionAsync(WorkflowTestHost host, Case opened) =>
        host.CompleteAsync(opened, "决定是否准予复检", "准予复检", ReinspectionBody.DeepClone().AsObject());

    /// <summary>From the draft of the order to its service, on the day itself.</summary>
    public static async Task OrderAsync(WorkflowTestHost host, Case opened)
    {
        await host.CompleteAsync(opened, "拟制责令改正通知书", "提交审批", Form(("requirements", "停止销售，清理库存")));
        await host.CompleteAsync(opened, "审批责令改正通知书", "同意");
        await host.CompleteAsync(opened, "送达责令改正通知书", "已送达", Receipt(host.Today));
    }

    public static Task CorrectAsync(WorkflowTestHost host, Case opened) =>
        host.CompleteAsync(opened, "登记改正情况", "收到改正报告", Form(("receivedOn", Text(host.Today)), ("summary", "已停止销售并改正")));

    public static async Task RecheckAsync(WorkflowTestHost host, Case opened, string outcome, string arrange = "组织复查", string record = "登记复查结果")
    {
        await host.CompleteAsync(
            opened, arrange, "下达任务", Form(("inspectionBody", "重庆市计量质量检测研究院"), ("completeBy", Text(host.Today.AddDays(10)))));
        await host.CompleteAsync(opened, record, outcome, Recheck(host, outcome));
    }

    public static JsonObject Recheck(WorkflowTestHost host, string outcome)
    {
        var form = Form(("reportNumber", "CQZJ-FC-2026-0119"), ("on", Text(host.Today)));
        if (outcome == "复查不合格")
        {
            form["findings"] = "整车质量仍不符合标准要求";
        }

        return form;
    }

    /// <summary>From the failed recheck's report to the announcement, on the day itself.</summary>
    public static async Task AnnounceAsync(WorkflowTestHost host, Case opened)
    {
        await host.CompleteAsync(opened, "上报市局", "上报");
        await host.CompleteAsync(opened, "审批公告", "批准");
        await host.CompleteAsync(opened, "登记公告发布", "已发布", Form(("publishedOn", Text(host.Today)), ("channel", "市局网站")));
    }
}
