using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Testing.Messages;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Host.Tests;

/// <summary>What a case's page says happened, on a clock that runs a day in less than a second.</summary>
public sealed class TimelineTests : IAsyncLifetime
{
    private readonly RunningHost host = new(new Dictionary<string, string>
    {
        ["Demo:ClockSpeed"] = "200000",
        ["Demo:ClockAnchor"] = new WireClock().GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["Runtime:PollEvery"] = "00:00:00.050",
        ["Documents:Typst:NodePath"] = "/no/such/node",
    });

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_end_of_a_limit_is_told_and_the_text_message_was_sent_by_the_system()
    {
        // given
        var opened = await host.OpenCaseAsync("TL-LIMIT");
        await StartAsync(
            opened.CaseId, "tl-limit",
            Named("通知企业", "PostInspection.SendSms", ("to", "13800001234"), ("body", "【北京】通知")),
            Named("异议期", "PostInspection.WorkingDayTimer", ("limitValue", "1"), ("limitUnit", "CalendarDay")));

        // when
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenUntilAsync($"/cases/{opened.CaseId}", "期限届满");

        // then
        var lines = officer.Timeline;
        lines.ShouldContain(line => line.StartsWith("异议期 期限届满 系统", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("通知企业 完成 系统", StringComparison.Ordinal));
        officer.Page.ShouldNotContain("Flowchart1");
        officer.Page.ShouldNotContain("Elsa.Sequence");
    }

    [Fact]
    public async Task A_task_that_the_procedure_no_longer_needs_is_told_as_withdrawn()
    {
        // given
        var opened = await host.OpenCaseAsync("TL-WITHDRAWN");
        var supervisor = await host.AsAsync("sj.jiandu");
        var instance = (await supervisor.GetAsync($"/api/v1/instances/{opened.InstanceId}")).Json["summary"]!;

        // when
        var cancelled = await supervisor.PostAsync($"/api/v1/instances/{opened.InstanceId}/cancel", new JsonObject
        {
            ["operationId"] = "tl-1",
            ["expectedRevision"] = instance["revision"]!.GetValue<int>(),
            ["reason"] = "报告撤回",
        });

        // then
        cancelled.Status.ShouldBe(HttpStatusCode.OK, cancelled.Text);
        using var officer = await VisitorAsync("sj.jingban");
        await officer.OpenAsync($"/cases/{opened.CaseId}");
        var title = opened.HandOver["title"]!.GetValue<string>();
        officer.Timeline.ShouldContain(line => line.StartsWith($"{title} 待办已撤销", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_that_cannot_be_made_says_why_in_what_is_waited_for()
    {
        // given
        var opened = await host.OpenCaseAsync("TL-TYPESETTER");
        await StartAsync(
            opened.CaseId, "tl-typesetter",
            Step("paper", "PostInspection.GenerateDocument",
                ("template", "beijing/result-notice"), ("title", "结果通知书"), ("bureau", "bj"), ("data", new JsonObject())));

        // when
        using var supervisor = await VisitorAsync("sj.jiandu");
        await supervisor.OpenUntilAsync($"/cases/{opened.CaseId}", "最近一次没有成功");

        // then
        supervisor.Page.ShouldContain("正在生成《结果通知书》");
        supervisor.Page.ShouldMatch("最近一次没有成功：.*[一-鿿]");
        await supervisor.OpenUntilAsync("/monitor", "最近一次没有成功");
    }

    private static JsonObject Named(string name, string type, params ReadOnlySpan<(string Name, JsonNode? Value)> inputs)
    {
        var step = Step(type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..], type, inputs);
        step["name"] = name;
        return step;
    }

    private async Task StartAsync(string caseId, string name, params JsonObject[] steps)
    {
        var published = await host.Services.GetRequiredService<DefinitionLibrary>()
            .PublishAsync(Of(name, steps).ToJsonString(), DefinitionOrigin.File, TestContext.Current.CancellationToken);
        published.Problems.ShouldBeEmpty();
        var started = await host.Services.GetRequiredService<WorkflowRuntime>().StartAsync(
            new NewInstance($"{name}-1", name, name, caseId, ImmutableDictionary<string, JsonNode?>.Empty), new Command("demo-sj-shenpi"), TestContext.Current.CancellationToken);
        started.ShouldBeOfType<RuntimeResult.Done>();
    }

    private async Task<PortalVisitor> VisitorAsync(string login)
    {
        var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync(login);
        return visitor;
    }
}
