using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Host.Tests;

/// <summary>U+0000 and half surrogates: one database keeps them, the other answers them with an error.</summary>
public sealed class TextTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Theory]
    [InlineData("""{ "login": "sj\u0000", "password": "falsch-2026" }""", "$.login")]
    [InlineData("""{ "login": "sj", "password": "\ud800" }""", "$.password")]
    public async Task A_login_with_text_that_cannot_be_kept_is_refused_before_anybody_is_looked_up(string body, string path)
    {
        var refused = await host.Anonymous().PostTextAsync("/api/v1/session", body);

        refused.ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        refused.ProblemPaths.ShouldBe([path]);
    }

    [Fact]
    public async Task All_such_texts_of_a_request_are_named_with_their_paths()
    {
        var officer = await host.AsAsync("sj.jingban");
        var report = Reports.Unqualified("TX-PATHS\0");
        report["sampledParty"]!["name"] = "北京\0公司";
        report["a\0b"] = 1;

        var refused = await officer.PostAsync("/api/v1/cases", report);

        refused.ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        refused.ProblemPaths.ShouldBe(["$.reportNumber", "$.sampledParty.name", "$['a\\u0000b']"]);
    }

    [Theory]
    [InlineData("operationId")]
    [InlineData("opinion")]
    [InlineData("outcome")]
    public async Task A_completion_with_such_text_is_refused_and_the_task_stays_open(string member)
    {
        var opened = await host.OpenCaseAsync($"TX-{member}");
        var completion = OpenedCase.Completion("tx-1");
        completion[member] = "a\0";

        var refused = await (await host.AsAsync("sj.jingban")).PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", completion);

        refused.ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        refused.ProblemPaths.ShouldBe([$"$.{member}"]);
        (await host.InboxAsync("sj.jingban", opened.CaseId)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("operationId")]
    [InlineData("reason")]
    public async Task A_cancellation_with_such_text_is_refused_and_the_instance_runs_on(string member)
    {
        var opened = await host.OpenCaseAsync($"TX-CANCEL-{member}");
        var supervisor = await host.AsAsync("sj.jiandu");
        var command = new JsonObject { ["operationId"] = "tx-2", ["expectedRevision"] = 1, ["reason"] = "撤回" };
        command[member] = "a\0";

        var refused = await supervisor.PostAsync($"/api/v1/instances/{opened.InstanceId}/cancel", command);

        refused.ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        refused.ProblemPaths.ShouldBe([$"$.{member}"]);
        (await supervisor.GetAsync($"/api/v1/instances/{opened.InstanceId}")).Json["summary"]!["status"]!.GetValue<string>().ShouldBe("running");
    }

    [Theory]
    [InlineData("sj.jiandu", "cases?search=%00", "search")]
    [InlineData("sj.jiandu", "instances?caseId=a%00", "caseId")]
    [InlineData("sj.jiandu", "messages?instanceId=%00b", "instanceId")]
    [InlineData("sj.guanli", "external-tasks?name=%00", "name")]
    [InlineData("sj.jiandu", "cases?x%00y=1", "x\\u0000y")]
    public async Task A_query_with_such_text_is_refused_rather_than_answered_with_everything(string login, string address, string parameter)
    {
        var refused = await (await host.AsAsync(login)).GetAsync($"/api/v1/{address}");

        refused.ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        refused.ProblemPaths.ShouldBe([parameter]);
    }

    [Theory]
    [InlineData("cases/a%00b")]
    [InlineData("tasks/%00")]
    [InlineData("documents/%00/content")]
    public async Task An_address_with_such_text_is_a_wrong_request(string address) =>
        (await (await host.AsAsync("sj.jingban")).GetAsync($"/api/v1/{address}")).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_file_whose_name_cannot_be_kept_is_refused()
    {
        using var content = new MultipartFormDataContent();
        using var file = new ByteArrayContent("%PDF-1.7"u8.ToArray());
        file.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=file; filename*=UTF-8''a%00b.pdf");
        content.Add(file);

        (await (await host.AsAsync("sj.jingban")).UploadAsync("/api/v1/files", content)).ShouldBeRefusedWith(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_portal_refuses_such_text_in_its_forms_and_addresses_too()
    {
        using var visitor = new PortalVisitor(host.Browser());
        await visitor.OpenAsync("/login");

        await visitor.SubmitAsync("/login", ("login", "sj.jingban\0"), ("password", RunningHost.Password));
        visitor.Page.ShouldContain("不能使用的字符");
        await visitor.LogInAsync("sj.jingban");

        (await visitor.OpenAsync("/cases?q=%00")).ShouldBe(HttpStatusCode.BadRequest);
        visitor.Page.ShouldContain("不能使用的字符");
        (await visitor.OpenAsync("/files/abc?case=%00")).ShouldBe(HttpStatusCode.BadRequest);
    }
}
