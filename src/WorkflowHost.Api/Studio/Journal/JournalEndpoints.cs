using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Studio.Instances;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.Studio.Journal;

/// <summary>What happened in an instance, as Studio's viewer asks for it.</summary>
internal static class JournalEndpoints
{
    private const string What = "步骤的执行";
    private const int All = 10_000;
    private const int Page = 100;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/workflow-instances/{id}/journal", (string id, HttpRequest request, InstanceSight sight, IInstanceJournal journal, CancellationToken stop) =>
            ReadAsync(id, new JournalFilter(), request, sight, journal, stop));
        api.MapPost("/workflow-instances/{id}/journal", FilteredAsync);
        api.MapPost("/activity-executions/report", ReportAsync);
        api.MapGet("/activity-execution-summaries/list", (HttpRequest request, InstanceSight sight, IInstanceJournal journal, CancellationToken stop) =>
            ListAsync(request, isFull: false, sight, journal, stop));
        api.MapGet("/activity-executions/list", (HttpRequest request, InstanceSight sight, IInstanceJournal journal, CancellationToken stop) =>
            ListAsync(request, isFull: true, sight, journal, stop));
        api.MapGet("/activity-executions/by-id", FindAsync);
        api.MapGet("/activity-executions/{id}/call-stack", CallStackAsync);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> FilteredAsync(
        string id, HttpRequest request, InstanceSight sight, IInstanceJournal journal, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var filter = body["filter"] as JsonObject ?? [];
        return await ReadAsync(
            id,
            new JournalFilter
            {
                ActivityIds = filter.Texts("activityIds"),
                NodeIds = filter.Texts("activityNodeIds"),
                ExcludedTypes = filter.Texts("excludedActivityTypes"),
                Events = filter.Texts("eventNames"),
            },
            request, sight, journal, cancellationToken);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ReadAsync(
        string id, JournalFilter filter, HttpRequest request, InstanceSight sight, IInstanceJournal journal, CancellationToken cancellationToken)
    {
        if (await sight.FindAsync(id, cancellationToken) is null)
        {
            return Problems.NotFound(InstanceEndpoints.What);
        }

        var skip = Math.Max(0, request.Query.Number("skip") ?? 0);
        var take = request.Query.Number("take") ?? Page;
        var page = await journal.ReadAsync(id, filter, skip, take, cancellationToken);
        return StudioJson.Answer(new JsonObject
        {
            ["items"] = new JsonArray([.. page.Items.Select(line => JournalAnswers.Line(id, line))]),
            ["totalCount"] = page.Total,
        });
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ReportAsync(
        HttpRequest request, InstanceSight sight, ExecutionReports reports, CancellationToken cancellationToken)
    {
        var (body, refusal) = await request.ReadAsync(cancellationToken);
        var instanceId = body.Text("workflowInstanceId") ?? "";
        if (refusal is not null || await sight.FindAsync(instanceId, cancellationToken) is null)
        {
            return refusal ?? Problems.NotFound(InstanceEndpoints.What);
        }

        var asked = body.Texts("activityNodeIds").ToHashSet(StringComparer.Ordinal);
        var stats = await reports.OfAsync(instanceId, cancellationToken);
        return StudioJson.Answer(new JsonObject
        {
            ["stats"] = System.Text.Json.JsonSerializer.SerializeToNode(stats.Where(step => asked.Count == 0 || asked.Contains(step.ActivityNodeId)), StudioJson.Options),
        });
    }

    private static async Task<Results<JsonHttpResult<StudioList<JsonObject>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, bool isFull, InstanceSight sight, IInstanceJournal journal, CancellationToken cancellationToken)
    {
        var nodeId = request.Query.Text("ActivityNodeId");
        var filter = new JournalFilter { NodeIds = nodeId is null ? [] : [nodeId] };
        return await RecordsAsync(request.Query.Text("WorkflowInstanceId") ?? "", filter, sight, journal, cancellationToken) is { } records
            ? StudioJson.Answer(new StudioList<JsonObject>([.. records.Of(nodeId, isFull)]))
            : Problems.NotFound(InstanceEndpoints.What);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> FindAsync(
        HttpRequest request, InstanceSight sight, IInstanceJournal journal, CancellationToken cancellationToken)
    {
        var id = request.Query.Text("id") ?? "";
        return (await RecordsAsync(InstanceOf(id), new JournalFilter { ExecutionId = id }, sight, journal, cancellationToken))?.Find(id, isFull: true) is { } found
            ? StudioJson.Answer(found)
            : Problems.NotFound(What);
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> CallStackAsync(
        string id, InstanceSight sight, IInstanceJournal journal, CancellationToken cancellationToken)
    {
        var stack = (await RecordsAsync(InstanceOf(id), new JournalFilter(), sight, journal, cancellationToken))?.CallStack(id).ToList() ?? [];
        return stack.Count == 0
            ? Problems.NotFound(What)
            : StudioJson.Answer(new JsonObject { ["activityExecutionId"] = id, ["items"] = new JsonArray([.. stack]), ["totalCount"] = stack.Count });
    }

    private static async Task<ExecutionRecords?> RecordsAsync(
        string instanceId, JournalFilter filter, InstanceSight sight, IInstanceJournal journal, CancellationToken cancellationToken)
    {
        if (await sight.FindWithStateAsync(instanceId, cancellationToken) is not var (summary, state))
        {
            return null;
        }

        var lines = await journal.ReadAsync(instanceId, filter, 0, All, cancellationToken);
        return new ExecutionRecords(summary, state, lines.Items);
    }

    /// <summary>The engine numbers executions within their instance.</summary>
    private static string InstanceOf(string executionId) =>
        executionId.LastIndexOf('.') is > 0 and var dot ? executionId[..dot] : "";
}
