using Shouldly;
using WorkflowHost.Messaging;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>The paths through 不合格结果送达与责令整改 that leave the straight one, each by its history. 2026-09-14 is a Monday.</summary>
public sealed class BeijingPathsTests : IAsyncLifetime
{
    private static readonly string[] UntilServed =
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
    ];

    private WorkflowTestHost host = null!;
    private Case opened = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        opened = await host.ReceiveAsync(Reports.Unqualified());
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Accepted_objection_the_enterprise_and_the_district_get_the_notice()
    {
        // given
        await ServeBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 18));
        await host.CompleteAsync(opened, "登记异议材料", "收到异议", Form(("receivedOn", "2026-09-18"), ("content", "对检验方法有异议")));

        // when
        await host.CompleteAsync(opened, "决定是否受理异议", "受理");

        // then
        var known = await host.TaskAsync(opened, "知悉异议受理结果");
        known.BureauId.ShouldBe("bj-haidian");
        known.Documents.Length.ShouldBe(1);
        var notice = await PrintedAsync(host, opened, "工业产品质量监督抽查异议受理通知书");
        notice.ShouldContain("我局于2026年9月18日收到你单位");
        notice.ShouldContain("第八条的规定，决定予以受理。我局将在受理后的5个工作日内");
        (await MessagesAsync(host, opened, MessageKinds.Sms))[^1].Body.ShouldContain("提出的异议，经审查受理（京市监抽查〔2026〕");
        (await MessagesAsync(host, opened, MessageKinds.Email))[^1].Body.ShouldContain("经审查受理");
        await host.CompleteAsync(opened, "知悉异议受理结果", "已知悉");
        (await host.TaskAsync(opened, "组织复检或调查核实")).DueExplanation.ShouldStartWith("自2026年9月18日受理异议次日起算5个工作日");
        (await WayAsync(host, opened)).ShouldBe(
        [
            .. UntilServed,
            "登记异议材料 → 收到异议",
            "是否届满未登记异议 → False",
            "决定是否受理异议 → 受理",
            "是否受理 → True",
            "知悉异议受理结果 → 已知悉",
        ]);
    }

    [Fact]
    public async Task Refused_objection_the_notice_gives_the_reason()
    {
        // given
        await ServeBothAsync(host, opened);
        await host.CompleteAsync(opened, "登记异议材料", "收到异议", Form(("receivedOn", "2026-09-16"), ("content", "对检验方法有异议")));

        // when
        await host.CompleteAsync(opened, "决定是否受理异议", "不予受理", Form(("basis", "《产品质量监督抽查管理办法》")), "检验方法符合抽查方案。");

        // then
        var refusal = await PrintedAsync(host, opened, "工业产品质量监督抽查异议不予受理说明");
        refusal.ShouldContain("第八条的规定，决定不予受理。理由：属于法律法规规章另有规定的情形（《产品质量监督抽查管理办法》）：检验方法符合抽查方案。不合格企业提出异议的");
        refusal.ShouldContain("自收到本决定之日起六十日内向北京市人民政府申请行政复议");
        (await MessagesAsync(host, opened, MessageKinds.Sms))[^1].Body.ShouldContain("经审查不予受理，理由：检验方法符合抽查方案（");
        await host.CompleteAsync(opened, "知悉异议受理结果", "已知悉");
        await ReportProgressAsync(host, opened);
        (await WayAsync(host, opened)).ShouldBe(
        [
            .. UntilServed,
            "登记异议材料 → 收到异议",
            "是否届满未登记异议 → False",
            "决定是否受理异议 → 不予受理",
            "是否受理 → False",
            "是否变更为合格 → False",
            "是否提出过异议 → True",
            "知悉异议受理结果 → 已知悉",
            "填报后处理情况 → 报送",
            "注册地是否在另一辖区 → False",
            "填报后处理情况 → 报送",
            "注册地是否在另一辖区 → False",
            "当事人的异议 → 结论不变",
            "填报后处理情况 → 报送",
            "注册地是否在另一辖区 → False",
        ]);
    }

    [Fact]
    public async Task Served_by_post_and_never_rectified_it_takes_more_than_sixty_days_and_ends_with_a_true_report()
    {
        // given: the post takes until 12 October, after the National Day holiday
        await ApproveBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 14));
        var posted = Receipt(new DateOnly(2026, 10, 12));
        await host.CompleteAsync(opened, "送达检验结果", "已送达", posted.DeepClone().AsObject());
        await host.CompleteAsync(opened, "送达责令整改通知书", "已送达", posted);
        await FollowUpServiceAsync(host, opened);

        // when: 30 days from 12 October end on 11 November, 15 on 27 October; the reminder is due on 4 November
        await host.PassUntilAsync(new DateOnly(2026, 10, 28));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        await host.PassUntilAsync(new DateOnly(2026, 11, 3));
        var before = await MessagesAsync(host, opened, MessageKinds.Sms);
        await host.PassUntilAsync(new DateOnly(2026, 11, 5));
        var reminded = await MessagesAsync(host, opened, MessageKinds.Sms);
        await host.PassUntilAsync(new DateOnly(2026, 11, 12));
        var check = await host.TaskAsync(opened, "核实整改期届满情况");
        await host.CompleteAsync(opened, "核实整改期届满情况", "逾期未提交", Form(
            ("urging", check.Form.Single(field => field.Name == "urging").Default + "；11月9日电话督促。"),
            ("situation", check.Form.Single(field => field.Name == "situation").Default)));
        await host.PassUntilAsync(new DateOnly(2026, 11, 16));
        var report = await PrintedAsync(host, opened, "逾期未整改情况报告");
        await host.CompleteAsync(opened, "逾期处置", "报告市局");
        await RecheckAsync(host, opened, reported: false);

        // then
        before.Count.ShouldBe(1);
        reminded.Count.ShouldBe(2);
        reminded[^1].Body.ShouldContain("您单位应在2026年11月11日前（含当日）完成责令整改通知书");
        report.ShouldContain("我局于2026年9月14日收到不合格检验报告");
        report.ShouldContain("我局于2026年10月12日向该企业送达《工业产品质量监督抽查责令整改通知书》");
        report.ShouldContain("整改期限至2026年11月11日届满（自2026年10月12日送达责令整改通知书次日起算30日，至11月11日届满；依据《北京市产品质量监督抽查后处理工作规定（试行）》第十四条（2013年1月1日起施行））");
        report.ShouldContain("督促情况：2026年11月4日以短信和电子邮件提醒该企业在期限内完成整改，提交整改报告和复查申请；11月9日电话督促。");
        report.ShouldContain("截至2026年11月12日，该企业在整改期内未提交整改报告和复查申请，也未提出延期复查申请。");
        report.ShouldNotContain("BJ-14a");
        var closed = await CaseAsync(host, opened);
        (closed.ClosedAt!.Value - closed.CreatedAt).ShouldBeGreaterThan(TimeSpan.FromDays(60));
        closed.Result.ShouldBe("企业逾期未提交整改报告，已报市局；复查合格；企业未提出异议，视为承认检验结果");
        (await WayAsync(host, opened)).ShouldBe(
        [
            .. UntilServed,
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
            "等待异议期届满 → 到期",
            "是否届满未登记异议 → True",
            "核实异议期内是否收到异议 → 未收到异议",
            "是否变更为合格 → False",
            "是否提出过异议 → False",
            "当事人的异议 → 结论不变",
            "整改期届满前提醒 → 到期",
            "等待整改期届满 → 到期",
            "是否提交整改报告 → False",
            "核实整改期届满情况 → 逾期未提交",
            "是否无需等待答复书送达 → True",
            "逾期处置 → 报告市局",
            "是否到期未申请复查 → True",
            "开具强制复查委托书 → 提交审批",
            "审批复查委托书 → 同意",
            "开具强制复查委托书 → 已开具",
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
            "不合格产品后处理 → 各线办结",
        ]);
    }

    [Fact]
    public async Task A_report_in_time_ends_the_reminder_with_the_period()
    {
        // given
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 28));

        // when
        await host.CompleteAsync(opened, "登记整改报告", "收到整改报告", Form(("receivedOn", "2026-09-28"), ("summary", "已整改")));
        await host.PassUntilAsync(new DateOnly(2026, 10, 20));

        // then
        (await MessagesAsync(host, opened, MessageKinds.Sms)).Count.ShouldBe(1);
        (await host.InstanceAsync(opened)).Waits.Select(wait => wait.Title).ShouldBe(["核实异议期内是否收到异议", "核查整改情况", "提醒：核查整改情况（超期第1个工作日）"], ignoreOrder: true);
    }
}
