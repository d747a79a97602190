using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Organisation;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Drives the routes of instances with the bodies that the real Studio sends.</summary>
public sealed class InstanceTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-instances";

    [Fact]
    public async Task The_list_holds_what_Studio_asks_for()
    {
        var opened = await host.OpenCaseAsync("BJ-2026-LIST-1");
        await host.OpenCaseAsync("BJ-2026-LIST-2");
        var studio = await host.AsAsync("sj.guanli");

        // everything, as the list asks first
        var all = (await studio.PostAsync(Root, Asked())).Json;
        all["totalCount"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(2);
        var item = all["items"]!.AsArray().Single(found => found!["id"]!.GetValue<string>() == opened.InstanceId)!;
        (item["status"]!.GetValue<string>(), item["subStatus"]!.GetValue<string>()).ShouldBe(("Running", "Suspended"));
        var versions = (await studio.GetAsync($"/elsa/api/workflow-definitions?versionOptions=&Ids={item["definitionVersionId"]!.GetValue<string>()}")).Items;
        versions.ShouldHaveSingleItem()["definitionId"]!.GetValue<string>().ShouldBe(item["definitionId"]!.GetValue<string>());

        // page by page, each instance once
        var total = all["totalCount"]!.GetValue<int>();
        var ids = new List<string>();
        for (var page = 0; page < total; page++)
        {
            var one = Asked();
            (one["page"], one["pageSize"]) = (page, 1);
            ids.Add((await studio.PostAsync(Root, one)).Items.ShouldHaveSingleItem()["id"]!.GetValue<string>());
        }

        ids.ShouldBeUnique();

        // filters
        (await CountAsync(studio, "correlationId", opened.CaseId)).ShouldBe(1);
        (await CountAsync(studio, "searchTerm", opened.InstanceId)).ShouldBe(1);
        (await CountAsync(studio, "definitionIds", new JsonArray("nothing"))).ShouldBe(0);
        (await CountAsync(studio, "definitionIds", new JsonArray("beijing-announcement-plan"))).ShouldBe(1);
        (await CountAsync(studio, "definitionIds", new JsonArray("beijing-unqualified-result", "beijing-announcement-plan", "shanghai-planning"))).ShouldBe(total);
        var finished = await CountAsync(studio, "statuses", new JsonArray("Finished"));
        (await CountAsync(studio, "statuses", new JsonArray("Running"))).ShouldBe(total - finished);
        (await CountAsync(studio, "subStatuses", new JsonArray("Cancelled"))).ShouldBe(finished);
        (await CountAsync(studio, "subStatuses", new JsonArray("Executing"))).ShouldBe(0);
        (await CountAsync(studio, "hasIncidents", true)).ShouldBe(0);
        (await CountAsync(studio, "version", 99)).ShouldBe(0);
        (await CountAsync(studio, "timestampFilters", new JsonArray(Stamp("CreatedAt", "LessThan", "2020-01-01T00:00:00Z")))).ShouldBe(0);
        (await CountAsync(studio, "timestampFilters", new JsonArray(Stamp("UpdatedAt", "GreaterThanOrEqual", "2020-01-01T00:00:00Z")))).ShouldBe(total);
        (await CountAsync(studio, "timestampFilters", new JsonArray(Stamp("FinishedAt", "IsNot", "2020-01-01T00:00:00Z")))).ShouldBe(finished);
        foreach (var order in new[] { "Created", "LastExecuted", "Finished", "Name" })
        {
            (await CountAsync(studio, "orderBy", order)).ShouldBe(total);
        }

        // a filter that can't be read is refused: the whole list would be taken for the answer
        foreach (var (member, value) in new (string, JsonNode)[]
        {
            ("timestampFilters", new JsonArray(Stamp("CreatedAt", "LessThan", "gestern"))), ("timestampFilters", new JsonArray(Stamp("CreatedAt", "Near", "2020-01-01T00:00:00Z"))),
            ("timestampFilters", new JsonArray(Stamp("BornAt", "LessThan", "2020-01-01T00:00:00Z"))), ("timestampFilters", "2020"), ("statuses", new JsonArray(7)),
            ("definitionIds", "beijing-announcement-plan"), ("version", "1"), ("hasIncidents", "yes"), ("searchTerm", 7), ("correlationId", new JsonObject()),
        })
        {
            var unreadable = Asked();
            unreadable[member] = value;
            (await studio.PostAsync(Root, unreadable)).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain(member);
        }
    }

    [Fact]
    public async Task An_instance_is_looked_at_in_every_detail()
    {
        var opened = await host.OpenCaseAsync("BJ-2026-VIEW-1");
        var studio = await host.AsAsync("sj.jiandu");

        // the instance with its state
        var instance = (await studio.GetAsync($"{Root}/{opened.InstanceId}")).Json;
        var state = instance["workflowState"]!;
        var bookmark = state["bookmarks"]!.AsArray().ShouldHaveSingleItem()!;
        var node = bookmark["activityNodeId"]!.GetValue<string>();
        state["input"]!["case"]!["id"]!.GetValue<string>().ShouldBe(opened.CaseId);
        (await studio.GetAsync($"{Root}/{opened.InstanceId}/execution-state")).Json["status"]!.GetValue<string>().ShouldBe("Running");
        (await studio.GetAsync($"{Root}/{opened.InstanceId}/variables")).Items.ShouldContain(variable => variable["name"]!.GetValue<string>() == "承办局");

        // its drawing: every badge stands at a node of it
        var definition = (await studio.GetAsync($"/elsa/api/workflow-definitions/by-id/{instance["definitionVersionId"]!.GetValue<string>()}")).Json;
        var nodes = definition["root"]!["activities"]!.AsArray().Select(activity => activity!["nodeId"]!.GetValue<string>()).ToList();
        nodes.ShouldContain(node);
        var stats = (await studio.PostAsync(
            "/elsa/api/activity-executions/report",
            new JsonObject { ["workflowInstanceId"] = opened.InstanceId, ["activityNodeIds"] = new JsonArray([.. nodes.Select(id => JsonValue.Create(id))]) })).Json["stats"]!.AsArray();
        var waiting = stats.Single(stat => stat!["activityNodeId"]!.GetValue<string>() == node)!;
        (waiting["startedCount"]!.GetValue<int>(), waiting["completedCount"]!.GetValue<int>(), waiting["uncompletedCount"]!.GetValue<int>(), waiting["isBlocked"]!.GetValue<bool>())
            .ShouldBe((1, 0, 1, true));

        // the journal, whole and filtered
        var journal = (await studio.PostAsync($"{Root}/{opened.InstanceId}/journal?skip=0&take=100", new JsonObject { ["filter"] = new JsonObject { ["activityIds"] = null } })).Json;
        var lines = journal["items"]!.AsArray();
        lines.Select(line => line!["sequence"]!.GetValue<int>()).ShouldBeInOrder();
        journal["totalCount"]!.GetValue<int>().ShouldBe(lines.Count);
        lines.Last(line => line!["eventName"]!.GetValue<string>() == "Completed")!["payload"]!["Outcomes"]!.AsArray().ShouldNotBeEmpty();
        var faults = new JsonObject { ["filter"] = new JsonObject { ["eventNames"] = new JsonArray("Faulted") } };
        (await studio.PostAsync($"{Root}/{opened.InstanceId}/journal?skip=0&take=100", faults)).Items.ShouldBeEmpty();
        (await studio.GetAsync($"{Root}/{opened.InstanceId}/journal?skip=1&take=1")).Items.ShouldHaveSingleItem()["sequence"]!.GetValue<int>().ShouldBe(2);

        // the executions of the waiting step
        var summary = (await studio.GetAsync($"/elsa/api/activity-execution-summaries/list?WorkflowInstanceId={opened.InstanceId}&ActivityNodeId={Uri.EscapeDataString(node)}")).Items.ShouldHaveSingleItem();
        (summary["status"]!.GetValue<string>(), summary["hasBookmarks"]!.GetValue<bool>()).ShouldBe(("Running", true));
        var id = summary["id"]!.GetValue<string>();
        (await studio.GetAsync($"/elsa/api/activity-executions/by-id?id={id}")).Json["activityNodeId"]!.GetValue<string>().ShouldBe(node);
        (await studio.GetAsync($"/elsa/api/activity-executions/list?WorkflowInstanceId={opened.InstanceId}&ActivityNodeId={Uri.EscapeDataString(node)}")).Items.ShouldHaveSingleItem()["payload"].ShouldBeNull();
        var stack = (await studio.GetAsync($"/elsa/api/activity-executions/{id}/call-stack?includeCrossWorkflowChain=True")).Json["items"]!.AsArray();
        stack[^1]!["id"]!.GetValue<string>().ShouldBe(id);
        stack.Count.ShouldBeGreaterThan(1);

        // as files
        (await studio.GetAsync($"{Root}/{opened.InstanceId}/export")).Json["executionLog"]!.AsArray().Count.ShouldBe(lines.Count);
        var zip = await studio.PostAsync("/elsa/api/bulk-actions/export/workflow-instances", new JsonObject { ["ids"] = new JsonArray(opened.InstanceId) });
        using var archive = new ZipArchive(new MemoryStream(zip.Bytes));
        archive.Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_another_bureau_handles_is_as_if_it_were_not_there()
    {
        await host.AddToHaidianAsync();
        var opened = await host.OpenCaseAsync("BJ-2026-SEEN-1");
        var district = await host.AsAsync("hd.jiandu");
        (await district.GetAsync($"{Root}/{opened.InstanceId}")).Status.ShouldBe(HttpStatusCode.OK);

        var stranger = await host.AsAsync("hd.jingban");
        (await stranger.GetAsync($"{Root}/{opened.InstanceId}")).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        foreach (var path in new[] { $"{Root}/x", $"{Root}/x/variables", $"{Root}/x/execution-state", $"{Root}/x/export", $"{Root}/x/journal", "/elsa/api/activity-executions/by-id?id=x.1", "/elsa/api/activity-executions/x.1/call-stack", "/elsa/api/activity-executions/list?WorkflowInstanceId=x" })
        {
            (await district.GetAsync(path)).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        }

        (await district.PostAsync("/elsa/api/cancel/workflow-instances/x", new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await district.PostTextAsync(Root, "{")).ShouldBeShownByStudio();
    }

    [Fact]
    public async Task A_viewer_hears_of_each_turn()
    {
        var opened = await host.OpenCaseAsync("BJ-2026-LIVE-1");
        await using var viewer = await HubViewer.ConnectAsync(host, "sj.jiandu");
        await viewer.ObserveAsync(opened.InstanceId);

        // what moved between reading and looking is not missed
        await viewer.NextAsync("WorkflowExecutionLogUpdatedAsync");
        await viewer.NextAsync("WorkflowInstanceUpdatedAsync");

        var officer = await host.AsAsync("sj.jingban");
        (await officer.PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", OpenedCase.Completion("live-1"))).Status.ShouldBe(HttpStatusCode.OK);

        await viewer.NextAsync("ActivityExecutionLogUpdatedAsync", news => news["stats"]!.AsArray().Any(stat => stat!["completedCount"]!.GetValue<int>() == 1));
        (await viewer.NextAsync("WorkflowInstanceUpdatedAsync"))["workflowInstanceId"]!.GetValue<string>().ShouldBe(opened.InstanceId);
    }

    [Fact]
    public async Task Who_may_no_longer_look_hears_no_more()
    {
        // given two who look on
        await host.AddAdministratorAsync("sj.guanli-live");
        var opened = await host.OpenCaseAsync("BJ-2026-LIVE-2");
        await using var leaving = await HubViewer.ConnectAsync(host, "sj.guanli-live");
        await using var staying = await HubViewer.ConnectAsync(host, "sj.jiandu");
        var before = 0;
        foreach (var viewer in new[] { leaving, staying })
        {
            await viewer.ObserveAsync(opened.InstanceId);
            before = Completed(await viewer.NextAsync("ActivityExecutionLogUpdatedAsync"));
        }

        // when one loses the role, and the instance moves
        var people = host.Services.GetRequiredService<IOrganisationStore>();
        var account = (await people.FindByLoginAsync("sj.guanli-live", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        await people.SaveAsync([], [account with { Roles = [Roles.CaseOfficer] }], TestContext.Current.CancellationToken);
        var officer = await host.AsAsync("sj.jingban");
        (await officer.PostAsync($"/api/v1/tasks/{opened.HandOverId}/complete", OpenedCase.Completion("live-2"))).Status.ShouldBe(HttpStatusCode.OK);

        // then only the other hears of it
        await staying.NextAsync("ActivityExecutionLogUpdatedAsync", news => Completed(news) > before);
        await staying.NextAsync("WorkflowInstanceUpdatedAsync");
        (await leaving.ObserveAsync(opened.InstanceId))
            .Count(message => message["target"]?.GetValue<string>() == "ActivityExecutionLogUpdatedAsync" && Completed(message["arguments"]![0]!) > before).ShouldBe(0);

        static int Completed(JsonNode news) => news["stats"]!.AsArray().Sum(stat => stat!["completedCount"]!.GetValue<int>());
    }

    private static JsonObject Asked() => new()
    {
        ["page"] = 0,
        ["pageSize"] = 100,
        ["searchTerm"] = "",
        ["definitionId"] = null,
        ["definitionIds"] = new JsonArray(),
        ["correlationId"] = null,
        ["version"] = null,
        ["hasIncidents"] = null,
        ["isSystem"] = false,
        ["status"] = null,
        ["statuses"] = new JsonArray(),
        ["subStatus"] = null,
        ["subStatuses"] = new JsonArray(),
        ["orderBy"] = null,
        ["orderDirection"] = "Descending",
        ["timestampFilters"] = new JsonArray(),
    };

    private static JsonObject Stamp(string column, string comparison, string at) => new() { ["column"] = column, ["operator"] = comparison, ["timestamp"] = at };

    private static async Task<int> CountAsync(ApiClient studio, string member, JsonNode value)
    {
        var asked = Asked();
        asked[member] = value;
        var answer = await studio.PostAsync(Root, asked);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Items.Count().ShouldBe(answer.Json["totalCount"]!.GetValue<int>());
        return answer.Json["totalCount"]!.GetValue<int>();
    }
}
