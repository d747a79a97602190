using WorkflowHost.Cases.Products;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>A kind of product as it stands in a city.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Revision">0 for what ships.</param>
/// <param name="IsHandled">Whether reports of it are taken.</param>
/// <param name="ExcludedBy">The obligation that keeps it out; empty when none does.</param>
/// <param name="FirstClassRisk">一级风险产品.</param>
/// <param name="Monitored">In 重点产品质量监控目录.</param>
/// <param name="DefectInvestigation">Whether producers have to look for defects at once.</param>
/// <param name="RecallBasis">The rules of a recall; may be empty.</param>
/// <param name="SevereItems">Items whose failure is 严重质量问题.</param>
/// <param name="Changes">Newest first.</param>
public sealed record ProductAnswer(
    string Name, int Revision, bool IsHandled, string ExcludedBy, bool FirstClassRisk, bool Monitored, bool DefectInvestigation, string RecallBasis,
    IReadOnlyList<string> SevereItems, IReadOnlyList<ProductChangeAnswer> Changes)
{
    internal static ProductAnswer Of(KeptProduct kept) => new(
        kept.Category.Name, kept.Revision, kept.Category is { IsActive: true, ExcludedBy.Length: 0 }, kept.Category.ExcludedBy, kept.Category.IsFirstClassRisk,
        kept.Category.IsMonitored, kept.Category.NeedsDefectInvestigation, kept.Category.RecallBasis, kept.Category.SevereItems,
        [.. kept.Revisions.Select(revision => new ProductChangeAnswer(revision.Revision, revision.ChangedBy, revision.ChangedAt, revision.Basis))]);
}

/// <summary>A change of a kind of product.</summary>
/// <param name="Revision">What came of it.</param>
/// <param name="By">The account.</param>
/// <param name="At">UTC.</param>
/// <param name="Basis">修改依据.</param>
public sealed record ProductChangeAnswer(int Revision, string By, DateTimeOffset At, string Basis);

/// <summary>A kind of product as it is to stand from now on.</summary>
/// <param name="SeenRevision">The revision that was looked at; 0 for what ships, absent for a new kind.</param>
/// <param name="Basis">修改依据.</param>
/// <param name="IsActive">Absent is true.</param>
/// <param name="FirstClassRisk">Absent is false.</param>
/// <param name="Monitored">Absent is false.</param>
/// <param name="DefectInvestigation">Absent is false.</param>
/// <param name="RecallBasis">Absent is empty.</param>
/// <param name="SevereItems">Absent is empty.</param>
public sealed record ProductRequest(
    int? SeenRevision, string? Basis, bool IsActive = true, bool FirstClassRisk = false, bool Monitored = false, bool DefectInvestigation = false,
    string? RecallBasis = null, IReadOnlyList<string?>? SevereItems = null)
{
    internal ProductEntry ToEntry(string name) => new(name, SeenRevision is null, SeenRevision ?? 0, Basis ?? "")
    {
        IsActive = IsActive,
        IsFirstClassRisk = FirstClassRisk,
        IsMonitored = Monitored,
        NeedsDefectInvestigation = DefectInvestigation,
        RecallBasis = RecallBasis ?? "",
        SevereItems = [.. (SevereItems ?? []).Select(item => item ?? "")],
    };
}
