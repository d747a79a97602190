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

/// <summary>What is done with instances in Studio: they are ended. Nothing is deleted, nothing brought in.</summary>
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

    private static async Task<Results<Ok, ProblemHttpResult>> CancelAsync(string id, InstanceEnding ending, CancellationToken cancellationToken) =>
        (await ending.EndAsync(id, cancellationToken)).Refusal switch
        {
            null => TypedResults.Ok(),
            { Code: InstanceEnding.Missing } => Problems.NotFound(InstanceEndpoints.What),
            { } refusal => StudioProblems.Of([refusal]),
        };

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> CancelManyAsync(
        HttpRequest request, ICaseProcedures procedures, CaseVisibility visibility, InstanceEnding ending, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (EndingPlan.Unknown(body, "ids", "definitionVersionId", "definitionId") is { } unknown)
        {
            return StudioProblems.Of([unknown]);
        }

        IReadOnlyList<string> named = [.. body.Texts("ids").Distinct(StringComparer.Ordinal)];
        var (chosen, tooMany) = named.Count > 0 ? Limited(named, named.Count) : await RunningAsync(body, procedures, visibility, cancellationToken);
        return tooMany is not null ? tooMany : (await ending.EndAllAsync(chosen, cancellationToken)).Answer([]);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> AlterAsync(
        HttpRequest request, ICaseProcedures procedures, CaseVisibility visibility, InstanceEnding ending, IIdGenerator ids, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var plan = EndingPlan.Read(body);
        if (!plan.IsValid)
        {
            return StudioProblems.Of(plan.Problems);
        }

        var (chosen, tooMany) = plan.Value.Search is { } search ? await MatchingAsync(search, procedures, visibility, cancellationToken) : ([], null);
        return tooMany is not null ? tooMany : (await ending.EndAllAsync(chosen, cancellationToken)).Answer(new JsonObject { ["planId"] = ids.NewId() });
    }

    /// <summary>The running instances of the version or definition that is named; none without.</summary>
    private static async Task<(IReadOnlyList<string> Ids, ProblemHttpResult? TooMany)> RunningAsync(
        JsonObject body, ICaseProcedures procedures, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        var (versionId, definitionId) = (body.Text("definitionVersionId"), body.Text("definitionId"));
        var search = new InstanceSearch
        {
            DefinitionVersionIds = string.IsNullOrEmpty(versionId) ? [] : [versionId],
            DefinitionIds = string.IsNullOrEmpty(definitionId) ? [] : [definitionId],
            Statuses = [WorkflowStatus.Running],
        };
        return search.DefinitionIds.Count + search.DefinitionVersionIds.Count > 0
            ? await MatchingAsync(search, procedures, visibility, cancellationToken)
            : ([], null);
    }

    private static async Task<(IReadOnlyList<string> Ids, ProblemHttpResult? TooMany)> MatchingAsync(
        InstanceSearch search, ICaseProcedures procedures, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        var found = await procedures.SearchAsync(visibility.Scope, search, 0, MaxIds, cancellationToken);
        return Limited([.. found.Items.Select(instance => instance.Id)], found.Total);
    }

    private static (IReadOnlyList<string> Ids, ProblemHttpResult? TooMany) Limited(IReadOnlyList<string> ids, int total) => total <= MaxIds
        ? (ids, null)
        : ([], StudioProblems.Of("instances-many", $"要终止的流程实例有 {total} 个，一次最多 {MaxIds} 个，没有任何改动。请缩小范围后重试。"));

    private static async Task<ProblemHttpResult> DeleteAsync(string id, InstanceSight sight, CancellationToken cancellationToken) =>
        await sight.FindAsync(id, cancellationToken) is null ? Problems.NotFound(InstanceEndpoints.What) : StudioProblems.Of("history-kept", Kept);
}
