using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Cases;

/// <summary>An instance with the case that it belongs to.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Case">Its case; null when it belongs to none.</param>
public sealed record CaseProcedure(InstanceSummary Instance, CaseSummary? Case);

/// <summary>The instances that somebody sees by their cases.</summary>
public interface ICaseProcedures
{
    /// <summary>Instances by next due date, those without one last; then by age.</summary>
    /// <param name="scope">Whose cases; instances without a case are in the list when <see cref="CaseScope.WithoutCase"/> says so.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">The last page's <see cref="Page{T}.Next"/>; null for the first.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<Page<CaseProcedure>> ListAsync(
        CaseScope scope, InstanceFilter filter, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>How many instances the list holds.</summary>
    /// <param name="scope">Whose cases, as in the list.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="most">Counting stops here.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<int> CountAsync(CaseScope scope, InstanceFilter filter, int most, CancellationToken cancellationToken);

    /// <summary>A numbered page of instances; without what they wait for.</summary>
    /// <param name="scope">Whose cases, as in the other list.</param>
    /// <param name="search">Which of them, in what order.</param>
    /// <param name="skip">So many come before the page.</param>
    /// <param name="take">At most so many, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<Numbered<InstanceSummary>> SearchAsync(
        CaseScope scope, InstanceSearch search, int skip, int take, CancellationToken cancellationToken);
}
