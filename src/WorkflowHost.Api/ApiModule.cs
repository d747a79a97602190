using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Access;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio;
using WorkflowHost.Api.V1;
using WorkflowHost.Api.Workflows;

namespace WorkflowHost.Api;

/// <summary>The product's REST interface under <c>/api/v1</c>, described at <c>/openapi/v1.json</c>.</summary>
public static class ApiModule
{
    private const string DocumentName = "v1";

    /// <summary>
    /// Registers the interface. The host adds stores and clock, calls <c>UseExceptionHandler</c>, and provides the scheme <c>Cookies</c>,
    /// by which a portal's session is let in too.
    /// </summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddApiAccess();
        services.AddAccess();
        services.AddScoped<InstanceEndpoints.InstanceCommands>();
        services.AddScoped<EndpointCaller>();
        services.AddStudio();
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        services.AddOpenApi(DocumentName, options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "产品质量监督抽查后处理 流程平台";
            document.Info.Description = "先用 POST /api/v1/session 取得令牌，再放入请求头 Authorization: Bearer。所有错误均为 ProblemDetails，逐条问题在 problems 中。";
            return Task.CompletedTask;
        }));
        return services;
    }

    /// <summary>Checks what every request brings. Goes after authorization, so that strangers are not read.</summary>
    public static IApplicationBuilder UseApi(this IApplicationBuilder app) =>
        app.Use(next => http => RequestText.CheckAsync(http, next));

    /// <summary>Maps all routes.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi().AllowAnonymous();
        var api = endpoints.MapGroup("/api/v1").WithMetadata(ApiEndpoint.Mark).RequireAuthorization(ApiAccess.Anybody)
            .AddEndpointFilter(new ListPosition())
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        SessionEndpoints.Map(api);
        CaseEndpoints.Map(api);
        DocumentEndpoints.Map(api);
        FileEndpoints.Map(api);
        TaskEndpoints.Map(api);
        WorkEndpoints.Map(api);
        ProductEndpoints.Map(api);
        InstanceEndpoints.Map(api);
        DefinitionEndpoints.Map(api);
        MessageEndpoints.Map(api);
        StimulusEndpoints.Map(api);
        TimeLimitEndpoints.Map(api);
        WorkflowEndpoints.Map(endpoints);
        endpoints.MapStudio();
        api.MapFallback("{**path}", UnansweredRequests.Answer).AllowAnonymous();
        return endpoints;
    }
}
