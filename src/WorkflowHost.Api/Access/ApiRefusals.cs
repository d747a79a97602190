using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace WorkflowHost.Api.Access;

/// <summary>Marks endpoints whose every refusal is a ProblemDetails, whoever speaks it.</summary>
internal sealed class ApiEndpoint
{
    public static readonly ApiEndpoint Mark = new();

    /// <summary>Largest body, in bytes.</summary>
    public int MaxBody { get; init; } = 1024 * 1024;

    /// <summary>Whether Elsa Studio reads the refusals: it shows the texts under <c>errors</c>.</summary>
    public bool IsStudio { get; init; }

    public static ApiEndpoint? Of(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ApiEndpoint>();

    public static bool Is(Endpoint? endpoint) => Of(endpoint) is not null;
}

/// <summary>Answers 401 and 403 of the API in its own words; other endpoints get what their scheme does.</summary>
internal sealed class ApiRefusals : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler others = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || !ApiEndpoint.Is(context.GetEndpoint()))
        {
            return others.HandleAsync(next, context, policy, authorizeResult);
        }

        if (authorizeResult.Challenged)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = ApiAccess.BearerScheme;
            return Problems.NotLoggedIn().ExecuteAsync(context);
        }

        var reason = authorizeResult.AuthorizationFailure?.FailureReasons.FirstOrDefault()?.Message;
        return Problems.Forbidden(reason ?? "您的角色或所属机构不能执行此操作。").ExecuteAsync(context);
    }
}
