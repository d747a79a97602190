using System.Collections.Frozen;

namespace WorkflowHost.Cases.Intake;

/// <summary>A kind of product that reports may name.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="ExcludedBy">The obligation id that keeps it out, such as <c>BJ-27</c>; empty when it is handled.</param>
public sealed record ProductCategory(string Name, string ExcludedBy);

/// <summary>The kinds of product that are known. Data that administrators keep: <c>workflows/products/categories.json</c>.</summary>
public sealed class ProductCatalogue(IEnumerable<ProductCategory> categories)
{
    private readonly FrozenDictionary<string, ProductCategory> byName =
        categories.ToFrozenDictionary(category => category.Name, StringComparer.Ordinal);

    /// <summary>Names of the kinds that are handled.</summary>
    public IEnumerable<string> HandledNames => byName.Values
        .Where(category => category.ExcludedBy.Length == 0).Select(category => category.Name).Order(StringComparer.Ordinal);

    /// <summary>The kind with this name; null when it is unknown.</summary>
    public ProductCategory? Find(string name) => byName.GetValueOrDefault(name);
}
