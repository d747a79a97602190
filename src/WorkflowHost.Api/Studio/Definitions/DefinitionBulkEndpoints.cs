using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>What an administrator does with several definitions at once: each by itself. What is refused does not hold up the rest, and is told with it.</summary>
internal static class DefinitionBulkEndpoints
{
    private const int MaxIds = 500;
    private const string Failed = "failed";
    private const string NotFound = "notFound";
    private const string Deleted = "deleted";

    /// <summary>So many reasons are told of each.</summary>
    private const int MaxReasons = 3;

    public static void Map(RouteGroupBuilder api)
    {
        var bulk = api.MapGroup("/bulk-actions").RequireAuthorization(ApiAccess.Design);
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", PublishAsync);
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", RetractAsync);
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", DeleteAsync);
        bulk.MapPost("/delete/workflow-definitions/by-id", DeleteVersionsAsync);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> PublishAsync(
        HttpRequest request, DefinitionSaving saving, IDefinitionStore store, CancellationToken cancellationToken) => await EachAsync(
            request,
            new Deed("发布", "流程", "definitionIds", ["published", "alreadyPublished", NotFound, "updatedConsumers", "leftConsumers", "skipped", Failed]),
            id => store.FindLatestAsync(id, cancellationToken),
            id => saving.PublishAsync(id, cancellationToken),
            (id, saved) =>
            [
                (saved.WasSoBefore ? "alreadyPublished" : "published", id),
                .. saved.References.Renewed.Select(user => ("updatedConsumers", user.DefinitionId)),
                .. saved.References.Left.Select(left => ("leftConsumers", left.User.DefinitionId)),
            ],
            cancellationToken);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> RetractAsync(
        HttpRequest request, DefinitionSaving saving, IDefinitionStore store, CancellationToken cancellationToken) => await EachAsync(
            request,
            new Deed("撤回", "流程", "definitionIds", ["retracted", "alreadyRetracted", NotFound, Failed]),
            id => store.FindLatestAsync(id, cancellationToken),
            id => saving.RetractAsync(id, cancellationToken),
            (id, saved) => [(saved.WasSoBefore ? "alreadyRetracted" : "retracted", id)],
            cancellationToken);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> DeleteAsync(
        HttpRequest request, DefinitionSaving saving, IDefinitionStore store, CancellationToken cancellationToken) => await EachAsync(
            request,
            new Deed("删除", "流程", "definitionIds", [Deleted, NotFound, Failed]),
            id => store.FindLatestAsync(id, cancellationToken),
            id => saving.DeleteAsync(id, cancellationToken),
            (id, _) => [(Deleted, id)],
            cancellationToken);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> DeleteVersionsAsync(
        HttpRequest request, DefinitionSaving saving, IDefinitionStore store, CancellationToken cancellationToken) => await EachAsync(
            request,
            new Deed("删除", "流程版本", "ids", [Deleted, NotFound, Failed]),
            id => store.FindAsync(id, cancellationToken),
            id => saving.DeleteVersionAsync(id, cancellationToken),
            (id, _) => [(Deleted, id)],
            cancellationToken);

    /// <summary>Does something with each and sorts the ids by what came of it.</summary>
    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> EachAsync(
        HttpRequest request, Deed deed, Func<string, Task<DefinitionVersion?>> findAsync, Func<string, Task<SavedDefinition>> doAsync,
        Func<string, SavedDefinition, IEnumerable<(string List, string Id)>> sort, CancellationToken cancellationToken)
    {
        var (ids, refusal) = await IdsAsync(request, deed.Ids, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var sorted = new List<(string List, string Id)>();
        var refusals = new List<Problem>();
        var done = 0;
        foreach (var id in ids)
        {
            var version = await findAsync(id);
            var saved = version is null ? null : await doAsync(id);
            if (saved is null or { Refusal.StatusCode: StatusCodes.Status404NotFound })
            {
                sorted.Add((NotFound, id));
            }
            else if (saved.Refusal is { } refused)
            {
                sorted.Add((Failed, id));
                refusals.Add(Reason(refused, $"“{version!.Name}”没有{deed.Verb}："));
            }
            else
            {
                sorted.AddRange(sort(id, saved));
                done += saved.WasSoBefore ? 0 : 1;
            }
        }

        var answer = deed.Answer(sorted);
        if (refusals.Count == 0)
        {
            return StudioJson.Answer(answer);
        }

        var counts = string.Create(CultureInfo.InvariantCulture, $"已{deed.Verb} {done} 个{deed.Noun}，另有 {refusals.Count} 个没有{deed.Verb}。");
        return StudioProblems.Of(
            ids.Count > 1 ? [new Problem("definitions-left", "", counts), .. refusals] : refusals,
            [.. answer.Select(member => KeyValuePair.Create(member.Key, (object?)member.Value))]);
    }

    /// <summary>One problem for one definition, with the code of its first reason.</summary>
    private static Problem Reason(ProblemHttpResult refused, string whose)
    {
        var reasons = StudioProblems.In(refused);
        var told = whose + string.Concat(reasons.Take(MaxReasons).Select(reason => reason.Message));
        return new Problem(reasons[0].Code, "", reasons.Count > MaxReasons ? string.Create(CultureInfo.InvariantCulture, $"{told}等 {reasons.Count} 个问题。") : told);
    }

    private static async Task<(IReadOnlyList<string> Ids, ProblemHttpResult? Refusal)> IdsAsync(
        HttpRequest request, string member, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        IReadOnlyList<string> ids = [.. body.Texts(member).Distinct(StringComparer.Ordinal)];
        return refusal is not null ? ([], refusal)
            : ids.Count == 0 ? ([], StudioProblems.Of("ids-missing", $"请求中缺少 {member}：应为要处理的编号的列表。"))
            : ids.Count > MaxIds ? ([], StudioProblems.Of("ids-many", $"一次最多处理 {MaxIds} 项。"))
            : (ids, null);
    }

    /// <summary>What is done with each.</summary>
    /// <param name="Verb">In Chinese.</param>
    /// <param name="Noun">To what, in Chinese.</param>
    /// <param name="Ids">Member of the request that lists them.</param>
    /// <param name="Lists">Members of the answer: Studio reads how many were deleted as a number, all others as lists of ids.</param>
    private sealed record Deed(string Verb, string Noun, string Ids, IReadOnlyList<string> Lists)
    {
        public JsonObject Answer(IReadOnlyList<(string List, string Id)> sorted) => new(Lists.Select(list =>
        {
            var ids = sorted.Where(entry => entry.List == list).Select(entry => (JsonNode?)entry.Id).ToArray();
            return KeyValuePair.Create(list, (JsonNode?)(list is Deleted ? JsonValue.Create(ids.Length) : new JsonArray(ids)));
        }));
    }
}
