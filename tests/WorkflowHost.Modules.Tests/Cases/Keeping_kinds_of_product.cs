using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Modules.Tests.Procedures;
using WorkflowHost.Organisation;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Modules.Tests.Cases;

/// <summary>Kinds of product with their rules of severe defects and recalls are data that administrators change (BJ-15c, SH-3.2a).</summary>
public sealed class Keeping_kinds_of_product : IAsyncLifetime
{
    private static readonly ProductEntry Toys = new("玩具", false, 0, "京市监发〔2026〕1号")
    {
        IsMonitored = true,
        NeedsDefectInvestigation = true,
        RecallBasis = "本市召回规定",
        SevereItems = ["小零件"],
    };

    private static readonly Account Administrator = new("sj.guanli", "sj.guanli", "管理员", "bj", [Roles.Administrator], "", 0, null);
    private WorkflowTestHost host = null!;

    private ProductDesk Desk => host.Get<ProductDesk>();

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-09-14 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_case_is_judged_by_the_rules_of_the_day_on_which_it_was_opened()
    {
        // given
        var before = await host.ReceiveAsync(Reports.Unqualified("R-1"));

        // when
        host.Clock.Advance(TimeSpan.FromHours(1));
        (await Desk.SaveAsync(Toys, Administrator, CancellationToken.None)).Problems.ShouldBeEmpty();
        host.Clock.Advance(TimeSpan.FromHours(1));
        var after = await host.ReceiveAsync(Reports.Unqualified("R-2"));

        // then
        (await FactsAsync(before.InstanceId)).ShouldBe((false, "", ""));
        (await FactsAsync(after.InstanceId)).ShouldBe((true, "小零件", "本市召回规定"));
        var (then, now) = (await KindAsync(before.CreatedAt), await KindAsync(after.CreatedAt));
        (then.SevereItems.IsEmpty, then.RecallBasis).ShouldBe((true, ""));
        now.SevereItems.ShouldBe(["小零件"]);
    }

    [Fact]
    public async Task What_the_officer_is_told_names_the_items_that_the_rules_call_severe()
    {
        // given
        await Desk.SaveAsync(Toys, Administrator, CancellationToken.None);
        var opened = await host.ReceiveAsync(Reports.Unqualified());

        // when
        await BeijingOfficers.ServeBothAsync(host, opened);

        // then
        (await host.TaskAsync(opened, "认定严重质量问题")).Instructions.ShouldContain("不合格项目小零件按产品目录属于严重质量问题，请据此核实。");
        (await host.TaskAsync(opened, "登记缺陷调查报告")).Instructions.ShouldContain("按照本市召回规定主动召回");
    }

