using Shouldly;
using WorkflowHost.Cases.Products;
using Xunit;

namespace WorkflowHost.Modules.Tests.Cases;

public sealed class Product_categories
{
    [Fact]
    public void The_shipped_ones_exclude_what_the_regulation_excludes_and_nothing_else()
    {
        var categories = ProductCategoryJson.Parse(RepositoryProducts.Json).Value;

        categories.ShouldNotBeNull();
        categories.Where(category => category.ExcludedBy.Length > 0).ShouldBe(
        [
            new("食品", "BJ-27"), new("食品相关产品", "BJ-27"), new("化妆品", "BJ-27"), new("计量器具", "BJ-27"),
        ]);
        RepositoryProducts.Catalogue.HandledNames.Count().ShouldBe(categories.Count - 4);
        RepositoryProducts.Catalogue.Find("服装").ShouldBe(new ProductCategory("服装", ""));
        RepositoryProducts.Catalogue.Find("无人机").ShouldBeNull();
        new[] { "玩具", "儿童用品", "农业机械", "电线电缆" }.ShouldAllBe(name => RepositoryProducts.Catalogue.Find(name)!.NeedsDefectInvestigation);
    }

    [Theory]
    [InlineData("", "json-syntax")]
    [InlineData("{", "json-syntax")]
    [InlineData("null", "json-empty")]
    [InlineData("[]", "categories-missing")]
    [InlineData("""{"categories":[]}""", "categories-missing")]
    [InlineData("""{"categories":[{"name":"玩具"}],"categories":[]}""", "duplicate-key")]
    [InlineData("""{"categories":[{"name":"玩具"}],"other":1}""", "unknown-member")]
    [InlineData("""{"categories":[{"name":"食品","exludedBy":"BJ-27"}]}""", "unknown-member")]
    [InlineData("""{"categories":["玩具"]}""", "type")]
    [InlineData("""{"categories":[{"name":5}]}""", "type")]
    [InlineData("""{"categories":[{}]}""", "required")]
    [InlineData("""{"categories":[{"name":"玩具"},{"name":"玩具","excludedBy":"BJ-27"}]}""", "category-twice")]
    [InlineData("""{"categories":[{"name":"\ud800"}]}""", "invalid-text")]
    public void A_wrong_file_is_refused(string json, string code) =>
        ProductCategoryJson.Parse(json).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
}
