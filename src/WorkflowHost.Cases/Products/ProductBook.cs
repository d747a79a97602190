using System.Collections.Immutable;
using WorkflowHost.Cases.Intake;

namespace WorkflowHost.Cases.Products;

/// <summary>
/// The kinds of product of each city: what ships, and over it what the city's administrators changed. Asked for a time, so that a case
/// that runs is judged by what stood when it was opened.
/// </summary>
/// <param name="shipped">What <c>workflows/products</c> says.</param>
/// <param name="rules">They say in which city a kind is excluded.</param>
/// <param name="store">What was changed.</param>
public sealed class ProductBook(ProductCatalogue shipped, IntakeRules rules, IProductStore store)
{
    /// <summary>The kinds of a city as they stood.</summary>
    /// <param name="city">City key; of an unknown one what ships.</param>
    /// <param name="at">UTC.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<ProductCatalogue> OfCityAsync(string city, DateTimeOffset at, CancellationToken cancellationToken) =>
        At(city, at, await store.OfCityAsync(city, cancellationToken));

    /// <summary>The kinds of a city as they stood, from revisions that are read already.</summary>
    public ProductCatalogue At(string city, DateTimeOffset at, IEnumerable<ProductRevision> revisions)
    {
        var kinds = Shipped(city).ToImmutableSortedDictionary(category => category.Name, category => category, StringComparer.Ordinal).ToBuilder();
        foreach (var revision in revisions.Where(revision => revision.ChangedAt <= at).OrderBy(revision => revision.Revision))
        {
            var excludedBy = kinds.TryGetValue(revision.Category.Name, out var known) ? known.ExcludedBy : "";
            kinds[revision.Category.Name] = revision.Category with { ExcludedBy = excludedBy };
        }

        return new ProductCatalogue(kinds.Values);
    }

    /// <summary>What ships, as one city sees it: a kind that another city's regulation keeps out is not in use until the city takes it up.</summary>
    public IEnumerable<ProductCategory> Shipped(string city) => shipped.All.Select(category =>
        category.ExcludedBy.Length == 0 || IsExcluded(category, city) ? category : category with { ExcludedBy = "", IsActive = false });

    private bool IsExcluded(ProductCategory category, string city) =>
        rules.All.Any(rule => rule.City == city && rule.Duties.Excludes == category.ExcludedBy);
}
