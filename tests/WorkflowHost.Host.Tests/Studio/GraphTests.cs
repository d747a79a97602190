using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>What is nested: containers, embedded steps, workflows used as steps.</summary>
public sealed class GraphTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";

    [Fact]
    public async Task A_step_in_a_nested_container_is_found_with_the_way_to_it()
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync(Root, Drawn.New("嵌套流程"))).Json["workflowDefinition"]!;
        var inner = new JsonObject
        {
            ["id"] = "inner",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray(Drawn.Step("line", "Elsa.WriteLine", ("text", Drawn.Input("x")))),
        };
        created.Draw(Drawn.Step("if", "Elsa.If", ("condition", Drawn.Input("true")), ("then", inner)));
        var saved = (await studio.PostAsync(Root, Drawn.Save(created))).Json["workflowDefinition"]!;
        var version = saved["id"]!.GetValue<string>();
        const string line = "Workflow1:Flowchart1:if:inner:line";

        var subgraph = (await studio.GetAsync($"{Root}/subgraph/{version}?parentNodeId=Workflow1:Flowchart1:if")).Json;
        subgraph["activity"]!["then"]!["activities"]![0]!["nodeId"]!.GetValue<string>().ShouldBe(line);
        (await studio.GetAsync($"{Root}/subgraph/{version}")).Json["nodeId"]!.GetValue<string>().ShouldBe("Workflow1:Flowchart1");

        var segments = (await studio.GetAsync($"{Root}/subgraph/segments/{version}?childNodeId={line}")).Json;
        segments["childNode"]!["activity"]!["id"]!.GetValue<string>().ShouldBe("line");
        segments["container"]!["nodeId"]!.GetValue<string>().ShouldBe("Workflow1:Flowchart1:if");
        var segment = segments["pathSegments"]!.AsArray().ShouldHaveSingleItem()!;
        (segment["activityId"]!.GetValue<string>(), segment["portName"]!.GetValue<string>()).ShouldBe(("if", "Then"));

        (await studio.GetAsync($"{Root}/subgraph/{version}?parentNodeId=nowhere")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await studio.GetAsync($"{Root}/subgraph/segments/{version}")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await studio.GetAsync($"{Root}/subgraph/none")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_workflow_used_as_a_step_is_opened_within_its_user_and_renewed_there()
    {
        // given a workflow that another uses, drawn as Studio drops it
        var studio = await host.AsAsync("sj.guanli");
        var used = await PublishedAsync(studio, "被用流程", usable: true, Drawn.Step("a", "Elsa.Start"));
        var usedId = used["definitionId"]!.GetValue<string>();
        var step = Drawn.Step("use", "被用流程", ("workflowDefinitionId", usedId), ("workflowDefinitionVersionId", used["id"]!.GetValue<string>()));
        var user = await PublishedAsync(studio, "使用者流程", usable: false, step);
        var userId = user["definitionId"]!.GetValue<string>();

        // then it is opened in its place
        var opened = (await studio.GetAsync($"{Root}/subgraph/{user["id"]!.GetValue<string>()}?parentNodeId=Workflow1:Flowchart1:use")).Json;
        opened["activity"]!["root"]!["activities"]![0]!["nodeId"]!.GetValue<string>().ShouldBe("Workflow1:Flowchart1:use:Flowchart1:a");
        var inner = (await studio.GetAsync($"{Root}/subgraph/segments/{user["id"]!.GetValue<string>()}?childNodeId=Workflow1:Flowchart1:use:Flowchart1:a")).Json;
        inner["pathSegments"]!.AsArray().ShouldHaveSingleItem()!["portName"]!.GetValue<string>().ShouldBe("Root");

        // and what Studio shows of it is not saved with its user
        var sent = user.DeepClone();
        sent["root"]!["activities"]![0]!["root"] = opened["activity"]!["root"]!.DeepClone();
        var same = (await studio.PostAsync(Root, Drawn.Save(sent))).Json["workflowDefinition"]!;
        same["id"]!.GetValue<string>().ShouldBe(user["id"]!.GetValue<string>());

        // when a newer version is published and its users are told to take it
        (await studio.GetAsync($"{Root}/{usedId}/consumers")).Json["consumingWorkflowDefinitionIds"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe([userId]);
        used["description"] = "新版";
        var newer = (await studio.PostAsync(Root, Drawn.Save(used, publish: true))).Json;
        newer["consumingWorkflowCount"]!.GetValue<int>().ShouldBe(0, "none takes it unasked, and Studio tells this number");
        (await studio.PostTextAsync($"{Root}/{usedId}/update-references", "[1")).ShouldBeShownByStudio();
        (await studio.PostAsync($"{Root}/{usedId}/update-references", new JsonObject { ["consumingWorkflowIds"] = 5 })).ShouldBeShownByStudio();
        var others = await studio.PostAsync($"{Root}/{usedId}/update-references", new JsonObject { ["consumingWorkflowIds"] = new JsonArray("none") });
        others.Json["affectedWorkflows"]!.AsArray().ShouldBeEmpty("only those that are named");
        var updated = await studio.PostAsync($"{Root}/{usedId}/update-references", new JsonObject { ["consumingWorkflowIds"] = new JsonArray(userId) });

        // then they stand for the newer one, as a new published version
        updated.Json["affectedWorkflows"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["使用者流程"]);
        var renewed = (await studio.GetAsync($"{Root}/by-definition-id/{userId}?versionOptions=Published")).Json;
        (renewed["version"]!.GetValue<int>(), renewed["root"]!["activities"]![0]!["version"]!.GetValue<int>()).ShouldBe((2, 2));
        (await studio.PostAsync($"{Root}/{usedId}/update-references", new JsonObject())).Json["affectedWorkflows"]!.AsArray().ShouldBeEmpty();
        (await studio.DeleteAsync($"{Root}/{usedId}")).ShouldBeShownByStudio();
        (await studio.GetAsync($"{Root}/none/consumers")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await studio.PostAsync($"{Root}/none/update-references", new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await studio.GetAsync($"{Root}/many-by-id?Ids={used["id"]!.GetValue<string>()}&Ids=none")).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_workflow_that_asks_for_it_takes_its_users_along_when_it_is_published()
    {
        // given one that is used by a second, which is used by a third; the first asks for it
        var studio = await host.AsAsync("sj.guanli");
        var first = await PublishedAsync(studio, "自动更新甲", usable: true, Drawn.Step("a", "Elsa.Start"));
        first["options"]!["autoUpdateConsumingWorkflows"] = true;
        first = (await studio.PostAsync(Root, Drawn.Save(first, publish: true))).Json["workflowDefinition"]!;
        var second = await PublishedAsync(studio, "自动更新乙", usable: true, Use(first));
        var third = await PublishedAsync(studio, "自动更新丙", usable: false, Use(second));

        // when
        first["description"] = "又一版";
        var answer = (await studio.PostAsync(Root, Drawn.Save(first, publish: true))).Json;

        // then both stand for the newest, published, and the number that Studio tells is theirs
        answer["consumingWorkflowCount"]!.GetValue<int>().ShouldBe(2);
        var newest = answer["workflowDefinition"]!["id"]!.GetValue<string>();
        var renewed = await PublishedOfAsync(studio, second);
        renewed["root"]!["activities"]![0]!["workflowDefinitionVersionId"]!.GetValue<string>().ShouldBe(newest);
        (await PublishedOfAsync(studio, third))["root"]!["activities"]![0]!["workflowDefinitionVersionId"]!.GetValue<string>()
            .ShouldBe(renewed["id"]!.GetValue<string>());

        // and one that somebody else is drawing is left to them
        await host.AddAdministratorAsync("sj.guanli5");
        var drawn = await PublishedOfAsync(studio, third);
        drawn["description"] = "别人在改";
        (await (await host.AsAsync("sj.guanli5")).PostAsync(Root, Drawn.Save(drawn))).Status.ShouldBe(HttpStatusCode.OK);
        var last = answer["workflowDefinition"]!.DeepClone();
        last["description"] = "再一版";
        var bulk = (await studio.PostAsync(Root, Drawn.Save(last))).Json["workflowDefinition"]!["definitionId"]!.GetValue<string>();
        var published = await studio.PostAsync(
            "/elsa/api/bulk-actions/publish/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray(bulk) });
        published.Json["updatedConsumers"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe([second["definitionId"]!.GetValue<string>()]);
        published.Json["leftConsumers"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe([third["definitionId"]!.GetValue<string>()]);
    }

    [Fact]
    public async Task What_another_is_drawing_is_left_to_them_also_when_their_time_is_over_and_so_is_another_city_s()
    {
        // given one that is used by two: by a draft of somebody whose editing was taken over, and by another city's procedure
        var studio = await host.AsAsync("sj.guanli");
        await host.AddAdministratorAsync("sj.guanli6");
        var used = await PublishedAsync(studio, "多处使用的流程", usable: true, Drawn.Step("a", "Elsa.Start"));
        var drawn = await PublishedAsync(studio, "别人在画的使用者", usable: false, Use(used));
        var drawnId = drawn["definitionId"]!.GetValue<string>();
        drawn["description"] = "别人未发布的改动";
        (await (await host.AsAsync("sj.guanli6")).PostAsync(Root, Drawn.Save(drawn))).Status.ShouldBe(HttpStatusCode.OK);
        (await studio.PostAsync($"{Root}/{drawnId}/take-over", new JsonObject())).Status.ShouldBe(HttpStatusCode.OK);
        var elsewhere = await host.AsAsync("cqsj.guanli");
        var theirs = (await elsewhere.PostAsync(Root, Drawn.New("外市的使用者"))).Json["workflowDefinition"]!;
        theirs["customProperties"]!["city"] = "chongqing";
        theirs.Draw(Use(used));
        var theirsPublished = await elsewhere.PostAsync(Root, Drawn.Save(theirs, publish: true));
        theirsPublished.Status.ShouldBe(HttpStatusCode.OK, theirsPublished.Text);

        // when
        used["description"] = "新版";
        used = (await studio.PostAsync(Root, Drawn.Save(used, publish: true))).Json["workflowDefinition"]!;
        var told = await studio.PostAsync($"{Root}/{used["definitionId"]!.GetValue<string>()}/update-references", new JsonObject());

        // then both are named with the reason, and stay as they are
        var texts = told.ShouldBeShownByStudio();
        texts.ShouldContain(text => text.StartsWith("“别人在画的使用者”没有更新：“管理员 sj.guanli6”", StringComparison.Ordinal));
        texts.ShouldContain(text => text.StartsWith("“外市的使用者”没有更新：", StringComparison.Ordinal) && text.Contains("重庆", StringComparison.Ordinal));
        told.Json["affectedWorkflows"]!.AsArray().ShouldBeEmpty();
        var left = (await studio.GetAsync($"{Root}/by-definition-id/{drawnId}?versionOptions=Latest")).Json;
        left["description"]!.GetValue<string>().ShouldBe("别人未发布的改动");
        left["root"]!["activities"]![0]!["version"]!.GetValue<int>().ShouldBe(1);

        // nor are they when it asks that they take it
        used["options"]!["autoUpdateConsumingWorkflows"] = true;
        var published = (await studio.PostAsync(Root, Drawn.Save(used, publish: true))).Json;
        published["leftConsumers"]!.AsArray().Select(user => user!["name"]!.GetValue<string>()).ShouldBe(["别人在画的使用者", "外市的使用者"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_step_is_tried_by_itself()
    {
        var studio = await host.AsAsync("sj.guanli");
        var definition = await PublishedAsync(
            studio, "单步试运行", usable: false,
            Drawn.Step("js", "Elsa.RunJavaScript", ("script", Drawn.Input("1 + 1", "Literal"))),
            Drawn.Step("bad", "Elsa.RunJavaScript", ("script", Drawn.Input("nothing.there", "Literal"))),
            Drawn.Step("wait", "Elsa.Delay", ("timeSpan", Drawn.Input("01:00:00"))));

        var done = await TryAsync(studio, definition, "js");
        (done.Json["status"]!.GetValue<string>(), done.Json["outputs"]!["Result"]!.GetValue<int>(), done.Json["payload"]!["Outcomes"]![0]!.GetValue<string>()).ShouldBe(("Completed", 2, "Done"));
        var failed = await TryAsync(studio, definition, "bad");
        failed.Json["status"]!.GetValue<string>().ShouldBe("Faulted");
        failed.Json["exception"]!["message"]!.GetValue<string>().ShouldNotBeEmpty();
        (await TryAsync(studio, definition, "wait")).Json["status"]!.GetValue<string>().ShouldBe("Running");
        (await TryAsync(studio, definition, "none")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    private static async Task<JsonNode> PublishedAsync(ApiClient studio, string name, bool usable, params JsonObject[] steps)
    {
        var created = (await studio.PostAsync(Root, Drawn.New(name))).Json["workflowDefinition"]!;
        created["options"]!["usableAsActivity"] = usable;
        created.Draw(steps);
        var published = await studio.PostAsync(Root, Drawn.Save(created, publish: true));
        published.Status.ShouldBe(HttpStatusCode.OK, published.Text);
        return published.Json["workflowDefinition"]!;
    }

    /// <summary>A step that stands for a whole definition, as Studio drops it.</summary>
    private static JsonObject Use(JsonNode definition)
    {
        var step = Drawn.Step(
            "use", definition["name"]!.GetValue<string>(), ("workflowDefinitionId", definition["definitionId"]!.DeepClone()),
            ("workflowDefinitionVersionId", definition["id"]!.DeepClone()));
        step["version"] = definition["version"]!.DeepClone();
        return step;
    }

    private static async Task<JsonNode> PublishedOfAsync(ApiClient studio, JsonNode definition) =>
        (await studio.GetAsync($"{Root}/by-definition-id/{definition["definitionId"]!.GetValue<string>()}?versionOptions=Published")).Json;

    private static Task<Answer> TryAsync(ApiClient studio, JsonNode definition, string step) => studio.PostAsync("/elsa/api/tests/activities", new JsonObject
    {
        ["workflowDefinitionHandle"] = new JsonObject { ["definitionVersionId"] = definition["id"]!.DeepClone() },
        ["activityHandle"] = new JsonObject { ["activityNodeId"] = $"Workflow1:Flowchart1:{step}" },
    });
}
