using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Net.Http.Headers;
using WorkflowHost.Api.Access;

namespace WorkflowHost.Api;

/// <summary>Answers what no route takes: is it the address, the method or the kind of content?</summary>
internal static class UnansweredRequests
{
    public static ProblemHttpResult Answer(HttpContext http, EndpointDataSource endpoints)
    {
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => ApiEndpoint.Is(endpoint) && Takes(endpoint, http.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (methods.Count == 0)
        {
            return Problems.NoRoute();
        }

        if (methods.Contains(http.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            return Problems.WrongContent();
        }

        http.Response.Headers[HeaderNames.Allow] = string.Join(", ", methods);
        return Problems.WrongMethod(methods);
    }

    private static bool Takes(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
