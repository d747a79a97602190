using WorkflowHost.Runtime;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

public abstract class LastPublishedContract : StoreContract
{
    [Fact]
    public async Task The_last_published_version_is_known_after_it_was_retracted_and_drawn_on()
    {
        // given: a file, a version that a person published and retracted, one that was only tried, and a draft
        (await Stores.Definitions.FindLastPublishedAsync("ordinary", Stop))!.Version.ShouldBe(1);
        await Stores.Drafts.AddDraftAsync(Draft(2), Lease("li"), null, Stop);
        await Stores.Drafts.PublishAsync(Draft(2), [], Change("c1", DefinitionAction.Published, 2), Stop);
        (await Stores.Definitions.FindLastPublishedAsync("ordinary", Stop))!.Version.ShouldBe(2);
        await Stores.Drafts.RetractAsync("ordinary", Change("c2", DefinitionAction.Retracted, 2), Stop);
        await Stores.Drafts.AddDraftAsync(Draft(3), Lease("li"), null, Stop);
        await Stores.Drafts.FreezeAsync(Draft(3), Change("c3", DefinitionAction.Tested, 3), Stop);
        await Stores.Drafts.AddDraftAsync(Draft(4), Lease("li"), null, Stop);

        // then
        (await Stores.Definitions.FindLastPublishedAsync("ordinary", Stop))!.Version.ShouldBe(2);
        (await Stores.Definitions.FindLastPublishedAsync("nothing", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task A_version_that_is_given_the_number_of_a_deleted_one_was_not_published()
    {
        // given a version that was published, retracted and deleted
        await Stores.Drafts.AddDraftAsync(Draft(2), Lease("li"), null, Stop);
        await Stores.Drafts.PublishAsync(Draft(2), [], Change("c1", DefinitionAction.Published, 2), Stop);
        await Stores.Drafts.RetractAsync("ordinary", Change("c2", DefinitionAction.Retracted, 2), Stop);
        (await Stores.Drafts.DeleteAsync("ordinary", [Change("c3", DefinitionAction.Deleted, 2)], Stop)).ShouldBe(VersionDeletion.Deleted);

        // when its number is given again, to a draft that is tried afterwards
        var again = Draft(2) with { Id = "again", CreatedAt = Given.Now.AddMinutes(1) };
        await Stores.Drafts.AddDraftAsync(again, Lease("li"), null, Stop);
        var asDraft = (await Stores.Definitions.FindLastPublishedAsync("ordinary", Stop))!.Version;
        (await Stores.Drafts.FreezeAsync(again, Change("c4", DefinitionAction.Tested, 2), Stop)).ShouldBeTrue();
        var asTried = (await Stores.Definitions.FindLastPublishedAsync("ordinary", Stop))!.Version;

        // then
        (asDraft, asTried).ShouldBe((1, 1));
    }

    private static DefinitionVersion Draft(int version) => Given.Version("ordinary", version) with
    {
        IsDraft = true,
        IsPublished = false,
        Origin = DefinitionOrigin.Administrator,
        ChangedBy = "li",
    };

    private static EditLease Lease(string accountId) => new(accountId, Given.Now, TimeSpan.FromMinutes(15));

    private static DefinitionChange Change(string id, DefinitionAction action, int version) => new(id, "ordinary", version, Given.Now, "li", action, "");
}

public sealed class LastPublished_on_SQLite : LastPublishedContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class LastPublished_on_PostgreSql(PostgreSqlServer server) : LastPublishedContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
