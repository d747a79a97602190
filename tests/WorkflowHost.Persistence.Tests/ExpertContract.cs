using WorkflowHost.Cases.Experts;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>The expert pool, and what case came of which.</summary>
public abstract class ExpertContract : StoreContract
{
    private static readonly Expert Lu = new("e1", "shanghai", "陆堃", "上海市质检院", "儿童用品", "021-10000000", true, 1);

    [Fact]
    public async Task A_city_s_experts_are_told_active_ones_first_then_by_name()
    {
        // when
        foreach (var expert in new[] { Lu, Lu with { Id = "e2", Name = "丁𠮷" }, Lu with { Id = "e3", Name = "一鸣", IsActive = false }, Lu with { Id = "e4", City = "beijing" } })
        {
            (await Stores.Experts.SaveAsync(expert, "guanli", Given.Now, Stop)).ShouldBeTrue();
        }

        // then
        (await Stores.Experts.OfCityAsync("shanghai", Stop)).Select(expert => expert.Name).ShouldBe(["丁𠮷", "陆堃", "一鸣"]);
        (await Stores.Experts.OfCityAsync("shanghai", Stop))[1].ShouldBe(Lu);
    }

    [Fact]
    public async Task A_change_of_what_somebody_else_changed_meanwhile_is_not_taken()
    {
        // given
        await Stores.Experts.SaveAsync(Lu, "guanli", Given.Now, Stop);
        (await Stores.Experts.SaveAsync(Lu with { Field = "机械", Revision = 2 }, "guanli", Given.Now, Stop)).ShouldBeTrue();

        // when
        var late = await Stores.Experts.SaveAsync(Lu with { Field = "电器", Revision = 2 }, "other", Given.Now, Stop);

        // then
        late.ShouldBeFalse();
        (await Stores.Experts.OfCityAsync("shanghai", Stop)).ShouldHaveSingleItem().Field.ShouldBe("机械");
    }

    [Fact]
    public async Task A_case_knows_the_one_that_it_came_of_and_that_one_its_children()
    {
        // given
        await Stores.Cases.RegisterAsync(Given.Case("c1", "R1"), Stop);
        await Stores.Cases.RegisterAsync(Given.Case("c2", "R2", Given.Now.AddDays(2)) with { ParentId = "c1" }, Stop);
        await Stores.Cases.RegisterAsync(Given.Case("c3", "R3", Given.Now.AddDays(1)) with { ParentId = "c1" }, Stop);

        // then
        (await Stores.Cases.FindAsync("c2", Stop))!.ParentId.ShouldBe("c1");
        (await Stores.Cases.FindAsync("c1", Stop))!.ParentId.ShouldBeEmpty();
        (await Stores.Cases.ChildrenAsync("c1", Stop)).Select(child => child.Id).ShouldBe(["c3", "c2"]);
        (await Stores.Cases.ChildrenAsync("c2", Stop)).ShouldBeEmpty();
        (await Stores.Cases.FindByNumberAsync("京抽案〔2026〕3号", Stop))!.Id.ShouldBe("c3");
        (await Stores.Cases.FindByNumberAsync("京抽案〔2026〕4号", Stop)).ShouldBeNull();
    }
}

public sealed class Experts_on_SQLite : ExpertContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Experts_on_PostgreSql(PostgreSqlServer server) : ExpertContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
