using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Cases;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.V1;

/// <summary>流程实例, for supervisors and administrators.</summary>
internal static class InstanceEndpoints
{
    private const string What = "流程实例";
    private const string Commands =
        "operationId 由提交方生成，重复提交得到第一次的答复；expectedRevision 为读到的 revision，已推进时答复 409；reason 必填，最多 500 字。";

    public static void Map(RouteGroupBuilder api)
    {
        var instances = api.MapGroup("/instances").RequireAuthorization(ApiAccess.Supervision).WithTags(What);
        instances.MapGet("/", ListAsync).WithSummary("流程实例，先到期的在前");
        instances.MapGet("/{id}", FindAsync).WithSummary("一个流程实例及其异常和经过").ProducesProblem(404);
        instances.MapPost("/{id}/incidents/{incidentId}/retry", RetryAsync).WithSummary("重试异常事件").WithDescription(Commands)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        instances.MapPost("/{id}/incidents/{incidentId}/skip", SkipAsync).WithSummary("跳过异常步骤，从指定出口继续").WithDescription(Commands)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        instances.MapPost("/{id}/variables/{variableId}", SetVariableAsync).Accepts<VariableRequest>("application/json")
           .WithSummary("修改变量，流程不因此推进").WithDescription(Commands)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        instances.MapPost("/{id}/executions/{executionId}/cancel", CancelActivityAsync).WithSummary("终止一个步骤及其分支").WithDescription(Commands)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        instances.MapPost("/{id}/steps/{nodeId}/run", ScheduleActivityAsync).WithSummary("另行执行流程图中的一个步骤").WithDescription(Commands)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        instances.MapPost("/{id}/cancel", CancelAsync).WithSummary("终止流程实例，其案件随之终止").WithDescription(Commands)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Ok<PageAnswer<InstanceAnswer>>> ListAsync(
        [AsParameters] PageQuery query,
        [Description("只看这个案件的")] string? caseId,
        [Description("只看未结束的")] bool? running,
        [Description("只看有异常的")] bool? stuck,
        ICaseProcedures procedures, CaseVisibility visibility, CancellationToken cancellationToken) =>
        TypedResults.Ok(PageAnswer.Of(
            await procedures.ListAsync(
                visibility.Scope, new InstanceFilter(caseId, running ?? false, stuck ?? false), query.After, query.Size, cancellationToken),
            item => InstanceAnswer.Of(item.Instance)));

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
        string id, string incidentId, InstanceCommandRequest request, InstanceCommands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            id, request, (desk, command) => desk.RetryAsync(command, incidentId, cancellationToken), InstanceDesk.Retried, cancellationToken);

    private static Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> SkipAsync(
        string id, string incidentId, SkipRequest request, InstanceCommands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            id, request, (desk, command) => desk.SkipAsync(command, incidentId, request.Outcome, cancellationToken), InstanceDesk.Skipped,
            cancellationToken);

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> SetVariableAsync(
        string id, string variableId, HttpRequest http, InstanceCommands commands, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<VariableRequest>(http, cancellationToken);
        return request is null
            ? refusal!
            : await commands.SendAsync(
                id, request, (desk, command) => desk.SetVariableAsync(command, variableId, request.Value, cancellationToken),
                InstanceDesk.VariableSet, cancellationToken);
    }

    private static Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> CancelActivityAsync(
        string id, string executionId, InstanceCommandRequest request, InstanceCommands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            id, request, (desk, command) => desk.CancelActivityAsync(command, executionId, cancellationToken),
            InstanceDesk.ActivityCancelled, cancellationToken);

    private static Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> ScheduleActivityAsync(
        string id, string nodeId, InstanceCommandRequest request, InstanceCommands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            id, request, (desk, command) => desk.ScheduleActivityAsync(command, nodeId, cancellationToken),
            InstanceDesk.ActivityScheduled, cancellationToken);

    private static Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> CancelAsync(
        string id, InstanceCommandRequest request, InstanceCommands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            id, request, (desk, command) => desk.CancelAsync(command, cancellationToken), InstanceDesk.Cancelled, cancellationToken);

    private static async Task<InstanceSummary?> FindVisibleAsync(
        string id, IInstanceQueries instances, CaseVisibility visibility, CancellationToken cancellationToken) =>
        await instances.FindAsync(id, cancellationToken) is { } found
        && await visibility.MaySeeInstanceAsync(found.CorrelationId, cancellationToken)
            ? found
            : null;

    /// <summary>A supervisor's commands to instances that the supervisor sees.</summary>
    internal sealed class InstanceCommands(
        InstanceDesk desk, IInstanceQueries instances, CaseVisibility visibility, ApiCaller caller)
    {
        public async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> SendAsync(
            string id, SupervisorCommand request, Func<InstanceDesk, InstanceCommand, Task<RuntimeResult>> send, string answer,
            CancellationToken cancellationToken)
        {
            if (await FindVisibleAsync(id, instances, visibility, cancellationToken) is null)
            {
                return Problems.NotFound(What);
            }

            var command = new InstanceCommand(
                id, request.OperationId ?? "", request.ExpectedRevision, request.Reason ?? "", caller.Account.Id);
            var result = await send(desk, command);
            return Problems.Of(result, "异常事件或流程实例") is { } problem ? problem
                : TypedResults.Ok(result is RuntimeResult.Repeated repeated
                    ? new CommandAnswer(repeated.Answer, true)
                    : new CommandAnswer(answer, false));
        }
    }
}
