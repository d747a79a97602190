using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Lists of definitions as the real Studio asks for them, and what it does with several at once.</summary>
public sealed class DefinitionListTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Shipped = "beijing-unqualified-result";
    private const string Root = "/elsa/api/workflow-definitions";

    [Fact]
    public async Task The_list_is_searched_ordered_and_paged_as_Studio_asks()
    {
        var studio = await host.AsAsync("sj.guanli");
        await Drawn.PublishedAsync(studio, "列表甲");
        await Drawn.PublishedAsync(studio, "列表乙");

        var page = (await studio.GetAsync($"{Root}?versionOptions=Latest&Page=0&PageSize=1&SearchTerm=%E5%88%97%E8%A1%A8&IsSystem=False&OrderBy=Name&OrderDirection=Descending")).Json;
        page["totalCount"]!.GetValue<int>().ShouldBe(2);
        page["items"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("列表甲");
        page["links"]!.AsArray().Select(link => link!["rel"]!.GetValue<string>()).ShouldContain("bulk-publish");
        var unordered = (await studio.GetAsync($"{Root}?versionOptions=Latest&Page=0&PageSize=100&OrderDirection=Ascending")).Json;
        var names = unordered["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>()).ToList();
        names.Take(2).ShouldBe(["列表乙", "列表甲"]);
        names.FindIndex(name => name.StartsWith("北京：", StringComparison.Ordinal)).ShouldBeLessThan(names.FindIndex(name => name.StartsWith("上海：", StringComparison.Ordinal)));

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
        var published = (await Drawn.PublishedAsync(studio, "批量甲"))["definitionId"]!.GetValue<string>();
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
    public async Task Who_may_not_edit_gets_no_links_and_others_do_not_read()
    {
        await host.AddToHaidianAsync();
        foreach (var login in new[] { "sj.jiandu", "hd.guanli", "hd.jiandu" })
        {
            var reader = await host.AsAsync(login);
            var read = await reader.GetAsync($"{Root}/by-definition-id/{Shipped}?versionOptions=Latest");
            read.Json["links"]!.AsArray().ShouldBeEmpty(login);
            (await reader.GetAsync($"{Root}?versionOptions=Latest")).Json["links"]!.AsArray().ShouldBeEmpty();
        }

        (await (await host.AsAsync("sj.jingban")).GetAsync(Root)).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        (await host.Anonymous().GetAsync(Root)).ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
    }

    private static IEnumerable<string> Texts(JsonNode answer, string list) => answer[list]!.AsArray().Select(id => id!.GetValue<string>());
}
