using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>What follows service, objection and rectification in Beijing: articles 9 to 21. 2026-09-14 is a Monday.</summary>
public sealed class BeijingFurtherTests : IAsyncLifetime
{
    private WorkflowTestHost host = null!;

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_reinspection_that_finds_it_qualified_ends_the_case_and_withdraws_what_is_open()
    {
        // given
        var opened = await AcceptedAsync();
        await host.CompleteAsync(opened, "组织复检或调查核实", "组织复检", Form(
            ("body", "北京市产品质量监督检验研究院"), ("choice", "由原抽查承检机构承担"), ("items", "小零件"), ("completeBy", "2026-10-20"),
            ("sampleOn", Text(host.Today)), ("samplePlace", "检验院样品库")));
        await host.CompleteAsync(opened, "核对复检样品", "确认完好", Form(
            ("on", Text(host.Today)), ("place", "检验院样品库"), ("told", "已电话通知"), ("quantity", "2辆"), ("state", "封样完好，符合复检条件"), ("sampler", "周喆"), ("handler", "王燚")));
        var report = await host.TaskAsync(opened, "登记复检结果");

        // when
        await host.CompleteAsync(opened, "登记复检结果", "登记", Form(("reportNumber", "FJ-1"), ("receivedOn", Text(host.Today)), ("conclusion", "合格")));
        var decision = await host.TaskAsync(opened, "作出异议处理决定");
        await host.CompleteAsync(opened, "作出异议处理决定", "变更为合格");
        var notice = await PrintedAsync(host, opened, "工业产品质量监督抽查异议处理通知书");
        await host.CompleteAsync(opened, "送达异议处理通知书", "已送达", Receipt(host.Today));
        await ReportProgressAsync(host, opened);
        await host.CompleteAsync(opened, "知悉变更为合格", "已知悉", Form(("handling", "无在办案件")));
        await host.CompleteAsync(opened, "核对解除撤销事项", "提交审批", Form(("ordered", "有"), ("order", "京海市监抽查〔2026〕3号")));
        await host.CompleteAsync(opened, "审批解除和撤销决定", "同意");
        await host.CompleteAsync(opened, "送达解除和撤销决定", "已送达", Receipt(host.Today));
        await ReportProgressAsync(host, opened);

        // then
        decision.Instructions.ShouldEndWith("复检报告（FJ-1）的结论：合格。");
        (await PrintedAsync(host, opened, "撤销责令整改决定书")).ShouldContain("现撤销该责令整改通知书");
        report.LastDay.ShouldBe(new DateOnly(2026, 10, 20));
        notice.ShouldContain("我局已组织复检，现根据复检报告（编号：FJ-1）的结论合格作出处理决定：变更为合格。");
        (await PrintedAsync(host, opened, "工业产品质量监督抽查复检任务书")).ShouldContain("于2026年10月20日前完成并将复检结果报送我局");
        (await CaseAsync(host, opened)).Result.ShouldBe("异议成立，检验结果变更为合格");
        (await host.OpenTasksAsync(opened)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_investigation_that_upholds_the_result_lets_the_rectification_go_on()
    {
        // given
        var opened = await AcceptedAsync();

        // when
        await host.CompleteAsync(opened, "组织复检或调查核实", "调查核实");
        await host.CompleteAsync(opened, "登记调查核实情况", "登记", Form(
            ("receivedOn", Text(host.Today)), ("conclusion", "异议不成立"), ("findings", "抽样和检验均符合方案")));
        await host.CompleteAsync(opened, "作出异议处理决定", "维持原检验结论");
        await host.CompleteAsync(opened, "送达异议处理通知书", "已送达", Receipt(host.Today));
        await ReportProgressAsync(host, opened);

        // then
        (await OpenTitlesAsync(host, opened)).ShouldBe(["登记整改报告"]);
    }

    [Fact]
    public async Task Papers_with_faults_go_back_to_be_corrected_and_then_the_case_goes_on()
    {
        // given
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await host.CompleteAsync(opened, "汇总整理并转交", "转交", Form(("bureau", "bj-haidian")));

        // when
        await host.CompleteAsync(opened, "接收报告和文书材料", "材料有问题", Form(("receivedOn", Text(host.Today)), ("problem", "规格型号与抽样单不一致"), ("request", "核对后更正规格型号")));
        var request = await PrintedAsync(host, opened, "检验报告更正请求");
        await host.CompleteAsync(opened, "协调检验机构更正", "已更正", Form(("summary", "检验机构已更正规格型号")));

        // then
        request.ShouldContain("存在下列问题：规格型号与抽样单不一致。");
        (await OpenTitlesAsync(host, opened)).ShouldBe(["接收报告和文书材料"]);
        var again = (await host.TaskAsync(opened, "接收报告和文书材料")).Form.Single(field => field.Name == "receivedOn");
        (again.Default, again.NotAfter).ShouldBe(("2026-09-14", new DateOnly(2026, 9, 14)));
    }

    [Fact]
    public async Task Severe_defects_bring_seizure_and_penalty()
    {
        // given
        var json = Reports.Unqualified();
        json["severeDefect"] = true;
        var opened = await host.ReceiveAsync(json);
        await ServeBothAsync(host, opened);

        // when
        await SeizeAsync(opened);

        // then
        (await PrintedAsync(host, opened, "实施行政强制措施决定书")).ShouldContain("决定对下列物品予以封存");
        var penalty = await host.TaskAsync(opened, "登记立案处罚");
        (penalty.Role, penalty.Documents.Length).ShouldBe(("Enforcement", 1));
        (await PrintedAsync(host, opened, "立案移交书")).ShouldContain("第十四条的规定，现将本案移交你单位立案查处。");
    }

    [Fact]
    public async Task Severe_defects_are_recognised_and_seized_before_the_result_is_served()
    {
        // given: the district has the report, and nobody has drafted a notice
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await HandOverAsync(host, opened);
        var recognition = await host.TaskAsync(opened, "认定严重质量问题");

        // when
        await SeizeAsync(opened);

        // then
        recognition.LastDay.ShouldBe(new DateOnly(2026, 9, 15));
        recognition.DueExplanation.ShouldStartWith("自2026年9月14日收到检验报告和材料次日起算1个工作日");
        (await OpenTitlesAsync(host, opened)).ShouldBe(["拟制检验结果通知书", "拟制责令整改通知书", "登记立案处罚", "查封扣押期满前处理", "填报后处理情况"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_seizure_before_service_is_known_when_the_objection_overturns_the_result()
    {
        // given: seized and reported before anything is served, and no penalty decided yet
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await HandOverAsync(host, opened);
        await SeizeAsync(opened);
        var told = (await host.TaskAsync(opened, "填报后处理情况")).Form;
        await ReportProgressAsync(host, opened);
        await DraftNoticesAsync(host, opened);
        await host.CompleteAsync(opened, "审批检验结果通知书", "同意");
        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "登记异议材料", "收到异议", Form(("receivedOn", Text(host.Today)), ("content", "对检验方法有异议")));
        await host.CompleteAsync(opened, "决定是否受理异议", "受理");
        await host.CompleteAsync(opened, "知悉异议受理结果", "已知悉");

        // when
        await host.CompleteAsync(opened, "组织复检或调查核实", "调查核实");
        await host.CompleteAsync(opened, "登记调查核实情况", "登记", Form(("receivedOn", Text(host.Today)), ("conclusion", "异议成立"), ("findings", "检验有误")));
        await host.CompleteAsync(opened, "作出异议处理决定", "变更为合格");
        await host.CompleteAsync(opened, "送达异议处理通知书", "已送达", Receipt(host.Today));
        await ReportProgressAsync(host, opened);
        await host.CompleteAsync(opened, "知悉变更为合格", "已知悉", Form(("handling", "终止办理")));

        // then
        told.Single(field => field.Name == "text").Default.ShouldBe("已认定产品存在严重质量问题；已于2026年9月14日实施强制措施；已移交立案。");
        var release = (await host.TaskAsync(opened, "核对解除撤销事项")).Form;
        release.Single(field => field.Name == "seized").Default.ShouldBe("有");
        release.Single(field => field.Name == "goods").Default.ShouldBe("46辆");
    }

    [Fact]
    public async Task Who_stopped_producing_is_reported_and_not_rechecked()
    {
        // given
        var opened = await ReportedAsync();

        // when
        await host.CompleteAsync(opened, "核查整改情况", "不再生产销售", Form(("on", Text(host.Today)), ("findings", "生产线已拆除")));
        var limit = (await host.TaskAsync(opened, "审签核查情况报告")).LastDay;
        await host.CompleteAsync(opened, "审签核查情况报告", "报告市局");
        await ReportProgressAsync(host, opened);

        // then: three working days from Monday 28 September
        limit.ShouldBe(new DateOnly(2026, 10, 8));
        (await OpenTitlesAsync(host, opened)).ShouldBe(["登记异议材料"]);
        (await DocumentsAsync(host, opened)).ShouldNotContain(document => document.Title == "工业产品质量监督复查委托书");
    }

    [Fact]
    public async Task A_failed_recheck_is_announced_and_ends_with_proposals_to_revoke()
    {
        // given
        var opened = await ReportedAsync();
        await RecheckAsync(host, opened, outcome: "复查不合格");
        var notice = await PrintedAsync(host, opened, "工业产品质量监督复查检验结果通知书");

        // when
        await host.CompleteAsync(opened, "批准公告", "批准");
        await host.CompleteAsync(opened, "登记公告发布", "已发布", Form(("publishedOn", Text(host.Today)), ("channel", "市局网站")));
        await host.CompleteAsync(opened, "核对生产许可证", "取得生产许可证", Form(("licence", "XK16-001-00001")));
        await NotSevereAsync(host, opened);
        await host.CompleteAsync(opened, "审批吊销许可证建议", "同意");
        await host.CompleteAsync(opened, "移送吊销许可证建议", "已移送");
        var published = host.Today;
        await host.PassUntilAsync(published.AddDays(60));
        (await OpenTitlesAsync(host, opened)).ShouldNotContain("开具公告后复查委托书", "the window opens after day 60");
        await host.PassUntilAsync(published.AddDays(61));
        (await host.TaskAsync(opened, "开具公告后复查委托书")).LastDay.ShouldBe(published.AddDays(89));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议（复查）", "未收到异议");
        await RecheckAgainAsync(host, opened, "开具公告后复查委托书", "登记公告后复查结果");
        await host.CompleteAsync(opened, "拟制停业整顿决定书", "提交审批", Form(("days", "15"), ("requirements", "停止生产")));
        await host.CompleteAsync(opened, "审批停业整顿决定书", "同意");
        await host.CompleteAsync(opened, "送达停业整顿决定书", "已送达", Receipt(host.Today));
        await host.PassUntilAsync(host.Today.AddDays(18));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        await host.CompleteAsync(opened, "核实异议期内是否收到异议（复查）", "未收到异议");
        await RecheckAgainAsync(host, opened, "开具期满复查委托书", "登记期满复查结果");
        await host.CompleteAsync(opened, "审批吊销执照建议", "同意");
        await host.CompleteAsync(opened, "移送吊销营业执照建议", "已移送");
        await host.PassUntilAsync(host.Today.AddDays(40));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议（复查）", "未收到异议");
        await ReportProgressAsync(host, opened);

        // then
        var closed = await CaseAsync(host, opened);
        closed.State.ShouldBe(CaseState.Closed);
        closed.Result.ShouldBe("企业已在整改期内提交整改报告；整顿期满仍不合格，已建议吊销营业执照；企业未提出异议，视为承认检验结果");
        (await PrintedAsync(host, opened, "工业产品质量监督抽查复查不合格公告")).ShouldContain("小零件仍不符合标准要求");
        notice.ShouldContain("复查结果为不合格。");
        notice.ShouldContain("15日内，向北京市市场监督管理局或者国家市场监督管理总局提交书面复检申请");
    }

    [Fact]
    public async Task The_district_of_registration_gets_a_copy_where_it_is_another()
    {
        // given
        var json = Reports.Unqualified();
        json["placeOfRegistration"] = "朝阳区";
        var opened = await host.ReceiveAsync(json);
        await ServeBothAsync(host, opened);

        // when
        await host.CompleteAsync(opened, "填报后处理情况", "报送", Form(("text", "按期办理")));

        // then
        (await host.TaskAsync(opened, "知悉抄报的后处理情况")).BureauId.ShouldBe("bj-chaoyang");
        (await PrintedAsync(host, opened, "监督抽查后处理情况表")).ShouldContain("抄报北京市朝阳区市场监督管理局");
        (await PrintedAsync(host, opened, "后处理情况抄报")).ShouldContain("现将后处理情况抄报你局");
    }

    [Fact]
    public async Task A_justified_reason_prolongs_the_time_to_apply_for_a_recheck()
    {
        // given
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 17));

        // when
        await host.CompleteAsync(opened, "核实整改期届满情况", "有正当理由或申请延期", Form(("askedOn", Text(host.Today)), ("reason", "模具委外加工，已申请延期复查")));
        await host.CompleteAsync(opened, "审批延期复查申请", "同意延期", Form(("until", "2026-11-16"), ("reason", "理由正当")));
        await host.CompleteAsync(opened, "送达延期复查答复书", "已送达", Receipt(host.Today));
        var prolonged = await host.TaskAsync(opened, "登记延期后整改情况");
        await host.CompleteAsync(opened, "登记延期后整改情况", "收到整改报告", Form(("receivedOn", Text(host.Today)), ("summary", "已整改")));

        // then
        prolonged.LastDay.ShouldBe(new DateOnly(2026, 11, 16));
        (await OpenTitlesAsync(host, opened)).ShouldContain("核查整改情况");
        (await DocumentsAsync(host, opened)).ShouldNotContain(document => document.Title == "逾期未整改情况报告");
    }

    [Theory]
    [InlineData("是", false)]
    [InlineData("否", true)]
    public async Task Who_asked_for_delay_is_not_announced_as_one_who_asked_for_neither(string asked, bool isAnnounced)
    {
        // given
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 17));

        // when the application, or the reason that was only told, is refused, and nothing comes
        await host.CompleteAsync(opened, "核实整改期届满情况", "有正当理由或申请延期", Form(("askedOn", Text(host.Today)), ("reason", "工作繁忙")));
        await host.CompleteAsync(opened, "审批延期复查申请", "不予同意", Form(("refusal", "理由不正当"), ("asked", asked)));
        await host.CompleteAsync(opened, "送达延期复查答复书", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "核实整改期届满情况", "逾期未提交", Form(("urging", "已督促"), ("situation", "没有提交整改报告")));
        await host.CompleteAsync(opened, "逾期处置", "报告市局");
        await ReportProgressAsync(host, opened);
        await RecheckAsync(host, opened, reported: false);

        // then
        var records = await host.Get<IEnterpriseRecords>().OfEnterprisesAsync("beijing", ["91350100M000100Y43"], CancellationToken.None);
        records.Any(record => record.Conduct is Conduct.NoRecheckRequest).ShouldBe(isAnnounced);
    }

