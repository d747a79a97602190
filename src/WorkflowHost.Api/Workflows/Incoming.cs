using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using WorkflowHost.Api.V1;

namespace WorkflowHost.Api.Workflows;

/// <summary>A request as a workflow reads it. Credentials stay outside.</summary>
/// <param name="Input">By name.</param>
/// <param name="Refusal">Null when it can be read.</param>
internal sealed record Incoming(ImmutableDictionary<string, JsonNode?> Input, ProblemHttpResult? Refusal)
{
    private static readonly string[] Credentials = ["Authorization", "Cookie", "Proxy-Authorization"];

    public static async Task<Incoming> ReadAsync(HttpContext context, string path, RouteValueDictionary route, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var (body, refusal) = await BodyAsync(request, cancellationToken);
        var input = ImmutableDictionary<string, JsonNode?>.Empty
            .Add("Method", request.Method)
            .Add("Path", "/" + path)
            .Add("RouteData", new JsonObject(route.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value?.ToString()))))
            .Add("QueryStringData", Members(request.Query))
            .Add("Headers", Members(request.Headers.Where(header => !Credentials.Contains(header.Key, StringComparer.OrdinalIgnoreCase))))
            .Add("Body", body);
        return new Incoming(input, refusal);
    }

    private static async Task<JsonBody> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            return new JsonBody(Members(await request.ReadFormAsync(cancellationToken)), null);
        }

        if (request.HasJsonContentType() && request.ContentLength != 0)
        {
            return await JsonBody.ReadAsync(request, cancellationToken);
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return new JsonBody(text.Length == 0 ? null : text, null);
    }

    private static JsonObject Members(IEnumerable<KeyValuePair<string, StringValues>> values) => new(values.Select(value =>
        KeyValuePair.Create(value.Key, value.Value.Count == 1 ? (JsonNode?)value.Value[0] : new JsonArray([.. value.Value.Select(text => (JsonNode?)text)]))));
}
