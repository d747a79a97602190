using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>Definitions as files, going out and coming in.</summary>
internal static class DefinitionFileEndpoints
{
    private const int MaxIds = 500;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/workflow-definitions/{definitionId}/export", ExportAsync);
        api.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync);
        api.MapPost("/workflow-definitions/import", ImportAsync).RequireAuthorization(ApiAccess.Design);
        api.MapPost("/workflow-definitions/{definitionId}/import", ImportIntoAsync).RequireAuthorization(ApiAccess.Design);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        string definitionId, HttpRequest request, DefinitionChoice choice, IDefinitionLists lists, IDefinitionStore store,
        CancellationToken cancellationToken)
    {
        if (await choice.FindAsync(definitionId, request.Query.Text("versionOptions"), cancellationToken) is not { } version)
        {
            return Problems.NotFound(DefinitionEndpoints.What);
        }

        return request.Query.Flag("includeConsumingWorkflows") is true
            ? Zip(await WithConsumersAsync([version], lists, store, cancellationToken))
            : TypedResults.File(Text(version), "application/json", $"workflow-definition-{version.DefinitionId}-v{version.Version}.json");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportManyAsync(
        HttpRequest request, IDefinitionLists lists, IDefinitionStore store, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var found = new List<DefinitionVersion>();
        foreach (var id in body.Texts("ids").Distinct(StringComparer.Ordinal).Take(MaxIds))
        {
            if (await store.FindAsync(id, cancellationToken) is { } version)
            {
                found.Add(version);
            }
        }

        if (found.Count == 0)
        {
            return Problems.NotFound(DefinitionEndpoints.What);
        }

        return Zip(body.Flag("includeConsumingWorkflows") is true ? await WithConsumersAsync(found, lists, store, cancellationToken) : found);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, DefinitionSaving saving, DefinitionAnswers answers, CancellationToken cancellationToken) =>
        await TakeInAsync(request, null, saving, answers, cancellationToken);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ImportIntoAsync(
        string definitionId, HttpRequest request, DefinitionSaving saving, DefinitionAnswers answers, CancellationToken cancellationToken) =>
        await TakeInAsync(request, definitionId, saving, answers, cancellationToken);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> TakeInAsync(
        HttpRequest request, string? definitionId, DefinitionSaving saving, DefinitionAnswers answers, CancellationToken cancellationToken)
    {
        var (file, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (!file.ContainsKey("root"))
        {
            return StudioProblems.Of("root-missing", "这不是流程定义文件：缺少 root。");
        }

        if (definitionId is not null)
        {
            file["definitionId"] = definitionId;
        }

        var saved = await saving.ImportAsync(file, cancellationToken);
        return saved.Version is { } version ? StudioJson.Answer(answers.Whole(version)) : saved.Refusal!;
    }

    /// <summary>Those versions and, to any depth, all that use them as activities.</summary>
    private static async Task<List<DefinitionVersion>> WithConsumersAsync(
        List<DefinitionVersion> versions, IDefinitionLists lists, IDefinitionStore store, CancellationToken cancellationToken)
    {
        var all = new List<DefinitionVersion>(versions);
        for (var place = 0; place < all.Count; place++)
        {
            foreach (var user in await lists.ConsumersAsync(all[place].DefinitionId, cancellationToken))
            {
                if (!all.Exists(known => known.DefinitionId == user.DefinitionId) && await store.FindAsync(user.Id, cancellationToken) is { } version)
                {
                    all.Add(version);
                }
            }
        }

        return all;
    }

    private static FileContentHttpResult Zip(IReadOnlyList<DefinitionVersion> versions)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var version in versions)
            {
                using var entry = zip.CreateEntry(NameOf(version)).Open();
                entry.Write(Text(version));
            }
        }

        return TypedResults.File(buffer.ToArray(), "application/zip", "workflow-definitions.zip");
    }

    private static byte[] Text(DefinitionVersion version) =>
        Encoding.UTF8.GetBytes(DefinitionAnswers.File(version).ToJsonString(StudioJson.Indented) + "\n");

    private static string NameOf(DefinitionVersion version)
    {
        var name = string.Concat(version.Name.Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_'));
        return $"workflow-definition-{(name.Length > 0 ? name : version.DefinitionId)}-v{version.Version}.json";
    }
}
