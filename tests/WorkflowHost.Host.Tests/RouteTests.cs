using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed partial class RouteTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public void The_document_of_the_interface_names_exactly_the_routes_that_the_host_has()
    {
        var documented = RoutePattern().Matches(File.ReadAllText(Repository.File("docs/http-api.md")))
            .Select(match => $"{match.Groups["method"].Value} {match.Groups["route"].Value}").ToList();
        var mapped = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => IsOurs(endpoint.RoutePattern.RawText ?? ""))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"));

        documented.Count.ShouldBeGreaterThan(10);
        mapped.ShouldBe(documented, ignoreOrder: true);
    }

    private static bool IsOurs(string route) => route.StartsWith("/api/v1", StringComparison.Ordinal) || route.StartsWith("/elsa/", StringComparison.Ordinal);

    [GeneratedRegex(@"^\| (?<method>[A-Z]+) \| `(?<route>/(api/v1|elsa/)[^`]*)` \|", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RoutePattern();
}
