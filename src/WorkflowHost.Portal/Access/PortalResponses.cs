using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WorkflowHost.Portal.Layout;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Access;

/// <summary>Marks the endpoints of the portal, so that its headers and pages do not meet the API or the studio.</summary>
internal sealed class PortalEndpoint
{
    public static readonly PortalEndpoint Mark = new();
}

/// <summary>Puts strict headers on the portal's own answers and says in Chinese when a form is too old or a list has no such page.</summary>
internal static class PortalResponses
{
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    public static Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<PortalEndpoint>() is null)
        {
            return next(http);
        }

        Protect(http.Response);
        if (!Cursor.IsValid(http.Request.Query["after"].ToString()))
        {
            return NoticeResult.PageGone.ExecuteAsync(http);
        }

        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return next(http);
        }

        if (http.User.Identity?.IsAuthenticated is not true && http.Request.Path != PortalSession.LoginPath)
        {
            http.Response.Redirect(PortalSession.LoginPath);
            return Task.CompletedTask;
        }

        return NoticeResult.FormTooOld.ExecuteAsync(http);
    }

    /// <summary>Headers of a page with personal data.</summary>
    public static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = PagePolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.Pragma = "no-cache";
        response.Headers["Referrer-Policy"] = "same-origin";
    }
}

/// <summary>We are wrong: says so in Chinese with the trace id. Other parts of the host answer for themselves.</summary>
internal sealed partial class PortalExceptionHandler(ILogger<PortalExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata.GetMetadata<PortalEndpoint>() is null)
        {
            return false;
        }

        PortalResponses.Protect(httpContext.Response);
        await NoticeFor(httpContext, exception).ExecuteAsync(httpContext);
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
