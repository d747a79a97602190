using Shouldly;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Modules.Tests.Procedures.BeijingOfficers;
using Case = WorkflowHost.Cases.Case;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>Which days officers may register, and what follows from them. 2026-09-14 is a Monday.</summary>
public sealed class BeijingDatesTests : IAsyncLifetime
{
    private WorkflowTestHost host = null!;
    private Case opened = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");
        opened = await host.ReceiveAsync(Reports.Unqualified());
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_papers_are_not_received_before_the_case_was()
    {
        // given
        await host.CompleteAsync(opened, "汇总整理并转交", "转交", Form(("bureau", "bj-haidian")));

        // when
        var refusal = await RefusalAsync(host, opened, "接收报告和文书材料", "接收", Form(("receivedOn", "2026-09-13")));

        // then
        refusal.ShouldContain("“收到日期”填的是2026年9月13日，不能早于市局收到检验报告之日（2026年9月14日）。");
        (await OpenTitlesAsync(host, opened)).ShouldBe(["接收报告和文书材料"]);
    }

    [Theory]
    [InlineData("送达检验结果", "检验结果通知书成文之日")]
    [InlineData("送达责令整改通知书", "责令整改通知书成文之日")]
    public async Task A_document_is_not_served_before_its_own_date(string title, string because)
    {
        // given
        await ApproveBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 16));

        // when
        var refusal = await RefusalAsync(host, opened, title, "已送达", Receipt(new DateOnly(2026, 9, 13)));

        // then
        refusal.ShouldContain($"“送达日期”填的是2026年9月13日，不能早于{because}（2026年9月14日）。");
        (await host.InstanceAsync(opened)).Waits.ShouldNotContain(wait => wait.Title == "等待异议期届满");
        await host.CompleteAsync(opened, title, "已送达", Receipt(new DateOnly(2026, 9, 14)));
    }

    [Fact]
    public async Task Papers_of_the_enterprise_are_not_received_before_it_was_served()
    {
        // given
        await ServeBothAsync(host, opened);

        // when
        var objection = await RefusalAsync(
            host, opened, "登记异议材料", "收到异议", Form(("receivedOn", "2026-09-15"), ("content", "对检验方法有异议")));
        var report = await RefusalAsync(
            host, opened, "登记整改报告", "收到整改报告", Form(("receivedOn", "2015-09-15"), ("summary", "已整改")));

        // then
        objection.ShouldContain("“收到日期”填的是2026年9月15日，不能早于检验结果送达之日（2026年9月16日）。");
        report.ShouldContain("“收到日期”填的是2015年9月15日，不能早于责令整改通知书送达之日（2026年9月16日）。");
        (await host.InstanceAsync(opened)).SubStatus.ShouldBe(Engine.WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Three_working_days_for_the_decision_run_from_the_day_on_which_the_objection_came()
    {
        // given: it came on Friday 18 September and is registered on Tuesday
        await ServeBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 9, 22));

        // when
        await host.CompleteAsync(opened, "登记异议材料", "收到异议", Form(("receivedOn", "2026-09-18"), ("content", "对检验方法有异议")));

        // then: Sunday the 20th is a make-up workday
        var decision = await host.TaskAsync(opened, "决定是否受理异议");
        decision.LastDay.ShouldBe(new DateOnly(2026, 9, 22));
        decision.DueExplanation.ShouldStartWith("自2026年9月18日收到异议材料次日起算3个工作日，至9月22日届满");
    }

    [Fact]
    public async Task A_case_is_handed_over_to_a_district_of_its_city_only()
    {
        // when
        var refusal = await RefusalAsync(host, opened, "汇总整理并转交", "转交", Form(("bureau", "bj")));

        // then
        refusal.ShouldContain("“承办区县局”只能选择：北京市朝阳区市场监督管理局、北京市海淀区市场监督管理局。");
        (await OpenTitlesAsync(host, opened)).ShouldBe(["汇总整理并转交"]);
    }

    [Fact]
    public async Task Where_the_text_gives_no_figure_the_limit_says_that_it_is_the_system_s_own()
    {
        // given
        var handover = await host.TaskAsync(opened, "汇总整理并转交");

        // when
        await host.CompleteAsync(opened, "汇总整理并转交", "转交", Form(("bureau", "bj-haidian")));

        // then
        handover.DueExplanation.ShouldBe(
            "自2026年9月14日收到检验报告次日起算1个工作日，至9月15日届满；"
            + "法规未定期限（依据《北京市产品质量监督抽查后处理工作规定（试行）》第四条，2013年1月1日起施行），系统默认1个工作日");
        var acceptance = await host.TaskAsync(opened, "接收报告和文书材料");
        acceptance.LastDay.ShouldBe(new DateOnly(2026, 9, 15));
        acceptance.DueExplanation.ShouldBe("自2026年9月14日转交次日起算1个工作日，至9月15日届满；法规未定期限，系统默认1个工作日");
    }

    [Fact]
    public async Task A_report_that_came_in_time_and_is_registered_after_the_limit_goes_the_on_time_way()
    {
        // given
        await ServeBothAsync(host, opened);
        await FollowUpServiceAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 17));
        var late = Form(("receivedOn", "2026-10-17"), ("summary", "已更换零件供应商"));
        var early = Form(("receivedOn", "2026-09-15"), ("summary", "已更换零件供应商"));
        var inTime = Form(("receivedOn", "2026-10-16"), ("summary", "已更换零件供应商"));

        // when
        var tooLate = await RefusalAsync(host, opened, "核实整改期届满情况", "期内已收到", late);
        var tooEarly = await RefusalAsync(host, opened, "核实整改期届满情况", "期内已收到", early);
        await host.CompleteAsync(opened, "核实异议期内是否收到异议", "未收到异议");
        await host.CompleteAsync(opened, "核实整改期届满情况", "期内已收到", inTime);
        var verification = await host.TaskAsync(opened, "核查整改情况");
        await RecheckAsync(host, opened);

        // then
        tooLate.ShouldContain("“收到日期”填的是2026年10月17日，不能晚于整改期末日（2026年10月16日）。");
        tooEarly.ShouldContain("不能早于责令整改通知书送达之日（2026年9月16日）。");
        verification.DueExplanation.ShouldStartWith("自2026年10月16日收到整改报告和复查申请次日起算5个工作日");
        (await CaseAsync(host, opened)).Result.ShouldBe("企业已在整改期内提交整改报告；复查合格；企业未提出异议，视为承认检验结果");
        (await DocumentsAsync(host, opened)).ShouldNotContain(document => document.Title == "逾期未整改情况报告");
        (await WayAsync(host, opened)).ShouldContain("核实整改期届满情况 → 期内已收到");
    }

    [Fact]
    public async Task An_objection_that_came_in_time_and_is_registered_after_the_limit_is_decided_on()
    {
        // given
        await ServeBothAsync(host, opened);
        await host.PassUntilAsync(new DateOnly(2026, 10, 9));

        // when
        var tooLate = await RefusalAsync(
            host, opened, "核实异议期内是否收到异议", "期内已收到", Form(("receivedOn", "2026-10-09"), ("content", "对检验方法有异议")));
        await host.CompleteAsync(
            opened, "核实异议期内是否收到异议", "期内已收到", Form(("receivedOn", "2026-10-08"), ("content", "对检验方法有异议")));

        // then
        tooLate.ShouldContain("不能晚于异议期末日（2026年10月8日）。");
        (await host.TaskAsync(opened, "决定是否受理异议")).DueExplanation.ShouldStartWith("自2026年10月8日收到异议材料次日起算3个工作日");
    }
}
