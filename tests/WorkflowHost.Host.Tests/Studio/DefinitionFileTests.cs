using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Definitions as they go out, come in, and come back from the real Studio.</summary>
public sealed class DefinitionFileTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Shipped = "beijing-unqualified-result";
    private const string Root = "/elsa/api/workflow-definitions";

    public static TheoryData<string> ShippedFiles => [.. FilesWithRoot.Where(file => !IsShared(file))];

    /// <summary>What the cities share can be read by everybody and changed by nobody (docs/decisions/0024-what-cities-share-is-read-only.md).</summary>
    public static TheoryData<string> SharedFiles => [.. FilesWithRoot.Where(IsShared)];

    [Theory]
    [MemberData(nameof(SharedFiles))]
    public async Task A_shared_procedure_that_Studio_sends_back_is_refused_and_stays_as_it_is(string file)
    {
        var studio = await host.AsAsync("sj.guanli");
        var address = $"{Root}/by-definition-id/{await IdOfAsync(file)}?versionOptions=Latest";
        var read = (await studio.GetAsync(address)).Json;

        var saved = await studio.PostAsync(Root, Drawn.Save(Drawn.Moved(read.Resent(), 321)));

        saved.Status.ShouldBe(HttpStatusCode.BadRequest, saved.Text);
        saved.Text.ShouldContain("是只读流程，不能改动");
        JsonNode.DeepEquals((await studio.GetAsync(address)).Json, read).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public async Task A_shipped_procedure_that_Studio_sends_back_untouched_is_the_same_and_makes_no_version(string file)
    {
        var studio = await host.AsAsync(file[0] switch { 'b' => "sj.guanli", 'c' => "cqsj.guanli", _ => "shsj.guanli" });
        var read = (await studio.GetAsync($"{Root}/by-definition-id/{await IdOfAsync(file)}?versionOptions=Latest")).Json;

        // when: as Studio sends it, with all that it drops and turns round
        var saved = await studio.PostAsync(Root, Drawn.Save(read.Resent()));

        // then: nothing may change
        saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
        saved.Json["workflowDefinition"]!["id"]!.GetValue<string>().ShouldBe(read["id"]!.GetValue<string>());

        // when: a step is moved and measured anew
        var moved = Drawn.Moved(read.Resent(), 321);
        var changed = (await studio.PostAsync(Root, Drawn.Save(moved))).Json["workflowDefinition"]!;

        // then: positions and sizes may change, the identity does, nothing else
        changed["version"]!.GetValue<int>().ShouldBe(read["version"]!.GetValue<int>() + 1);
        Essence(changed).ShouldBe(Essence(read));
        (await studio.DeleteAsync($"/elsa/api/workflow-definition-versions/{changed["id"]!.GetValue<string>()}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    private static IEnumerable<string> FilesWithRoot => Directory.EnumerateFiles(Repository.File("workflows"), "*.json", SearchOption.AllDirectories)
        .Where(file => File.ReadAllText(file).Contains("\"root\"", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Repository.File("workflows"), file));

    private static bool IsShared(string file) => file.StartsWith("common", StringComparison.Ordinal);

    private static async Task<string> IdOfAsync(string file) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Repository.File($"workflows/{file}"), TestContext.Current.CancellationToken))!["definitionId"]!.GetValue<string>();

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
        exported.Headers["Content-Disposition"].ShouldContain($"workflow-definition-{Shipped}-v1.json");
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
}
