using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Api.V1;

/// <summary>What other systems tell workflows: events, and what came of the tasks that they run for them.</summary>
internal static class StimulusEndpoints
{
    private const int MaxOperationId = 64;

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").RequireAuthorization(ApiAccess.Integration).WithTags("外部系统");
        group.MapPost("/events/{name}", PublishAsync).Accepts<EventRequest>("application/json").WithSummary("发布事件：启动以它触发的流程，推进等待它的流程").ProducesProblem(422);
        group.MapGet("/external-tasks", ListAsync).WithSummary("等待外部系统办理的任务");
        group.MapGet("/external-tasks/{taskId}", FindAsync).WithSummary("一个外部任务及其参数").ProducesProblem(404);
        group.MapPost("/external-tasks/{taskId}/result", ReportAsync).Accepts<TaskResultRequest>("application/json")
           .WithSummary("报告外部任务的结果，流程随之继续").ProducesProblem(404);
    }

    private static async Task<Results<Ok<EventAnswer>, ProblemHttpResult>> PublishAsync(
        string name, HttpRequest http, StimulusSender sender, ApiCaller caller, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<EventRequest>(http, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        if (request.OperationId is not { Length: > 0 and <= MaxOperationId } operation)
        {
            return Problems.Refused([new Problem("operation-id", "operationId", $"缺少操作编号，或超过 {MaxOperationId} 个字符。")]);
        }

        var stimulus = EventStimulus.Of(name, request.Payload, $"event/{caller.Account.Id}/{operation}", time.GetUtcNow(), caller.Account.Id) with
        {
            CorrelationId = Given(request.CorrelationId),
            InstanceId = Given(request.InstanceId),
        };
        var effects = await sender.SendAsync(stimulus, cancellationToken);
        return TypedResults.Ok(new EventAnswer(
            [.. effects.Where(effect => effect.Result is RuntimeResult.Done).Select(effect => effect.InstanceId)],
            effects.Any(effect => effect.Result is RuntimeResult.Repeated)));
    }

    private static async Task<Ok<IReadOnlyList<ExternalTaskAnswer>>> ListAsync(
        [Description("只看这种任务")] string? name, ExternalTasks tasks, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<ExternalTaskAnswer>>(
            [.. (await tasks.OpenAsync(name, cancellationToken)).Select(ExternalTaskAnswer.Of)]);

    private static async Task<Results<Ok<ExternalTaskAnswer>, ProblemHttpResult>> FindAsync(
        string taskId, ExternalTasks tasks, CancellationToken cancellationToken) =>
        await tasks.FindAsync(taskId, cancellationToken) is { } task
            ? TypedResults.Ok(ExternalTaskAnswer.Of(task))
            : Problems.NotFound("外部任务");

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> ReportAsync(
        string taskId, HttpRequest http, ExternalTasks tasks, ApiCaller caller, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<TaskResultRequest>(http, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        var result = await tasks.ReportAsync(taskId, request.Result, caller.Account.Id, cancellationToken);
        return Problems.Of(result, "外部任务") is { } problem
            ? problem
            : TypedResults.Ok(new CommandAnswer(ExternalTasks.Reported, result is RuntimeResult.Repeated));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
