using WorkflowHost.Cases;
using WorkflowHost.HumanTasks;

namespace WorkflowHost.Portal.Components;

/// <summary>A task in a list, with what lists say about its case.</summary>
/// <param name="Task">The task.</param>
/// <param name="Case">Its case; null when it has none.</param>
public sealed record TaskRow(HumanTask Task, CaseSummary? Case);

/// <summary>Puts tasks and their cases together, one read for a whole page.</summary>
internal sealed class TaskRows(ICaseStore cases)
{
    public async Task<IReadOnlyList<TaskRow>> OfAsync(IReadOnlyList<HumanTask> tasks, CancellationToken cancellationToken)
    {
        var ids = tasks.Select(task => task.CaseId).Distinct(StringComparer.Ordinal).ToList();
        var known = await cases.SummariesAsync(ids, cancellationToken);
        return [.. tasks.Select(task => new TaskRow(task, known.GetValueOrDefault(task.CaseId)))];
    }
}
