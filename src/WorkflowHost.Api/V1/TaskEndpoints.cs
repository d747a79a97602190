using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using WorkflowHost.Access;
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
        return TypedResults.Ok(PageAnswer.Of(page, TaskSummaryAnswer.Of));
    }

    private static async Task<Results<Ok<TaskAnswer>, ProblemHttpResult>> FindAsync(
        string id, ITaskStore tasks, CaseVisibility visibility, ApiCaller caller, CancellationToken cancellationToken) =>
        await tasks.FindAsync(id, cancellationToken) is { } task && await visibility.MaySeeAsync(task, cancellationToken)
            ? TypedResults.Ok(TaskAnswer.Of(task, TaskDesk.MayComplete(task, caller.Account)))
            : Problems.NotFound(What);

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> CompleteAsync(
        string id, HttpRequest http, TaskDesk desk, ITaskStore tasks, UploadTicket tickets, ApiCaller caller, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync<CompletionRequest>(http, cancellationToken);
        if (request is null)
        {
            return refusal!;
        }

        if (await tasks.FindAsync(id, cancellationToken) is not { } task)
        {
            return Problems.NotFound(What);
        }

        if (desk.Forbids(task, caller.Account) is { } forbidden)
        {
            return Problems.Refused([forbidden]);
        }

        var (form, unknown) = WithFiles(request.Form ?? [], ticket => tickets.Open(ticket, caller.Account.Id));
        if (unknown.Count > 0)
        {
            return Problems.Refused(unknown);
        }

        var outcome = request.Outcome ?? "";
        var command = new TaskCompletion(id, request.OperationId ?? "", request.ExpectedRevision, outcome, request.Opinion ?? "", form);
        var result = await desk.CompleteAsync(command, caller.Account, cancellationToken);
        return Problems.Of(result, What) is { } problem ? problem
            : TypedResults.Ok(result is RuntimeResult.Repeated repeated
                ? new CommandAnswer(repeated.Answer, true)
                : new CommandAnswer(TaskDesk.AnswerTo(task, outcome), false));
    }

    /// <summary>The form with files in place of their tickets. Only what the caller uploaded has one that opens.</summary>
    private static (JsonObject Form, IReadOnlyList<Problem> Unknown) WithFiles(JsonObject sent, Func<string, UploadedFile?> open)
    {
        var form = new JsonObject();
        var unknown = new List<Problem>();
        foreach (var (name, value) in sent)
        {
            if (value is not JsonObject file)
            {
                form[name] = value?.DeepClone();
            }
            else if (file["ticket"] is JsonValue ticket && ticket.TryGetValue<string>(out var text) && open(text) is { } opened)
            {
                form[name] = opened.ToForm();
            }
            else
            {
                unknown.Add(new Problem("field-file", name, "不是您上传的附件，请先用 POST /api/v1/files 上传，把答复原样放在这里。"));
            }
        }

        return (form, unknown);
    }
}
