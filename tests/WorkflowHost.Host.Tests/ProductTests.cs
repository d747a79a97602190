using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Host.Tests;

/// <summary>产品目录 over the interface and as a page used by a browser without scripts.</summary>
public sealed class ProductTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Products = "/api/v1/products";

    [Fact]
    public async Task An_administrator_changes_a_kind_once_and_reports_are_judged_by_it()
    {
        // given
        var administrator = await host.AsAsync("cqsj.guanli");
        var change = new JsonObject { ["seenRevision"] = 0, ["basis"] = "渝市监发〔2026〕1号", ["isActive"] = false, ["severeItems"] = new JsonArray("小零件") };

        // when
        var saved = await administrator.PutAsync($"{Products}/{Uri.EscapeDataString("玩具")}", change);
        var again = await administrator.PutAsync($"{Products}/{Uri.EscapeDataString("玩具")}", change);

        // then
        saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
        again.ShouldBeRefusedWith(HttpStatusCode.Conflict);
        var kept = (await (await host.AsAsync("yb.jingban")).GetAsync(Products)).Json.AsArray().Single(kind => kind!["name"]!.GetValue<string>() == "玩具")!;
        kept["revision"]!.GetValue<int>().ShouldBe(1);
        kept["isHandled"]!.GetValue<bool>().ShouldBeFalse();
        kept["changes"]![0]!["by"]!.GetValue<string>().ShouldBe("demo-cqsj-guanli");
        kept["changes"]![0]!["basis"]!.GetValue<string>().ShouldBe("渝市监发〔2026〕1号");
        var report = Reports.Unqualified("PRODUCT-1");
        (report["city"], report["placeOfProduction"], report["placeOfRegistration"]) = ("chongqing", "渝北区", "渝北区");
        (await (await host.AsAsync("cqsj.jingban")).PostAsync("/api/v1/cases", report)).ProblemCodes.ShouldBe(["category-inactive"]);
    }

    [Theory]
    [InlineData("sj.jingban", HttpStatusCode.Forbidden)]
    [InlineData("hd.jingban", HttpStatusCode.Forbidden)]
    [InlineData("hd.guanli", HttpStatusCode.Forbidden)]
    public async Task Others_look_it_up_only(string login, HttpStatusCode status)
    {
        await host.AddToHaidianAsync();

        (await (await host.AsAsync(login)).PutAsync($"{Products}/{Uri.EscapeDataString("玩具")}", new JsonObject { ["seenRevision"] = 0, ["basis"] = "依据" })).ShouldBeRefusedWith(status);
    }

    [Fact]
    public async Task A_change_without_a_basis_is_refused_with_its_field() =>
        (await (await host.AsAsync("sj.guanli")).PutAsync($"{Products}/{Uri.EscapeDataString("服装")}", new JsonObject { ["seenRevision"] = 0 })).ProblemPaths.ShouldBe(["basis"]);

    [Fact]
    public async Task The_page_takes_a_change_keeps_what_was_typed_when_it_is_wrong_and_tells_who_changed_what()
    {
        // given
        using var administrator = await VisitorAsync("shsj.guanli");
        var path = $"/products?name={Uri.EscapeDataString("玩具")}";
        await administrator.OpenAsync(path);
        administrator.Page.ShouldContain("没有修改过，内容随系统提供。");

        // when
        await administrator.SubmitFormAsync(path, "save", ("active", "true"), ("severeItems", "小零件\r\n锐利边缘\r\n"));
        administrator.Page.ShouldContain("“修改依据”不能为空。");
        administrator.Page.ShouldContain("锐利边缘");
        await administrator.SubmitFormAsync(path, "save", ("active", "true"), ("severeItems", "小零件\r\n锐利边缘\r\n"), ("basis", "沪市监产质〔2026〕1号"));

        // then
        administrator.Page.ShouldContain("已保存：玩具，第 1 版。");
        administrator.Page.ShouldContain("小零件、锐利边缘");
        await administrator.OpenAsync(path);
        administrator.Page.ShouldContain("沪市监产质〔2026〕1号");
        administrator.Page.ShouldContain("第 1 版");
    }

    [Fact]
    public async Task An_officer_reads_the_catalogue_and_changes_nothing()
    {
        using var officer = await VisitorAsync("hd.jingban");

        await officer.OpenAsync("/products");

        officer.Page.ShouldContain("产品目录");
        officer.Page.ShouldContain("不适用（BJ-27）");
        officer.Page.ShouldNotContain("增加类别");
        officer.Page.ShouldNotContain("修改依据");
    }

    [Fact]
    public async Task A_release_that_ships_other_kinds_leaves_the_account_of_a_case_as_it_began()
    {
        // given
        const string Exempt = "适用情形：儿童玩具、农业机械、强制性认证等产品";
        using var folder = new TemporaryFolder();
        string caseId;
        await using (var before = new RunningHost(new Dictionary<string, string> { ["Storage:Folder"] = folder.Path }))
        {
            await before.InitializeAsync();
            caseId = (await before.OpenCaseAsync("PRODUCT-2")).CaseId;
        }

        // when
        var content = folder.ChangeContent(
            Path.Combine("products", "categories.json"), "\"玩具\", \"defectInvestigation\": true", "\"玩具\", \"defectInvestigation\": false");
        await using var after = new RunningHost(new Dictionary<string, string> { ["Storage:Folder"] = folder.Path, ["Content:Folder"] = content });
        await after.InitializeAsync();
        var next = await after.OpenCaseAsync("PRODUCT-3");
        using var officer = await VisitorAsync("sj.jingban", after);

        // then
        await officer.OpenAsync($"/cases/{caseId}");
        officer.Page.ShouldContain("BJ-15c");
        officer.Page.ShouldNotContain(Exempt);
        await officer.OpenAsync($"/cases/{next.CaseId}");
        officer.Page.ShouldContain(Exempt);
    }

    private async Task<PortalVisitor> VisitorAsync(string login, RunningHost? other = null)
    {
        var visitor = new PortalVisitor((other ?? host).Browser());
        await visitor.LogInAsync(login);
        return visitor;
    }
}
