using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;

namespace WorkflowHost.Access;

/// <summary>
/// What is done in a case is seen by those who see the case, and by the bureau that does it. Takes what has been read already; what
/// one may not see is to be answered as if it were not there.
/// </summary>
public static class CaseWork
{
    /// <summary>Whether a task is seen.</summary>
    /// <param name="scope">What somebody sees.</param>
    /// <param name="task">The task.</param>
    /// <param name="subject">Its case; null when it has none.</param>
    public static bool Covers(this CaseScope scope, HumanTask task, Case? subject) => scope.Does(task.BureauId) || scope.Has(subject);

    /// <summary>Whether a document is seen: by its case, by the bureau that issues it, and by those with a task to be done with it.</summary>
    /// <param name="scope">What somebody sees.</param>
    /// <param name="document">The document.</param>
    /// <param name="subject">Its case; null when it has none.</param>
    /// <param name="tasks">All tasks of the case.</param>
    public static bool Covers(this CaseScope scope, IssuedDocument document, Case? subject, IEnumerable<HumanTask> tasks) =>
        scope.Does(document.BureauId) || scope.Has(subject)
        || tasks.Any(task => scope.Does(task.BureauId) && task.Documents.Contains(document.Id, StringComparer.Ordinal));

    /// <summary>Whether an uploaded file is seen: by its case, and by the bureau whose task it was handed in with.</summary>
    /// <param name="scope">What somebody sees.</param>
    /// <param name="hash">The file's content hash.</param>
    /// <param name="subject">The case in which it was handed in.</param>
    /// <param name="tasks">All tasks of the case.</param>
    public static bool CoversFile(this CaseScope scope, string hash, Case subject, IEnumerable<HumanTask> tasks) =>
        scope.Has(subject) || tasks.Any(task => scope.Does(task.BureauId) && task.FileNamed(hash) is not null);

    private static bool Does(this CaseScope scope, string bureauId) => scope.BureauId.Length > 0 && scope.BureauId == bureauId;

    private static bool Has(this CaseScope scope, Case? subject) => subject is not null && scope.Covers(subject);
}
