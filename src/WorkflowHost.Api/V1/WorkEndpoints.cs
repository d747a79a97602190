using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Cases.Work;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.V1;

/// <summary>专项工作: what is no single report's case.</summary>
internal static class WorkEndpoints
{
    private const string What = "专项工作";

    public static void Map(RouteGroupBuilder api)
    {
        var work = api.MapGroup("/work").WithTags(What);
        work.MapGet("/", ListAsync).WithSummary("我可以启动的专项工作").WithDescription("公告、抽样、年度计划、质量分析、考核等，由市局启动。");
        work.MapPost("/{definitionId}", StartAsync).Accepts<StartRequest>("application/json").WithSummary("启动专项工作")
            .WithDescription("operationId 由提交方生成，重复提交只启动一次。").ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<Ok<IReadOnlyList<StartableWork>>> ListAsync(WorkDesk desk, ApiCaller caller, CancellationToken cancellationToken) =>
        TypedResults.Ok(await desk.ForAsync(caller.Account, cancellationToken));

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> StartAsync(
        string definitionId, HttpRequest http, WorkDesk desk, ApiCaller caller, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<StartRequest>(http, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        var work = (await desk.ForAsync(caller.Account, cancellationToken)).FirstOrDefault(found => found.DefinitionId == definitionId);
        if (work is null)
        {
            return Problems.NotFound(What);
        }

        var result = await desk.StartAsync(work, request.OperationId ?? "", caller.Account, cancellationToken);
        return Problems.Of(result, What) is { } problem ? problem
            : TypedResults.Ok(result is RuntimeResult.Repeated repeated
                ? new CommandAnswer(repeated.Answer, true)
                : new CommandAnswer(WorkDesk.AnswerTo(work), false));
    }
}
