using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.V1;

/// <summary>流程定义, as far as it is nothing that Studio asks for.</summary>
internal static class DefinitionEndpoints
{
    private const int Changes = 50;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/definitions/{definitionId}", FindAsync).RequireAuthorization(ApiAccess.Supervision).WithTags("流程定义")
            .WithSummary("一个流程定义：版本、正在编辑的人、发布提示和变更记录").ProducesProblem(404);

    private static async Task<Results<Ok<DefinitionAnswer>, ProblemHttpResult>> FindAsync(
        string definitionId, IDefinitionStore store, IDefinitionDrafts drafts, PublishedRemarks remarks, IOrganisationStore people, MachineClock clock,
        CancellationToken cancellationToken)
    {
        if (await store.FindLatestAsync(definitionId, cancellationToken) is not { } latest)
        {
            return Problems.NotFound("流程定义");
        }

        var published = latest.IsPublished ? latest : await store.FindPublishedAsync(definitionId, cancellationToken);
        var editor = await drafts.FindEditorAsync(definitionId, cancellationToken);
        var isAtWork = editor is not null && editor.LastSavedAt + DefinitionDesk.EditingLasts > clock.Now;
        var changes = await drafts.ChangesAsync(definitionId, Changes, cancellationToken);
        var names = await people.NamesAsync([.. changes.Select(change => change.Actor).Append(editor?.AccountId ?? "").Distinct(StringComparer.Ordinal)], cancellationToken);
        return TypedResults.Ok(new DefinitionAnswer(
            definitionId, latest.Name, latest.Version, published?.Version,
            isAtWork ? new DefinitionEditorAnswer(names.GetValueOrDefault(editor!.AccountId, editor.AccountId), editor.Since, editor.LastSavedAt) : null,
            [.. (await remarks.OfAsync(published ?? latest, cancellationToken)).Select(warning => new DefinitionWarningAnswer(warning.Code, warning.Path, warning.Message))],
            [.. changes.Select(change => new DefinitionChangeAnswer(
                change.At, change.Action, change.Version, change.Text, names.GetValueOrDefault(change.Actor, change.Actor)))]));
    }
}
