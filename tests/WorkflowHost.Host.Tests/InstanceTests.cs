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
        (await officer.PostAsync($"{instance}/cancel", Command("重复"))).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        (await host.InboxAsync("sj.jingban", opened.CaseId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Cancelling_needs_a_reason_and_an_operation_id()
    {
        var opened = await host.OpenCaseAsync("IS-REASON");
        var supervisor = await host.AsAsync("sj.jiandu");

        foreach (var reason in new[] { null, "  ", new string('长', 501) })
        {
            var refused = await CancelAsync(supervisor, opened, Command(reason, ""));
            refused.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
            refused.ProblemPaths.ShouldBe(["operationId", "reason"]);
        }

        (await host.InboxAsync("sj.jingban", opened.CaseId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Cancelling_takes_the_tasks_out_of_the_inboxes_and_terminates_the_case_for_that_reason()
    {
        var opened = await host.OpenCaseAsync("IS-CANCEL");
        var supervisor = await host.AsAsync("sj.jiandu");

        var cancelled = await CancelAsync(supervisor, opened, Command("检验报告撤回"));

        cancelled.Status.ShouldBe(HttpStatusCode.OK, cancelled.Text);
        (await host.InboxAsync("sj.jingban", opened.CaseId)).ShouldBeEmpty();
        (await InstanceAsync(supervisor, opened))["subStatus"]!.GetValue<string>().ShouldBe("cancelled");
        var found = (await supervisor.GetAsync($"/api/v1/cases/{opened.CaseId}")).Json;
        found["summary"]!["state"]!.GetValue<string>().ShouldBe("terminated");
        found["result"]!.GetValue<string>().ShouldBe("检验报告撤回");
        found["closedAt"].ShouldNotBeNull();
        var history = (await supervisor.GetAsync($"/api/v1/cases/{opened.CaseId}/history")).Json.AsArray();
        var line = history.Where(line => line!["message"]!.GetValue<string>() == "检验报告撤回").ShouldHaveSingleItem()!;
        line["actorId"]!.GetValue<string>().ShouldBe(found["closedBy"]!.GetValue<string>());
        (await supervisor.GetAsync("/api/v1/cases?state=terminated&limit=200")).Items
            .Select(item => item["id"]!.GetValue<string>()).ShouldContain(opened.CaseId);
        (await (await host.AsAsync("sj.jingban")).PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", OpenedCase.Completion("is-cancel")))
            .ShouldBeRefusedWith(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Sending_the_same_command_again_gets_the_first_answer_and_does_nothing()
    {
        var opened = await host.OpenCaseAsync("IS-REPEAT");
        var supervisor = await host.AsAsync("sj.jiandu");
        var first = await CancelAsync(supervisor, opened, Command("检验报告撤回"));
        var before = await supervisor.GetAsync($"/api/v1/instances/{opened.InstanceId}");

        var second = await CancelAsync(supervisor, opened, Command("检验报告撤回"));

        second.Status.ShouldBe(HttpStatusCode.OK, second.Text);
        (first.Json["repeated"]!.GetValue<bool>(), second.Json["repeated"]!.GetValue<bool>()).ShouldBe((false, true));
        second.Json["answer"]!.GetValue<string>().ShouldBe(first.Json["answer"]!.GetValue<string>());
        (await supervisor.GetAsync($"/api/v1/instances/{opened.InstanceId}")).Text.ShouldBe(before.Text);
    }

    [Fact]
    public async Task An_instance_that_has_moved_since_it_was_read_is_not_cancelled()
    {
        var opened = await host.OpenCaseAsync("IS-STALE");
        var supervisor = await host.AsAsync("sj.jiandu");
        var seen = (await InstanceAsync(supervisor, opened))["revision"]!.GetValue<int>();
        await (await host.AsAsync("sj.jingban")).PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", OpenedCase.Completion("is-stale"));

        (await CancelAsync(supervisor, opened, Command("检验报告撤回", revision: seen))).ShouldBeRefusedWith(HttpStatusCode.Conflict);

        (await InstanceAsync(supervisor, opened))["status"]!.GetValue<string>().ShouldBe("running");
    }

    [Fact]
    public async Task Instances_and_incidents_that_are_not_there_are_not_found()
    {
        var opened = await host.OpenCaseAsync("IS-NOTHING");
        var supervisor = await host.AsAsync("sj.jiandu");

        (await supervisor.GetAsync("/api/v1/instances/nothing")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await supervisor.PostAsync("/api/v1/instances/nothing/cancel", Command("重复"))).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await supervisor.PostAsync($"/api/v1/instances/{opened.InstanceId}/incidents/nothing/retry", Command("重试")))
            .ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    private static Task<Answer> CancelAsync(ApiClient supervisor, OpenedCase opened, JsonObject command) =>
        supervisor.PostAsync($"/api/v1/instances/{opened.InstanceId}/cancel", command);

    private static async Task<JsonNode> InstanceAsync(ApiClient supervisor, OpenedCase opened) =>
        (await supervisor.GetAsync($"/api/v1/instances/{opened.InstanceId}")).Json["summary"]!;

    private static JsonObject Command(string? reason, string operationId = "is-once", int revision = 1) => new()
    {
        ["operationId"] = operationId,
        ["expectedRevision"] = revision,
        ["reason"] = reason,
    };
}
