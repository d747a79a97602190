using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Definitions;
using WorkflowHost.Api.Studio.Publishing;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Trials;

/// <summary>试运行: Studio's Run button.</summary>
internal static class TrialEndpoints
{
    private const string InstanceId = "x-elsa-workflow-instance-id";
    private const string CannotStart = "x-elsa-workflow-cannot-start";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/workflow-definitions/{definitionId}/execute", StartAsync).RequireAuthorization(ApiAccess.Design);
        api.MapPost("/tests/activities", TryStepAsync).RequireAuthorization(ApiAccess.Design);
        api.MapPost("/workflow-definitions/{definitionId}/dispatch", StartAsync).RequireAuthorization(ApiAccess.Design);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> TryStepAsync(
        HttpRequest request, IDefinitionStore store, StepTrial trial, DefinitionRights rights, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var versionId = (body["workflowDefinitionHandle"] as JsonObject)?.Text("definitionVersionId") ?? "";
        var handle = body["activityHandle"] as JsonObject ?? [];
        var version = await store.FindAsync(versionId, cancellationToken);
        if (version is not null && rights.ForbidsTrying(version) is { } forbidden)
        {
            return StudioProblems.Of([forbidden]);
        }

        var definition = version is null ? null : DefinitionReader.Read(version.Json).Value;
        var step = definition is null ? null : DrawnStep.AllOf(definition)
            .FirstOrDefault(drawn => drawn.Activity.NodeId == handle.Text("activityNodeId") || drawn.Activity.Id == handle.Text("activityId"));
        if (step is null)
        {
            return Problems.NotFound("步骤");
        }

        var tried = trial.Run(definition!, step.Activity);
        return tried.IsValid ? StudioJson.Answer(tried.Value) : StudioProblems.Of(tried.Problems);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> StartAsync(
        string definitionId, HttpContext http, DefinitionChoice choice, DefinitionRights rights, TrialStart start, CancellationToken cancellationToken)
    {
        var (body, refusal) = await http.Request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (body["input"] is not (null or JsonObject))
        {
            return StudioProblems.Of("wrong-type", "input 应为一个 JSON 对象，成员是流程的各项输入。");
        }

        if (await choice.FindAsync(definitionId, body.Text("versionOptions") ?? "Latest", cancellationToken) is not { } version)
        {
            return Problems.NotFound(DefinitionEndpoints.What);
        }

        if (rights.ForbidsTrying(version) is { } forbidden)
        {
            http.Response.Headers[CannotStart] = "true";
            return StudioProblems.Of([forbidden]);
        }

        var (instanceId, refused) = await start.StartAsync(version, body, cancellationToken);
        if (instanceId is null)
        {
            http.Response.Headers[CannotStart] = "true";
            return refused!;
        }

        http.Response.Headers[InstanceId] = instanceId;
        return StudioJson.Answer(new JsonObject { ["workflowInstanceId"] = instanceId });
    }
}
