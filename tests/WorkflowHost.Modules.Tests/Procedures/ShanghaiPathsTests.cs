using Shouldly;
using WorkflowHost.Cases.Experts;
using WorkflowHost.HumanTasks;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>The ways through Shanghai's 监督抽查不合格产品后处理. 2026-09-14 is a Monday.</summary>
public sealed class ShanghaiPathsTests : IAsyncLifetime
{
    private WorkflowTestHost host = null!;
    private Case opened = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        opened = await host.ReceiveAsync(Reports.ProducedInShanghai());
        await host.CompleteAsync(opened, "移交属地", "移交", Form(("bureau", "sh-pudong")));
        await host.CompleteAsync(opened, "登记紧急报告", "登记", Form(("foundOn", "2026-09-11"), ("reportedOn", "2026-09-14"), ("items", "动态试验")));
        await host.Get<IExpertStore>().SaveAsync(new Expert("e1", "shanghai", "陆堃", "上海市质检院", "儿童用品", "", true, 1), "sh", host.Clock.GetUtcNow(), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Service_and_investigation_go_side_by_side_and_the_case_closes_only_when_every_line_is_done()
    {
        // given
        await ServeAsync();
        await FileAsync();
        await host.CompleteAsync(opened, "追查上下游经营者", "追查完毕", Form(("traced", "供货者由宁波局另案处理"), ("related", "无")));
        await host.CompleteAsync(opened, "登记处罚结果", "一般处罚", Form(("decision", "沪浦市监处罚〔2026〕311号"), ("summary", "罚款")));

        // when
        await NobodyObjectsAsync();
        await InterviewAsync();
        await PublishAsync();
        await OrderAsync();
        await host.CompleteAsync(opened, "组织复查", "下达任务", Form(("inspectionBody", "上海市质检院"), ("completeBy", "2026-11-20")));
        var before = (await CaseAsync(host, opened)).State;
        await host.CompleteAsync(opened, "登记复查结果", "复查合格", Form(("reportNumber", "SHZJ-FC-1"), ("on", Text(host.Today))));

        // then
        before.ShouldBe(WorkflowHost.Cases.CaseState.InProgress);
        (await CaseAsync(host, opened)).Result.ShouldBe("整改复查合格；一般处罚");
        (await PrintedAsync(host, opened, "不合格产品现场调查记录")).ShouldContain("库存全部封存");
        (await PrintedAsync(host, opened, "行政约谈通知书")).ShouldContain("存在严重质量问题情形");
        (await PrintedAsync(host, opened, "专家意见书")).ShouldContain("陆堃（上海市质检院）");
        (await PrintedAsync(host, opened, "责令改正通知书")).ShouldContain("卡扣改用玻纤增强尼龙");
        (await PrintedAsync(host, opened, "立案审批表")).ShouldContain("建议立案查处");
        (await PrintedAsync(host, opened, "上下游经营者追查记录")).ShouldContain("供货者由宁波局另案处理");
        (await PrintedAsync(host, opened, "产品质量监督抽查结果公示")).ShouldContain("现将下列产品质量监督抽查结果依法公开");
        (await PrintedAsync(host, opened, "信用信息记录表")).ShouldContain("XY-1");
        (await PrintedAsync(host, opened, "监督抽查整改复查记录")).ShouldContain("复查合格");
        (await host.OpenTasksAsync(opened)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_time_for_objections_begins_with_service_though_the_investigation_goes_on()
    {
        // when
        await host.CompleteAsync(opened, "接收移交", "接收", Form(("receivedOn", Text(host.Today)), ("contact", "沈堃")));
        await host.CompleteAsync(opened, "联系经营者", "可以送达");
        await host.CompleteAsync(opened, "审批检验结果告知书", "同意");
        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(host.Today));

        // then
        (await OpenTitlesAsync(host, opened)).ShouldBe(["现场调查和风险控制", "登记书面异议"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_dispute_about_jurisdiction_is_decided_by_the_municipal_bureau_and_moves_the_case()
    {
        // when
        await host.CompleteAsync(opened, "接收移交", "管辖争议", Form(("dispute", "实际生产地在闵行区")));
        await host.CompleteAsync(opened, "指定管辖", "指定", Form(("bureau", "sh-minhang"), ("reason", "违法行为发生地在闵行区。")));
        await host.CompleteAsync(opened, "接收指定管辖的案件", "接收", Form(("receivedOn", Text(host.Today)), ("contact", "陆敏")));

        // then
        (await host.TaskAsync(opened, "联系经营者")).BureauId.ShouldBe("sh-minhang");
        (await CaseAsync(host, opened)).HandlingBureauId.ShouldBe("sh-minhang");
        (await PrintedAsync(host, opened, "指定管辖决定书")).ShouldContain("现指定由上海市闵行区市场监督管理局管辖");
    }

    [Fact]
    public async Task Who_can_not_be_found_is_put_on_the_list_of_abnormal_operations()
    {
        // when
        await host.CompleteAsync(opened, "接收移交", "接收", Form(("receivedOn", Text(host.Today)), ("contact", "沈堃")));
        await host.CompleteAsync(opened, "联系经营者", "无法联系", Form(("attempts", "9月14日到登记住所核查无人经营，登记电话无法接通")));
        await host.CompleteAsync(opened, "审批列异决定", "同意列入");
        await host.CompleteAsync(opened, "登记列异公示", "已公示", Form(("publishedOn", Text(host.Today)), ("channel", "国家企业信用信息公示系统")));

        // then
        (await PrintedAsync(host, opened, "列入经营异常名录决定书")).ShouldContain("无法联系：9月14日到登记住所核查无人经营");
        (await PrintedAsync(host, opened, "列入经营异常名录决定书")).ShouldContain("通过国家企业信用信息公示系统公示");
        (await OpenTitlesAsync(host, opened)).ShouldBe(["现场调查和风险控制", "审批检验结果告知书"], ignoreOrder: true);
    }

    [Fact]
    public async Task Not_filing_needs_two_people_of_two_levels()
    {
        // given
        await ServeAsync();

        // when
        await host.CompleteAsync(opened, "认定严重质量问题情形", "建议不予立案", Form(
            ("circumstance", "不存在严重质量问题情形"), ("facts", "仅标签字号不合格"), ("reason", "情节轻微并及时改正")));
        var review = await host.TaskAsync(opened, "不予立案审核（第一级）");
        await host.CompleteAsync(opened, "不予立案审核（第一级）", "同意呈报", Form(("review", "事实清楚，同意呈报。")));
        var approve = await host.TaskAsync(opened, "不予立案审批（第二级）");
        await host.CompleteAsync(opened, "不予立案审批（第二级）", "应当立案");

        // then
        (review.Role, approve.Role).ShouldBe(("Reviewer", "Approver"));
        (await PrintedAsync(host, opened, "不予立案审批表")).ShouldContain("建议不予立案：情节轻微并及时改正");
        (await OpenTitlesAsync(host, opened)).ShouldContain("审批立案");

        // and who reviewed may not approve, whatever roles he holds
        var reviewer = WorkflowTestHost.CandidateOf(review) with { Roles = ["Reviewer", "Approver"] };
        TaskDesk.MayComplete(review, reviewer).ShouldBeTrue();
        TaskDesk.MayComplete(approve, reviewer).ShouldBeFalse();
        host.Get<TaskDesk>().Forbids(approve, reviewer)!.Code.ShouldBe("task-same-person");
    }

    [Fact]
    public async Task A_heavy_penalty_lists_the_enterprise_as_seriously_dishonest()
    {
        // given
        await ServeAsync();
        await FileAsync();

        // when
        await host.CompleteAsync(opened, "登记处罚结果", "较重处罚并应列严", Form(
            ("decision", "沪浦市监处罚〔2026〕311号"), ("circumstance", "以不合格产品冒充合格产品，社会危害较大"), ("summary", "罚款并没收")));
        await host.CompleteAsync(opened, "审批列严决定", "同意列入");
        await host.CompleteAsync(opened, "送达列严决定", "已送达", Receipt(host.Today));

        // then
        (await PrintedAsync(host, opened, "列入严重违法失信名单决定书")).ShouldContain("已受到较重行政处罚（沪浦市监处罚〔2026〕311号）");
    }

    [Fact]
    public async Task Who_does_not_mend_in_time_is_announced()
    {
        // given
        await ServeAsync();
        await NobodyObjectsAsync();
        await OrderAsync(corrected: false);

        // when: 60 days from 30 September end on a Sunday
        await host.PassUntilAsync(new DateOnly(2026, 12, 1));
        await host.CompleteAsync(opened, "组织复查", "下达任务", Form(("inspectionBody", "上海市质检院"), ("completeBy", "2026-12-10")));
        await host.CompleteAsync(opened, "登记复查结果", "逾期不改正", Form(("on", Text(host.Today)), ("findings", "未提交整改报告，问题产品仍在销售")));
        var announcement = await PrintedAsync(host, opened, "产品质量监督抽查逾期不改正公告");
        await host.CompleteAsync(opened, "审批公告", "批准");
        await host.CompleteAsync(opened, "登记公告发布", "已发布", Form(("publishedOn", Text(host.Today)), ("channel", "市局网站")));

        // then
        announcement.ShouldContain("现对下列经营者逾期不改正的情况予以公告");
        await host.PassUntilAsync(new DateOnly(2027, 1, 31));
        (await host.TaskAsync(opened, "再次组织复查")).BureauId.ShouldBe("sh-pudong");

        // and when it fails again, the period of the order is waited out and a last recheck closes the loop
        await host.CompleteAsync(opened, "再次组织复查", "下达任务", Form(("inspectionBody", "上海市质检院"), ("completeBy", "2027-02-10")));
        var result = await host.TaskAsync(opened, "登记公告后复查结果");
        await host.CompleteAsync(opened, "登记公告后复查结果", "复查不合格", Form(("reportNumber", "FC-2"), ("on", Text(host.Today)), ("findings", "动态试验仍不合格")));
        await host.CompleteAsync(opened, "拟制停业整顿决定书", "提交审批", Form(("days", "30"), ("requirements", "停止生产销售")));
        await host.CompleteAsync(opened, "审批停业整顿决定书", "同意");
        await host.CompleteAsync(opened, "送达停业整顿决定书", "已送达", Receipt(host.Today));
        await host.PassUntilAsync(new DateOnly(2027, 3, 2));
        (await OpenTitlesAsync(host, opened)).ShouldNotContain("整顿期满组织复查");
        await host.PassUntilAsync(new DateOnly(2027, 3, 3));
        await host.CompleteAsync(opened, "整顿期满组织复查", "下达任务", Form(("inspectionBody", "上海市质检院"), ("completeBy", "2027-03-20")));
        (await ClosedByAsync()).ShouldNotContain(ObligationOutcome.Discharged);
        await host.CompleteAsync(opened, "登记整顿期满复查结果", "复查不合格", Form(("reportNumber", "FC-3"), ("on", Text(host.Today)), ("findings", "动态试验还不合格")));
        result.LastDay.ShouldBe(new DateOnly(2027, 3, 2));
        (await PrintedAsync(host, opened, "吊销营业执照建议书")).ShouldContain("整顿期于2027年3月2日届满");
        (await OpenTitlesAsync(host, opened)).ShouldNotContain("移送吊销营业执照建议");
        await host.CompleteAsync(opened, "审批吊销建议", "同意");
        (await host.TaskAsync(opened, "移送吊销营业执照建议")).BureauId.ShouldBe("sh-pudong");
        await host.CompleteAsync(opened, "核定是否列严", "不列入", Form(("reason", "处罚较轻")));
        await host.CompleteAsync(opened, "移送吊销营业执照建议", "已移送");
        (await ClosedByAsync()).ShouldContain(ObligationOutcome.Discharged);
    }

    /// <summary>What became of SH-3.1a, 闭环后才可结案.</summary>
    private async Task<IEnumerable<ObligationOutcome>> ClosedByAsync() =>
        (await host.Get<IObligationRecords>().OfCaseAsync(opened.Id, CancellationToken.None)).Settled.Where(one => one.ObligationId == "SH-3.1a").Select(one => one.Outcome);

    private async Task ServeAsync()
    {
        await host.CompleteAsync(opened, "接收移交", "接收", Form(("receivedOn", Text(host.Today)), ("contact", "沈堃")));
        await host.CompleteAsync(opened, "联系经营者", "可以送达");
        await host.CompleteAsync(opened, "审批检验结果告知书", "同意");
        await host.CompleteAsync(opened, "现场调查和风险控制", "已调查", Form(
            ("on", Text(host.Today)), ("place", "示例路218号"), ("stock", "库存42台，已售358台"), ("cause", "卡扣强度不足"),
            ("measures", "库存全部封存"), ("chain", "供货者：宁波喆塑制品有限公司"), ("officers", "沈堃、孙燚")));
        await host.CompleteAsync(opened, "送达检验结果", "已送达", Receipt(host.Today));
    }

    private async Task NobodyObjectsAsync()
    {
        await host.PassUntilAsync(new DateOnly(2026, 9, 30));
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
    }

    private async Task FileAsync()
    {
        await host.CompleteAsync(opened, "认定严重质量问题情形", "立案", Form(
            ("circumstance", "不符合保障人体健康和人身、财产安全的国家标准、行业标准"), ("facts", "动态试验不合格")));
        await host.CompleteAsync(opened, "审批立案", "同意立案");
        await host.CompleteAsync(opened, "登记立案", "已立案", Form(("number", "沪浦市监立〔2026〕88号"), ("filedOn", Text(host.Today))));
    }

    private async Task InterviewAsync()
    {
        await host.CompleteAsync(opened, "安排约谈", "发出通知", Form(
            ("on", "2026-10-16"), ("attendee", "法定代表人"), ("place", "区局201室"), ("participants", "行业协会"), ("experts", "陆堃（上海市质检院）"), ("matters", "整改措施")));
        await host.CompleteAsync(opened, "送达约谈通知书", "已送达", Receipt(host.Today));
        await host.CompleteAsync(opened, "登记约谈情况", "已约谈", Form(
            ("on", Text(host.Today)), ("present", "顾敏、沈堃"), ("content", "指出危害"), ("commitment", "30日内完成收回"), ("expert", "增加过程检验")));
    }

    private async Task PublishAsync()
    {
        await host.CompleteAsync(opened, "批准公开抽查结果", "批准公开");
        await host.CompleteAsync(opened, "确定推送部门", "推送", Form(("to", "上海市交通委员会"), ("handling", "已责令改正")));
        await host.CompleteAsync(opened, "记入企业信用信息系统", "已记入", Form(("number", "XY-1"), ("recordedOn", Text(host.Today))));
    }

    private async Task OrderAsync(bool corrected = true)
    {
        await host.CompleteAsync(opened, "登记质量整改建议书", "已转交", Form(("advice", "卡扣改用玻纤增强尼龙"), ("givenOn", Text(host.Today))));
        await host.CompleteAsync(opened, "拟制责令改正通知书", "提交审批", Form(("requirements", "下架并收回全部同型号产品")));
        await host.CompleteAsync(opened, "审批责令改正通知书", "同意");
        await host.CompleteAsync(opened, "送达责令改正通知书", "已送达", Receipt(host.Today));
        if (corrected)
        {
            await host.CompleteAsync(opened, "登记整改情况", "收到整改报告", Form(
                ("receivedOn", Text(host.Today)), ("removed", "全部下架"), ("summary", "已更换卡扣")));
        }
    }
}
