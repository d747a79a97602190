using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Host.Tests;

public sealed class WorkflowEndpointTests(RunningHost host) : IClassFixture<RunningHost>
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task A_request_starts_a_workflow_that_answers_it()
    {
        // given
        await PublishAsync(Of(
            "echo", Endpoint("echo/{number}").Seen("parsedContent"),
            Step("answer", "Elsa.WriteHttpResponse", ("statusCode", "201"), ("content", "=({ 收到: variables.seen.名称 })"), ("responseHeaders", new JsonObject { ["X-Case"] = "1" }))));

        // when
        var answer = await host.Anonymous().PostTextAsync("/workflows/echo/42?q=1", """{"名称":"某公司"}""");

        // then
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        answer.ContentType.ShouldBe("application/json");
        answer.Json["收到"]!.GetValue<string>().ShouldBe("某公司");
    }

    [Fact]
    public async Task Path_query_and_headers_reach_the_workflow_and_credentials_do_not()
    {
        // given
        await PublishAsync(Of(
            "look", Endpoint("look/{number}"),
            Step("answer", "Elsa.WriteHttpResponse", ("content", "=({ all: JSON.stringify([getInput('RouteData'), getInput('QueryStringData'), getInput('Headers')]) })"))));

        // when
        var answer = await (await host.AsAsync("sj.jiandu")).PostAsync("/workflows/look/42?q=a&q=b", new JsonObject());

        // then
        var all = JsonNode.Parse(answer.Json["all"]!.GetValue<string>())!.AsArray();
        all[0]!["number"]!.GetValue<string>().ShouldBe("42");
        all[1]!["q"]!.AsArray().Select(text => text!.GetValue<string>()).ShouldBe(["a", "b"]);
        all[2]!["Content-Type"]!.GetValue<string>().ShouldStartWith("application/json");
        all[2]!.AsObject().Select(header => header.Key).ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task A_request_resumes_an_instance_that_waits_for_it_and_a_second_one_finds_nobody()
    {
        // given
        await PublishAsync(Of("later", Endpoint("later"), Step("hello", "Elsa.WriteHttpResponse", ("content", "第一次")), Endpoint("later/{id}", "second", isTrigger: false)));
        (await host.Anonymous().PostAsync("/workflows/later", null)).Text.ShouldBe("第一次");

        // when
        var second = await host.Anonymous().PostAsync("/workflows/later/7", null);
        var third = await host.Anonymous().PostAsync("/workflows/later/7", null);

        // then
        second.Status.ShouldBe(HttpStatusCode.Accepted, second.Text);
        var instance = second.Json["workflowInstanceIds"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>();
        var detail = await (await host.AsAsync("sj.guanli")).GetAsync($"/api/v1/instances/{instance}");
        detail.Json["summary"]!["status"]!.GetValue<string>().ShouldBe("finished");
        third.ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_wrong_address_a_wrong_method_and_broken_JSON_are_refused_and_start_nothing()
    {
        // given
        await PublishAsync(Of("strict", Endpoint("strict")));

        // then
        (await host.Anonymous().PostAsync("/workflows/nowhere", null)).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await host.Anonymous().GetAsync("/workflows/strict")).ShouldBeRefusedWith(HttpStatusCode.MethodNotAllowed);
        (await host.Anonymous().PostTextAsync("/workflows/strict", "{")).ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        (await host.Anonymous().PostTextAsync("/workflows/strict", $"\"{new string('长', 400_000)}\"")).ShouldBeRefusedWith(HttpStatusCode.RequestEntityTooLarge);
        (await InstancesAsync("strict")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_it_is_open_only_to_those_who_have_logged_in()
    {
        // given
        var endpoint = Endpoint("private");
        endpoint["authorize"] = new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = true } };
        await PublishAsync(Of("private", endpoint));

        // then
        (await host.Anonymous().PostAsync("/workflows/private", null)).ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
        (await (await host.AsAsync("sj.jingban")).PostAsync("/workflows/private", null)).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_workflow_that_gets_stuck_before_it_answers_says_so()
    {
        // given
        await PublishAsync(Of("stuck", Endpoint("stuck"), Step("answer", "Elsa.WriteHttpResponse", ("statusCode", "42"))));

        // when
        var answer = await host.Anonymous().PostAsync("/workflows/stuck", null);

        // then
        answer.ShouldBeRefusedWith(HttpStatusCode.InternalServerError);
        var instance = (await InstancesAsync("stuck")).ShouldHaveSingleItem();
        instance["incidentCount"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Another_system_publishes_an_event_once_however_often_it_says_so()
    {
        // given
        await PublishAsync(Of("on-event", Waits("外部事件").AsTrigger(), Waits("永不")));
        var system = await host.AsAsync("sj.guanli");
        var request = new JsonObject { ["operationId"] = "ev-1", ["payload"] = new JsonObject { ["n"] = 1 } };

        // when
        var first = await system.PostAsync("/api/v1/events/外部事件", request);
        var second = await system.PostAsync("/api/v1/events/外部事件", request);

        // then
        first.Json["instanceIds"]!.AsArray().Count.ShouldBe(1);
        (second.Json["instanceIds"]!.AsArray().Count, second.Json["repeated"]!.GetValue<bool>()).ShouldBe((0, true));
        (await InstancesAsync("on-event")).Count.ShouldBe(1);
        (await system.PostAsync("/api/v1/events/外部事件", new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
        (await (await host.AsAsync("sj.jiandu")).PostAsync("/api/v1/events/外部事件", request)).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_outside_system_fetches_a_task_and_reports_it_once()
    {
        // given
        await PublishAsync(Of(
            "asks", Waits("开始检验").AsTrigger(), Step("run", "Elsa.RunTask", ("taskName", "复检"), ("payload", new JsonObject { ["样品"] = "A" })).Seen()));
        var system = await host.AsAsync("sj.guanli");
        var started = await system.PostAsync("/api/v1/events/开始检验", new JsonObject { ["operationId"] = "ev-2" });
        var instance = started.Json["instanceIds"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>();

        // when
        var task = (await system.GetAsync("/api/v1/external-tasks?name=复检")).Json.AsArray().ShouldHaveSingleItem()!;
        (task["instanceId"]!.GetValue<string>(), task["payload"]!["样品"]!.GetValue<string>()).ShouldBe((instance, "A"));
        var report = $"/api/v1/external-tasks/{task["taskId"]!.GetValue<string>()}/result";
        var first = await system.PostAsync(report, new JsonObject { ["result"] = "合格" });
        var second = await system.PostAsync(report, new JsonObject { ["result"] = "不合格" });

        // then
        (first.Json["repeated"]!.GetValue<bool>(), second.Json["repeated"]!.GetValue<bool>()).ShouldBe((false, true));
        (await system.GetAsync("/api/v1/external-tasks?name=复检")).Json.AsArray().ShouldBeEmpty();
        (await system.PostAsync("/api/v1/external-tasks/nothing/result", new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await (await host.AsAsync("sj.guanli")).GetAsync($"/api/v1/instances/{instance}")).Json["summary"]!["status"]!.GetValue<string>().ShouldBe("finished");
    }

    [Fact]
    public async Task A_stuck_step_is_skipped_by_a_named_port_after_a_variable_was_put_right()
    {
        // given
        await PublishAsync(Of(
            "faulty", Endpoint("faulty"), Step("broken", "Elsa.Fault", ("code", "x"), ("message", "缺少材料"), ("category", "x"), ("faultType", "x")), Waits("继续办理")));
        await host.Anonymous().PostAsync("/workflows/faulty", null);
        var found = (await InstancesAsync("faulty")).ShouldHaveSingleItem();
        var address = $"/api/v1/instances/{found["id"]!.GetValue<string>()}";
        var administrator = await host.AsAsync("sj.guanli");
        var incident = (await administrator.GetAsync(address)).Json["incidents"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>();

        // when
        var changed = await administrator.PostAsync($"{address}/variables/seen", Command(1, ("value", "已补材料")));
        var skipped = await administrator.PostAsync($"{address}/incidents/{incident}/skip", Command(2, ("outcome", null)));

        // then
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Text);
        skipped.Status.ShouldBe(HttpStatusCode.OK, skipped.Text);
        var after = (await administrator.GetAsync(address)).Json;
        (after["summary"]!["status"]!.GetValue<string>(), after["incidents"]!.AsArray().Count).ShouldBe(("running", 0));
        (await administrator.PostAsync($"{address}/variables/nothing", Command(3, ("value", 1)))).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await administrator.PostAsync($"{address}/incidents/{incident}/skip", Command(1, ("outcome", null), "other"))).ShouldBeRefusedWith(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_supervisor_skips_a_stuck_step_on_its_page()
    {
        // given
        await PublishAsync(Of(
            "faulty-page", Endpoint("faulty-page"), Step("broken", "Elsa.Fault", ("code", "x"), ("message", "缺少材料"), ("category", "x"), ("faultType", "x")), Waits("继续")));
        await host.Anonymous().PostAsync("/workflows/faulty-page", null);
        var id = (await InstancesAsync("faulty-page")).ShouldHaveSingleItem()["id"]!.GetValue<string>();
        using var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync("sj.guanli");
        await visitor.OpenAsync($"/monitor/{id}");
        visitor.Page.ShouldContain("缺少材料");

        // when
        await visitor.SubmitFormAsync($"/monitor/{id}", "skip-", ("outcome", "Done"), ("reason", "材料已另行补齐"));

        // then
        visitor.Page.ShouldContain("已跳过该步骤，流程继续。");
        visitor.Page.ShouldContain("材料已另行补齐");
        visitor.Page.ShouldNotContain("异常事件");
    }

    private static JsonObject Endpoint(string path, string id = "endpoint", bool isTrigger = true)
    {
        var step = Step(id, "Elsa.HttpEndpoint", ("path", path), ("supportedMethods", new JsonArray("POST")));
        return isTrigger ? step.AsTrigger() : step;
    }

    private static JsonObject Command(int revision, (string Name, JsonNode? Value) member, string operationId = "op") => new()
    {
        ["operationId"] = $"{operationId}-{revision}",
        ["expectedRevision"] = revision,
        ["reason"] = "核实后处理",
        [member.Name] = member.Value,
    };

    private async Task PublishAsync(JsonObject definition)
    {
        var published = await host.Services.GetRequiredService<DefinitionLibrary>().PublishAsync(definition.ToJsonString(), DefinitionOrigin.Administrator, Stop);
        published.Problems.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<JsonNode>> InstancesAsync(string name) =>
        [.. (await (await host.AsAsync("sj.guanli")).GetAsync("/api/v1/instances?limit=200")).Items.Where(item => item["name"]!.GetValue<string>() == name)];
}
