using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.Messaging;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>不合格结果送达与责令整改, played from the report to the end on a clock that stands still. 2026-09-14 is a Monday.</summary>
public sealed class BeijingUnqualifiedResultTests
{
    [Fact]
    public async Task Served_in_time_without_objection_and_rectified_it_ends_when_the_objection_period_is_over()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());

        // when
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 28));
        await host.CompleteAsync(opened, "登记整改报告", "收到整改报告", Form(("receivedOn", "2026-09-28"), ("summary", "已更换零件供应商")));
        await RecheckAsync(host, opened);

        // then
        (await host.OpenTasksAsync(opened)).Select(task => task.Title).ShouldBe(["登记异议材料"]);
        await host.PassUntilAsync(new DateOnly(2026, 10, 9));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        var history = await host.HistoryAsync(opened);
        history.Where(line => line.Contains('→', StringComparison.Ordinal)).ShouldBe(
        [
            "汇总整理并转交 → 转交",
            "接收报告和文书材料 → 接收",
            "拟制检验结果通知书 → 提交审批",
            "拟制责令整改通知书 → 提交审批",
            "审批检验结果通知书 → 同意",
            "拟制、审批通知书 → 已审批",
            "受检企业是否另有其人 → False",
            "受检企业送达与异议 → 办结",
            "审批责令整改通知书 → 同意",
            "送达检验结果 → 已送达",
            "是否应开展缺陷调查 → True",
            "送达责令整改通知书 → 已送达",
            "填报后处理情况 → 报送",
            "注册地是否在另一辖区 → False",
            "填报后处理情况 → 报送",
            "注册地是否在另一辖区 → False",
            "认定严重质量问题 → 不存在严重质量问题",
            "严重质量问题认定 → 未认定",
            "登记企业处理情况报告 → 收到报告",
            "登记缺陷调查报告 → 收到报告",
            "此前是否已认定 → False",
            "核对是否补充认定 → 没有发现",
            "补充认定严重质量问题 → 没有补充",
            "填报后处理情况 → 报送",
            "注册地是否在另一辖区 → False",
            "登记整改报告 → 收到整改报告",
            "是否提交整改报告 → True",
            "是否到期未申请复查 → False",
            "核查整改情况 → 符合复查条件",
            "开具复查委托书 → 提交审批",
            "审批复查委托书 → 同意",
            "开具复查委托书 → 已开具",
            "是否已委托复查 → True",
            "登记复查结果 → 复查合格",
            "复查结论 → True",
            "登记复查结果 → 复查合格",
            "复查是否不合格 → False",
            "是否经过复查 → True",
            "复查是否合格 → True",
            "送达合格复查结果 → 已送达",
            "送达合格的复查结果 → 结论不变",
            "填报后处理情况 → 报送",
            "注册地是否在另一辖区 → False",
            "等待异议期届满 → 到期",
            "是否届满未登记异议 → True",
            "核实异议期内是否收到异议 → 未收到异议",
            "是否变更为合格 → False",
            "是否提出过异议 → False",
            "当事人的异议 → 结论不变",
            "不合格产品后处理 → 各线办结",
        ]);
        history[^1].ShouldEndWith("Completed");
        (await host.InstanceAsync(opened)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        var closed = await CaseAsync(host, opened);
        closed.State.ShouldBe(CaseState.Closed);
        closed.Result.ShouldBe("企业已在整改期内提交整改报告；复查合格；企业未提出异议，视为承认检验结果");
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
        objection.DueExplanation.ShouldBe("自2026年9月16日送达检验结果次日起算15日，末日10月1日为法定节假日（国庆节），顺延至10月8日；依据《北京市产品质量监督抽查后处理工作规定（试行）》第七条（2013年1月1日起施行）");
        var rectification = await host.TaskAsync(opened, "登记整改报告");
        rectification.LastDay.ShouldBe(new DateOnly(2026, 10, 16));
        (await host.InstanceAsync(opened)).Waits.Select(wait => wait.Title).ShouldBe(
            ["等待异议期届满", "登记异议材料", "认定严重质量问题", "登记企业处理情况报告", "登记缺陷调查报告", "填报后处理情况", "填报后处理情况", "整改期届满前提醒", "登记整改报告",
                "提醒：登记整改报告（到期前10个工作日）", "提醒：登记整改报告（到期前5个工作日）", "提醒：登记整改报告（到期前1个工作日）"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_objection_is_decided_on_and_does_not_stop_the_rectification()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 22));

        // when
        await host.CompleteAsync(opened, "登记异议材料", "收到异议", Form(("receivedOn", "2026-09-22"), ("content", "对检验方法有异议")));
        var decision = await host.TaskAsync(opened, "决定是否受理异议");
        await host.CompleteAsync(opened, "决定是否受理异议", "不予受理", Form(("basis", "《产品质量监督抽查管理办法》")), "检验方法符合抽查方案");

        // then
        decision.LastDay.ShouldBe(new DateOnly(2026, 9, 28));
        (await host.OpenTasksAsync(opened)).Select(task => task.Title).ShouldBe(["登记整改报告", "知悉异议受理结果", "填报后处理情况"], ignoreOrder: true);
        (await host.InstanceAsync(opened)).Waits.ShouldNotContain(wait => wait.Title == "等待异议期届满");
        await host.CompleteAsync(opened, "知悉异议受理结果", "已知悉");
        await host.CompleteAsync(opened, "登记整改报告", "收到整改报告", Form(("receivedOn", "2026-09-22"), ("summary", "已整改")));
        await RecheckAsync(host, opened);
        (await CaseAsync(host, opened)).Result.ShouldBe("企业已在整改期内提交整改报告；复查合格；企业提出异议，市局不予受理");
        (await MessagesAsync(host, opened, MessageKinds.Sms)).ShouldContain(sent => sent.Body.EndsWith("异议期间不停止整改。", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_rectification_report_the_overdue_branch_reports_to_the_municipal_bureau()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);

        // when
        await host.PassUntilAsync(new DateOnly(2026, 10, 9));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        await host.PassUntilAsync(new DateOnly(2026, 10, 16));
        var lastDay = await host.OpenTasksAsync(opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 17));
        var after = await host.OpenTasksAsync(opened);
        await host.CompleteAsync(opened, "核实整改期届满情况", "逾期未提交", Form(("urging", "10月9日短信提醒"), ("situation", "该企业未提交整改报告")));
        await host.CompleteAsync(opened, "逾期处置", "报告市局");
        await RecheckAsync(host, opened, reported: false);

        // then
        lastDay.Select(task => task.Title).ShouldBe(["登记整改报告"]);
        after.Select(task => task.Title).ShouldBe(["核实整改期届满情况"]);
        (await CaseAsync(host, opened)).Result.ShouldBe("企业逾期未提交整改报告，已报市局；复查合格；企业未提出异议，视为承认检验结果");
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
        await DraftNoticesAsync(host, opened);
        await host.CompleteAsync(opened, "拟制责令整改通知书", "提交审批", Form(("recall", "否")));

        // when
        await host.CompleteAsync(opened, "审批责令整改通知书", "退回", opinion: "玩具应要求开展缺陷调查");

        // then
        (await host.OpenTasksAsync(opened)).Select(task => task.Title).ShouldBe(["认定严重质量问题", "审批检验结果通知书", "拟制责令整改通知书"], ignoreOrder: true);
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
        (await MessagesAsync(host, opened, MessageKinds.Sms)).Single().Body.ShouldContain("监督抽查检验结果为不合格");
        (await MessagesAsync(host, opened, MessageKinds.Email)).Single().Body.ShouldContain("可自接到检验结果之日起15日内");
    }
}
