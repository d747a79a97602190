namespace WorkflowHost.Cases.Products;

/// <summary>What a city's administrator wrote of a kind of product. Never changed: a change is the next revision.</summary>
/// <param name="City">City key.</param>
/// <param name="Category">The whole kind as it stands from then on; <see cref="ProductCategory.ExcludedBy"/> is the law's and not kept here.</param>
/// <param name="Revision">From 1, one more with each change; what ships is 0.</param>
/// <param name="Basis">修改依据: the paper that the change follows.</param>
/// <param name="ChangedBy">The account.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record ProductRevision(string City, ProductCategory Category, int Revision, string Basis, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>The revisions as kept.</summary>
public interface IProductStore
{
    /// <summary>Every revision of a city, oldest first for each kind.</summary>
    Task<IReadOnlyList<ProductRevision>> OfCityAsync(string city, CancellationToken cancellationToken);

    /// <summary>Adds the next revision of a kind; one transaction.</summary>
    /// <returns>False when somebody else was faster; nothing is written then.</returns>
    Task<bool> AddAsync(ProductRevision revision, CancellationToken cancellationToken);
}
