using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.Messaging;
using WorkflowHost.Modules.Tests.Documents;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Scenarios;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>What officers of the two bureaus do in 不合格结果送达与责令整改, and what the scenarios read afterwards.</summary>
internal static class BeijingOfficers
{
    private static readonly JsonObject Samples = new()
    {
        ["inspected"] = "3辆",
        ["reserve"] = "2辆",
        ["storedAt"] = "检验院样品库",
        ["contact"] = "周工",
        ["phone"] = "010-60000000",
        ["disposal"] = "退回企业",
        ["collectBy"] = "2026-11-16",
    };

    public static async Task HandOverAsync(WorkflowTestHost host, Case opened)
    {
        await host.CompleteAsync(opened, "汇总整理并转交", "转交", Form(("bureau", "bj-haidian")));
        await host.CompleteAsync(opened, "接收报告和文书材料", "接收", Form(("receivedOn", Text(host.Today))));
    }

    public static Task DraftNoticesAsync(WorkflowTestHost host, Case opened) =>
        host.CompleteAsync(opened, "拟制检验结果通知书", "提交审批", Samples.DeepClone().AsObject());

    /// <summary>To where both documents wait for being served.</summary>
    public static async Task ApproveBothAsync(WorkflowTestHost host, Case opened)
    {
        await HandOverAsync(host, opened);
        await DraftNoticesAsync(host, opened);
        await host.CompleteAsync(opened, "拟制责令整改通知书", "提交审批", Form(("recall", "是")));
        await host.CompleteAsync(opened, "审批检验结果通知书", "同意");
        await host.CompleteAsync(opened, "审批责令整改通知书", "同意");
    }

