using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using static WorkflowHost.Modules.Tests.Procedures.ChongqingOfficers;
using Case = WorkflowHost.Cases.Case;
using HandOver = WorkflowHost.Modules.Tests.Procedures.ChongqingOfficers;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>The ways through Chongqing's 监督抽查不合格产品后处理. 2026-09-14 is a Monday.</summary>
public sealed class ChongqingPathsTests : IAsyncLifetime
{
    private WorkflowTestHost host = null!;

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Nobody_objects_the_enterprise_mends_and_the_recheck_passes()
    {
        // given
        var opened = await ReceiveAsync(Reports.ProducedInChongqing());
        await ServeSampledAsync(host, opened);
        await ReportLeadAsync(host, opened);
        await AnswerLeadAsync(host, opened);

        // when: 15 days from 14 September end on 29 September
        var objection = await host.TaskAsync(opened, "登记书面异议");
        await host.PassUntilAsync(new DateOnly(2026, 9, 30));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        await OrderAsync(host, opened);
        var corrected = await host.TaskAsync(opened, "登记改正情况");
        await CorrectAsync(host, opened);
        var recheck = await host.TaskAsync(opened, "组织复查");
        await RecheckAsync(host, opened, "复查合格");

        // then: 60 days from 30 September end on a Sunday, 75 on a Monday
        objection.LastDay.ShouldBe(new DateOnly(2026, 9, 29));
        corrected.LastDay.ShouldBe(new DateOnly(2026, 11, 30));
        recheck.LastDay.ShouldBe(new DateOnly(2026, 12, 14));
        (await CaseAsync(host, opened)).Result.ShouldBe("责令改正后复查合格；线索立案处罚");
        (await host.OpenTasksAsync(opened)).ShouldBeEmpty();
        (await TitlesAsync(opened)).ShouldBe(
            ["产品质量监督抽查结果通知书", "送达回证", "产品质量监督抽查不合格产品线索移交清单", "产品质量监督抽查移交线索立案案件结果清单", "责令改正通知书", "送达回证", "产品质量监督抽查复查任务书"],
            ignoreOrder: true);
        (await PrintedAsync(host, opened, "责令改正通知书")).ShouldContain("现责令你（单位）停止生产不合格产品，并在本通知送达之日起六十日内改正");
    }

