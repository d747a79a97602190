using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.Studio.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Graphs;

/// <summary>What is nested in a definition, and which definitions are nested in others.</summary>
internal static class GraphEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/workflow-definitions/subgraph/{versionId}", SubgraphAsync);
        api.MapGet("/workflow-definitions/subgraph/segments/{versionId}", SegmentsAsync);
        api.MapGet("/workflow-definitions/{definitionId}/consumers", ConsumersAsync);
        api.MapPost("/workflow-definitions/{definitionId}/update-references", UpdateAsync).RequireAuthorization(ApiAccess.Design);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> SubgraphAsync(
        string versionId, HttpRequest request, IDefinitionStore store, DefinitionGraph graph, CancellationToken cancellationToken) =>
        await store.FindAsync(versionId, cancellationToken) is { } version
        && await graph.FindAsync(version, request.Query.Text("parentNodeId"), cancellationToken) is { } node
            ? StudioJson.Answer(node.Answer())
            : Problems.NotFound("步骤");

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> SegmentsAsync(
        string versionId, HttpRequest request, IDefinitionStore store, DefinitionGraph graph, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(versionId, cancellationToken) is not { } version
            || await graph.FindAsync(version, request.Query.Text("childNodeId") ?? "?", cancellationToken) is not { } child)
        {
            return Problems.NotFound("步骤");
        }

        var segments = new List<JsonObject>();
        var container = child;
        var below = child;
        for (var node = child.Parent; node is not null; node = node.Parent)
        {
            container = segments.Count == 0 ? node : container;
            if (node.Activity.Text("type") is not "Elsa.Flowchart")
            {
                segments.Insert(0, Segment(node, below));
            }

            below = node;
        }

        return StudioJson.Answer(new JsonObject
        {
            ["childNode"] = child.Answer(),
            ["container"] = container.Answer(),
            ["pathSegments"] = new JsonArray([.. segments]),
        });
    }

    private static JsonObject Segment(GraphNode node, GraphNode below) => new()
    {
        ["activityNodeId"] = node.NodeId,
        ["activityId"] = node.Activity.Text("id"),
        ["activityType"] = node.Activity.Text("type"),
        ["portName"] = below.Port,
        ["activityName"] = node.Activity.Text("name") ?? node.Activity.Text("type"),
    };

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ConsumersAsync(
        string definitionId, IDefinitionStore store, IDefinitionLists lists, CancellationToken cancellationToken)
    {
        if (await store.FindLatestAsync(definitionId, cancellationToken) is null)
        {
            return Problems.NotFound(DefinitionEndpoints.What);
        }

        var users = await lists.ConsumersAsync(definitionId, cancellationToken);
        return StudioJson.Answer(new JsonObject
        {
            ["consumingWorkflowDefinitionIds"] = new JsonArray([.. users.Select(user => user.DefinitionId).Distinct(StringComparer.Ordinal).Select(id => JsonValue.Create(id))]),
        });
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> UpdateAsync(
        string definitionId, HttpRequest request, IDefinitionStore store, DefinitionSaving saving, DefinitionRights rights, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        const string Chosen = "consumingWorkflowIds";
        if (body[Chosen] is not (null or JsonArray))
        {
            return StudioProblems.Of("wrong-type", "consumingWorkflowIds 应为流程编号的列表，不填则更新所有使用它的流程。");
        }

        if (await store.FindPublishedAsync(definitionId, cancellationToken) is not { } published)
        {
            return Problems.NotFound(DefinitionEndpoints.What);
        }

        if (await rights.ForbidsAsync(definitionId, cancellationToken) is { } forbidden)
        {
            return forbidden;
        }

        var references = await saving.RenewReferencesAsync(published, body[Chosen] is null ? null : body.Texts(Chosen), cancellationToken);
        var affected = references.Renewed.Select(user => user.Name);
        return references.Left.Count == 0
            ? StudioJson.Answer(new JsonObject { ["affectedWorkflows"] = new JsonArray([.. affected.Select(name => JsonValue.Create(name))]) })
            : StudioProblems.Of(
                [.. references.Left.SelectMany(left => left.Reasons.Select(reason => reason with { Message = $"“{left.User.Name}”没有更新：{reason.Message}" }))],
                KeyValuePair.Create("affectedWorkflows", (object?)affected.ToArray()));
    }
}
