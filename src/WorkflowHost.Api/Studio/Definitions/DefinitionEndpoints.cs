using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>What Studio reads of definitions.</summary>
internal static class DefinitionEndpoints
{
    internal const string What = "流程定义";

    /// <summary>Without a page size Studio fills a choice of all definitions.</summary>
    private const int All = 10_000;

    public static void Map(RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions");
        definitions.MapGet("/", ListAsync);
        definitions.MapGet("/by-definition-id/{definitionId}", FindByDefinitionAsync);
        definitions.MapGet("/by-id/{versionId}", FindAsync);
        definitions.MapGet("/many-by-id", FindManyAsync);
        definitions.MapGet("/validation/is-name-unique", IsNameUniqueAsync);
        definitions.MapGet("/{definitionId}/versions", VersionsAsync);
    }

    private static async Task<Results<JsonHttpResult<StudioSummaries>, ProblemHttpResult>> ListAsync(
        HttpRequest request, IDefinitionLists lists, DefinitionAnswers answers, CancellationToken cancellationToken)
    {
        var query = request.Query;
        if (VersionOptions.Read(query.Text("versionOptions")) is not var (versions, number))
        {
            return StudioProblems.Of("version-options", $"不认识版本范围“{query.Text("versionOptions")}”。");
        }

        // Studio's list asks for no order and yet for an ascending one, until a column is chosen
        var chosen = Enum.TryParse<DefinitionOrder>(query.Text("OrderBy"), ignoreCase: true, out var order);
        var filter = new DefinitionFilter
        {
            Versions = versions,
            Version = number,
            DefinitionIds = query.Texts("DefinitionIds"),
            Ids = query.Texts("Ids"),
            Search = query.Text("SearchTerm"),
            IsSystem = query.Flag("IsSystem"),
            IsUsableAsActivity = query.Flag("UsableAsActivity"),
            Order = chosen ? order : DefinitionOrder.Recent,
            Descending = query.Text("OrderDirection") is { } direction
                ? direction.Equals("Descending", StringComparison.OrdinalIgnoreCase)
                : order is not DefinitionOrder.Name,
        };
        var size = Math.Clamp(query.Number("PageSize") ?? All, 1, All);
        var skip = (long)Math.Max(0, query.Number("Page") ?? 0) * size;
        return StudioJson.Answer(await answers.PageAsync(await lists.ListAsync(filter, (int)Math.Min(skip, int.MaxValue), size, cancellationToken), cancellationToken));
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> FindByDefinitionAsync(
        string definitionId, HttpRequest request, DefinitionChoice choice, DefinitionAnswers answers, CancellationToken cancellationToken) =>
        await choice.FindAsync(definitionId, request.Query.Text("versionOptions"), cancellationToken) is { } version
            ? StudioJson.Answer(answers.Whole(version))
            : Problems.NotFound(What);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> FindAsync(
        string versionId, IDefinitionStore store, DefinitionAnswers answers, CancellationToken cancellationToken) =>
        await store.FindAsync(versionId, cancellationToken) is { } version ? StudioJson.Answer(answers.Whole(version)) : Problems.NotFound(What);

    private static async Task<JsonHttpResult<StudioList<JsonObject>>> FindManyAsync(
        HttpRequest request, IDefinitionStore store, DefinitionAnswers answers, CancellationToken cancellationToken)
    {
        var found = new List<JsonObject>();
        foreach (var id in (request.Query.Texts("Ids") ?? []).Distinct(StringComparer.Ordinal).Take(100))
        {
            if (await store.FindAsync(id, cancellationToken) is { } version)
            {
                found.Add(answers.Whole(version));
            }
        }

        return StudioJson.Answer(new StudioList<JsonObject>(found));
    }

    private static async Task<JsonHttpResult<JsonObject>> IsNameUniqueAsync(HttpRequest request, IDefinitionLists lists, CancellationToken cancellationToken) =>
        StudioJson.Answer(new JsonObject
        {
            ["isUnique"] = await lists.IsNameFreeAsync(request.Query.Text("name")?.Trim() ?? "", request.Query.Text("definitionId"), cancellationToken),
        });

    private static async Task<JsonHttpResult<StudioSummaries>> VersionsAsync(
        string definitionId, IDefinitionLists lists, DefinitionAnswers answers, CancellationToken cancellationToken) =>
        StudioJson.Answer(await answers.PageAsync(
            await lists.ListAsync(new DefinitionFilter { DefinitionIds = [definitionId], Order = DefinitionOrder.Version, Descending = true }, 0, All, cancellationToken),
            cancellationToken));
}
