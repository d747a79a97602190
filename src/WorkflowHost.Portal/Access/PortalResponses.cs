using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using WorkflowHost.Access;
using WorkflowHost.Portal.Layout;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Access;

/// <summary>Marks the endpoints of the portal, so that its headers and pages do not meet the API.</summary>
/// <param name="ContentPolicy">What their pages may load and run.</param>
internal sealed record PortalEndpoint(string ContentPolicy)
{
    public static readonly PortalEndpoint Mark = new(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'self'");

    /// <summary>
    /// Studio's page: WebAssembly is compiled, Monaco starts its workers from blobs, MudBlazor and Monaco write styles into the page.
    /// The hashes are of the two scripts in Studio's markup, for the keys of its editor and of its list of instances.
    /// </summary>
    public static readonly PortalEndpoint Studio = new(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' "
        + "'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'self'; frame-ancestors 'self'");
}

/// <summary>Puts strict headers on the portal's own answers and says in Chinese when a form is too old or a list has no such page.</summary>
internal static class PortalResponses
{
    public static Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<PortalEndpoint>() is not { } endpoint)
        {
            return next(http);
        }

        Protect(http.Response, endpoint);
        if (!IsStorable(http.Request))
        {
            return NoticeResult.UnusableText.ExecuteAsync(http);
        }

        if (!Cursor.IsValid(http.Request.Query["after"].ToString()))
        {
            return NoticeResult.PageGone.ExecuteAsync(http);
        }

        var antiforgery = http.Features.Get<IAntiforgeryValidationFeature>();
        if (antiforgery is not { IsValid: false })
        {
            // A form with a right token has been read already.
            return antiforgery is null || IsStorable(http.Request.Form) ? next(http) : NoticeResult.UnusableText.ExecuteAsync(http);
        }

        // This is how the server says that a form's value holds U+0000; it then counts as a form without its token.
        if (antiforgery.Error?.InnerException is InvalidDataException { InnerException: InvalidOperationException })
        {
            return NoticeResult.UnusableText.ExecuteAsync(http);
        }

        if (http.User.Identity?.IsAuthenticated is not true && http.Request.Path != PortalSession.LoginPath)
        {
            http.Response.Redirect(PortalSession.LoginPath);
            return Task.CompletedTask;
        }

        return NoticeResult.FormTooOld.ExecuteAsync(http);
    }

    private static bool IsStorable(IFormCollection form) => IsStorable((IEnumerable<KeyValuePair<string, StringValues>>)form)
        && form.Files.All(file => StorableText.Is(file.FileName));

    private static bool IsStorable(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        fields.All(field => StorableText.Is(field.Key) && field.Value.All(StorableText.Is));

    private static bool IsStorable(HttpRequest request) =>
        IsStorable(request.Query) && request.RouteValues.Values.All(value => StorableText.Is(value as string));

    /// <summary>Headers of a page with personal data.</summary>
    public static void Protect(HttpResponse response, PortalEndpoint endpoint)
    {
        response.Headers.ContentSecurityPolicy = endpoint.ContentPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.Pragma = "no-cache";
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}

/// <summary>We are wrong: says so in Chinese with the trace id. Other parts of the host answer for themselves.</summary>
internal sealed partial class PortalExceptionHandler(IServiceScopeFactory scopes, ILogger<PortalExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata.GetMetadata<PortalEndpoint>() is not { } portal)
        {
            return false;
        }

        PortalResponses.Protect(httpContext.Response, portal);

        // The page that failed has used the request's renderer.
        await using var scope = scopes.CreateAsyncScope();
        var own = httpContext.RequestServices;
        httpContext.RequestServices = scope.ServiceProvider;
        await NoticeFor(httpContext, exception).ExecuteAsync(httpContext);
        httpContext.RequestServices = own;
        return true;
    }

    private IResult NoticeFor(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return NoticeResult.TooLarge;
            case BadHttpRequestException:
                return NoticeResult.NotFound;
            default:
                LogFailed(logger, http.TraceIdentifier, exception);
                return NoticeResult.Failed(http.TraceIdentifier);
        }
    }

    [LoggerMessage(3001, LogLevel.Error, "Request {TraceId} failed")]
    private static partial void LogFailed(ILogger logger, string traceId, Exception error);
}
