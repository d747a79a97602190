using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Organisation;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Modules.Tests.Cases;

/// <summary>What administrators and the intake keep beside a case: who may be asked, and what case came of which.</summary>
public sealed class Experts_and_child_cases : IAsyncLifetime
{
    private static readonly ExpertEntry Lu = new("", "陆堃", "北京市质检院", "儿童用品", "", true, 0);
    private static readonly Account Administrator = new("sj.guanli", "sj.guanli", "管理员", "bj", [Roles.Administrator], "", 0, null);
    private WorkflowTestHost host = null!;

    private ExpertDesk Desk => host.Get<ExpertDesk>();

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task An_administrator_of_the_municipal_bureau_keeps_the_pool_and_its_districts_look_experts_up()
    {
        // when
        var added = (await Desk.SaveAsync(Lu, Administrator, CancellationToken.None)).Value!;
        var left = await Desk.SaveAsync(Lu with { Id = added.Id, IsActive = false, SeenRevision = 1 }, Administrator, CancellationToken.None);

        // then
        (left.Value!.Revision, left.Value.IsActive).ShouldBe((2, false));
        (await Desk.ForAsync(Administrator with { BureauId = "bj-haidian", Roles = [Roles.CaseOfficer] }, CancellationToken.None)).ShouldHaveSingleItem().Label.ShouldBe("陆堃（北京市质检院）");
        (await Desk.ForAsync(Administrator with { BureauId = "sh" }, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_else_changes_it()
    {
        foreach (var other in new[] { Administrator with { BureauId = "bj-haidian" }, Administrator with { Roles = [Roles.CaseOfficer] } })
        {
            (await Desk.SaveAsync(Lu, other, CancellationToken.None)).Problems.ShouldHaveSingleItem().Message.ShouldBe("专家库由市局的管理员维护。");
        }
    }

    [Fact]
    public async Task What_is_missing_twice_there_or_out_of_date_is_refused_with_its_field()
    {
        // given
        var added = (await Desk.SaveAsync(Lu, Administrator, CancellationToken.None)).Value!;

        // then
        (await CodesAsync(Lu with { Name = " ", Unit = "甲、乙" })).ShouldBe(["field-required name", "field-separator unit"]);
        (await CodesAsync(Lu)).ShouldBe(["expert-known name"]);
        (await CodesAsync(Lu with { Id = added.Id, Field = "机械" })).ShouldBe(["expert-stale "]);
        (await CodesAsync(Lu with { Id = "gone" })).ShouldBe(["expert-unknown "]);
    }

    [Fact]
    public async Task A_report_that_names_the_case_that_led_to_it_opens_a_child_of_that_case()
    {
        // given
        var parent = await host.ReceiveAsync(Reports.Unqualified());
        var report = Reports.Unqualified();
        (report["reportNumber"], report["parentCase"]) = ("BJ-2026-0999", parent.Number);

        // when
        var child = await host.ReceiveAsync(report);

        // then
        child.ParentId.ShouldBe(parent.Id);
        (await host.Get<ICaseStore>().ChildrenAsync(parent.Id, CancellationToken.None)).ShouldHaveSingleItem().Number.ShouldBe(child.Number);
    }

    [Fact]
    public async Task A_case_that_the_city_does_not_have_is_no_parent()
    {
        var report = Reports.Unqualified();
        report["parentCase"] = "沪抽案〔2026〕1号";

        var refused = await host.Get<CaseIntake>().ReceiveAsync(report, "system", CancellationToken.None);

        refused.Problems.ShouldHaveSingleItem().ShouldBe(new("parent-unknown", "$.parentCase", "本市没有案件“沪抽案〔2026〕1号”，请核对上级案件编号。"));
    }

    private async Task<IEnumerable<string>> CodesAsync(ExpertEntry entry) =>
        (await Desk.SaveAsync(entry, Administrator, CancellationToken.None)).Problems.Select(problem => $"{problem.Code} {problem.Path}");
}