    /// <summary>A recheck after the announcement or after the suspension, with its commission and service, that fails.</summary>
    private static async Task RecheckAgainAsync(WorkflowTestHost host, Case opened, string commission, string result)
    {
        await host.CompleteAsync(opened, commission, "提交审批", Form(
            ("body", "北京市产品质量监督检验研究院"), ("product", "儿童电动三轮车 XBH-3T"), ("completeBy", Text(host.Today.AddDays(20)))));
        await host.CompleteAsync(opened, "审批复查委托书", "同意");
        await host.CompleteAsync(opened, result, "复查不合格", Form(
            ("reportNumber", "FC-2"), ("receivedOn", Text(host.Today)), ("batch", "20260920B"), ("sampledOn", Text(host.Today)), ("findings", "小零件仍不符合标准要求"),
            ("inspected", "3辆"), ("reserve", "2辆"), ("disposal", "留存"), ("storedAt", "检验院样品库"), ("contact", "周工"), ("phone", "010-60000000")));
        await host.CompleteAsync(opened, "送达不合格复查结果", "已送达", Receipt(host.Today));
        await NotSevereAsync(host, opened);
    }

    private static Task NotSevereAsync(WorkflowTestHost host, Case opened) =>
        host.CompleteAsync(opened, "认定是否严重质量问题", "不属严重质量问题", Form(("note", "不危及人身安全")));

