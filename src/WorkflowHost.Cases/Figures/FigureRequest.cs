using System.Collections.Immutable;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Cases.Products;
using WorkflowHost.Organisation;

namespace WorkflowHost.Cases.Figures;

/// <summary>What is gathered.</summary>
public enum FigureKind
{
    /// <summary>公告名单: results of the period by category, and the eight lists of enterprises (BJ-24).</summary>
    Announcement,

    /// <summary>覆盖率: which products of high risk were checked (SH-2.1).</summary>
    Coverage,

    /// <summary>跟踪抽查名单: enterprises with an unqualified result in the period (SH-2.3).</summary>
    Tracking,

    /// <summary>品类不合格率 (SH-3.1c).</summary>
    Rates,

    /// <summary>区局考核排名 (SH-4.3a).</summary>
    Districts,

    /// <summary>检验机构指标 (SH-4.3b).</summary>
    InspectionBodies,

    /// <summary>专家库: who may be asked (SH-4.2).</summary>
    Experts,
}

/// <summary>What is asked.</summary>
/// <param name="Kind">What.</param>
/// <param name="City">City key.</param>
/// <param name="From">First day, in China.</param>
/// <param name="Until">Last day, in China.</param>
/// <param name="Threshold">From which rate in percent a category counts as high.</param>
/// <param name="Minimum">With fewer results a category has no rate that says anything.</param>
public sealed record FigureRequest(FigureKind Kind, string City, DateOnly From, DateOnly Until, decimal Threshold, int Minimum)
{
    /// <summary>The first day whose records are needed: the five-year plan's for the coverage, else the period's.</summary>
    public DateOnly RecordsFrom => Kind is FigureKind.Coverage ? new DateOnly(((Until.Year - 1) / 5 * 5) + 1, 1, 1) : From;
}

/// <summary>What figures are made of.</summary>
/// <param name="Records">
/// From <see cref="FigureRequest.RecordsFrom"/> to this day, for the announcement also older ones of the same enterprises: what was overturned after the
/// period no longer counts in it.
/// </param>
/// <param name="Standings">Cases received in the period; only asked for by <see cref="FigureKind.Districts"/>.</param>
/// <param name="Catalogue">The kinds of product with their risk.</param>
/// <param name="Bureaus">All bureaus.</param>
public sealed record FigureFacts(
    ImmutableArray<EnterpriseRecord> Records, ImmutableArray<CaseStanding> Standings, ProductCatalogue Catalogue, IBureauDirectory Bureaus)
{
    /// <summary>The city's experts, active or not; only asked for by <see cref="FigureKind.Experts"/>.</summary>
    public ImmutableArray<Expert> Experts { get; init; } = [];
}
