using WorkflowHost.Cases.Products;

namespace WorkflowHost.Modules.Tests.Cases;

/// <summary>The kinds of product that the product ships, as the build copies them beside the tests.</summary>
internal static class RepositoryProducts
{
    public static readonly string Json = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "workflows", "products", "categories.json"));

    public static readonly ProductCatalogue Catalogue = new(ProductCategoryJson.Parse(Json).Value
        ?? throw new InvalidDataException("categories.json is not valid."));
}
