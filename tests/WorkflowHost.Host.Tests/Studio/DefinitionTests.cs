using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Drives the routes of definitions with the bodies that the real Studio sends.</summary>
public sealed class DefinitionTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Shipped = "beijing-unqualified-result";
    private const string Root = "/elsa/api/workflow-definitions";

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
        var published = await Drawn.PublishedAsync(studio, "新流程乙");

        // when
        var draft = (await studio.PostAsync(Root, Drawn.Save(Drawn.Moved(published, 100)))).Json["workflowDefinition"]!;
        var later = (await studio.PostAsync(Root, Drawn.Save(Drawn.Moved(draft, 200)))).Json["workflowDefinition"]!;

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
        var published = await Drawn.PublishedAsync(studio, "新流程丙");
        var id = published["definitionId"]!.GetValue<string>();
        await studio.PostAsync(Root, Drawn.Save(Drawn.Moved(published, 100), publish: true));

        (await studio.GetAsync($"{Root}?versionOptions=Published&DefinitionIds={id}")).Items.ShouldHaveSingleItem()["version"]!.GetValue<int>().ShouldBe(2);

        var retracted = await studio.PostAsync($"{Root}/{id}/retract", new JsonObject());
        retracted.Json["isPublished"]!.GetValue<bool>().ShouldBeFalse();
        (await studio.GetAsync($"{Root}?versionOptions=Published&DefinitionIds={id}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reverting_makes_a_new_version_out_of_an_old_one()
    {
        var studio = await host.AsAsync("sj.guanli");
        var first = await Drawn.PublishedAsync(studio, "新流程丁");
        var id = first["definitionId"]!.GetValue<string>();
        await studio.PostAsync(Root, Drawn.Save(Drawn.Moved(first, 100), publish: true));

        var reverted = await studio.PostAsync($"{Root}/{id}/revert/1", new JsonObject());

        (reverted.Json["version"]!.GetValue<int>(), reverted.Json["isLatest"]!.GetValue<bool>(), reverted.Json["isPublished"]!.GetValue<bool>()).ShouldBe((3, true, false));
        var whole = (await studio.GetAsync($"{Root}/by-id/{reverted.Json["id"]!.GetValue<string>()}")).Json;
        JsonNode.DeepEquals(whole["root"]!["activities"], first["root"]!["activities"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_version_goes_and_the_newest_that_remains_becomes_the_latest()
    {
        var studio = await host.AsAsync("sj.guanli");
        var published = await Drawn.PublishedAsync(studio, "新流程戊");
        var id = published["definitionId"]!.GetValue<string>();
        var draft = (await studio.PostAsync(Root, Drawn.Save(Drawn.Moved(published, 100)))).Json["workflowDefinition"]!;

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
        (await studio.PostAsync(Root, Drawn.New(" "))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("没有名称");
        foreach (var id in new[] { "../a", "..", "a?b", "a%2Fb" })
        {
            var unaddressable = new JsonObject { ["definitionId"] = id, ["name"] = "x", ["root"] = new JsonObject { ["type"] = "Elsa.Flowchart", ["id"] = "f" } };
            (await studio.PostAsync($"{Root}/import", unaddressable)).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("不能用在网址里");
        }

        var created = (await studio.PostAsync(Root, Drawn.New("空流程"))).Json["workflowDefinition"]!;
        (await studio.PostAsync(Root, Drawn.Save(created, publish: true))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("空的流程图");
        created.Draw(Drawn.Step("a", "Elsa.Start"), Drawn.Step("b", "No.SuchStep"));
        (await studio.PostAsync(Root, Drawn.Save(created, publish: true))).ShouldBeShownByStudio().ShouldContain(text => text.Contains("No.SuchStep", StringComparison.Ordinal));
        (await studio.GetAsync($"{Root}?versionOptions=zz")).ShouldBeShownByStudio();
        const string shipped = "beijing-notices";
        foreach (var path in new[] { "/by-id/x", "/by-definition-id/x", "/x/export", $"/by-definition-id/{shipped}?versionOptions=zz", $"/{shipped}/export?versionOptions=99999999999" })
        {
            (await studio.GetAsync(Root + path)).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        }

        foreach (var path in new[] { "/x/publish", "/x/retract", "/x/revert/1", $"/{shipped}/revert/abc", $"/{shipped}/revert/99999999999", "/x/take-over" })
        {
            (await studio.PostAsync(Root + path, new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        }

        (await studio.DeleteAsync($"{Root}/x")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await studio.GetAsync("/elsa/api/nothing/here")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }
}
