using System.Collections.Frozen;

namespace WorkflowHost.Cases.Intake;

/// <summary>A kind of product that reports may name.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="ExcludedBy">The obligation id that keeps it out, such as <c>BJ-27</c>; empty when it is handled.</param>
public sealed record ProductCategory(string Name, string ExcludedBy)
{
    /// <summary>Whether it is 一级风险产品, of which every kind has to be checked each year (SH-2.1).</summary>
    public bool IsFirstClassRisk { get; init; }

    /// <summary>Whether it stands in 重点产品质量监控目录, of which every kind has to be checked within the five-year plan (SH-2.1).</summary>
    public bool IsMonitored { get; init; }

    /// <summary>Whether producers have to look for defects as soon as one is unqualified: toys, farm machines, what needs a compulsory certificate (BJ-15c).</summary>
    public bool NeedsDefectInvestigation { get; init; }
}

/// <summary>The kinds of product that are known. Data that administrators keep: <c>workflows/products/categories.json</c>.</summary>
public sealed class ProductCatalogue(IEnumerable<ProductCategory> categories)
{
    private readonly FrozenDictionary<string, ProductCategory> byName =
        categories.ToFrozenDictionary(category => category.Name, StringComparer.Ordinal);

    /// <summary>Names of the kinds that are handled.</summary>
    public IEnumerable<string> HandledNames => byName.Values
        .Where(category => category.ExcludedBy.Length == 0).Select(category => category.Name).Order(StringComparer.Ordinal);

    /// <summary>Names of 一级风险产品.</summary>
    public IEnumerable<string> FirstClassNames => byName.Values.Where(category => category.IsFirstClassRisk).Select(category => category.Name);

    /// <summary>Names in 重点产品质量监控目录.</summary>
    public IEnumerable<string> MonitoredNames => byName.Values.Where(category => category.IsMonitored).Select(category => category.Name);

    /// <summary>The kind with this name; null when it is unknown.</summary>
    public ProductCategory? Find(string name) => byName.GetValueOrDefault(name);
}
