using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace WorkflowHost.Api.Studio.Descriptors;

/// <summary>What Studio offers to choose from: steps, types, strategies, languages.</summary>
internal static class DescriptorEndpoints
{
    private static readonly object[] Expressions =
    [
        Expression("Literal", "直接填写", isBrowsable: false),
        Expression("Object", "JSON", isBrowsable: false),
        Expression(Engine.Expressions.Expression.JavaScript, "JavaScript 脚本", properties: new JsonObject { ["MonacoLanguage"] = "javascript" }),
        Expression("Variable", "变量", properties: new JsonObject { ["UIHint"] = "variable-picker" }),
        Expression("Input", "流程输入", properties: new JsonObject { ["UIHint"] = "input-picker" }),
    ];

    public static void Map(RouteGroupBuilder api)
    {
        var descriptors = api.MapGroup("/descriptors");
        descriptors.MapGet("/activities", ActivitiesAsync);
        descriptors.MapPost("/activities/{typeName}/options/{input}", OptionsAsync);
        descriptors.MapGet("/expression-descriptors", () => List(Expressions));
        descriptors.MapGet("/variables", () => List([.. TypeAliases.ForVariables.Select(type =>
            new { TypeName = type.Alias, DisplayName = type.Name, Category = type.Group, type.Description })]));
        descriptors.MapGet("/storage-drivers", () => List(
            [new { TypeName = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", DisplayName = "随流程实例保存", Priority = 10, Deprecated = false }]));
        descriptors.MapGet("/workflow-activation-strategies", () => List(
            Strategy("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", "不限制", "随时可以发起新的实例"),
            Strategy("Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa.Workflows.Core", "同时只有一个", "本版本有实例在办时，不发起新的实例"),
            Strategy("Elsa.Workflows.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Core", "每个案件一个", "同一案件在本版本有实例在办时，不发起新的实例"),
            Strategy("Elsa.Workflows.ActivationValidators.CorrelationStrategy, Elsa.Workflows.Core", "每个案件只办一个流程", "同一案件有任何实例在办时，不发起新的实例")));
        descriptors.MapGet("/incident-strategies", () => List(
            Strategy("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", "停止流程", "出现异常时流程停止，等待监督员处理"),
            Strategy("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", "其他分支继续", "出现异常的步骤停住，其他分支继续办理")));
        descriptors.MapGet("/log-persistence-strategies", () => List(
            Strategy("Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core", "沿用上级设置", "按流程的设置记录"),
            Strategy("Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core", "记录", "写入流转记录"),
            Strategy("Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core", "不记录", "不写入流转记录")));
        descriptors.MapGet("/commit-strategies/workflows", () => List());
        descriptors.MapGet("/commit-strategies/activities", () => List());
        descriptors.MapGet("/output-converters", () => List());
    }

    private static async Task<IResult> ActivitiesAsync(HttpContext http, Toolbox toolbox, CancellationToken cancellationToken)
    {
        var sent = await toolbox.CurrentAsync(cancellationToken);
        var response = http.Response.GetTypedHeaders();
        response.CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var zips = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (zips)
        {
            http.Response.Headers.ContentEncoding = "gzip";
        }

        return TypedResults.Bytes(zips ? sent.Gzip : sent.Plain, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue(zips ? sent.Tag.Insert(1, "z") : sent.Tag));
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> OptionsAsync(
        string typeName, string input, Toolbox toolbox, CancellationToken cancellationToken)
    {
        var sent = await toolbox.CurrentAsync(cancellationToken);
        return sent.Steps.TryGetValue(typeName, out var step) && step.Inputs.FirstOrDefault(known => known.Name == input) is { } found
            ? StudioJson.Answer(new JsonObject { ["items"] = found.UiSpecifications.DeepClone() })
            : Problems.NotFound("步骤的输入");
    }

    private static JsonHttpResult<StudioList<object>> List(params object[] items) => StudioJson.Answer(new StudioList<object>(items));

    private static object Strategy(string typeName, string displayName, string description) => new { typeName, displayName, description };

    private static object Expression(string type, string displayName, bool isBrowsable = true, JsonObject? properties = null) =>
        new { type, displayName, isSerializable = true, isBrowsable, properties = properties ?? [] };
}
