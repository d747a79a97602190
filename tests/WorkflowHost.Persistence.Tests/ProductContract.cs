using WorkflowHost.Cases.Products;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>What administrators changed of the kinds of product.</summary>
public abstract class ProductContract : StoreContract
{
    private static readonly ProductRevision First = new(
        "beijing", new ProductCategory("玩具", "") { IsMonitored = true, NeedsDefectInvestigation = true, RecallBasis = "召回规定", SevereItems = ["小零件", "𠮷件"] },
        1, "京市监发〔2026〕1号", "guanli", Given.Now);

    [Fact]
    public async Task Every_revision_of_a_city_is_kept_as_it_was_written()
    {
        // given
        var second = First with { Category = First.Category with { IsActive = false, SevereItems = [] }, Revision = 2, ChangedAt = Given.Now.AddDays(1) };

        // when
        (await Stores.Products.AddAsync(First, Stop)).ShouldBeTrue();
        (await Stores.Products.AddAsync(second, Stop)).ShouldBeTrue();
        (await Stores.Products.AddAsync(First with { City = "shanghai" }, Stop)).ShouldBeTrue();

        // then
        var kept = await Stores.Products.OfCityAsync("beijing", Stop);
        kept.Select(revision => (revision.Revision, revision.Category.IsActive, revision.ChangedBy, revision.ChangedAt, revision.Basis)).ShouldBe(
        [
            (1, true, "guanli", Given.Now, "京市监发〔2026〕1号"), (2, false, "guanli", Given.Now.AddDays(1), "京市监发〔2026〕1号"),
        ]);
        kept[0].Category.SevereItems.ShouldBe(["小零件", "𠮷件"]);
        (kept[0].Category with { SevereItems = First.Category.SevereItems }).ShouldBe(First.Category);
    }

    [Fact]
    public async Task Two_who_change_the_same_revision_do_not_both_succeed()
    {
        (await Stores.Products.AddAsync(First, Stop)).ShouldBeTrue();

        // when
        var both = await Task.WhenAll(
            Stores.Products.AddAsync(First with { Revision = 2, ChangedBy = "one" }, Stop), Stores.Products.AddAsync(First with { Revision = 2, ChangedBy = "two" }, Stop));

        // then
        both.Count(isTaken => isTaken).ShouldBe(1);
        (await Stores.Products.AddAsync(First with { Revision = 4 }, Stop)).ShouldBeFalse();
        (await Stores.Products.OfCityAsync("beijing", Stop)).Count.ShouldBe(2);
    }
}

public sealed class Products_on_SQLite : ProductContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Products_on_PostgreSql(PostgreSqlServer server) : ProductContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