    [Fact]
    public async Task Found_at_a_seller_the_municipal_bureau_serves_the_producer_and_each_has_its_own_period()
    {
        // given
        var opened = await ReceiveAsync(Reports.FoundInChongqing());
        var drafts = (await host.OpenTasksAsync(opened)).Where(task => task.Title == "拟制结果通知书").ToList();

        // when: the producer is served four days after the seller
        await ServeSampledAsync(host, opened);
        var seller = await host.TaskAsync(opened, "登记书面异议");
        await host.PassUntilAsync(new DateOnly(2026, 9, 18));
        await host.CompleteAsync(opened, "拟制结果通知书", "提交审批", Form(("platform", "/"), ("copyTo", "无")));
        await host.CompleteAsync(opened, "审批结果通知书", "同意");
        var serve = await host.TaskAsync(opened, "市局送达检验结果");
        await host.CompleteAsync(opened, "市局送达检验结果", "已送达", Receipt(host.Today));

        // then
        drafts.Count.ShouldBe(2);
        serve.BureauId.ShouldBe("cq");
        serve.Form.Single(field => field.Name == "recipient").Default.ShouldBe("重庆喆骑电动车有限公司");
        seller.LastDay.ShouldBe(new DateOnly(2026, 9, 29));
        (await host.OpenTasksAsync(opened)).Where(task => task.Title == "登记书面异议").Select(task => task.LastDay)
            .ShouldBe([new DateOnly(2026, 9, 29), new DateOnly(2026, 10, 8)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_passed_reinspection_is_final_and_no_order_follows()
    {
        // given
        var opened = await ReceiveAsync(Reports.ProducedInChongqing());
        await ServeSampledAsync(host, opened);
        await ReportLeadAsync(host, opened);
        await AnswerLeadAsync(host, opened);
        await host.CompleteAsync(opened, "登记书面异议", "收到异议", Objection(host));

        // when: 10 working days from 14 September; 20 September is a make-up Sunday, the 25th is 中秋节
        var decide = await host.TaskAsync(opened, "决定是否准予复检");
        await AllowReinspectionAsync(host, opened);
        await host.CompleteAsync(opened, "送达复检机构确定通知书", "已送达", Receipt(host.Today));
        var formalities = await host.TaskAsync(opened, "登记复检手续");
        await host.CompleteAsync(opened, "登记复检手续", "已办理", Form(("doneOn", Text(host.Today))));
        await host.CompleteAsync(
            opened, "登记复检报告", "登记", Form(("reportNumber", "FJ-2026-00119"), ("receivedOn", Text(host.Today)), ("conclusion", "合格")));
        var printed = await PrintedAsync(host, opened, "产品质量监督抽查复检结果通知书");
        await host.CompleteAsync(opened, "送达复检结果", "已送达", Receipt(host.Today));
        await host.CompleteAsync(
            opened,
            "知悉检验结果变更",
            "已知悉",
            Form(("handling", "已作出处罚决定（列严），依法撤销"), ("revocation", "渝北市监撤〔2026〕1号"), ("revokedOn", Text(host.Today))));

        // then
        decide.LastDay.ShouldBe(new DateOnly(2026, 9, 28));
        formalities.LastDay.ShouldBe(new DateOnly(2026, 9, 21));
        printed.ShouldContain("复检结论为合格。现将检验结果通知你单位。");
        (await CaseAsync(host, opened)).Result.ShouldBe(
            $"复检合格，初检结果不再作为不合格处理；线索立案处罚；处罚决定已于{host.Today:yyyy年M月d日}依法撤销（渝北市监撤〔2026〕1号）");
    }

    [Fact]
    public async Task Who_does_not_go_to_the_reinspection_body_in_seven_days_has_given_up()
    {
        // given
        var opened = await ReceiveAsync(Reports.ProducedInChongqing());
        await ServeSampledAsync(host, opened);
        await host.CompleteAsync(opened, "登记书面异议", "收到异议", Objection(host));
        await AllowReinspectionAsync(host, opened);
        await host.CompleteAsync(opened, "送达复检机构确定通知书", "已送达", Receipt(host.Today));

        // when
        await host.PassUntilAsync(new DateOnly(2026, 9, 22));
        await host.CompleteAsync(opened, "核实是否放弃复检", "视为放弃");

        // then
        (await OpenTitlesAsync(host, opened)).ShouldContain("拟制责令改正通知书");
    }

    [Fact]
    public async Task A_refused_reinspection_tells_why_and_where_to_complain()
    {
        // given
        var opened = await ReceiveAsync(Reports.ProducedInChongqing());
        await ServeSampledAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 30));
        await host.CompleteAsync(
            opened, "核实异议期内是否收到异议", "期内已收到", Form(("receivedOn", "2026-09-28"), ("content", "信件登记在后")));

        // when
        await host.CompleteAsync(opened, "决定是否准予复检", "不予复检", Form(("reason", "备用样品已被申请人拆封")));
        var notice = await PrintedAsync(host, opened, "产品质量监督抽查不予复检通知书");
        await host.CompleteAsync(opened, "送达不予复检通知书", "已送达", Receipt(host.Today));

        // then
        notice.ShouldContain("经调查，备用样品已被申请人拆封，不符合复检条件。");
        notice.ShouldContain("可于收到本通知书之日起六十日内向重庆市人民政府或者国家市场监督管理总局申请行政复议；也可以在六个月内依法向");
        (await OpenTitlesAsync(host, opened)).ShouldContain("拟制责令改正通知书");
    }

    [Fact]
    public async Task Failing_again_and_again_leads_from_the_announcement_through_the_window_to_suspension_and_prosecution()
    {
        // given
        var opened = await ReceiveAsync(Reports.ProducedInChongqing());
        await ServeSampledAsync(host, opened);
        await ReportLeadAsync(host, opened);
        await AnswerLeadAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 30));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        await OrderAsync(host, opened);

