using System.Collections.Immutable;
using WorkflowHost.HumanTasks;
using WorkflowHost.Persistence.Rows;

namespace WorkflowHost.Persistence.Storage;

/// <summary>What of a task no list is ordered or filtered by.</summary>
internal sealed record TaskDetails(
    string Instructions,
    ImmutableArray<FormField> Form,
    ImmutableArray<string> Outcomes,
    ImmutableArray<string> Obligations,
    ImmutableArray<string> Documents)
{
    /// <summary>Absent from tasks that were opened before it was there.</summary>
    public ImmutableArray<string> NotBy { get; init; } = [];
}

/// <summary>Tasks as rows and back.</summary>
internal static class TaskRows
{
    /// <summary>A task to be added.</summary>
    /// <param name="task">The task.</param>
    /// <param name="state">Where it stands.</param>
    public static TaskRow Row(HumanTask task, HumanTaskState state) => new()
    {
        Id = task.Id,
        InstanceId = task.InstanceId,
        BookmarkId = task.BookmarkId,
        CaseId = task.CaseId,
        Title = task.Title,
        Role = task.Role,
        BureauId = task.BureauId,
        State = state,
        Revision = task.Revision,
        CreatedAt = task.CreatedAt,
        DueAt = task.DueAt ?? Instants.Never,
        LateAt = task.LateAt ?? task.DueAt ?? Instants.Never,
        LastDay = task.LastDay,
        DueExplanation = task.DueExplanation,
        Details = StoredJson.Write(
            new TaskDetails(task.Instructions, task.Form, task.Outcomes, task.Obligations, task.Documents) { NotBy = task.NotBy }),
        CompletedBy = task.Completion?.By,
        CompletedAt = task.Completion?.At,
        Completion = task.Completion is null ? null : StoredJson.Write(task.Completion),
    };

    /// <summary>A task as it was read.</summary>
    public static HumanTask Task(TaskRow row)
    {
        var details = StoredJson.Read<TaskDetails>(row.Details);
        return new HumanTask
        {
            Id = row.Id,
            InstanceId = row.InstanceId,
            BookmarkId = row.BookmarkId,
            CaseId = row.CaseId,
            Title = row.Title,
            Instructions = details.Instructions,
            Role = row.Role,
            BureauId = row.BureauId,
            Form = details.Form,
            Outcomes = details.Outcomes,
            Obligations = details.Obligations,
            Documents = details.Documents,
            NotBy = details.NotBy,
            CreatedAt = row.CreatedAt,
            DueAt = Instants.OrNone(row.DueAt),
            LateAt = Instants.OrNone(row.LateAt),
            LastDay = row.LastDay,
            DueExplanation = row.DueExplanation,
            State = row.State,
            Revision = row.Revision,
            Completion = row.Completion is null ? null : StoredJson.Read<Completion>(row.Completion),
        };
    }
}
