using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class OpenApiTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task The_description_holds_the_interface_and_nothing_else()
    {
        var paths = (await DescriptionAsync())["paths"]!.AsObject().Select(path => path.Key).ToList();

        paths.ShouldContain("/api/v1/cases");
        paths.ShouldAllBe(path => path.StartsWith("/api/v1/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_description_says_what_a_report_holds()
    {
        var description = await DescriptionAsync();

        var body = description["paths"]!["/api/v1/cases"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;
        var report = description["components"]!["schemas"]![body["$ref"]!.GetValue<string>().Split('/')[^1]]!;
        report["properties"]!.AsObject().Select(member => member.Key).ShouldBe(
            [
                "city", "reportNumber", "source", "product", "category", "brand", "model", "batch", "conclusion", "severeDefect", "failedItems",
                "sampledParty", "labelledProducer", "placeOfProduction", "placeOfRegistration", "inspectionBody", "sampledOn", "issuedOn",
            ],
            ignoreOrder: true);
        report["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldNotContain("brand");
        report["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldContain("product");
    }

    private async Task<JsonNode> DescriptionAsync() => (await host.Anonymous().GetAsync("/openapi/v1.json")).Json;
}