        // when: nothing is reported in 60 days, and the recheck fails
        await host.PassUntilAsync(new DateOnly(2026, 12, 1));
        await RecheckAsync(host, opened, "复查不合格");
        await AnnounceAsync(host, opened);
        (await host.OpenTasksAsync(opened)).ShouldBeEmpty();
        await host.PassUntilAsync(new DateOnly(2027, 1, 30));
        (await host.OpenTasksAsync(opened)).ShouldBeEmpty("the window opens after day 60");
        await host.PassUntilAsync(new DateOnly(2027, 1, 31));
        var window = await host.TaskAsync(opened, "再次组织复查");
        await RecheckAsync(host, opened, "复查不合格", "再次组织复查", "登记再次复查结果");
        await host.CompleteAsync(opened, "拟制停业整顿决定书", "提交审批", Form(("days", "30"), ("requirements", "停止销售，完善进货检查验收制度")));
        await host.CompleteAsync(opened, "审批停业整顿决定书", "同意");
        await host.CompleteAsync(opened, "送达停业整顿决定书", "已送达", Receipt(host.Today));
        await host.PassUntilAsync(new DateOnly(2027, 3, 5));
        await RecheckAsync(host, opened, "复查不合格", "整顿期满组织复查", "登记期满复查结果");
        await host.CompleteAsync(opened, "接收移交案件", "接收");

        // then: day 60 from 1 December 2026 is a Saturday, day 89 a Sunday; the window neither opens nor ends later for that
        window.LastDay.ShouldBe(new DateOnly(2027, 2, 28));
        (await CaseAsync(host, opened)).Result.ShouldBe("整顿期满复查仍不合格，已移交办案机构依法查处；线索立案处罚");
        (await PrintedAsync(host, opened, "责令停业整顿决定书")).ShouldContain("整顿期限自本决定送达之日起30日");
    }

    [Fact]
    public async Task A_lead_that_nobody_answers_in_ninety_days_is_supervised_and_keeps_the_case_open()
    {
        // given
        var opened = await ReceiveAsync(Reports.ProducedInChongqing());
        await ServeSampledAsync(host, opened);
        await ReportLeadAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 30));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        await OrderAsync(host, opened);
        await CorrectAsync(host, opened);
        await RecheckAsync(host, opened, "复查合格");

        // when: 90 days from 14 September end on Sunday 13 December
        await host.PassUntilAsync(new DateOnly(2026, 12, 15));
        var supervise = await host.TaskAsync(opened, "督办逾期线索");
        await host.CompleteAsync(opened, "督办逾期线索", "督办", Form(("opinion", "抓紧立案调查"), ("answerBy", "2027-01-14")));
        (await CaseAsync(host, opened)).State.ShouldBe(CaseState.InProgress);
        await host.CompleteAsync(opened, "督办后反馈办理结果", "不予立案", Form(("reason", "当事人能证明进货来源合法且不知情")));
        await host.CompleteAsync(opened, "知悉办理结果", "已知悉");

        // then
        supervise.BureauId.ShouldBe("cq");
        (await PrintedAsync(host, opened, "监督抽查不合格产品线索督办单")).ShouldContain("督办意见：抓紧立案调查。请于2027年1月14日前反馈办理情况。");
        (await CaseAsync(host, opened)).Result.ShouldBe("责令改正后复查合格；线索不予立案");
    }

    private async Task<Case> ReceiveAsync(System.Text.Json.Nodes.JsonObject report)
    {
        var opened = await host.ReceiveAsync(report);
        await HandOver.HandOverAsync(host, opened);
        return opened;
    }

    private async Task<IReadOnlyList<string>> TitlesAsync(Case opened) =>
        [.. (await DocumentsAsync(host, opened)).Where(document => document.State is DocumentState.Issued).Select(document => document.Title)];
}
