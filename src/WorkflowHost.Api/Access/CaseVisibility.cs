using WorkflowHost.Access;
using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;

namespace WorkflowHost.Api.Access;

/// <summary>What the caller sees. The rule itself is <see cref="CaseScope"/> and <see cref="CaseWork"/>.</summary>
internal sealed class CaseVisibility(ApiCaller caller, IBureauDirectory bureaus, ICaseStore cases, ITaskStore tasks)
{
    /// <summary>The cases that the caller sees.</summary>
    public CaseScope Scope => CaseScope.Of(caller.Account, bureaus.Find(caller.Account.BureauId));

    /// <summary>The case; null when there is none that the caller may see.</summary>
    public async Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken) =>
        await cases.FindAsync(caseId, cancellationToken) is { } found && Scope.Covers(found) ? found : null;

    /// <summary>Whether the caller sees an instance, by its case.</summary>
    public async Task<bool> MaySeeInstanceAsync(string caseId, CancellationToken cancellationToken) =>
        await cases.FindAsync(caseId, cancellationToken) is { } subject ? Scope.Covers(subject) : Scope.WithoutCase;

    /// <summary>Whether the caller sees a task.</summary>
    public async Task<bool> MaySeeAsync(HumanTask task, CancellationToken cancellationToken) =>
        Scope.Covers(task, await cases.FindAsync(task.CaseId, cancellationToken));

    /// <summary>Whether the caller sees a document.</summary>
    public async Task<bool> MaySeeAsync(IssuedDocument document, CancellationToken cancellationToken) => Scope.Covers(
        document, await cases.FindAsync(document.CaseId, cancellationToken), await tasks.OfCaseAsync(document.CaseId, cancellationToken));

    /// <summary>Of some cases those that the caller sees, by id.</summary>
    public async Task<IReadOnlyDictionary<string, CaseSummary>> VisibleAsync(
        IEnumerable<string> caseIds, CancellationToken cancellationToken)
    {
        var known = await cases.SummariesAsync([.. caseIds.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)], cancellationToken);
        return known.Where(entry => Scope.Covers(entry.Value)).ToDictionary(StringComparer.Ordinal);
    }
}
