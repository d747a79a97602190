using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Ending instances: which, by whom, and that nothing else is ended.</summary>
public sealed class EndingTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Instances = "/elsa/api/workflow-instances";
    private const string Many = "/elsa/api/bulk-actions/cancel/workflow-instances";
    private const string Plans = "/elsa/api/alterations/submit";
    private const string Tried = "beijing-unqualified-result";

    /// <summary>Filters that match no test run that waits.</summary>
    public static TheoryData<string> Elsewhere => new(
        """{"statuses":["Finished"]}""", """{"statuses":["Sleeping"]}""", """{"subStatuses":["Cancelled","Finished"]}""", """{"subStatuses":["Sleeping"]}""",
        """{"searchTerm":"没有这个名称"}""", """{"definitionIds":["none"]}""", """{"definitionVersionIds":["none"]}""", """{"workflowInstanceIds":["none"]}""",
        """{"correlationIds":["none"]}""", """{"hasIncidents":true}""",
        """{"timestampFilters":[{"column":"CreatedAt","operator":"LessThan","timestamp":"2020-01-01T00:00:00+00:00"}]}""");

    /// <summary>Filters that are not understood, each with the member that its refusal names; empty when it names none.</summary>
    public static TheoryData<string, string> NotUnderstood => new()
    {
        { """{"names":["某某"]}""", "names" },
        { """{"activityFilters":[{"id":"a"}]}""", "activityFilters" },
        { """{"isSystem":true}""", "isSystem" },
        { """{"workflowDefinitionIds":["none"]}""", "workflowDefinitionIds" },
        { """{"Statuses":["Finished"]}""", "Statuses" },
        { """{"statuses":"Finished"}""", "statuses" },
        { """{"statuses":[1]}""", "statuses" },
        { """{"statuses":[" "]}""", "statuses" },
        { """{"hasIncidents":"true"}""", "hasIncidents" },
        { """{"searchTerm":7}""", "searchTerm" },
        { """{"timestampFilters":[{"column":"Nothing","operator":"LessThan","timestamp":"2020-01-01T00:00:00+00:00"}]}""", "timestampFilters" },
        { """{"timestampFilters":[{"column":"CreatedAt","operator":"Between","timestamp":"2020-01-01T00:00:00+00:00"}]}""", "timestampFilters" },
        { """{"emptyFilterSelectsAll":false}""", "" },
        { """{"emptyFilterSelectsAll":false,"isSystem":false,"searchTerm":"  ","statuses":[]}""", "" },
    };

    [Fact]
    public async Task A_test_run_is_ended_alone_and_with_others_but_never_deleted_or_brought_in()
    {
        var studio = await host.AsAsync("sj.guanli");
        var (first, second, third) = (await TriedAsync(studio), await TriedAsync(studio), await TriedAsync(studio));

        // alone, and once more
        (await studio.PostAsync($"/elsa/api/cancel/workflow-instances/{first}", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
        (await studio.PostAsync($"/elsa/api/cancel/workflow-instances/{first}", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);

        // with others: what was over before does not count
        (await studio.PostAsync(Many, new JsonObject { ["ids"] = new JsonArray(first, second, second) })).Json["cancelledCount"]!.GetValue<int>().ShouldBe(1);

        // what is not there is told
        var told = await studio.PostAsync(Many, new JsonObject { ["ids"] = new JsonArray(third, "nothing") });
        told.ShouldBeShownByStudio().ShouldContain(text => text.Contains("已终止 1 个流程实例，另有 1 个没有终止", StringComparison.Ordinal));
        (told.Json["cancelledCount"]!.GetValue<int>(), told.Json["refusedCount"]!.GetValue<int>()).ShouldBe((1, 1));

        foreach (var id in new[] { first, second, third })
        {
            (await StateOfAsync(studio, id)).ShouldBe("Cancelled");
            (await studio.DeleteAsync($"{Instances}/{id}")).ShouldBeShownByStudio();
        }

        (await studio.PostAsync("/elsa/api/bulk-actions/delete/workflow-instances/by-id", new JsonObject { ["ids"] = new JsonArray(first) })).ShouldBeShownByStudio();
        (await studio.PostAsync("/elsa/api/bulk-actions/import/workflow-instances", new JsonObject())).ShouldBeShownByStudio();
    }

    [Fact]
    public async Task All_that_Studio_shows_are_ended_at_once()
    {
        var studio = await host.AsAsync("sj.guanli");
        var (first, second) = (await TriedAsync(studio), await TriedAsync(studio));

        // narrowed to one, as the list was
        var narrowed = await studio.PostAsync(Plans, AllMatching($$"""{"statuses":["Finished","Running"],"searchTerm":"{{first}}"}"""));
        narrowed.Status.ShouldBe(HttpStatusCode.OK, narrowed.Text);
        narrowed.Json["planId"]!.GetValue<string>().ShouldNotBeEmpty();
        narrowed.Json["cancelledCount"]!.GetValue<int>().ShouldBe(1);
        ((await StateOfAsync(studio, first)), (await StateOfAsync(studio, second))).ShouldBe(("Cancelled", "Suspended"));

        // by id, and by what ties them together
        (await studio.PostAsync(Plans, AllMatching($$"""{"workflowInstanceIds":["{{second}}","none"]}"""))).Json["cancelledCount"]!.GetValue<int>().ShouldBe(1);
        var third = await TriedAsync(studio);
        (await studio.PostAsync(Plans, AllMatching($$"""{"correlationIds":["test-{{third}}"]}"""))).Json["cancelledCount"]!.GetValue<int>().ShouldBe(1);

        // of one version, as the list of procedures asks
        var fourth = await TriedAsync(studio);
        var version = (await studio.GetAsync($"{Instances}/{fourth}")).Json["definitionVersionId"]!.GetValue<string>();
        (await studio.PostAsync(Many, new JsonObject { ["ids"] = null, ["definitionVersionId"] = version, ["definitionId"] = null, ["versionOptions"] = null }))
            .Json["cancelledCount"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(1);
        (await StateOfAsync(studio, fourth)).ShouldBe("Cancelled");
        (await studio.PostAsync(Many, new JsonObject { ["definitionVersionId"] = "none" })).Json["cancelledCount"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task What_a_filter_leaves_out_goes_on(string filter)
    {
        var studio = await host.AsAsync("sj.guanli");
        var id = await TriedAsync(studio);

        var answer = await studio.PostAsync(Plans, AllMatching(filter));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json["cancelledCount"]!.GetValue<int>().ShouldBe(0);
        (await StateOfAsync(studio, id)).ShouldBe("Suspended");
    }

    [Theory]
    [MemberData(nameof(NotUnderstood))]
    public async Task A_filter_that_is_not_understood_ends_nothing_and_is_named(string filter, string member)
    {
        var studio = await host.AsAsync("sj.guanli");
        var id = await TriedAsync(studio);

        (await studio.PostAsync(Plans, AllMatching(filter))).ShouldBeShownByStudio().ShouldContain(text => text.Contains(member, StringComparison.Ordinal));

        (await StateOfAsync(studio, id)).ShouldBe("Suspended");
    }

    [Fact]
    public async Task What_is_no_plan_of_ending_is_refused()
    {
        var studio = await host.AsAsync("sj.guanli");
        var id = await TriedAsync(studio);
        JsonObject[] plans =
        [
            new() { ["filter"] = AllMatching("{}")["filter"]!.DeepClone() },
            new() { ["alterations"] = new JsonArray(new JsonObject { ["type"] = "Cancel" }) },
            new() { ["alterations"] = new JsonArray(new JsonObject { ["type"] = "Cancel" }), ["filter"] = "all" },
            new() { ["alterations"] = new JsonArray(new JsonObject { ["type"] = "Cancel" }), ["filter"] = AllMatching("{}")["filter"]!.DeepClone(), ["workflowInstanceIds"] = new JsonArray("none") },
            new() { ["alterations"] = new JsonArray(new JsonObject { ["type"] = "Cancel" }, "Cancel"), ["filter"] = AllMatching("{}")["filter"]!.DeepClone() },
            new() { ["alterations"] = new JsonArray(new JsonObject { ["type"] = "ModifyVariable" }), ["filter"] = AllMatching("{}")["filter"]!.DeepClone() },
        ];

        foreach (var plan in plans)
        {
            (await studio.PostAsync(Plans, plan)).ShouldBeShownByStudio();
        }

        (await studio.PostAsync(Many, new JsonObject { ["definitionId"] = Tried, ["versionOptions"] = "Published" })).ShouldBeShownByStudio();
        (await studio.PostAsync(Many, new JsonObject())).Json["cancelledCount"]!.GetValue<int>().ShouldBe(0);
        var most = new JsonArray([.. Enumerable.Range(0, 1000).Select(number => JsonValue.Create($"none-{number}")), id]);
        (await studio.PostAsync(Many, new JsonObject { ["ids"] = most })).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("1001 个");
        (await StateOfAsync(studio, id)).ShouldBe("Suspended");
    }

    [Theory]
    [InlineData("sj.jiandu")]
    [InlineData("sj.guanli")]
    public async Task The_procedure_of_a_case_is_not_ended_where_no_reason_is_asked_for(string login)
    {
        var opened = await host.OpenCaseAsync($"BJ-2026-ENDING-{login}");
        var studio = await host.AsAsync(login);

        var told = (await studio.PostAsync($"/elsa/api/cancel/workflow-instances/{opened.InstanceId}", new JsonObject())).ShouldBeShownByStudio().ShouldHaveSingleItem();
        var many = await studio.PostAsync(Many, new JsonObject { ["ids"] = new JsonArray(opened.InstanceId) });
        var all = await studio.PostAsync(Plans, AllMatching($$"""{"searchTerm":"{{opened.InstanceId}}"}"""));

        told.ShouldContain("须写明原因");
        told.ShouldContain("流程实例");
        foreach (var answer in new[] { many, all })
        {
            answer.ShouldBeShownByStudio().ShouldContain(text => text.Contains(told, StringComparison.Ordinal));
            (answer.Json["cancelledCount"]!.GetValue<int>(), answer.Json["refusedCount"]!.GetValue<int>()).ShouldBe((0, 1));
        }

        (await StateOfAsync(studio, opened.InstanceId)).ShouldBe("Suspended");
        (await studio.GetAsync($"/api/v1/cases/{opened.CaseId}")).Json["summary"]!["state"]!.GetValue<string>().ShouldBe("inProgress");
    }

    [Fact]
    public async Task A_test_run_is_ended_by_administrators_of_its_city_and_no_other()
    {
        await host.AddToHaidianAsync();
        await host.AddAdministratorAsync("sj.guanli9");
        var id = await TriedAsync(await host.AsAsync("sj.guanli"));

        foreach (var login in new[] { "cqsj.guanli", "hd.guanli" })
        {
            (await (await host.AsAsync(login)).PostAsync($"/elsa/api/cancel/workflow-instances/{id}", new JsonObject())).ShouldBeShownByStudio();
        }

        (await (await host.AsAsync("sj.jiandu")).PostAsync($"/elsa/api/cancel/workflow-instances/{id}", new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await StateOfAsync(await host.AsAsync("sj.guanli"), id)).ShouldBe("Suspended");
        (await (await host.AsAsync("sj.guanli9")).PostAsync($"/elsa/api/cancel/workflow-instances/{id}", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
        (await StateOfAsync(await host.AsAsync("sj.guanli"), id)).ShouldBe("Cancelled");
    }

    [Fact]
    public async Task A_procedure_without_a_case_is_ended_by_administrators_of_its_city_and_no_other()
    {
        // given
        (await (await host.AsAsync("cqsj.jingban")).PostAsync("/api/v1/work/chongqing-sampling", new JsonObject { ["operationId"] = "ending-1" })).Status.ShouldBe(HttpStatusCode.OK);
        var own = await host.AsAsync("cqsj.guanli");
        var id = (await own.PostAsync(Instances, new JsonObject { ["definitionIds"] = new JsonArray("chongqing-sampling") })).Items.ShouldHaveSingleItem()["id"]!.GetValue<string>();

        // when another city's administrator ends all that match, then it goes on
        var others = await host.AsAsync("sj.guanli");
        (await others.PostAsync(Plans, AllMatching("""{"definitionIds":["chongqing-sampling"]}"""))).ShouldBeShownByStudio()
            .ShouldContain(text => text.Contains("本市市局的管理员", StringComparison.Ordinal));
        (await StateOfAsync(own, id)).ShouldBe("Suspended");

        // when its own city's does
        (await own.PostAsync(Plans, AllMatching("""{"definitionIds":["chongqing-sampling"]}"""))).Json["cancelledCount"]!.GetValue<int>().ShouldBe(1);
        (await StateOfAsync(own, id)).ShouldBe("Cancelled");
    }

    /// <summary>What Studio sends for all that match, with what was chosen above its list.</summary>
    private static JsonObject AllMatching(string chosen)
    {
        var plan = JsonNode.Parse("""
            {"id":null,"alterations":[{"type":"Cancel"}],"filter":{"emptyFilterSelectsAll":true,"workflowInstanceIds":null,"correlationIds":null,
             "names":null,"searchTerm":null,"timestampFilters":null,"definitionIds":null,"definitionVersionIds":null,"hasIncidents":null,
             "isSystem":false,"statuses":null,"subStatuses":null,"activityFilters":null}}
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(chosen)!.AsObject())
        {
            plan["filter"]![name] = value?.DeepClone();
        }

        return plan;
    }

    private static async Task<string> TriedAsync(ApiClient studio)
    {
        var started = await studio.PostAsync($"/elsa/api/workflow-definitions/{Tried}/execute", new JsonObject { ["versionOptions"] = "Latest" });
        started.Status.ShouldBe(HttpStatusCode.OK, started.Text);
        return started.Json["workflowInstanceId"]!.GetValue<string>();
    }

    private static async Task<string> StateOfAsync(ApiClient studio, string id) => (await studio.GetAsync($"{Instances}/{id}/execution-state")).Json["subStatus"]!.GetValue<string>();
}
