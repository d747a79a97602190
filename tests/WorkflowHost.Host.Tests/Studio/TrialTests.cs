using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

public sealed class TrialTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";
    private const string Shipped = "beijing-unqualified-result";

    /// <summary>They begin with a day that is still to come and not with a task; the announcement prints whatever template a city names.</summary>
    private static readonly string[] NotByItself =
        ["beijing-announcement-plan", "beijing-final-recheck", "chongqing-second-recheck", "shanghai-second-recheck", "common-announcement"];

    [Fact]
    public async Task A_test_run_works_on_nothing_real()
    {
        var studio = await host.AsAsync("sj.guanli");
        var started = await studio.PostAsync($"{Root}/{Shipped}/execute", Asked());
        started.Status.ShouldBe(HttpStatusCode.OK, started.Text);
        var id = started.Headers["x-elsa-workflow-instance-id"];

        // its first task comes to the administrator, marked, and to nobody else
        var correlation = (await studio.GetAsync($"/elsa/api/workflow-instances/{id}")).Json["correlationId"]!.GetValue<string>();
        var task = (await host.InboxAsync("sj.guanli", correlation)).ShouldHaveSingleItem();
        task["title"]!.GetValue<string>().ShouldStartWith("【测试】");
        (await host.InboxAsync("sj.jingban", correlation)).ShouldBeEmpty();

        // it goes on with made-up data, and its documents are marked and numbered apart
        var completion = new JsonObject
        {
            ["operationId"] = "trial-1",
            ["expectedRevision"] = 1,
            ["outcome"] = "转交",
            ["form"] = new JsonObject { ["bureau"] = "bj-haidian" },
        };
        (await studio.PostAsync($"/api/v1/tasks/{task["id"]!.GetValue<string>()}/complete", completion)).Status.ShouldBe(HttpStatusCode.OK);
        var lines = await LinesAsync(studio, id, "DocumentIssued");
        lines[0]["message"]!.GetValue<string>().ShouldStartWith("测试〔");

        // no list of cases or of running instances counts it; Studio's shows it with its mark
        (await studio.GetAsync("/api/v1/cases")).Items.ShouldBeEmpty();
        (await studio.GetAsync("/api/v1/instances")).Items.ShouldNotContain(instance => instance["id"]!.GetValue<string>() == id);
        var listed = (await studio.PostAsync("/elsa/api/workflow-instances", new JsonObject { ["searchTerm"] = id })).Items.ShouldHaveSingleItem();
        listed["name"]!.GetValue<string>().ShouldStartWith("【测试】");
        (await studio.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("sj.guanli", "beijing-", 25)]
    [InlineData("cqsj.guanli", "chongqing-", 8)]
    [InlineData("shsj.guanli", "shanghai-", 15)]
    [InlineData("sj.guanli", "common-", 2)]
    public async Task Every_shipped_procedure_can_be_tried_by_itself(string administrator, string family, int atLeast)
    {
        var studio = await host.AsAsync(administrator);
        var shipped = (await studio.GetAsync($"{Root}?versionOptions=Published&pageSize=200")).Items.Select(item => item["definitionId"]!.GetValue<string>())
            .Where(id => id.StartsWith(family, StringComparison.Ordinal)).Except(NotByItself).ToList();
        shipped.Count.ShouldBeGreaterThanOrEqualTo(atLeast);

        var incidents = new List<string>();
        foreach (var definition in shipped)
        {
            var started = await studio.PostAsync($"{Root}/{definition}/execute", Asked());
            started.Status.ShouldBe(HttpStatusCode.OK, $"{definition}: {started.Text}");

            // to its end, or to somebody's first task, without an incident
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(RunningHost.Patience);
            JsonNode instance;
            do
            {
                limit.Token.IsCancellationRequested.ShouldBeFalse($"{definition} comes to no task");
                instance = (await studio.GetAsync($"/elsa/api/workflow-instances/{started.Headers["x-elsa-workflow-instance-id"]}")).Json;
                incidents.AddRange(instance["workflowState"]!["incidents"]!.AsArray().Select(incident => $"{definition}, {incident!["activityId"]}: {incident["message"]}"));
            }
            while (instance["status"]!.GetValue<string>() is not "Finished" && instance["workflowState"]!["incidents"]!.AsArray().Count == 0
                && !(await host.InboxAsync(administrator, instance["correlationId"]!.GetValue<string>())).Any());
        }

        incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_of_a_test_run_are_marked_and_kept()
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync(Root, Drawn.New("试发短信"))).Json["workflowDefinition"]!;
        created.Draw(Drawn.Step("sms", "PostInspection.SendSms", ("to", Drawn.Input("13800001234")), ("body", Drawn.Input("请来领取"))));
        var saved = (await studio.PostAsync(Root, Drawn.Save(created))).Json["workflowDefinition"]!;

        var id = (await studio.PostAsync($"{Root}/{saved["definitionId"]!.GetValue<string>()}/execute", Asked())).Headers["x-elsa-workflow-instance-id"];

        JsonNode message;
        do
        {
            message = (await studio.GetAsync($"/api/v1/messages?instanceId={id}")).Items.ShouldHaveSingleItem();
        }
        while (message["state"]!.GetValue<string>() is "pending" or "sending");

        message["state"]!.GetValue<string>().ShouldBe("kept");
        message["body"]!.GetValue<string>().ShouldBe("【测试】请来领取");

        // what was run is fixed: the next save makes a version of its own
        saved["description"] = "试过之后";
        (await studio.PostAsync(Root, Drawn.Save(saved))).Json["workflowDefinition"]!["version"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task What_can_not_run_is_refused_and_only_who_edits_may_try()
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync(Root, Drawn.New("空的试运行"))).Json["workflowDefinition"]!;
        var refused = await studio.PostAsync($"{Root}/{created["definitionId"]!.GetValue<string>()}/execute", Asked());
        refused.ShouldBeShownByStudio();
        refused.Headers["x-elsa-workflow-cannot-start"].ShouldBe("true");

        (await studio.PostAsync($"{Root}/nothing/execute", Asked())).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await (await host.AsAsync("sj.jiandu")).PostAsync($"{Root}/{Shipped}/execute", Asked())).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        foreach (var (member, value) in new (string, JsonNode)[] { ("triggerActivityId", "no-such-step"), ("input", 5) })
        {
            var odd = Asked();
            odd[member] = value;
            (await studio.PostAsync($"{Root}/{Shipped}/execute", odd)).ShouldBeShownByStudio();
        }

        var unknown = Asked();
        unknown["versionOptions"] = "zz";
        (await studio.PostAsync($"{Root}/{Shipped}/execute", unknown)).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    private static JsonObject Asked() => new() { ["correlationId"] = null, ["triggerActivityId"] = null, ["versionOptions"] = "Latest", ["input"] = null };

    private static async Task<IReadOnlyList<JsonNode>> LinesAsync(ApiClient studio, string instanceId, string eventName)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningHost.Patience);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var journal = await studio.PostAsync(
                $"/elsa/api/workflow-instances/{instanceId}/journal?skip=0&take=100", new JsonObject { ["filter"] = new JsonObject { ["eventNames"] = new JsonArray(eventName) } });
            if (journal.Items.ToList() is { Count: > 0 } lines)
            {
                return lines;
            }
        }
    }
}
