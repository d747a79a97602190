using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class InstanceTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task A_supervisor_sees_what_a_running_instance_waits_for()
    {
        var opened = await host.OpenCaseAsync("IS-WAITS");
        var supervisor = await host.AsAsync("sj.jiandu");

        var instance = (await supervisor.GetAsync($"/api/v1/instances?caseId={opened.CaseId}&running=true")).Items.ShouldHaveSingleItem();

        instance["id"]!.GetValue<string>().ShouldBe(opened.InstanceId);
        instance["status"]!.GetValue<string>().ShouldBe("running");
        instance["incidentCount"]!.GetValue<int>().ShouldBe(0);
        instance["waits"]!.AsArray().Select(wait => wait!["title"]!.GetValue<string>()).ShouldContain("汇总整理并转交");
    }

    [Fact]
    public async Task An_officer_may_neither_look_at_instances_nor_cancel_them()
    {
        var opened = await host.OpenCaseAsync("IS-OFFICER");
        var officer = await host.AsAsync("sj.jingban");
        var instance = $"/api/v1/instances/{opened.InstanceId}";

        (await officer.GetAsync("/api/v1/instances")).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        (await officer.GetAsync(instance)).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        (await officer.PostAsync($"{instance}/cancel", Reason("重复"))).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        (await host.InboxAsync("sj.jingban", opened.CaseId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Cancelling_needs_a_reason()
    {
        var opened = await host.OpenCaseAsync("IS-REASON");
        var supervisor = await host.AsAsync("sj.jiandu");

        foreach (var reason in new[] { Reason(null), Reason("  "), Reason(new string('长', 501)) })
        {
            var refused = await supervisor.PostAsync($"/api/v1/instances/{opened.InstanceId}/cancel", reason);
            refused.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity).ShouldContain("原因");
        }

        (await host.InboxAsync("sj.jingban", opened.CaseId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Cancelling_takes_the_tasks_out_of_the_inboxes_and_keeps_the_reason()
    {
        var opened = await host.OpenCaseAsync("IS-CANCEL");
        var supervisor = await host.AsAsync("sj.jiandu");

        var cancelled = await supervisor.PostAsync($"/api/v1/instances/{opened.InstanceId}/cancel", Reason("检验报告撤回"));

        cancelled.Status.ShouldBe(HttpStatusCode.OK, cancelled.Text);
        (await host.InboxAsync("sj.jingban", opened.CaseId)).ShouldBeEmpty();
        var instance = await supervisor.GetAsync($"/api/v1/instances/{opened.InstanceId}");
        instance.Json["summary"]!["subStatus"]!.GetValue<string>().ShouldBe("cancelled");
        instance.Json["history"]!.AsArray().Select(line => line!["message"]!.GetValue<string>())
            .ShouldContain(message => message.Contains("检验报告撤回", StringComparison.Ordinal));
        (await (await host.AsAsync("sj.jingban")).PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", OpenedCase.Completion("is-cancel")))
            .ShouldBeRefusedWith(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Instances_and_incidents_that_are_not_there_are_not_found()
    {
        var opened = await host.OpenCaseAsync("IS-NOTHING");
        var supervisor = await host.AsAsync("sj.jiandu");

        (await supervisor.GetAsync("/api/v1/instances/nothing")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await supervisor.PostAsync("/api/v1/instances/nothing/cancel", Reason("重复"))).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await supervisor.PostAsync($"/api/v1/instances/{opened.InstanceId}/incidents/nothing/retry", Reason("重试")))
            .ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    private static JsonObject Reason(string? reason) => new() { ["reason"] = reason };
}
