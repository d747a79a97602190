using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>不合格结果送达与责令整改, played from the report to the end on a clock that stands still. 2026-09-14 is a Monday.</summary>
public sealed class BeijingUnqualifiedResultTests
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

    [Fact]
    public async Task Served_in_time_without_objection_and_rectified_it_ends_when_the_objection_period_is_over()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());

        // when
        await ServeBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 28));
        await host.CompleteAsync(opened, "登记整改报告", "收到整改报告", Form(("receivedOn", "2026-09-28"), ("summary", "已更换零件供应商")));

        // then
        (await host.OpenTasksAsync(opened)).Select(task => task.Title).ShouldBe(["登记异议材料"]);
        await host.PassUntilAsync(new DateOnly(2026, 10, 9));
        var history = await host.HistoryAsync(opened);
        history.Where(line => line.Contains('→', StringComparison.Ordinal)).ShouldBe(
        [
            "汇总整理并转交 → 转交",
            "接收报告和文书材料 → 接收",
            "拟制检验结果通知书 → 提交审批",
            "拟制责令整改通知书 → 提交审批",
            "审批检验结果通知书 → 同意",
            "审批责令整改通知书 → 同意",
            "送达检验结果 → 已送达",
            "送达责令整改通知书 → 已送达",
            "登记整改报告 → 收到整改报告",
            "是否提交整改报告 → True",
            "等待异议期届满 → 到期",
            "是否提出异议 → False",
        ]);
        history[^1].ShouldEndWith("Completed");
        (await host.InstanceAsync(opened)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        var closed = await CaseAsync(host, opened);
        closed.State.ShouldBe(CaseState.Closed);
        closed.Result.ShouldBe("企业已在整改期内提交整改报告；企业未提出异议，视为承认检验结果");
    }

    [Fact]
    public async Task Every_limit_counts_from_the_law_s_event_and_explains_itself()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        var handover = await host.TaskAsync(opened, "汇总整理并转交");

        // when
        await ServeBothAsync(host, opened);

        // then
        handover.LastDay.ShouldBe(new DateOnly(2026, 9, 15));
        var objection = await host.TaskAsync(opened, "登记异议材料");
        objection.LastDay.ShouldBe(new DateOnly(2026, 10, 8));
        objection.DueExplanation.ShouldBe("自2026年9月16日送达检验结果次日起算15日，末日10月1日为法定节假日（国庆节），顺延至10月8日；依据 BJ-7");
        var rectification = await host.TaskAsync(opened, "登记整改报告");
        rectification.LastDay.ShouldBe(new DateOnly(2026, 10, 16));
        (await host.InstanceAsync(opened)).Waits.Select(wait => wait.Title).ShouldBe(
            ["等待异议期届满", "登记异议材料", "等待整改期届满", "登记整改报告"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_objection_is_decided_on_and_does_not_stop_the_rectification()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 22));

        // when
        await host.CompleteAsync(opened, "登记异议材料", "收到异议", Form(("receivedOn", "2026-09-22"), ("content", "对检验方法有异议")));
        var decision = await host.TaskAsync(opened, "决定是否受理异议");
        await host.CompleteAsync(opened, "决定是否受理异议", "不予受理", opinion: "检验方法符合抽查方案");

        // then
        decision.LastDay.ShouldBe(new DateOnly(2026, 9, 28));
        (await host.OpenTasksAsync(opened)).Select(task => task.Title).ShouldBe(["登记整改报告"]);
        (await host.InstanceAsync(opened)).Waits.ShouldNotContain(wait => wait.Title == "等待异议期届满");
        await host.CompleteAsync(opened, "登记整改报告", "收到整改报告", Form(("receivedOn", "2026-09-22"), ("summary", "已整改")));
        (await CaseAsync(host, opened)).Result.ShouldBe("企业已在整改期内提交整改报告；企业提出异议，市局不予受理");
        (await MessagesAsync(host, opened, MessageKinds.Sms)).ShouldContain(text => text.EndsWith("经审查不予受理。异议期间不停止整改。", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_rectification_report_the_overdue_branch_reports_to_the_municipal_bureau()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);

        // when
        await host.PassUntilAsync(new DateOnly(2026, 10, 16));
        var lastDay = await host.OpenTasksAsync(opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 17));
        var after = await host.OpenTasksAsync(opened);
        await host.CompleteAsync(opened, "逾期处置", "报告市局");

        // then
        lastDay.Select(task => task.Title).ShouldBe(["登记整改报告"]);
        after.Select(task => task.Title).ShouldBe(["逾期处置"]);
        (await CaseAsync(host, opened)).Result.ShouldBe("企业逾期未提交整改报告，已报市局；企业未提出异议，视为承认检验结果");
        (await host.Get<IDocumentStore>().OfCaseAsync(opened.Id, CancellationToken.None))
            .ShouldContain(document => document.Title == "逾期未整改情况报告" && document.State == DocumentState.Issued);
    }

    [Fact]
    public async Task A_notice_sent_back_is_drafted_again_and_does_not_disturb_the_other_branch()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await HandOverAsync(host, opened);
        await host.CompleteAsync(opened, "拟制检验结果通知书", "提交审批", Samples.DeepClone().AsObject());
        await host.CompleteAsync(opened, "拟制责令整改通知书", "提交审批", Form(("recall", "否")));

        // when
        await host.CompleteAsync(opened, "审批责令整改通知书", "退回", opinion: "玩具应要求开展缺陷调查");

        // then
        (await host.OpenTasksAsync(opened)).Select(task => task.Title).ShouldBe(["审批检验结果通知书", "拟制责令整改通知书"], ignoreOrder: true);
        await host.CompleteAsync(opened, "拟制责令整改通知书", "提交审批", Form(("recall", "是")));
        (await host.TaskAsync(opened, "审批责令整改通知书")).Documents.Length.ShouldBe(1);
        var orders = (await host.Get<IDocumentStore>().OfCaseAsync(opened.Id, CancellationToken.None))
            .Where(document => document.Template == "beijing/rectification-order").ToList();
        orders.Count.ShouldBe(2);
        orders.Select(document => document.Number).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Document_numbers_of_a_bureau_run_without_gaps_over_its_cases()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

        // when
        var received = new List<Case>();
        foreach (var number in new[] { "BJ-2026-0001", "BJ-2026-0002" })
        {
            received.Add(await host.ReceiveAsync(Reports.Unqualified(number)));
            await ServeBothAsync(host, received[^1], advance: number == "BJ-2026-0001");
        }

        // then
        var numbers = new List<int>();
        foreach (var opened in received)
        {
            var documents = await host.Get<IDocumentStore>().OfCaseAsync(opened.Id, CancellationToken.None);
            numbers.AddRange(documents.Where(document => document.BureauId == "bj-haidian")
                .Select(document => int.Parse(document.Number.Split('〕')[1].TrimEnd('号'))));
        }

        numbers.Order().ShouldBe(Enumerable.Range(1, numbers.Count));
        numbers.Count.ShouldBe(10);
    }

    [Fact]
    public async Task The_enterprise_is_told_once_by_text_message_and_once_by_e_mail()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());

        // when
        await ServeBothAsync(host, opened);

        // then
        (await MessagesAsync(host, opened, MessageKinds.Sms)).Single().ShouldContain("监督抽查检验结果为不合格");
        (await MessagesAsync(host, opened, MessageKinds.Email)).Single().ShouldContain("可自接到检验结果之日起15日内");
    }

    private static async Task HandOverAsync(WorkflowTestHost host, Case opened)
    {
        await host.CompleteAsync(opened, "汇总整理并转交", "转交", Form(("bureau", "bj-haidian")));
        await host.CompleteAsync(opened, "接收报告和文书材料", "接收", Form(("receivedOn", Text(host.Today))));
    }

    private static async Task ServeBothAsync(WorkflowTestHost host, Case opened, bool advance = true)
    {
        await HandOverAsync(host, opened);
        await host.CompleteAsync(opened, "拟制检验结果通知书", "提交审批", Samples.DeepClone().AsObject());
        await host.CompleteAsync(opened, "拟制责令整改通知书", "提交审批", Form(("recall", "是")));
        await host.CompleteAsync(opened, "审批检验结果通知书", "同意");
        await host.CompleteAsync(opened, "审批责令整改通知书", "同意");
        if (advance)
        {
            await host.PassUntilAsync(new DateOnly(2026, 9, 16));
        }

        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "送达责令整改通知书", "已送达", Receipt(host.Today));
    }

    private static JsonObject Receipt(DateOnly servedOn) => Form(
        ("method", "直接送达"), ("recipient", "王燚"), ("servedOn", Text(servedOn)), ("servers", "李文静、陈喆"),
        ("place", "北京市海淀区示例路1号"), ("proof", "当面签收"));

    private static JsonObject Form(params (string Name, string Value)[] values) =>
        new(values.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)JsonValue.Create(value.Value))));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", null);

    private static async Task<Case> CaseAsync(WorkflowTestHost host, Case opened) =>
        (await host.Get<ICaseStore>().FindAsync(opened.Id, CancellationToken.None))!;

    private static async Task<IReadOnlyList<string>> MessagesAsync(WorkflowTestHost host, Case opened, string kind)
    {
        var page = await host.Get<IOutboxStore>().ListAsync(new OutboxFilter([kind], [], opened.InstanceId), null, 50, CancellationToken.None);
        page.Items.ShouldAllBe(message => message.State == OutboxState.Kept);
        return [.. page.Items.Select(message => message.Payload[MessageKinds.Body]!.GetValue<string>())];
    }
}
