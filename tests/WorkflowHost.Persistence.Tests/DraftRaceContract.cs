using WorkflowHost.Runtime;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

public abstract class DraftRaceContract : StoreContract
{
    private const int Rounds = 20;

    [Fact]
    public async Task Of_drafts_that_begin_the_same_version_at_once_one_is_kept_and_the_others_are_told()
    {
        for (var round = 0; round < Rounds; round++)
        {
            // when
            var id = $"new-{round}";
            var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(
                () => Stores.Drafts.AddDraftAsync(Draft(id) with { Id = $"{id}-{n}", Name = $"第 {n} 人" }, Lease(n % 2 == 0 ? "li" : "wang"), null, Stop), Stop)));

            // then
            results.Count(result => result is DraftSaved.Done).ShouldBe(1);
            results.ShouldAllBe(result => result is DraftSaved.Done || result is DraftSaved.Moved || result is DraftSaved.Taken);
            var kept = (await Stores.Lists.ListAsync(new DefinitionFilter { DefinitionIds = [id] }, 0, 10, Stop)).Items.ShouldHaveSingleItem();
            kept.Id.ShouldBe($"{id}-{results.Index().Single(entry => entry.Item is DraftSaved.Done).Index}");
        }
    }

    [Fact]
    public async Task What_is_saved_while_the_state_before_it_is_published_is_not_written_over()
    {
        for (var round = 0; round < Rounds; round++)
        {
            // given
            var draft = Draft($"both-{round}");
            await Stores.Drafts.AddDraftAsync(draft, Lease("li"), null, Stop);

            // when
            var change = Published($"c{round}", draft);
            var publishing = Task.Run(() => Stores.Drafts.PublishAsync(draft, [], change, Stop), Stop);
            var saving = Task.Run(() => Stores.Drafts.ReplaceDraftAsync(draft with { Edit = 1, Json = draft.Json.Replace("{", "{ ", StringComparison.Ordinal) }, Lease("li"), null, Stop), Stop);
            var (published, saved) = (await publishing, await saving);

            // then one of them was first, and what is there is what that one wrote
            (saved is DraftSaved.Done).ShouldBe(!published);
            var latest = (await Stores.Definitions.FindLatestAsync(draft.DefinitionId, Stop))!;
            (latest.IsPublished, latest.Edit, latest.Json.StartsWith("{ ", StringComparison.Ordinal)).ShouldBe((published, published ? 0 : 1, !published));
        }
    }

    [Fact]
    public async Task What_was_checked_is_not_published_once_somebody_has_begun_the_next_version()
    {
        // given a draft that was checked, and somebody who goes on after it once its owner's time is over
        var draft = Draft("passed");
        await Stores.Drafts.AddDraftAsync(draft, Lease("li"), null, Stop);
        var next = Given.Version(draft.DefinitionId, 2) with { IsDraft = true, IsPublished = false, Origin = DefinitionOrigin.Administrator, ChangedBy = "wang" };
        var later = Lease("wang") with { Now = Given.Now.AddMinutes(15) };
        (await Stores.Drafts.AddDraftAsync(next, later, null, Stop)).ShouldBeOfType<DraftSaved.Done>();

        // when
        var published = await Stores.Drafts.PublishAsync(draft, [], Published("c", draft), Stop);

        // then
        published.ShouldBeFalse();
        (await Stores.Definitions.FindPublishedAsync(draft.DefinitionId, Stop)).ShouldBeNull();
        (await Stores.Drafts.FindEditorAsync(draft.DefinitionId, Stop))!.AccountId.ShouldBe("wang");
    }

    [Fact]
    public async Task Publishing_ends_the_work_of_who_publishes_and_nobody_else_s()
    {
        // given a draft that was checked, and somebody who took over meanwhile
        var draft = Draft("taken");
        await Stores.Drafts.AddDraftAsync(draft, Lease("li"), null, Stop);
        await Stores.Drafts.TakeOverAsync(draft.DefinitionId, Lease("wang"), Published("c1", draft) with { Actor = "wang", Action = DefinitionAction.TakenOver }, Stop);

        // when
        (await Stores.Drafts.PublishAsync(draft, [], Published("c2", draft), Stop)).ShouldBeTrue();

        // then
        (await Stores.Drafts.FindEditorAsync(draft.DefinitionId, Stop))!.AccountId.ShouldBe("wang");
    }

    private static DefinitionChange Published(string id, DefinitionVersion version) =>
        new(id, version.DefinitionId, version.Version, Given.Now, "li", DefinitionAction.Published, "");

    private static DefinitionVersion Draft(string definitionId) => Given.Version(definitionId, 1) with
    {
        IsDraft = true,
        IsPublished = false,
        Origin = DefinitionOrigin.Administrator,
        ChangedBy = "li",
    };

    private static EditLease Lease(string accountId) => new(accountId, Given.Now, TimeSpan.FromMinutes(15));
}

public sealed class DraftRace_on_SQLite : DraftRaceContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class DraftRace_on_PostgreSql(PostgreSqlServer server) : DraftRaceContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