    private async Task<Case> AcceptedAsync()
    {
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.CompleteAsync(opened, "登记异议材料", "收到异议", Form(("receivedOn", Text(host.Today)), ("content", "对检验方法有异议")));
        await host.CompleteAsync(opened, "决定是否受理异议", "受理");
        await host.CompleteAsync(opened, "知悉异议受理结果", "已知悉");
        return opened;
    }

    private async Task<Case> ReportedAsync()
    {
        var opened = await host.ReceiveAsync(Reports.Unqualified());
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 28));
        await host.CompleteAsync(opened, "登记整改报告", "收到整改报告", Form(("receivedOn", Text(host.Today)), ("summary", "已整改")));
        return opened;
    }

    /// <summary>A severe defect recognised, and what is left of the goods sealed, all on the day itself.</summary>
    private async Task SeizeAsync(Case opened)
    {
        await host.CompleteAsync(opened, "认定严重质量问题", "存在严重质量问题", Form(("on", Text(host.Today)), ("facts", "小零件可致儿童窒息")));
        await host.CompleteAsync(opened, "拟定强制措施", "提交审批", Form(
            ("kind", "封存"), ("danger", "小零件可致儿童窒息的严重质量问题"), ("goods", "46辆"), ("place", "仓库"), ("sold", "通知下架并召回")));
        await host.CompleteAsync(opened, "审批强制措施", "同意");
        await host.CompleteAsync(opened, "登记强制措施实施", "已实施", Form(("seizedOn", Text(host.Today))));
        await host.CompleteAsync(opened, "送达强制措施决定书", "已送达", Receipt(host.Today));
    }
}
