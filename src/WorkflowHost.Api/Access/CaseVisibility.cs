using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;

namespace WorkflowHost.Api.Access;

/// <summary>
/// Who sees what: a municipal bureau sees the cases of its city, a district bureau those that it handles; a task and its
/// documents are seen by the bureau that does it too. What one may not see is answered as if it were not there.
/// </summary>
internal sealed class CaseVisibility(ApiCaller caller, IBureauDirectory bureaus, ICaseStore cases, ITaskStore tasks)
{
    /// <summary>What the store can leave out by itself.</summary>
    public string? BureauFilter => IsMunicipal ? null : Account.BureauId;

    private Account Account => caller.Account;

    private Bureau? Bureau => bureaus.Find(Account.BureauId);

    private bool IsMunicipal => Bureau?.Kind is BureauKind.Municipal;

    /// <summary>The case; null when there is none that the caller may see.</summary>
    public async Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken) =>
        await cases.FindAsync(caseId, cancellationToken) is { } found && MaySee(found.City, found.HandlingBureauId) ? found : null;

    /// <summary>Whether the caller sees a case in a list.</summary>
    public bool MaySee(CaseSummary subject) =>
        MaySee(bureaus.Find(subject.HandlingBureauId)?.City ?? "", subject.HandlingBureauId);

    /// <summary>Whether the caller sees an instance; one without a case is an administrator's.</summary>
    public async Task<bool> MaySeeInstanceAsync(string caseId, CancellationToken cancellationToken) =>
        caseId.Length == 0 ? Account.Is(Roles.Administrator) : await FindAsync(caseId, cancellationToken) is not null;

    /// <summary>Whether the caller sees a task.</summary>
    public async Task<bool> MaySeeAsync(HumanTask task, CancellationToken cancellationToken) =>
        task.BureauId == Account.BureauId || await FindAsync(task.CaseId, cancellationToken) is not null;

    /// <summary>Whether the caller sees a document: by its case, its bureau, or a task that is to be done with it.</summary>
    public async Task<bool> MaySeeAsync(IssuedDocument document, CancellationToken cancellationToken) =>
        document.BureauId == Account.BureauId
        || await FindAsync(document.CaseId, cancellationToken) is not null
        || (await tasks.OfCaseAsync(document.CaseId, cancellationToken)).Any(task =>
            task.BureauId == Account.BureauId && task.Documents.Contains(document.Id, StringComparer.Ordinal));

    /// <summary>Of some cases those that the caller sees, by id.</summary>
    public async Task<IReadOnlyDictionary<string, CaseSummary>> VisibleAsync(
        IEnumerable<string> caseIds, CancellationToken cancellationToken)
    {
        var known = await cases.SummariesAsync([.. caseIds.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)], cancellationToken);
        return known.Where(entry => MaySee(entry.Value)).ToDictionary(StringComparer.Ordinal);
    }

    private bool MaySee(string city, string handlingBureauId) =>
        IsMunicipal ? city == Bureau!.City : handlingBureauId == Account.BureauId;
}
