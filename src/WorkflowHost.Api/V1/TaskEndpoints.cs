using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Api.Access;
using WorkflowHost.Api.V1.Contracts;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.V1;

/// <summary>待办.</summary>
internal static class TaskEndpoints
{
    private const string What = "待办";

    public static void Map(RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags(What);
        tasks.MapGet("/", InboxAsync).WithSummary("我的待办，先到期的在前");
        tasks.MapGet("/{id}", FindAsync).WithSummary("一项待办及其表单").ProducesProblem(404);
        tasks.MapPost("/{id}/complete", CompleteAsync).Accepts<CompletionRequest>("application/json").WithSummary("办理待办")
            .WithDescription("operationId 由提交方生成，重复提交得到第一次的答复；expectedRevision 为读到的 revision，已变动时答复 409。")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Ok<PageAnswer<TaskSummaryAnswer>>> InboxAsync(
        [AsParameters] PageQuery query, TaskDesk desk, ApiCaller caller, CancellationToken cancellationToken)
    {
        var page = await desk.InboxAsync(caller.Account, query.After, query.Size, cancellationToken);
        return TypedResults.Ok(new PageAnswer<TaskSummaryAnswer>([.. page.Items.Select(TaskSummaryAnswer.Of)], page.Next));
    }

    private static async Task<Results<Ok<TaskAnswer>, ProblemHttpResult>> FindAsync(
        string id, ITaskStore tasks, CaseVisibility visibility, ApiCaller caller, CancellationToken cancellationToken) =>
        await tasks.FindAsync(id, cancellationToken) is { } task && await visibility.MaySeeAsync(task, cancellationToken)
            ? TypedResults.Ok(TaskAnswer.Of(task, TaskDesk.MayComplete(task, caller.Account)))
            : Problems.NotFound(What);

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> CompleteAsync(
        string id, HttpRequest http, TaskDesk desk, ITaskStore tasks, IFileStore files, ApiCaller caller, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<CompletionRequest>(http, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        var form = request.Form ?? [];
        if (await MissingFilesAsync(form, files, cancellationToken) is { Count: > 0 } missing)
        {
            return Problems.Refused(missing);
        }

        var command = new TaskCompletion(
            id, request.OperationId ?? "", request.ExpectedRevision, request.Outcome ?? "", request.Opinion ?? "", form);
        var result = await desk.CompleteAsync(command, caller.Account, cancellationToken);
        return Problems.Of(result, What) is { } problem
            ? problem
            : TypedResults.Ok(await AnswerAsync(command, result, tasks, cancellationToken));
    }

    private static async Task<CommandAnswer> AnswerAsync(
        TaskCompletion command, RuntimeResult result, ITaskStore tasks, CancellationToken cancellationToken) =>
        result is RuntimeResult.Repeated repeated
            ? new CommandAnswer(repeated.Answer, true)
            : new CommandAnswer(TaskDesk.AnswerTo((await tasks.FindAsync(command.TaskId, cancellationToken))!, command.Outcome), false);

    /// <summary>A form may name only files that were uploaded.</summary>
    private static async Task<IReadOnlyList<Problem>> MissingFilesAsync(
        JsonObject form, IFileStore files, CancellationToken cancellationToken)
    {
        var missing = new List<Problem>();
        foreach (var (name, value) in form)
        {
            if (value is JsonObject file && await files.GetAsync(file["hash"]?.ToString() ?? "", cancellationToken) is null)
            {
                missing.Add(new Problem("field-file", name, "没有上传过这个附件，请先用 POST /api/v1/files 上传。"));
            }
        }

        return missing;
    }
}
