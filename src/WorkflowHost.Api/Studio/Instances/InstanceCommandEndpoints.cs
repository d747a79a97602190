using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Cases;
using WorkflowHost.Engine;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Instances;

/// <summary>What a supervisor does with instances in Studio: ends them. Nothing is deleted, nothing brought in.</summary>
internal static class InstanceCommandEndpoints
{
    private const string Kept = "办理记录须长期保存，流程实例不能删除。不再办理的，请终止。";
    private const string NotTakenIn = "流程实例是办理记录，不能从文件导入。";
    private const int MaxIds = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/cancel/workflow-instances/{id}", CancelAsync);
        api.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync);
        api.MapPost("/alterations/submit", AlterAsync);
        api.MapDelete("/workflow-instances/{id}", DeleteAsync);
        api.MapPost("/bulk-actions/delete/workflow-instances/by-id", () => StudioProblems.Of("history-kept", Kept));
        api.MapPost("/bulk-actions/import/workflow-instances", () => StudioProblems.Of("history-true", NotTakenIn));
    }

    private static async Task<Results<Ok, ProblemHttpResult>> CancelAsync(string id, InstanceSight sight, InstanceEnding ending, CancellationToken cancellationToken) =>
        await sight.FindAsync(id, cancellationToken) is not { } found ? Problems.NotFound(InstanceEndpoints.What)
        : await ending.EndAsync(found, cancellationToken) is { } refusal ? refusal
        : TypedResults.Ok();

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> CancelManyAsync(
        HttpRequest request, ICaseProcedures procedures, CaseVisibility visibility, InstanceSight sight, InstanceEnding ending, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var cancelled = 0;
        foreach (var id in await ChosenAsync(body, procedures, visibility, cancellationToken))
        {
            if (await sight.FindAsync(id, cancellationToken) is { } found && await ending.EndAsync(found, cancellationToken) is null)
            {
                cancelled++;
            }
        }

        return StudioJson.Answer(new JsonObject { ["cancelledCount"] = cancelled });
    }

    /// <summary>Elsa's alteration plans, of which only the one is known that Studio's "all matches" sends: cancel.</summary>
    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> AlterAsync(
        HttpRequest request, ICaseProcedures procedures, CaseVisibility visibility, InstanceEnding ending, IIdGenerator ids, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var alterations = (body["alterations"] as JsonArray ?? []).OfType<JsonObject>().Select(alteration => alteration.Text("type")).ToList();
        if (alterations.Count == 0 || alterations.Exists(type => type is not "Cancel"))
        {
            return StudioProblems.Of("alteration-unknown", "这里只能批量终止流程实例；其他更正请在门户的流程实例页上办理。");
        }

        var filter = body["filter"] as JsonObject ?? [];
        if (filter.Flag("emptyFilterSelectsAll") is not true && filter.All(member => member.Value is null or JsonArray { Count: 0 } || member.Value.ToString().Length == 0))
        {
            return StudioProblems.Of("filter-empty", "没有指定要终止哪些流程实例，没有任何改动。");
        }

        filter["definitionIds"] ??= filter["workflowDefinitionIds"]?.DeepClone();
        var search = InstanceRequests.Read(filter) with { Statuses = [WorkflowStatus.Running], DefinitionVersionIds = filter.Texts("definitionVersionIds") };
        var named = filter.Texts("workflowInstanceIds").ToHashSet(StringComparer.Ordinal);
        foreach (var found in (await procedures.SearchAsync(visibility.Scope, search, 0, MaxIds, cancellationToken)).Items.Where(found => named.Count == 0 || named.Contains(found.Id)))
        {
            await ending.EndAsync(found, cancellationToken);
        }

        return StudioJson.Answer(new JsonObject { ["planId"] = ids.NewId() });
    }

    /// <summary>The ids that are named, else the running instances of the version or definition that is.</summary>
    private static async Task<IReadOnlyList<string>> ChosenAsync(
        JsonObject body, ICaseProcedures procedures, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        if (body.Texts("ids") is { Count: > 0 } ids)
        {
            return [.. ids.Distinct(StringComparer.Ordinal).Take(MaxIds)];
        }

        var (versionId, definitionId) = (body.Text("definitionVersionId"), body.Text("definitionId"));
        if (versionId is null && definitionId is null)
        {
            return [];
        }

        var search = new InstanceSearch
        {
            DefinitionVersionIds = versionId is null ? [] : [versionId],
            DefinitionIds = definitionId is null ? [] : [definitionId],
            Statuses = [WorkflowStatus.Running],
        };
        return [.. (await procedures.SearchAsync(visibility.Scope, search, 0, MaxIds, cancellationToken)).Items.Select(instance => instance.Id)];
    }

    private static async Task<ProblemHttpResult> DeleteAsync(string id, InstanceSight sight, CancellationToken cancellationToken) =>
        await sight.FindAsync(id, cancellationToken) is null ? Problems.NotFound(InstanceEndpoints.What) : StudioProblems.Of("history-kept", Kept);

    /// <summary>Ends instances for the caller.</summary>
    internal sealed class InstanceEnding(InstanceDesk desk, ApiCaller caller, IIdGenerator ids)
    {
        private const string Reason = "在流程设计器中终止";

        /// <returns>Why not; null when it is ended, also when it was before.</returns>
        public async Task<ProblemHttpResult?> EndAsync(InstanceSummary instance, CancellationToken cancellationToken)
        {
            var command = new InstanceCommand(instance.Id, ids.NewId(), instance.Revision, Reason, caller.Account.Id);
            return await desk.CancelAsync(command, cancellationToken) is RuntimeResult.Refused refused ? StudioProblems.Of(refused.Problems) : null;
        }
    }
}
