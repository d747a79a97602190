namespace WorkflowHost.Portal.Pages.Tasks;

/// <summary>Names what the browser keeps of an unfinished form: one draft a task and person.</summary>
internal static class TaskDraft
{
    public static string KeyOf(string taskId, string accountId) => $"task-{taskId}-{accountId}";
}
