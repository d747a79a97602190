using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Access;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>Who may change which definitions: administrators of a 市局 those of its city and of none, and nobody read-only ones.</summary>
public sealed class DesignRightsTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";
    private const string OfBeijing = "beijing-notices";
    private const string OfChongqing = "chongqing-service";
    private const string ReadOnly = "read-only-procedure";

    public static TheoryData<string> Routes => [.. DesignRoutes.All];

    public static TheoryData<string> ChangingRoutes => [.. DesignRoutes.All.Except(DesignRoutes.Trials)];

    [Fact]
    public void Every_route_of_designing_is_tried_here()
    {
        var designing = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/elsa/api", StringComparison.Ordinal)
                && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy == "api-design"))
            .Select(endpoint => $"{endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0]} {endpoint.RoutePattern.RawText!.TrimEnd('/')}");

        designing.ShouldBe(DesignRoutes.All, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Supervisors_and_districts_are_refused_and_nothing_changes(string route)
    {
        await host.AddToHaidianAsync();
        var read = await ReadAsync("sj.guanli", OfBeijing);
        var before = await AllOfAsync("sj.guanli", OfBeijing);

        foreach (var login in new[] { "sj.jiandu", "hd.jiandu", "hd.guanli" })
        {
            (await DesignRoutes.SendAsync(route, await host.AsAsync(login), read)).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        }

        (await AllOfAsync("sj.guanli", OfBeijing)).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Another_city_s_administrator_is_refused_and_nothing_changes(string route)
    {
        var read = await ReadAsync("cqsj.guanli", OfChongqing);
        var before = await AllOfAsync("cqsj.guanli", OfChongqing);

        var refused = await DesignRoutes.SendAsync(route, await host.AsAsync("sj.guanli"), read);

        refused.ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("重庆");
        refused.ProblemCodes.ShouldBe([DefinitionEditing.Code]);
        (await AllOfAsync("cqsj.guanli", OfChongqing)).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(ChangingRoutes))]
    public async Task What_is_read_only_is_changed_by_nobody(string route)
    {
        var library = host.Services.GetRequiredService<DefinitionLibrary>();
        var published = await library.PublishAsync(
            $$$"""
            {"definitionId":"{{{ReadOnly}}}","name":"只读流程","isReadonly":true,
             "root":{"id":"Flowchart1","type":"Elsa.Flowchart","version":1,"activities":[{"id":"a","type":"Elsa.Start","version":1}]}}
            """,
            DefinitionOrigin.Administrator, TestContext.Current.CancellationToken);
        published.IsValid.ShouldBeTrue();
        var read = await ReadAsync("sj.guanli", ReadOnly);
        read["links"]!.AsArray().ShouldBeEmpty();
        var before = await AllOfAsync("sj.guanli", ReadOnly);

        var refused = await DesignRoutes.SendAsync(route, await host.AsAsync("sj.guanli"), read);

        refused.ShouldBeShownByStudio();
        refused.ProblemCodes.ShouldBe(["definition-readonly"]);
        (await AllOfAsync("sj.guanli", ReadOnly)).ShouldBe(before);
    }

    [Fact]
    public async Task Each_city_s_administrator_gets_the_links_of_its_own_procedures_and_of_those_of_no_city()
    {
        var beijing = await host.AsAsync("sj.guanli");
        var created = (await beijing.PostAsync(Root, Drawn.New("哪个市都能改"))).Json["workflowDefinition"]!["definitionId"]!.GetValue<string>();

        foreach (var (login, own, other) in new[] { ("sj.guanli", OfBeijing, OfChongqing), ("cqsj.guanli", OfChongqing, OfBeijing) })
        {
            var studio = await host.AsAsync(login);
            (await ReadAsync(login, own))["links"]!.AsArray().ShouldNotBeEmpty(login);
            (await ReadAsync(login, other))["links"]!.AsArray().ShouldBeEmpty(login);
            (await ReadAsync(login, created))["links"]!.AsArray().ShouldNotBeEmpty(login);
            var listed = (await studio.GetAsync($"{Root}?versionOptions=Latest&Page=0&PageSize=100")).Items
                .ToDictionary(item => item["definitionId"]!.GetValue<string>(), item => item["links"]!.AsArray().Count > 0, StringComparer.Ordinal);
            (listed[own], listed[other], listed[created]).ShouldBe((true, false, true), login);
            (await studio.GetAsync($"{Root}/{other}/versions")).Items.ShouldAllBe(version => version["links"]!.AsArray().Count == 0);
        }
    }

    [Fact]
    public async Task A_procedure_is_not_made_another_city_s()
    {
        var studio = await host.AsAsync("sj.guanli");

        // a new one
        var drawn = Drawn.New("外市的流程");
        drawn["model"]!["customProperties"] = new JsonObject { ["city"] = "chongqing" };
        (await studio.PostAsync(Root, drawn)).ProblemCodes.ShouldBe([DefinitionEditing.Code]);
        (await studio.PostAsync($"{Root}/import", drawn["model"])).ProblemCodes.ShouldBe([DefinitionEditing.Code]);

        // one of no city, which may be made one's own
        drawn["model"]!["customProperties"] = null;
        var created = (await studio.PostAsync(Root, drawn)).Json["workflowDefinition"]!;
        created["customProperties"]!["city"] = "chongqing";
        (await studio.PostAsync(Root, Drawn.Save(created))).ProblemCodes.ShouldBe([DefinitionEditing.Code]);
        created["customProperties"]!["city"] = "beijing";
        (await studio.PostAsync(Root, Drawn.Save(created))).Status.ShouldBe(HttpStatusCode.OK);
        var id = created["definitionId"]!.GetValue<string>();
        var others = await host.AsAsync("cqsj.guanli");
        (await others.DeleteAsync($"{Root}/{id}")).ProblemCodes.ShouldBe([DefinitionEditing.Code]);

        // nor does what intake starts become everybody's by saying nothing
        var editing = host.Services.GetRequiredService<DefinitionEditing>();
        editing.CitiesOf("beijing-unqualified-result", "").ShouldBe(["beijing"]);
        editing.CitiesOf("beijing-qualified-result", "shanghai").ShouldBe(["beijing", "shanghai"]);
        editing.CitiesOf(id, "").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_the_product_s_and_what_is_read_only_is_not_said_by_who_draws()
    {
        var studio = await host.AsAsync("sj.guanli");
        var drawn = Drawn.New("自称系统流程");
        drawn["model"]!["isSystem"] = true;
        drawn["model"]!["isReadonly"] = true;

        var saved = (await studio.PostAsync(Root, drawn)).Json["workflowDefinition"]!;
        var file = saved.DeepClone();
        (file["isSystem"], file["isReadonly"], file["definitionId"]) = (true, true, "says-it-is-the-product-s");
        (await studio.PostAsync($"{Root}/import", file)).Status.ShouldBe(HttpStatusCode.OK);

        foreach (var id in new[] { saved["definitionId"]!.GetValue<string>(), "says-it-is-the-product-s" })
        {
            (await studio.GetAsync($"{Root}?versionOptions=Latest&IsSystem=False&DefinitionIds={id}")).Items.ShouldHaveSingleItem()["isReadonly"]!.GetValue<bool>().ShouldBeFalse();
        }
    }

    private async Task<JsonNode> ReadAsync(string login, string id) =>
        (await (await host.AsAsync(login)).GetAsync($"{Root}/by-definition-id/{id}?versionOptions=Latest")).Json;

    /// <summary>All that can be read of a definition: its newest and published version, its versions, its record, and what runs of it.</summary>
    private async Task<string> AllOfAsync(string login, string id)
    {
        var studio = await host.AsAsync(login);
        string[] paths = [$"{Root}/by-definition-id/{id}?versionOptions=Latest", $"{Root}/by-definition-id/{id}?versionOptions=Published", $"{Root}/{id}/versions", $"/api/v1/definitions/{id}"];
        var texts = new List<string>();
        foreach (var path in paths)
        {
            texts.Add((await studio.GetAsync(path)).Text);
        }

        texts.Add((await studio.PostAsync("/elsa/api/workflow-instances", new JsonObject { ["definitionIds"] = new JsonArray(id) })).Text);
        return string.Join('\n', texts);
    }
}
