using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Instances;

/// <summary>What Studio reads of instances.</summary>
internal static class InstanceEndpoints
{
    internal const string What = "流程实例";
    private const int MaxPage = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/workflow-instances", ListAsync);
        var instances = api.MapGroup("/workflow-instances");
        instances.MapGet("/{id}", FindAsync);
        instances.MapGet("/{id}/execution-state", StateAsync);
        instances.MapGet("/{id}/variables", VariablesAsync);
        instances.MapGet("/{id}/export", ExportAsync);
        api.MapPost("/bulk-actions/export/workflow-instances", ExportManyAsync);
    }

    private static async Task<Results<JsonHttpResult<StudioInstances>, ProblemHttpResult>> ListAsync(
        HttpRequest request, ICaseProcedures procedures, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (InstanceRequests.Unreadable(body) is { } unreadable)
        {
            return StudioProblems.Of([unreadable]);
        }

        if (InstanceRequests.AsksForUnknownStates(body))
        {
            return StudioJson.Answer(new StudioInstances([], 0));
        }

        var size = Math.Clamp(body.Number("pageSize") ?? MaxPage, 1, MaxPage);
        var skip = (int)Math.Min((long)Math.Max(0, body.Number("page") ?? 0) * size, int.MaxValue);
        var page = await procedures.SearchAsync(visibility.Scope, InstanceRequests.Read(body), skip, size, cancellationToken);
        return StudioJson.Answer(new StudioInstances([.. page.Items.Select(StudioInstance.Of)], page.Total));
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> FindAsync(
        string id, InstanceSight sight, CancellationToken cancellationToken) =>
        await sight.FindWithStateAsync(id, cancellationToken) is var (summary, state)
            ? StudioJson.Answer(InstanceAnswers.Whole(summary, state))
            : Problems.NotFound(What);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> StateAsync(
        string id, InstanceSight sight, CancellationToken cancellationToken) =>
        await sight.FindAsync(id, cancellationToken) is { } found
            ? StudioJson.Answer(new JsonObject
            {
                ["status"] = found.Status.ToString(),
                ["subStatus"] = found.SubStatus.ToString(),
                ["updatedAt"] = found.UpdatedAt,
            })
            : Problems.NotFound(What);

    private static async Task<Results<JsonHttpResult<StudioList<JsonObject>>, ProblemHttpResult>> VariablesAsync(
        string id, InstanceSight sight, IDefinitionStore definitions, CancellationToken cancellationToken)
    {
        if (await sight.FindWithStateAsync(id, cancellationToken) is not var (summary, state))
        {
            return Problems.NotFound(What);
        }

        var version = await definitions.FindAsync(summary.DefinitionVersionId, cancellationToken);
        var declared = version is null ? [] : DefinitionReader.Read(version.Json).Value?.Variables ?? [];
        var known = declared.Select(variable => Variable(variable.Id, variable.Name, state.Variables.TryGetValue(variable.Id, out var value) ? value : variable.Value));
        var added = state.Variables.Where(value => declared.All(variable => variable.Id != value.Key))
            .OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => Variable(value.Key, value.Key, value.Value));
        List<JsonObject> variables = [.. known, .. added];
        return StudioJson.Answer(new StudioList<JsonObject>(variables));
    }

    private static JsonObject Variable(string id, string name, JsonNode? value) => new() { ["id"] = id, ["name"] = name, ["value"] = value?.DeepClone() };

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        string id, InstanceSight sight, InstanceFiles files, CancellationToken cancellationToken) =>
        await sight.FindWithStateAsync(id, cancellationToken) is var (summary, state)
            ? TypedResults.File(await files.WriteAsync(summary, state, cancellationToken), "application/json", InstanceFiles.NameOf(summary))
            : Problems.NotFound(What);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportManyAsync(
        HttpRequest request, InstanceSight sight, InstanceFiles files, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var zip = await files.ZipAsync(body.Texts("ids"), sight, cancellationToken);
        return zip is null ? Problems.NotFound(What) : TypedResults.File(zip, "application/zip", "workflow-instances.zip");
    }
}