    [Fact]
    public async Task Each_change_is_kept_with_who_when_and_why()
    {
        // when
        await Desk.SaveAsync(Toys, Administrator, CancellationToken.None);
        host.Clock.Advance(TimeSpan.FromDays(1));
        await Desk.SaveAsync(Toys with { SeenRevision = 1, SevereItems = [], Basis = "京市监发〔2026〕2号" }, Administrator, CancellationToken.None);

        // then
        var kept = (await Desk.ForAsync(Administrator, CancellationToken.None)).Single(product => product.Category.Name == "玩具");
        kept.Revisions.Select(revision => (revision.Revision, revision.ChangedBy, revision.Basis, revision.Category.SevereItems.Length)).ShouldBe(
        [
            (2, "sj.guanli", "京市监发〔2026〕2号", 0), (1, "sj.guanli", "京市监发〔2026〕1号", 1),
        ]);
        (kept.Revisions[0].ChangedAt - kept.Revisions[1].ChangedAt).ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_city_s_change_is_its_own()
    {
        await Desk.SaveAsync(Toys, Administrator, CancellationToken.None);

        var elsewhere = await Desk.ForAsync(Administrator with { BureauId = "sh" }, CancellationToken.None);

        elsewhere.Single(product => product.Category.Name == "玩具").Category.SevereItems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_kind_is_added_and_taken_out_of_use()
    {
        // given
        var drones = new ProductEntry("无人机", true, 0, "京市监发〔2026〕3号");
        var report = Reports.Unqualified();
        report["category"] = "无人机";

        // then
        (await CodesAsync(report)).ShouldBe(["category-unknown"]);
        (await Desk.SaveAsync(drones, Administrator, CancellationToken.None)).Problems.ShouldBeEmpty();
        (await CodesAsync(report)).ShouldBeEmpty();
        await Desk.SaveAsync(drones with { IsNew = false, SeenRevision = 1, IsActive = false }, Administrator, CancellationToken.None);
        (await CodesAsync(report)).ShouldBe(["category-inactive"]);
    }

    [Fact]
    public async Task What_Beijing_s_regulation_keeps_out_can_t_be_taken_in_there_and_waits_for_the_city_s_word_elsewhere()
    {
        // given
        var food = new ProductEntry("食品相关产品", false, 0, "依据");
        var report = Reports.Unqualified();
        (report["city"], report["category"], report["placeOfProduction"], report["placeOfRegistration"]) = ("shanghai", "食品相关产品", "浦东新区", "浦东新区");

        // then
        (await RefusalsAsync(food, Administrator)).ShouldBe(["product-excluded "]);
        (await CodesAsync(report)).ShouldBe(["category-inactive"]);
        (await RefusalsAsync(food, Administrator with { Id = "shsj.guanli", BureauId = "sh" })).ShouldBeEmpty();
        (await CodesAsync(report)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_but_the_administrators_of_the_municipal_bureau_changes_a_kind()
    {
        foreach (var other in new[] { Administrator with { BureauId = "bj-haidian" }, Administrator with { Roles = [Roles.Supervisor] } })
        {
            (await RefusalsAsync(Toys, other)).ShouldBe(["products-forbidden "]);
        }
    }

    [Fact]
    public async Task What_is_wrong_is_refused_with_its_field()
    {
        (await RefusalsAsync(Toys with { Basis = " " }, Administrator)).ShouldBe(["field-required basis"]);
        (await RefusalsAsync(Toys with { NeedsDefectInvestigation = false }, Administrator)).ShouldBe(["recall-without-investigation recallBasis"]);
        (await RefusalsAsync(Toys with { SevereItems = ["小零件", "小零件 ", ""] }, Administrator)).ShouldBe(["item-twice severeItems"]);
        (await RefusalsAsync(Toys with { SevereItems = ["pH值", "ＰＨ 值"] }, Administrator)).ShouldBe(["item-twice severeItems"]);
        (await RefusalsAsync(Toys with { SevereItems = [new string('长', 101)] }, Administrator)).ShouldBe(["item-text severeItems"]);
        (await RefusalsAsync(Toys with { IsNew = true }, Administrator)).ShouldBe(["product-known name"]);
        (await RefusalsAsync(Toys with { Name = "没有的" }, Administrator)).ShouldBe(["product-unknown "]);
        (await RefusalsAsync(Toys, Administrator)).ShouldBeEmpty();
        (await RefusalsAsync(Toys, Administrator)).ShouldBe(["product-stale "]);
    }

    [Theory]
    [InlineData("小零件", true)]
    [InlineData("小 零件", true)]
    [InlineData("小零件测试", false)]
    [InlineData("零件", false)]
    public void An_item_is_severe_by_its_whole_name(string name, bool isSevere)
    {
        var kind = new ProductCategory("玩具", "") { SevereItems = ["小零件"] };

        kind.SevereAmong([new FailedItem(name, "", "")]).Any().ShouldBe(isSevere);
    }

    private async Task<ProductCategory> KindAsync(DateTimeOffset at) => (await host.Get<ProductBook>().OfCityAsync("beijing", at, CancellationToken.None)).Find("玩具")!;

    private async Task<(bool Severe, string Items, string Basis)> FactsAsync(string instanceId)
    {
        var facts = (await host.StateAsync(instanceId)).Input["case"]!;
        return (facts["severeDefect"]!.GetValue<bool>(), facts["severeItems"]!.GetValue<string>(), facts["recallBasis"]!.GetValue<string>());
    }

    private async Task<IEnumerable<string>> CodesAsync(JsonObject report) =>
        (await host.Get<CaseIntake>().PreviewAsync(report, CancellationToken.None)).Problems.Select(problem => problem.Code);

    private async Task<IEnumerable<string>> RefusalsAsync(ProductEntry entry, Account account) =>
        (await Desk.SaveAsync(entry, account, CancellationToken.None)).Problems.Select(problem => $"{problem.Code} {problem.Path}");
}
