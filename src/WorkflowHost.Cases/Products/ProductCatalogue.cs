using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace WorkflowHost.Cases.Products;

/// <summary>A kind of product that reports may name.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="ExcludedBy">The obligation id that keeps it out, such as <c>BJ-27</c>; empty when it is handled.</param>
public sealed record ProductCategory(string Name, string ExcludedBy)
{
    /// <summary>Whether the city takes reports of it; one that is no longer in use stays for the record.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether it is 一级风险产品, of which every kind has to be checked each year (SH-2.1).</summary>
    public bool IsFirstClassRisk { get; init; }

    /// <summary>Whether it stands in 重点产品质量监控目录, of which every kind has to be checked within the five-year plan (SH-2.1).</summary>
    public bool IsMonitored { get; init; }

    /// <summary>Whether producers have to look for defects as soon as one is unqualified: toys, farm machines, what needs a compulsory certificate (BJ-15c).</summary>
    public bool NeedsDefectInvestigation { get; init; }

    /// <summary>The rules that a recall of it follows, as tasks show them; may be empty.</summary>
    public string RecallBasis { get; init; } = "";

    /// <summary>Inspection items whose failure is 严重质量问题, whatever the report says of it (SH-3.2a).</summary>
    public ImmutableArray<string> SevereItems { get; init; } = [];

    /// <summary>The failed items of a report that are 严重质量问题 by this kind's rules, as the report names them.</summary>
    /// <remarks>Blanks, letter case and full-width signs make no difference; a part of a name is another item.</remarks>
    public IEnumerable<string> SevereAmong(IEnumerable<FailedItem> failed)
    {
        var severe = SevereItems.Select(ItemKey).ToHashSet(StringComparer.Ordinal);
        return failed.Select(item => item.Name).Where(name => severe.Contains(ItemKey(name)));
    }

    /// <summary>Equal for names of items that mean the same.</summary>
    internal static string ItemKey(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormKC).Where(character => !char.IsWhiteSpace(character))).ToUpperInvariant();
}

/// <summary>The kinds of product as they stand in one place at one time; how they are kept is told by <see cref="ProductBook"/>.</summary>
public sealed class ProductCatalogue(IEnumerable<ProductCategory> categories)
{
    private readonly FrozenDictionary<string, ProductCategory> byName =
        categories.ToFrozenDictionary(category => category.Name, StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public IEnumerable<ProductCategory> All => byName.Values.OrderBy(category => category.Name, StringComparer.Ordinal);

    /// <summary>Names of the kinds that are handled.</summary>
    public IEnumerable<string> HandledNames => InUse.Select(category => category.Name).Order(StringComparer.Ordinal);

    /// <summary>Names of 一级风险产品.</summary>
    public IEnumerable<string> FirstClassNames => InUse.Where(category => category.IsFirstClassRisk).Select(category => category.Name);

    /// <summary>Names in 重点产品质量监控目录.</summary>
    public IEnumerable<string> MonitoredNames => InUse.Where(category => category.IsMonitored).Select(category => category.Name);

    private IEnumerable<ProductCategory> InUse => byName.Values.Where(category => category is { IsActive: true, ExcludedBy.Length: 0 });

    /// <summary>The kind with this name; null when it is unknown.</summary>
    public ProductCategory? Find(string name) => byName.GetValueOrDefault(name);
}
