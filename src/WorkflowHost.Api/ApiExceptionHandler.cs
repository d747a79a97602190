using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WorkflowHost.Api.Access;

namespace WorkflowHost.Api;

/// <summary>What escapes an endpoint of the API: a request that could not be read, or our own mistake, logged here and nowhere else.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!ApiEndpoint.Is(httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint))
        {
            return false;
        }

        if (exception is BadHttpRequestException wrong)
        {
            await Problems.BadRequest(wrong).ExecuteAsync(httpContext);
            return true;
        }

        var traceId = Activity.Current?.Id ?? httpContext.TraceIdentifier;
        LogFailed(logger, httpContext.Request.Method, httpContext.Request.Path, traceId, exception);
        await Problems.Failed(traceId).ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(1401, LogLevel.Error, "{Method} {Path} failed, trace {TraceId}")]
    private static partial void LogFailed(ILogger logger, string method, PathString path, string traceId, Exception error);
}
