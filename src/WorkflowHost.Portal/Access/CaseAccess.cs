using WorkflowHost.Access;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;

namespace WorkflowHost.Portal.Access;

/// <summary>What the person sees. The rule itself is <see cref="CaseScope"/> and <see cref="CaseWork"/>.</summary>
internal sealed class CaseAccess(CurrentAccount current, ICaseStore cases, ITaskStore tasks)
{
    /// <summary>The cases that the person sees.</summary>
    public CaseScope Scope => CaseScope.Of(current.Value, current.Bureau);

    /// <summary>Whether the person sees a case.</summary>
    public bool MaySee(Case subject) => Scope.Covers(subject);

    /// <summary>Whether the person sees an instance.</summary>
    /// <param name="subject">Its case; null when it has none.</param>
    public bool MaySeeInstanceOf(Case? subject) => subject is null ? Scope.WithoutCase : Scope.Covers(subject);

    /// <summary>Whether the person sees a task.</summary>
    public bool MaySee(HumanTask task, Case? subject) => Scope.Covers(task, subject);

    /// <summary>Whether the person sees a document.</summary>
    public async Task<bool> MaySeeAsync(IssuedDocument document, CancellationToken cancellationToken) => Scope.Covers(
        document, await cases.FindAsync(document.CaseId, cancellationToken), await tasks.OfCaseAsync(document.CaseId, cancellationToken));
}
