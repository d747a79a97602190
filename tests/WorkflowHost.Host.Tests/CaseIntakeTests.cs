using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class CaseIntakeTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Cases = "/api/v1/cases";

    [Fact]
    public async Task A_report_opens_a_case_at_the_named_address()
    {
        var officer = await host.AsAsync("sj.jingban");

        var received = await officer.PostAsync(Cases, Reports.Unqualified("IN-OPEN"));

        received.Status.ShouldBe(HttpStatusCode.Created, received.Text);
        received.Json["state"]!.GetValue<string>().ShouldBe("inProgress");
        received.Json["handlingBureauId"]!.GetValue<string>().ShouldBe("bj-haidian");
        var found = await officer.GetAsync(received.Location!.ToString());
        found.Json["report"]!["reportNumber"]!.GetValue<string>().ShouldBe("IN-OPEN");
        found.Json["instanceId"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_qualified_report_starts_the_service_of_the_result_on_the_enterprise()
    {
        var officer = await host.AsAsync("sj.jingban");
        var report = Reports.Unqualified("IN-QUALIFIED");
        report["conclusion"] = "合格";
        report["failedItems"] = new JsonArray();

        var received = await officer.PostAsync(Cases, report);

        received.Status.ShouldBe(HttpStatusCode.Created, received.Text);
        received.Json["state"]!.GetValue<string>().ShouldBe("inProgress");
        (await officer.GetAsync(received.Location!.ToString())).Json["instanceId"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_qualified_report_of_a_city_without_a_procedure_for_it_is_registered()
    {
        var officer = await host.AsAsync("shsj.jingban");
        var report = Reports.Unqualified("IN-REGISTERED");
        report["city"] = "shanghai";
        report["conclusion"] = "合格";
        report["failedItems"] = new JsonArray();
        report["placeOfProduction"] = "浦东新区";
        report["placeOfRegistration"] = "浦东新区";

        var received = await officer.PostAsync(Cases, report);

        received.Status.ShouldBe(HttpStatusCode.Created, received.Text);
        received.Json["state"]!.GetValue<string>().ShouldBe("registered");
        var found = await officer.GetAsync(received.Location!.ToString());
        found.Json["instanceId"]!.GetValue<string>().ShouldBeEmpty();
        (await officer.GetAsync($"{received.Location}/history")).Json.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"city\": \"beijing\"")]
    [InlineData("{ \"city\": \"beijing\", \"city\": \"beijing\" }")]
    [InlineData("{ \"product\": \"\\ud800\" }")]
    [InlineData("\u0000")]
    public Task Text_that_is_not_JSON_is_refused(string body) =>
        NothingChangesAsync(async officer =>
            (await officer.PostTextAsync(Cases, body)).ShouldBeRefusedWith(HttpStatusCode.BadRequest));

    [Fact]
    public Task A_body_over_one_megabyte_is_refused() =>
        NothingChangesAsync(async officer =>
            (await officer.PostTextAsync(Cases, $"\"{new string('x', 1024 * 1024)}\"")).ShouldBeRefusedWith(HttpStatusCode.RequestEntityTooLarge));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("42")]
    public Task JSON_that_is_no_report_is_refused(string body) =>
        NothingChangesAsync(async officer =>
            (await officer.PostTextAsync(Cases, body)).ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity));

    [Fact]
    public Task All_that_is_wrong_with_a_report_is_named_at_once() =>
        NothingChangesAsync(async officer =>
        {
            var report = Reports.Unqualified("IN-SEVERAL");
            report.Remove("product");
            report["issuedOn"] = "2026-02-30";
            report["failedItems"] = new JsonArray();
            report["sampledParty"]!["creditCode"] = "91350100M000100Y44";

            var refused = await officer.PostAsync(Cases, report);

            refused.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
            refused.ProblemPaths.ShouldBe(["$.product", "$.issuedOn", "$.failedItems", "$.sampledParty.creditCode"], ignoreOrder: true);
        });

    [Fact]
    public Task A_food_report_is_refused_by_the_rule_that_excludes_it() =>
        NothingChangesAsync(async officer =>
        {
            var report = Reports.Unqualified("IN-FOOD");
            report["category"] = "食品";

            var refused = await officer.PostAsync(Cases, report);

            refused.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity).ShouldContain("食品");
            refused.ProblemCodes.ShouldBe(["BJ-27"]);
        });

    [Fact]
    public Task An_unknown_kind_of_product_is_refused() =>
        NothingChangesAsync(async officer =>
        {
            var report = Reports.Unqualified("IN-KIND");
            report["category"] = "飞船";

            var refused = await officer.PostAsync(Cases, report);

            refused.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity).ShouldContain("飞船");
            refused.ProblemCodes.ShouldBe(["category-unknown"]);
        });

    [Fact]
    public async Task A_report_that_is_known_is_refused_with_the_number_of_its_case()
    {
        var known = (await (await host.AsAsync("sj.jingban")).PostAsync(Cases, Reports.Unqualified("IN-TWICE"))).Json["number"]!.GetValue<string>();

        await NothingChangesAsync(async officer =>
            (await officer.PostAsync(Cases, Reports.Unqualified("IN-TWICE"))).ShouldBeRefusedWith(HttpStatusCode.Conflict).ShouldContain(known));
    }

    [Theory]
    [InlineData("hd.jingban")]
    [InlineData("sj.shenhe")]
    public Task Only_a_municipal_case_officer_hands_reports_in(string login) =>
        NothingChangesAsync(async _ =>
            (await (await host.AsAsync(login)).PostAsync(Cases, Reports.Unqualified("IN-OTHER"))).ShouldBeRefusedWith(HttpStatusCode.Forbidden));

    [Theory]
    [InlineData("sj.jingban", "shanghai")]
    [InlineData("sj.guanli", "chongqing")]
    public Task Nobody_hands_in_a_report_of_another_city(string login, string city) =>
        NothingChangesAsync(async _ =>
        {
            var report = Reports.Unqualified("IN-ELSEWHERE");
            report["city"] = city;

            var refused = await (await host.AsAsync(login)).PostAsync(Cases, report);

            refused.ShouldBeRefusedWith(HttpStatusCode.Forbidden).ShouldContain("本市");
        });

    /// <summary>Refused reports leave no case, no instance and no task; other tests of this class run one after the other.</summary>
    private async Task NothingChangesAsync(Func<ApiClient, Task> actAsync)
    {
        var officer = await host.AsAsync("sj.jingban");
        var before = await EverythingAsync(officer);

        await actAsync(officer);

        (await EverythingAsync(officer)).ShouldBe(before);
    }

    private async Task<string> EverythingAsync(ApiClient officer)
    {
        var supervisor = await host.AsAsync("sj.jiandu");
        return string.Join('\n', [
            (await officer.GetAsync($"{Cases}?limit=200")).Text,
            (await officer.GetAsync("/api/v1/tasks?limit=200")).Text,
            (await supervisor.GetAsync("/api/v1/instances?limit=200")).Text,
        ]);
    }
}
