using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Portal.Access;

/// <summary>
/// Who sees what: a municipal bureau sees the cases of its city, a district bureau those that it handles; a task and its
/// documents are seen by the bureau that does it.
/// </summary>
internal sealed class CaseAccess(CurrentAccount current, IBureauDirectory bureaus, ICaseStore cases, ITaskStore tasks)
{
    /// <summary>What the store can leave out by itself.</summary>
    public string? BureauFilter => IsMunicipal ? null : current.Value.BureauId;

    private bool IsMunicipal => current.Bureau?.Kind is BureauKind.Municipal;

    /// <summary>Whether the person sees a case.</summary>
    public bool MaySee(Case subject) => MaySee(subject.City, subject.HandlingBureauId);

    /// <summary>Whether the person sees a case in a list.</summary>
    public async ValueTask<bool> MaySeeAsync(CaseSummary subject, CancellationToken cancellationToken)
    {
        if (!IsMunicipal)
        {
            return subject.HandlingBureauId == current.Value.BureauId;
        }

        return bureaus.Find(subject.HandlingBureauId) is { } handling
            ? handling.City == current.Bureau!.City
            : await cases.FindAsync(subject.Id, cancellationToken) is { } whole && MaySee(whole);
    }

    /// <summary>Whether the person sees an instance; one without a case is an administrator's.</summary>
    public async ValueTask<bool> MaySeeAsync(InstanceSummary instance, CancellationToken cancellationToken) =>
        instance.CorrelationId.Length > 0 && await cases.FindAsync(instance.CorrelationId, cancellationToken) is { } subject
            ? MaySee(subject)
            : current.Value.Is(Roles.Administrator);

    /// <summary>Whether the person sees a task.</summary>
    public bool MaySee(HumanTask task, Case? subject) =>
        task.BureauId == current.Value.BureauId || (subject is not null && MaySee(subject));

    /// <summary>Whether the person sees a document: by its case, its bureau, or a task that is to be done with it.</summary>
    public async Task<bool> MaySeeAsync(IssuedDocument document, CancellationToken cancellationToken)
    {
        if (document.BureauId == current.Value.BureauId
            || (await cases.FindAsync(document.CaseId, cancellationToken) is { } subject && MaySee(subject)))
        {
            return true;
        }

        return (await tasks.OfCaseAsync(document.CaseId, cancellationToken)).Any(task =>
            task.BureauId == current.Value.BureauId && task.Documents.Contains(document.Id, StringComparer.Ordinal));
    }

    private bool MaySee(string city, string handlingBureauId) =>
        IsMunicipal ? city == current.Bureau!.City : handlingBureauId == current.Value.BureauId;
}
