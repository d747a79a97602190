using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Drives the routes of definitions with the bodies that the real Studio sends.</summary>
public sealed class DefinitionTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Shipped = "beijing-unqualified-result";
    private const string Root = "/elsa/api/workflow-definitions";

    public static TheoryData<string> ShippedFiles =>
        [.. Directory.EnumerateFiles(Repository.File("workflows"), "*.json", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("\"root\"", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Repository.File("workflows"), file))];

    [Fact]
    public async Task A_new_definition_is_drawn_saved_and_published()
    {
        var studio = await host.AsAsync("sj.guanli");

        // given
        var created = await studio.PostAsync(Root, Drawn.New("新流程甲"));
        created.Status.ShouldBe(HttpStatusCode.OK, created.Text);
        var definition = created.Json["workflowDefinition"]!;
        var id = definition["definitionId"]!.GetValue<string>();
        (definition["version"]!.GetValue<int>(), definition["isLatest"]!.GetValue<bool>(), definition["isPublished"]!.GetValue<bool>()).ShouldBe((1, true, false));
        definition["root"]!["nodeId"]!.GetValue<string>().ShouldBe("Workflow1:Flowchart1");
        definition["links"]!.AsArray().Select(link => link!["rel"]!.GetValue<string>()).ShouldContain("publish");
        Version.TryParse(definition["toolVersion"]!.GetValue<string>(), out _).ShouldBeTrue();

        // when
        definition.Draw(Drawn.Step("a", "Elsa.Start"), Drawn.Step("b", "Elsa.WriteLine", ("text", Drawn.Input("你好"))));
        var saved = (await studio.PostAsync(Root, Drawn.Save(definition))).Json["workflowDefinition"]!;
        var published = (await studio.PostAsync(Root, Drawn.Save(saved, publish: true))).Json;

        // then
        saved["id"]!.GetValue<string>().ShouldBe(definition["id"]!.GetValue<string>());
        saved["root"]!["activities"]![1]!["nodeId"]!.GetValue<string>().ShouldBe("Workflow1:Flowchart1:b");
        published["workflowDefinition"]!["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        published["alreadyPublished"]!.GetValue<bool>().ShouldBeFalse();
        var again = await studio.PostAsync($"{Root}/{id}/publish", new JsonObject());
        again.Json["alreadyPublished"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Saving_over_a_published_version_makes_a_draft_that_is_then_saved_in_place()
    {
        // given
        var studio = await host.AsAsync("sj.guanli");
        var published = await PublishedAsync(studio, "新流程乙");

        // when
        var draft = (await studio.PostAsync(Root, Drawn.Save(Moved(published, 100)))).Json["workflowDefinition"]!;
        var later = (await studio.PostAsync(Root, Drawn.Save(Moved(draft, 200)))).Json["workflowDefinition"]!;

        // then
        draft["id"]!.GetValue<string>().ShouldNotBe(published["id"]!.GetValue<string>());
        (draft["version"]!.GetValue<int>(), draft["isLatest"]!.GetValue<bool>(), draft["isPublished"]!.GetValue<bool>()).ShouldBe((2, true, false));
        later["id"]!.GetValue<string>().ShouldBe(draft["id"]!.GetValue<string>());
        var id = published["definitionId"]!.GetValue<string>();
        var versions = await studio.GetAsync($"{Root}?versionOptions=AllVersions&DefinitionIds={id}&OrderBy=Version&OrderDirection=Descending&Page=0&PageSize=10");
        versions.Items.Select(version => (version["version"]!.GetValue<int>(), version["isPublished"]!.GetValue<bool>())).ShouldBe([(2, false), (1, true)]);
        var running = (await studio.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Published")).Json;
        running["version"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Publishing_a_draft_takes_the_mark_from_its_predecessor_and_retracting_takes_it_from_all()
    {
        var studio = await host.AsAsync("sj.guanli");
        var published = await PublishedAsync(studio, "新流程丙");
        var id = published["definitionId"]!.GetValue<string>();
        await studio.PostAsync(Root, Drawn.Save(Moved(published, 100), publish: true));

        (await studio.GetAsync($"{Root}?versionOptions=Published&DefinitionIds={id}")).Items.ShouldHaveSingleItem()["version"]!.GetValue<int>().ShouldBe(2);

        var retracted = await studio.PostAsync($"{Root}/{id}/retract", new JsonObject());
        retracted.Json["isPublished"]!.GetValue<bool>().ShouldBeFalse();
        (await studio.GetAsync($"{Root}?versionOptions=Published&DefinitionIds={id}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reverting_makes_a_new_version_out_of_an_old_one()
    {
        var studio = await host.AsAsync("sj.guanli");
        var first = await PublishedAsync(studio, "新流程丁");
        var id = first["definitionId"]!.GetValue<string>();
        await studio.PostAsync(Root, Drawn.Save(Moved(first, 100), publish: true));

        var reverted = await studio.PostAsync($"{Root}/{id}/revert/1", new JsonObject());

        (reverted.Json["version"]!.GetValue<int>(), reverted.Json["isLatest"]!.GetValue<bool>(), reverted.Json["isPublished"]!.GetValue<bool>()).ShouldBe((3, true, false));
        var whole = (await studio.GetAsync($"{Root}/by-id/{reverted.Json["id"]!.GetValue<string>()}")).Json;
        JsonNode.DeepEquals(whole["root"]!["activities"], first["root"]!["activities"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_version_goes_and_the_newest_that_remains_becomes_the_latest()
    {
        var studio = await host.AsAsync("sj.guanli");
        var published = await PublishedAsync(studio, "新流程戊");
        var id = published["definitionId"]!.GetValue<string>();
        var draft = (await studio.PostAsync(Root, Drawn.Save(Moved(published, 100)))).Json["workflowDefinition"]!;

        var deleted = await studio.DeleteAsync($"/elsa/api/workflow-definition-versions/{draft["id"]!.GetValue<string>()}");

        deleted.Status.ShouldBe(HttpStatusCode.NoContent, deleted.Text);
        (await studio.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json["version"]!.GetValue<int>().ShouldBe(1);
        (await studio.DeleteAsync($"{Root}/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await studio.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_has_instances_or_is_shipped_is_not_deleted()
    {
        var studio = await host.AsAsync("sj.guanli");
        await host.OpenCaseAsync("BJ-2026-STUDIO-1");
        var version = (await studio.GetAsync($"{Root}?versionOptions=Published&DefinitionIds={Shipped}")).Items.ShouldHaveSingleItem()["id"]!.GetValue<string>();

        (await studio.DeleteAsync($"{Root}/{Shipped}")).ShouldBeShownByStudio();
        (await studio.DeleteAsync($"/elsa/api/workflow-definition-versions/{version}")).ShouldBeShownByStudio();
        (await studio.PostAsync("/elsa/api/bulk-actions/delete/workflow-definitions/by-definition-id", new JsonObject { ["definitionIds"] = new JsonArray(Shipped) })).ShouldBeShownByStudio();
        (await studio.PostAsync("/elsa/api/bulk-actions/delete/workflow-definitions/by-id", new JsonObject { ["ids"] = new JsonArray(version) })).ShouldBeShownByStudio();

        (await studio.GetAsync($"{Root}/by-id/{version}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public async Task A_shipped_procedure_that_Studio_sends_back_untouched_is_the_same_and_makes_no_version(string file)
    {
        var studio = await host.AsAsync("sj.guanli");
        var id = JsonNode.Parse(await File.ReadAllTextAsync(Repository.File($"workflows/{file}"), TestContext.Current.CancellationToken))!["definitionId"]!.GetValue<string>();
        var read = (await studio.GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;

        // when: as Studio sends it, with all that it drops and turns round
        var saved = await studio.PostAsync(Root, Drawn.Save(read.Resent()));

        // then: nothing may change
        saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
        saved.Json["workflowDefinition"]!["id"]!.GetValue<string>().ShouldBe(read["id"]!.GetValue<string>());

        // when: a step is moved and measured anew
        var moved = Moved(read.Resent(), 321);
        var changed = (await studio.PostAsync(Root, Drawn.Save(moved))).Json["workflowDefinition"]!;

        // then: positions and sizes may change, the identity does, nothing else
        changed["version"]!.GetValue<int>().ShouldBe(read["version"]!.GetValue<int>() + 1);
        Essence(changed).ShouldBe(Essence(read));
        (await studio.DeleteAsync($"/elsa/api/workflow-definition-versions/{changed["id"]!.GetValue<string>()}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_Studio_drops_is_put_back()
    {
        var studio = await host.AsAsync("sj.guanli");
        var imported = await studio.PostTextAsync($"{Root}/import", """
            {"name":"带有附加成员的流程","isSystem":false,"city":"beijing","options":{"own":1,"usableAsActivity":false},
             "variables":[{"id":"v1","name":"n","typeName":"Int32","value":5,"own":"x"}],
             "inputs":[{"name":"i","type":"String","defaultValue":"d"}],
             "root":{"id":"Flowchart1","type":"Elsa.Flowchart","version":1,"activities":[
               {"id":"a","type":"Elsa.WriteLine","version":1,"own":[1]},{"id":"b","type":"Elsa.WriteLine","version":1}],
              "connections":[{"source":{"activity":"a","port":"Done","own":2},"target":{"activity":"b","port":"In"},"label":"甲"}]}}
            """);
        imported.Status.ShouldBe(HttpStatusCode.OK, imported.Text);
        var id = imported.Json["definitionId"]!.GetValue<string>();

        var sent = imported.Json.Resent();
        sent["name"] = "改了名";
        var saved = (await studio.PostAsync(Root, Drawn.Save(sent))).Json["workflowDefinition"]!;

        saved["name"]!.GetValue<string>().ShouldBe("改了名");
        saved["city"]!.GetValue<string>().ShouldBe("beijing");
        saved["options"]!["own"]!.GetValue<int>().ShouldBe(1);
        saved["variables"]![0]!["value"]!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.Number);
        saved["variables"]![0]!["own"]!.GetValue<string>().ShouldBe("x");
        saved["inputs"]![0]!["defaultValue"]!.GetValue<string>().ShouldBe("d");
        saved["root"]!["activities"]![0]!["id"]!.GetValue<string>().ShouldBe("a");
        saved["root"]!["connections"]![0]!["label"]!.GetValue<string>().ShouldBe("甲");
        saved["root"]!["connections"]![0]!["source"]!["own"]!.GetValue<int>().ShouldBe(2);
        await studio.DeleteAsync($"{Root}/{id}");
    }

    [Fact]
    public async Task An_export_imports_as_an_equal_definition()
    {
        var studio = await host.AsAsync("sj.guanli");
        var exported = await studio.GetAsync($"{Root}/{Shipped}/export?versionOptions=Latest&includeConsumingWorkflows=False");
        exported.Headers["Content-Disposition"].ShouldContain("attachment");
        exported.Json["$schema"]!.GetValue<string>().ShouldBe("https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json");

        var file = exported.Json;
        file["definitionId"] = "imported-copy";
        var imported = (await studio.PostAsync($"{Root}/import", file)).Json;

        Essence(imported).ShouldBe(Essence((await studio.GetAsync($"{Root}/by-definition-id/{Shipped}?versionOptions=Latest")).Json));
        (await studio.DeleteAsync($"{Root}/imported-copy")).Status.ShouldBe(HttpStatusCode.NoContent);

        var ids = new JsonArray((await studio.GetAsync($"{Root}?versionOptions=Latest&Page=0&PageSize=2")).Items.Select(item => item["id"]!.DeepClone()).ToArray());
        var zip = await studio.PostAsync("/elsa/api/bulk-actions/export/workflow-definitions", new JsonObject { ["ids"] = ids, ["includeConsumingWorkflows"] = false });
        using var archive = new ZipArchive(new MemoryStream(zip.Bytes));
        archive.Entries.Count.ShouldBe(ids.Count);
    }

    [Fact]
    public async Task The_list_is_searched_ordered_and_paged_as_Studio_asks()
    {
        var studio = await host.AsAsync("sj.guanli");
        await PublishedAsync(studio, "列表甲");
        await PublishedAsync(studio, "列表乙");

        var page = (await studio.GetAsync($"{Root}?versionOptions=Latest&Page=0&PageSize=1&SearchTerm=%E5%88%97%E8%A1%A8&IsSystem=False&OrderBy=Name&OrderDirection=Descending")).Json;
        page["totalCount"]!.GetValue<int>().ShouldBe(2);
        page["items"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("列表甲");
        page["links"]!.AsArray().Select(link => link!["rel"]!.GetValue<string>()).ShouldContain("bulk-publish");

        (await studio.GetAsync($"{Root}/validation/is-name-unique?name=%E5%88%97%E8%A1%A8%E7%94%B2")).Json["isUnique"]!.GetValue<bool>().ShouldBeFalse();
        (await studio.GetAsync($"{Root}/validation/is-name-unique?name=%E6%B2%A1%E6%9C%89")).Json["isUnique"]!.GetValue<bool>().ShouldBeTrue();
        (await studio.GetAsync($"{Root}?versionOptions=Published")).Status.ShouldBe(HttpStatusCode.OK);
        (await studio.GetAsync($"{Root}?versionOptions=")).Status.ShouldBe(HttpStatusCode.OK);
        (await studio.GetAsync($"{Root}?versionOptions=LatestOrPublished&Page=x&OrderBy=?&IsSystem=")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Several_definitions_are_published_and_retracted_at_once()
    {
        var studio = await host.AsAsync("sj.guanli");
        var published = (await PublishedAsync(studio, "批量甲"))["definitionId"]!.GetValue<string>();
        var body = new JsonObject { ["definitionIds"] = new JsonArray(published, "nothing") };

        var again = (await studio.PostAsync("/elsa/api/bulk-actions/publish/workflow-definitions/by-definition-ids", body)).Json;
        var retracted = (await studio.PostAsync("/elsa/api/bulk-actions/retract/workflow-definitions/by-definition-ids", body)).Json;
        var published2 = (await studio.PostAsync("/elsa/api/bulk-actions/publish/workflow-definitions/by-definition-ids", body)).Json;

        Texts(again, "alreadyPublished").ShouldBe([published]);
        Texts(again, "notFound").ShouldBe(["nothing"]);
        Texts(again, "updatedConsumers").ShouldBeEmpty();
        Texts(retracted, "retracted").ShouldBe([published]);
        Texts(published2, "published").ShouldBe([published]);
    }

    [Fact]
    public async Task Who_may_not_edit_gets_no_links_and_is_refused()
    {
        await host.AddToHaidianAsync();
        foreach (var login in new[] { "sj.jiandu", "hd.guanli", "hd.jiandu" })
        {
            var reader = await host.AsAsync(login);
            var read = await reader.GetAsync($"{Root}/by-definition-id/{Shipped}?versionOptions=Latest");
            read.Json["links"]!.AsArray().ShouldBeEmpty(login);
            (await reader.GetAsync($"{Root}?versionOptions=Latest")).Json["links"]!.AsArray().ShouldBeEmpty();
            (await reader.PostAsync(Root, Drawn.Save(read.Json))).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
            (await reader.PostAsync($"{Root}/{Shipped}/publish", new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
            (await reader.DeleteAsync($"{Root}/{Shipped}")).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
            (await reader.PostAsync($"{Root}/import", new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        }

        (await (await host.AsAsync("sj.jingban")).GetAsync(Root)).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        (await host.Anonymous().GetAsync(Root)).ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_can_not_be_read_or_published_is_said_in_Chinese()
    {
        var studio = await host.AsAsync("sj.guanli");
        (await studio.PostTextAsync(Root, "{")).ShouldBeShownByStudio();
        (await studio.PostTextAsync(Root, "[]")).ShouldBeShownByStudio();
        (await studio.PostTextAsync(Root, "{}")).ShouldBeShownByStudio();
        (await studio.PostTextAsync(Root, """{"model":{"name":"\u0000"}}""")).ShouldBeShownByStudio();
        (await studio.PostTextAsync(Root, """{"model":{"variables":7}}""")).ShouldBeShownByStudio();
        (await studio.PostTextAsync($"{Root}/import", """{"steps":[]}""")).ShouldBeShownByStudio();
        (await studio.PostAsync(Root, Drawn.New(new string('长', 300)))).ShouldBeShownByStudio();

        var created = (await studio.PostAsync(Root, Drawn.New("空流程"))).Json["workflowDefinition"]!;
        (await studio.PostAsync(Root, Drawn.Save(created, publish: true))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("空的流程图");
        created.Draw(Drawn.Step("a", "Elsa.Start"), Drawn.Step("b", "No.SuchStep"));
        (await studio.PostAsync(Root, Drawn.Save(created, publish: true))).ShouldBeShownByStudio().ShouldContain(text => text.Contains("No.SuchStep", StringComparison.Ordinal));
        foreach (var path in new[] { "/by-id/x", "/by-definition-id/x", "/x/export" })
        {
            (await studio.GetAsync(Root + path)).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        }

        foreach (var path in new[] { "/x/publish", "/x/retract", "/x/revert/1", "/x/take-over" })
        {
            (await studio.PostAsync(Root + path, new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        }

        (await studio.DeleteAsync($"{Root}/x")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await studio.GetAsync("/elsa/api/nothing/here")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    private static async Task<JsonNode> PublishedAsync(ApiClient studio, string name)
    {
        var definition = (await studio.PostAsync(Root, Drawn.New(name))).Json["workflowDefinition"]!;
        definition.Draw(Drawn.Step("a", "Elsa.Start"), Drawn.Step("b", "Elsa.WriteLine", ("text", Drawn.Input("你好"))));
        var published = await studio.PostAsync(Root, Drawn.Save(definition, publish: true));
        published.Status.ShouldBe(HttpStatusCode.OK, published.Text);
        return published.Json["workflowDefinition"]!;
    }

    private static JsonNode Moved(JsonNode definition, int x)
    {
        var moved = definition.DeepClone();
        moved["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"] = x;
        moved["root"]!["activities"]![0]!["metadata"]!["designer"]!["size"] = new JsonObject { ["width"] = 211.5, ["height"] = 72 };
        return moved;
    }

    /// <summary>Everything but identity and where the steps lie.</summary>
    private static string Essence(JsonNode definition)
    {
        var copy = definition.DeepClone();
        copy["definitionId"] = "";
        foreach (var activity in copy["root"]!["activities"]!.AsArray())
        {
            activity!["metadata"]!["designer"] = null;
        }

        copy["customProperties"]!.AsObject().Remove("workflowHostMark");
        return DefinitionHash.Of(DefinitionReader.Read(copy.ToJsonString()).Value.ShouldNotBeNull());
    }

    private static IEnumerable<string> Texts(JsonNode answer, string list) => answer[list]!.AsArray().Select(id => id!.GetValue<string>());
}
