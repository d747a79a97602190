using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.V1;

/// <summary>流程实例, for supervisors and administrators.</summary>
internal static class InstanceEndpoints
{
    private const string What = "流程实例";
    private const int MaxReason = 500;

    public static void Map(RouteGroupBuilder api)
    {
        var instances = api.MapGroup("/instances").RequireAuthorization(ApiAccess.Supervision).WithTags(What);
        instances.MapGet("/", ListAsync).WithSummary("流程实例，先到期的在前");
        instances.MapGet("/{id}", FindAsync).WithSummary("一个流程实例及其异常和经过").ProducesProblem(404);
        instances.MapPost("/{id}/incidents/{incidentId}/retry", RetryAsync).WithSummary("重试异常事件").ProducesProblem(404).ProducesProblem(422);
        instances.MapPost("/{id}/cancel", CancelAsync).WithSummary("取消流程实例").ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<Ok<PageAnswer<InstanceAnswer>>> ListAsync(
        [AsParameters] PageQuery query,
        [Description("只看这个案件的")] string? caseId,
        [Description("只看未结束的")] bool? running,
        [Description("只看有异常的")] bool? stuck,
        IInstanceQueries instances, CaseVisibility visibility, ApiCaller caller, CancellationToken cancellationToken) =>
        TypedResults.Ok(await VisiblePage.ReadAsync<InstanceSummary, InstanceAnswer>(
            query.After,
            after => instances.ListAsync(new InstanceFilter(caseId, running ?? false, stuck ?? false), after, query.Size, cancellationToken),
            items => VisibleAsync(items, visibility, caller.Account.Is(Roles.Administrator), cancellationToken)));

    private static async Task<IReadOnlyList<InstanceAnswer>> VisibleAsync(
        IReadOnlyList<InstanceSummary> items, CaseVisibility visibility, bool isAdministrator, CancellationToken cancellationToken)
    {
        var cases = await visibility.VisibleAsync(items.Select(item => item.CorrelationId), cancellationToken);
        return [.. items
            .Where(item => item.CorrelationId.Length == 0 ? isAdministrator : cases.ContainsKey(item.CorrelationId))
            .Select(InstanceAnswer.Of)];
    }

    private static async Task<Results<Ok<InstanceDetailAnswer>, ProblemHttpResult>> FindAsync(
        string id, IInstanceQueries instances, IOrganisationStore people, CaseVisibility visibility, CancellationToken cancellationToken)
    {
        if (await FindVisibleAsync(id, instances, visibility, cancellationToken) is not { } found)
        {
            return Problems.NotFound(What);
        }

        var incidents = await instances.IncidentsAsync(id, cancellationToken);
        var history = await Histories.ReadAsync(id, instances, people, cancellationToken);
        return TypedResults.Ok(new InstanceDetailAnswer(InstanceAnswer.Of(found), [.. incidents.Select(IncidentAnswer.Of)], history));
    }

    private static Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> RetryAsync(
        string id, string incidentId, ReasonRequest request, InstanceCommands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(id, request.Reason, reason => new Stimulus.Retry(incidentId, reason), "已重试。", cancellationToken);

    private static Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> CancelAsync(
        string id, ReasonRequest request, InstanceCommands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(id, request.Reason, reason => new Stimulus.Cancel(reason), "已取消。", cancellationToken);

    private static async Task<InstanceSummary?> FindVisibleAsync(
        string id, IInstanceQueries instances, CaseVisibility visibility, CancellationToken cancellationToken) =>
        await instances.FindAsync(id, cancellationToken) is { } found
        && await visibility.MaySeeInstanceAsync(found.CorrelationId, cancellationToken)
            ? found
            : null;

    /// <summary>A supervisor's commands: visible instance, given reason, one turn.</summary>
    internal sealed class InstanceCommands(
        WorkflowRuntime runtime, IInstanceQueries instances, CaseVisibility visibility, ApiCaller caller)
    {
        public async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> SendAsync(
            string id, string? reason, Func<string, Stimulus> stimulus, string answer, CancellationToken cancellationToken)
        {
            var why = reason?.Trim() ?? "";
            if (why.Length is 0 or > MaxReason)
            {
                return Problems.Refused([new Problem("reason", "reason", $"请填写原因，不超过 {MaxReason} 字。")]);
            }

            if (await FindVisibleAsync(id, instances, visibility, cancellationToken) is null)
            {
                return Problems.NotFound(What);
            }

            var result = await runtime.SendAsync(id, stimulus(why), new Command(caller.Account.Id), cancellationToken);
            return Problems.Of(result, "异常事件或流程实例") is { } problem ? problem : TypedResults.Ok(new CommandAnswer(answer, false));
        }
    }
}
