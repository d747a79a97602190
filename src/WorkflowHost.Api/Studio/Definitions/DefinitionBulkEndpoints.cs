using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>What an administrator does with several definitions at once: each by itself, the first that is refused is told and the rest stays undone.</summary>
internal static class DefinitionBulkEndpoints
{
    private const int MaxIds = 500;

    public static void Map(RouteGroupBuilder api)
    {
        var bulk = api.MapGroup("/bulk-actions").RequireAuthorization(ApiAccess.Design);
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", PublishAsync);
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", RetractAsync);
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", DeleteAsync);
        bulk.MapPost("/delete/workflow-definitions/by-id", DeleteVersionsAsync);
    }

    private static Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> PublishAsync(
        HttpRequest request, DefinitionSaving saving, IDefinitionStore store, CancellationToken cancellationToken) => EachAsync(
            request,
            "definitionIds",
            ["published", "alreadyPublished", "notFound", "updatedConsumers", "leftConsumers", "skipped", "failed"],
            async id =>
            {
                if (await store.FindLatestAsync(id, cancellationToken) is null)
                {
                    return ([("notFound", id)], null);
                }

                var saved = await saving.PublishAsync(id, cancellationToken);
                return (
                    [
                        (saved.WasSoBefore ? "alreadyPublished" : "published", id),
                        .. saved.References.Renewed.Select(user => ("updatedConsumers", user.DefinitionId)),
                        .. saved.References.Left.Select(left => ("leftConsumers", left.User.DefinitionId)),
                    ],
                    saved.Refusal);
            },
            cancellationToken);

    private static Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> RetractAsync(
        HttpRequest request, DefinitionSaving saving, IDefinitionStore store, CancellationToken cancellationToken) => EachAsync(
            request,
            "definitionIds",
            ["retracted", "alreadyRetracted", "notFound"],
            async id =>
            {
                if (await store.FindLatestAsync(id, cancellationToken) is null)
                {
                    return ([("notFound", id)], null);
                }

                var saved = await saving.RetractAsync(id, cancellationToken);
                return ([(saved.WasSoBefore ? "alreadyRetracted" : "retracted", id)], saved.Refusal);
            },
            cancellationToken);

    private static Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> DeleteAsync(
        HttpRequest request, DefinitionSaving saving, CancellationToken cancellationToken) =>
        DeleteEachAsync(request, "definitionIds", id => saving.DeleteAsync(id, cancellationToken), cancellationToken);

    private static Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> DeleteVersionsAsync(
        HttpRequest request, DefinitionSaving saving, CancellationToken cancellationToken) =>
        DeleteEachAsync(request, "ids", id => saving.DeleteVersionAsync(id, cancellationToken), cancellationToken);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> DeleteEachAsync(
        HttpRequest request, string member, Func<string, Task<SavedDefinition>> deleteAsync, CancellationToken cancellationToken)
    {
        var (ids, refusal) = await IdsAsync(request, member, cancellationToken);
        var deleted = 0;
        foreach (var id in ids)
        {
            var result = await deleteAsync(id);
            if (result.Refusal is { StatusCode: not StatusCodes.Status404NotFound } refused)
            {
                return refused;
            }

            deleted += result.Refusal is null ? 1 : 0;
        }

        return refusal is not null ? refusal : StudioJson.Answer(new JsonObject { ["deleted"] = deleted });
    }

    /// <summary>Does something with each and sorts the ids by what came of it.</summary>
    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> EachAsync(
        HttpRequest request, string member, string[] lists,
        Func<string, Task<(IReadOnlyList<(string List, string Id)> Sorted, ProblemHttpResult? Refusal)>> doAsync, CancellationToken cancellationToken)
    {
        var (ids, refusal) = await IdsAsync(request, member, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var answer = new JsonObject(lists.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonArray())));
        foreach (var id in ids)
        {
            var (sorted, refused) = await doAsync(id);
            if (refused is not null)
            {
                return refused;
            }

            foreach (var (list, sortedId) in sorted)
            {
                answer[list]!.AsArray().Add(sortedId);
            }
        }

        return StudioJson.Answer(answer);
    }

    private static async Task<(IReadOnlyList<string> Ids, ProblemHttpResult? Refusal)> IdsAsync(
        HttpRequest request, string member, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        IReadOnlyList<string> ids = [.. body.Texts(member).Distinct(StringComparer.Ordinal)];
        return refusal is not null ? ([], refusal)
            : ids.Count > MaxIds ? ([], StudioProblems.Of("ids-many", $"一次最多处理 {MaxIds} 项。"))
            : (ids, null);
    }
}