    /// <summary>Both documents served on 2026-09-16, or on the day itself.</summary>
    public static async Task ServeBothAsync(WorkflowTestHost host, Case opened, bool advance = true)
    {
        await ApproveBothAsync(host, opened);
        if (advance)
        {
            await host.PassUntilAsync(new DateOnly(2026, 9, 16));
        }

        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "送达责令整改通知书", "已送达", Receipt(host.Today));
    }

    /// <summary>What the service brings besides the objection period: the reports to the municipal bureau, and what the enterprise did.</summary>
    public static async Task FollowUpServiceAsync(WorkflowTestHost host, Case opened)
    {
        await ReportProgressAsync(host, opened);
        await host.CompleteAsync(opened, "认定严重质量问题", "不存在严重质量问题");
        await host.CompleteAsync(opened, "登记企业处理情况报告", "收到报告", Form(
            ("receivedOn", Text(host.Today)), ("stopped", "已停止生产、销售"), ("stock", "库存46辆封存"), ("sold", "通知7家经销单位下架")));
        await host.CompleteAsync(opened, "登记缺陷调查报告", "收到报告", Form(
            ("receivedOn", Text(host.Today)), ("findings", "已开展缺陷调查"), ("recall", "主动召回2026年5月批次")));
        await host.CompleteAsync(opened, "核对是否补充认定", "没有发现");
        await ReportProgressAsync(host, opened);
    }

    /// <summary>Reports on every stage that waits for it.</summary>
    public static async Task ReportProgressAsync(WorkflowTestHost host, Case opened)
    {
        while ((await host.OpenTasksAsync(opened)).Any(task => task.Title == "填报后处理情况"))
        {
            await host.CompleteAsync(opened, "填报后处理情况", "报送", Form(("text", "按期办理")));
        }
    }

    /// <summary>From the report of the enterprise, or from the end of its time, to a recheck that passes or fails.</summary>
    public static async Task RecheckAsync(WorkflowTestHost host, Case opened, bool reported = true, string outcome = "复查合格")
    {
        if (reported)
        {
            await host.CompleteAsync(opened, "核查整改情况", "符合复查条件", Form(("on", Text(host.Today)), ("findings", "已查明原因并改正")));
        }

        await host.CompleteAsync(opened, reported ? "开具复查委托书" : "开具强制复查委托书", "提交审批", Form(
            ("body", "北京市产品质量监督检验研究院"), ("product", "儿童电动三轮车 XBH-3T"), ("completeBy", Text(host.Today.AddDays(20)))));
        await host.CompleteAsync(opened, "审批复查委托书", "同意");
        var result = Form(("reportNumber", "FC-2026-0077"), ("receivedOn", Text(host.Today)), ("batch", "20260920B"), ("sampledOn", Text(host.Today)));
        if (outcome == "复查不合格")
        {
            result["findings"] = "小零件仍不符合标准要求";
            (result["inspected"], result["reserve"], result["disposal"]) = ("3辆", "2辆", "留存");
            (result["storedAt"], result["contact"], result["phone"]) = ("检验院样品库", "周工", "010-60000000");
        }

        await host.CompleteAsync(opened, "登记复查结果", outcome, result);
        await host.CompleteAsync(opened, outcome == "复查不合格" ? "送达不合格复查结果" : "送达合格复查结果", "已送达", Receipt(host.Today));
        await ReportProgressAsync(host, opened);
    }

    public static JsonObject Receipt(DateOnly servedOn) => Form(
        ("method", "直接送达"), ("recipient", "王燚"), ("servedOn", Text(servedOn)), ("servers", "李文静、陈喆"),
        ("place", "北京市海淀区示例路1号"), ("proof", "当面签收"));

    public static JsonObject Form(params (string Name, string Value)[] values) =>
        new(values.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)JsonValue.Create(value.Value))));

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", null);

    /// <summary>Why the desk refuses a completion.</summary>
    public static async Task<string> RefusalAsync(
        WorkflowTestHost host, Case opened, string title, string outcome, JsonObject form)
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => host.CompleteAsync(opened, title, outcome, form));
        return refused.Message;
    }

    /// <summary>The outcomes that were taken, in order.</summary>
    public static async Task<IReadOnlyList<string>> WayAsync(WorkflowTestHost host, Case opened) =>
        [.. (await host.HistoryAsync(opened)).Where(line => line.Contains('→', StringComparison.Ordinal))];

    public static async Task<IReadOnlyList<string>> OpenTitlesAsync(WorkflowTestHost host, Case opened) =>
        [.. (await host.OpenTasksAsync(opened)).Select(task => task.Title)];

    public static async Task<Case> CaseAsync(WorkflowTestHost host, Case opened) =>
        (await host.Get<ICaseStore>().FindAsync(opened.Id, CancellationToken.None))!;

    /// <summary>The messages of a kind, oldest first: to whom, and what they say.</summary>
    public static async Task<IReadOnlyList<(string To, string Body)>> MessagesAsync(WorkflowTestHost host, Case opened, string kind)
    {
        var page = await host.Get<IOutboxStore>().ListAsync(new OutboxFilter([kind], [], opened.InstanceId), null, 50, CancellationToken.None);
        page.Items.ShouldAllBe(message => message.State == OutboxState.Kept);
        return [.. page.Items.Reverse().Select(message => (message.Payload[MessageKinds.To]!.GetValue<string>(), message.Payload[MessageKinds.Body]!.GetValue<string>()))];
    }

    public static Task<IReadOnlyList<IssuedDocument>> DocumentsAsync(WorkflowTestHost host, Case opened) =>
        host.Get<IDocumentStore>().OfCaseAsync(opened.Id, CancellationToken.None);

    /// <summary>What the only document with this title says, without white space.</summary>
    public static async Task<string> PrintedAsync(WorkflowTestHost host, Case opened, string title)
    {
        var document = (await DocumentsAsync(host, opened)).Single(one => one.Title == title);
        document.State.ShouldBe(DocumentState.Issued);
        return await new Pdf((await host.Get<IFileStore>().GetAsync(document.ContentHash, CancellationToken.None))!).TextAsync();
    }
}
