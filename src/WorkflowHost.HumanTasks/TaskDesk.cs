using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.HumanTasks;

/// <summary>A person's command to complete a task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat for the same task gets the first answer.</param>
/// <param name="ExpectedRevision">The task's revision as the person saw it.</param>
/// <param name="Outcome">One of the task's outcomes.</param>
/// <param name="Opinion">May be empty, except when sending back.</param>
/// <param name="Form">What was filled in.</param>
public sealed record TaskCompletion(
    string TaskId, string OperationId, int ExpectedRevision, string Outcome, string Opinion, JsonObject Form);

/// <summary>Where officers find and complete their tasks. Every check is made before anything is written.</summary>
public sealed class TaskDesk(
    ITaskStore tasks, WorkflowRuntime runtime, IBureauDirectory bureaus, IOrganisationStore people, TimeProvider time)
{
    /// <summary>Whether this person may do this task: has the role in the bureau and is not kept from it.</summary>
    public static bool MayComplete(HumanTask task, Account account) => IsFor(task, account) && !task.NotBy.Contains(account.Id);

    /// <summary>Why this person may not do this task; null when it may.</summary>
    public Problem? Forbids(HumanTask task, Account account) => MayComplete(task, account) ? null
        : IsFor(task, account) ? new Problem("task-same-person", "", $"“{task.Title}”应由另一人办理：您已办理本案的前一环节，不得再办理这一环节。")
        : new Problem("task-forbidden", "", $"该待办由{bureaus.Find(task.BureauId)?.Name}{Roles.NameOf(task.Role)}办理，您不能办理。");

    /// <summary>What the sender of a completion is told, the first time and at each repeat.</summary>
    public static string AnswerTo(HumanTask task, string outcome) => $"“{task.Title}”已办理：{outcome}";

    /// <summary>A person's open tasks, earliest due first.</summary>
    public Task<Page<HumanTask>> InboxAsync(Account account, string? after, int limit, CancellationToken cancellationToken) =>
        tasks.InboxAsync(account.BureauId, account.Roles, after, limit, cancellationToken);

    /// <summary>Completes a task.</summary>
    /// <returns>Done or Repeated; Refused with code <c>task-stale</c> when somebody was first, <c>task-forbidden</c> when it is another's.</returns>
    public async Task<RuntimeResult> CompleteAsync(TaskCompletion command, Account account, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(command.TaskId, cancellationToken);
        if (task is null)
        {
            return new RuntimeResult.Gone();
        }

        var form = Trimmed(command.Form);
        var problems = await CheckAsync(task, command, form, account, cancellationToken);
        if (problems.Count > 0)
        {
            return new RuntimeResult.Refused(problems);
        }

        var completion = new Completion(command.Outcome, command.Opinion.Trim(), form, account.Id, time.GetUtcNow());
        var result = await runtime.SendAsync(
            task.InstanceId,
            new Stimulus.Resume(task.BookmarkId, completion.ToInput()),
            new Command(account.Id)
            {
                Effects = [new CompleteTask(task.Id, command.ExpectedRevision, completion)],
                Operation = new Operation($"{task.Id}/{command.OperationId}", AnswerTo(task, command.Outcome)),
            },
            cancellationToken);
        return result is RuntimeResult.Gone ? new RuntimeResult.Refused([await StaleAsync(task.Id, cancellationToken)]) : result;
    }

    private async Task<IReadOnlyList<Problem>> CheckAsync(
        HumanTask task, TaskCompletion command, JsonObject form, Account account, CancellationToken cancellationToken)
    {
        if (Forbids(task, account) is { } forbidden)
        {
            return [forbidden];
        }

        var isRepeat = task.State is HumanTaskState.Done && task.Completion?.By == account.Id;
        if (!isRepeat && (task.State is not HumanTaskState.Open || task.Revision != command.ExpectedRevision))
        {
            return [await StaleAsync(task.Id, cancellationToken)];
        }

        var problems = new List<Problem>();
        if (command.OperationId.Length is 0 or > 64)
        {
            problems.Add(new Problem("operation-id", "operationId", "缺少操作编号，请刷新页面后重新提交。"));
        }

        problems.AddRange(CompletionCheck.Of(task, command.Outcome, command.Opinion, form, ChinaTime.DateOf(time.GetUtcNow()), bureaus));
        return problems;
    }

    private async Task<Problem> StaleAsync(string taskId, CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(taskId, cancellationToken);
        var by = task?.Completion is null ? "" : (await people.FindAsync(task.Completion.By, cancellationToken))?.DisplayName ?? "";
        var message = task switch
        {
            { State: HumanTaskState.Done } => $"该待办已由{by}办理（{task.Completion!.Outcome}），您的提交没有生效。",
            { State: HumanTaskState.Cancelled } => "流程已进入其他环节，该待办不再需要办理，您的提交没有生效。",
            _ => "该待办已有变动，您的提交没有生效，请刷新后重新办理。",
        };
        return new Problem("task-stale", "", message);
    }

    private static bool IsFor(HumanTask task, Account account) => account.BureauId == task.BureauId && account.Is(task.Role);

    private static JsonObject Trimmed(JsonObject form)
    {
        var trimmed = new JsonObject();
        foreach (var (name, value) in form)
        {
            if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text))
            {
                if (!string.IsNullOrWhiteSpace(text))
                {
                    trimmed[name] = text.Trim();
                }
            }
            else if (value is not null)
            {
                trimmed[name] = value.DeepClone();
            }
        }

        return trimmed;
    }
}
