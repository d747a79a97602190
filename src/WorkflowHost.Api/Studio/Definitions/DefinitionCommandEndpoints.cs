using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Definitions;

/// <summary>What an administrator does with one definition in Studio.</summary>
internal static class DefinitionCommandEndpoints
{
    /// <summary>Studio's page says with each save which window it is, by a word made up when it was loaded, and which of its saves.</summary>
    private const string Window = "X-Studio-Window";

    public static void Map(RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("/workflow-definitions").RequireAuthorization(ApiAccess.Design);
        definitions.MapPost("/", SaveAsync);
        definitions.MapPost("/{definitionId}/publish", PublishAsync);
        definitions.MapPost("/{definitionId}/retract", RetractAsync);
        definitions.MapPost("/{definitionId}/revert/{version}", RevertAsync);
        definitions.MapPost("/{definitionId}/take-over", TakeOverAsync);
        definitions.MapDelete("/{definitionId}", DeleteAsync);
        api.MapDelete("/workflow-definition-versions/{versionId}", DeleteVersionAsync).RequireAuthorization(ApiAccess.Design);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> SaveAsync(
        HttpRequest request, DefinitionSaving saving, DefinitionAnswers answers, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (body["model"] is not JsonObject model)
        {
            return StudioProblems.Of("model-missing", "请求中缺少 model：应为流程定义。");
        }

        body.Remove("model");
        var saved = await saving.SaveAsync(model, body.Flag("publish") is true, DrawingWindow.Parse(request.Headers[Window]), cancellationToken);
        return saved.Version is { } version
            ? StudioJson.Answer(Whole(version, saved.WasSoBefore && version.IsPublished, saved.References, answers))
            : saved.Refusal!;
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> PublishAsync(
        string definitionId, DefinitionSaving saving, DefinitionAnswers answers, CancellationToken cancellationToken)
    {
        var saved = await saving.PublishAsync(definitionId, cancellationToken);
        return saved.Version is { } version
            ? StudioJson.Answer(Whole(version, saved.WasSoBefore, saved.References, answers))
            : saved.Refusal!;
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> RetractAsync(
        string definitionId, DefinitionSaving saving, DefinitionAnswers answers, CancellationToken cancellationToken)
    {
        var saved = await saving.RetractAsync(definitionId, cancellationToken);
        return saved.Version is { } version ? StudioJson.Answer(answers.Whole(version)) : saved.Refusal!;
    }

    private static async Task<Results<JsonHttpResult<StudioSummary>, ProblemHttpResult>> RevertAsync(
        string definitionId, string version, DefinitionSaving saving, DefinitionAnswers answers, DefinitionChoice choice, CancellationToken cancellationToken)
    {
        if (VersionOptions.Read(version) is not { Version: not null } || await choice.FindAsync(definitionId, version, cancellationToken) is not { } old)
        {
            return Problems.NotFound("流程版本");
        }

        var saved = await saving.RevertAsync(definitionId, old, cancellationToken);
        return saved.Version is { } draft ? StudioJson.Answer(answers.Summary(draft)) : saved.Refusal!;
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> TakeOverAsync(
        string definitionId, DefinitionDesk desk, DefinitionRights rights, IDefinitionStore store, ApiCaller caller, IOrganisationStore people,
        CancellationToken cancellationToken)
    {
        if (await store.FindLatestAsync(definitionId, cancellationToken) is null)
        {
            return Problems.NotFound(DefinitionEndpoints.What);
        }

        if (await rights.ForbidsAsync(definitionId, cancellationToken) is { } forbidden)
        {
            return forbidden;
        }

        var before = await desk.TakeOverAsync(definitionId, caller.Account.Id, cancellationToken);
        var names = before is null ? null : await people.NamesAsync([before.AccountId], cancellationToken);
        return StudioJson.Answer(new JsonObject { ["takenFrom"] = before is null ? null : names!.GetValueOrDefault(before.AccountId, before.AccountId) });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string definitionId, DefinitionSaving saving, CancellationToken cancellationToken) =>
        (await saving.DeleteAsync(definitionId, cancellationToken)).Refusal is { } refusal ? refusal : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteVersionAsync(
        string versionId, DefinitionSaving saving, CancellationToken cancellationToken) =>
        (await saving.DeleteVersionAsync(versionId, cancellationToken)).Refusal is { } refusal ? refusal : TypedResults.NoContent();

    /// <param name="version">As it is now.</param>
    /// <param name="alreadyPublished">Whether it was published before.</param>
    /// <param name="references">The definitions that took the new version: Studio says how many. And those that were left.</param>
    /// <param name="answers">As this caller may see it.</param>
    private static JsonObject Whole(DefinitionVersion version, bool alreadyPublished, RenewedReferences references, DefinitionAnswers answers) => new()
    {
        ["workflowDefinition"] = answers.Whole(version),
        ["alreadyPublished"] = alreadyPublished,
        ["consumingWorkflowCount"] = references.Renewed.Count,
        ["leftConsumers"] = references.LeftList,
    };
}
