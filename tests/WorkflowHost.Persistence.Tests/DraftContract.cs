using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

public abstract class DraftContract : StoreContract
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task A_draft_is_the_latest_and_leaves_the_published_version_published()
    {
        // when
        (await Stores.Drafts.AddDraftAsync(Draft(2), Lease("li"), null, Stop)).ShouldBeOfType<DraftSaved.Done>();

        // then
        var latest = (await Stores.Definitions.FindLatestAsync("ordinary", Stop))!;
        (latest.Version, latest.IsDraft, latest.IsPublished, latest.ChangedBy, latest.ChangedIn, latest.Description).ShouldBe((2, true, false, "li", new DrawingWindow("window", 2), "说明"));
        (await Stores.Definitions.FindPublishedAsync("ordinary", Stop))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_next_edit_of_a_draft_is_written_over_it()
    {
        // given
        await Stores.Drafts.AddDraftAsync(Draft(2), Lease("li"), null, Stop);

        // then
        (await Stores.Drafts.ReplaceDraftAsync(Draft(2) with { Edit = 1, Name = "改名", ChangedIn = null }, Lease("li"), null, Stop)).ShouldBeOfType<DraftSaved.Done>();
        (await Stores.Drafts.ReplaceDraftAsync(Draft(2) with { Edit = 1 }, Lease("li"), null, Stop)).ShouldBeOfType<DraftSaved.Moved>();
        (await Stores.Drafts.ReplaceDraftAsync(Given.Definition with { Edit = 1 }, Lease("li"), null, Stop)).ShouldBeOfType<DraftSaved.Moved>();
        (await Stores.Drafts.AddDraftAsync(Draft(2) with { Id = "other" }, Lease("li"), null, Stop)).ShouldBeOfType<DraftSaved.Moved>();
        var latest = (await Stores.Definitions.FindLatestAsync("ordinary", Stop))!;
        (latest.Name, latest.ChangedIn).ShouldBe(("改名", null));
    }

    [Fact]
    public async Task While_one_works_another_is_refused_until_the_time_is_over_or_the_work_is_taken_over()
    {
        // given
        await Stores.Drafts.AddDraftAsync(Draft(2), Lease("li"), null, Stop);

        // then
        var next = Draft(2) with { Edit = 1 };
        (await Stores.Drafts.ReplaceDraftAsync(next, Lease("wang"), null, Stop)).ShouldBeOfType<DraftSaved.Taken>().Editor.AccountId.ShouldBe("li");
        (await Stores.Drafts.ReplaceDraftAsync(next, Lease("wang", Lasts - TimeSpan.FromSeconds(1)), null, Stop)).ShouldBeOfType<DraftSaved.Taken>();
        (await Stores.Drafts.ReplaceDraftAsync(next, Lease("wang", Lasts), null, Stop)).ShouldBeOfType<DraftSaved.Done>();

        (await Stores.Drafts.TakeOverAsync("ordinary", Lease("li", Lasts), Change("c1", DefinitionAction.TakenOver, 0), Stop))!.AccountId.ShouldBe("wang");
        (await Stores.Drafts.FindEditorAsync("ordinary", Stop))!.AccountId.ShouldBe("li");
        (await Stores.Drafts.ReplaceDraftAsync(next with { Edit = 2 }, Lease("wang", Lasts), null, Stop)).ShouldBeOfType<DraftSaved.Taken>();
        (await Stores.Drafts.ChangesAsync("ordinary", 10, Stop)).ShouldHaveSingleItem().Action.ShouldBe(DefinitionAction.TakenOver);
        (await Stores.Drafts.TakeOverAsync("nothing", Lease("li"), Change("c2", DefinitionAction.TakenOver, 0), Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Publishing_a_draft_ends_it_and_takes_the_mark_from_its_predecessor()
    {
        // given
        var draft = Draft(2);
        await Stores.Drafts.AddDraftAsync(draft, Lease("li"), null, Stop);

        // when
        (await Stores.Drafts.PublishAsync(draft with { Edit = 7 }, [], Change("c1", DefinitionAction.Published, 2), Stop)).ShouldBeFalse();
        (await Stores.Drafts.PublishAsync(draft, [], Change("c1", DefinitionAction.Published, 2), Stop)).ShouldBeTrue();

        // then
        var published = (await Stores.Definitions.FindPublishedAsync("ordinary", Stop))!;
        (published.Version, published.IsDraft, published.IsLatest, published.ChangedIn).ShouldBe((2, false, true, new DrawingWindow("window", 2)));
        (await Stores.Definitions.FindAsync(Given.Definition.Id, Stop))!.IsPublished.ShouldBeFalse();
        (await Stores.Drafts.FindEditorAsync("ordinary", Stop)).ShouldBeNull();
        (await Stores.Drafts.ReplaceDraftAsync(draft with { Edit = 1 }, Lease("li"), null, Stop)).ShouldBeOfType<DraftSaved.Moved>();
        (await Stores.Drafts.RetractAsync("ordinary", Change("c2", DefinitionAction.Retracted, 2), Stop)).ShouldBeTrue();
        (await Stores.Drafts.RetractAsync("ordinary", Change("c3", DefinitionAction.Retracted, 2), Stop)).ShouldBeFalse();
        (await Stores.Definitions.FindPublishedAsync("ordinary", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Versions_with_instances_and_versions_in_use_stay_all_others_go_together_or_not_at_all()
    {
        // given
        await Stores.Turns.CommitAsync(Given.First("i1"), Stop);
        await Stores.Drafts.AddDraftAsync(Draft(2), Lease("li"), null, Stop);
        var used = Given.Version("used", 1);
        await Stores.Definitions.AddPublishedAsync(used, [], Stop);
        await Stores.Definitions.AddPublishedAsync(Given.Version("user", 1) with { Uses = new UsedVersions([KeyValuePair.Create("t|used||1", used.Id)]) }, [], Stop);

        // then
        (await DeleteAsync("ordinary", 1, 2)).ShouldBe(VersionDeletion.HasInstances);
        (await DeleteAsync("ordinary", 9)).ShouldBe(VersionDeletion.Missing);
        (await DeleteAsync("used", 1)).ShouldBe(VersionDeletion.IsUsed);
        (await DeleteAsync("ordinary", 2)).ShouldBe(VersionDeletion.Deleted);
        (await Stores.Definitions.FindLatestAsync("ordinary", Stop))!.Version.ShouldBe(1);
        (await Stores.Lists.ConsumersAsync("used", Stop)).ShouldHaveSingleItem().DefinitionId.ShouldBe("user");
        (await DeleteAsync("user", 1)).ShouldBe(VersionDeletion.Deleted);
        (await DeleteAsync("used", 1)).ShouldBe(VersionDeletion.Deleted);
    }

    [Fact]
    public async Task Versions_that_name_another_definition_are_found_while_they_count()
    {
        // given an old version that an instance runs on, its published successor, which names nothing any more, and a draft
        const string Naming = """{"root":{"workflowDefinitionId":"named 流程"}}""";
        await Stores.Definitions.AddPublishedAsync(Given.Version("old", 1) with { Json = Naming }, [], Stop);
        await Stores.Definitions.AddPublishedAsync(Given.Version("old", 2), [], Stop);
        await Stores.Drafts.AddDraftAsync(Draft(2) with { Json = Naming }, Lease("li"), null, Stop);
        await Stores.Definitions.AddPublishedAsync(Given.Version("named 流程", 1) with { Json = Naming }, [], Stop);

        // then
        (await Stores.Definitions.NamingAsync("named 流程", Stop)).Select(version => version.Id).ShouldBe([Draft(2).Id]);
        var first = Given.First("i1");
        await Stores.Turns.CommitAsync(first with { Definition = Given.Version("old", 1) }, Stop);
        (await Stores.Definitions.NamingAsync("named 流程", Stop)).Select(version => version.Id).ShouldBe([Given.Version("old", 1).Id, Draft(2).Id], ignoreOrder: true);
        (await Stores.Definitions.NamingAsync("named", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_select_search_order_and_page()
    {
        // given
        foreach (var n in Enumerable.Range(1, 5))
        {
            await Stores.Definitions.AddPublishedAsync(Given.Version($"d{n}", 1) with
            {
                Name = $"流程 100%_{n}",
                CreatedAt = Given.Now.AddMinutes(n),
                Origin = n > 3 ? DefinitionOrigin.Administrator : DefinitionOrigin.File,
            }, [], Stop);
        }

        await Stores.Drafts.AddDraftAsync(Draft(2), Lease("li"), null, Stop);

        // then
        (await IdsAsync(new DefinitionFilter { Versions = VersionSelection.Latest, Search = "100%_" })).ShouldBe(["d1-v1", "d2-v1", "d3-v1", "d4-v1", "d5-v1"]);
        (await IdsAsync(new DefinitionFilter { Versions = VersionSelection.Latest, Search = "100%_", Order = DefinitionOrder.Recent })).ShouldBe(["d5-v1", "d4-v1", "d1-v1", "d2-v1", "d3-v1"]);
        (await IdsAsync(new DefinitionFilter { Versions = VersionSelection.Latest, Search = "D3" })).ShouldBe(["d3-v1"]);
        (await IdsAsync(new DefinitionFilter { Versions = VersionSelection.Draft })).ShouldBe(["ordinary-v2"]);
        (await IdsAsync(new DefinitionFilter { Versions = VersionSelection.LatestOrPublished, DefinitionIds = ["ordinary"], Order = DefinitionOrder.Version })).ShouldBe(["ordinary-v1", "ordinary-v2"]);
        (await IdsAsync(new DefinitionFilter { Versions = VersionSelection.LatestAndPublished, DefinitionIds = ["ordinary"] })).ShouldBeEmpty();
        (await IdsAsync(new DefinitionFilter { Version = 2 })).ShouldBe(["ordinary-v2"]);
        (await IdsAsync(new DefinitionFilter { Ids = ["d1-v1", "none"] })).ShouldBe(["d1-v1"]);
        var page = await Stores.Lists.ListAsync(new DefinitionFilter { Search = "流程", Order = DefinitionOrder.Name, Descending = true }, 1, 2, Stop);
        (page.Total, string.Join(',', page.Items.Select(item => item.Id))).ShouldBe((5, "d4-v1,d3-v1"));
        (await Stores.Lists.IsNameFreeAsync("流程 100%_1", "d1", Stop)).ShouldBeTrue();
        (await Stores.Lists.IsNameFreeAsync("流程 100%_1", null, Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task Reusable_versions_are_those_that_may_be_used_and_are_no_drafts()
    {
        // given
        await Stores.Definitions.AddPublishedAsync(Given.Version("shared", 1) with { IsUsableAsActivity = true }, [], Stop);
        await Stores.Definitions.AddPublishedAsync(Given.Version("shared", 2) with { IsUsableAsActivity = true }, [], Stop);
        await Stores.Drafts.AddDraftAsync(Draft(2) with { IsUsableAsActivity = true }, Lease("li"), null, Stop);

        // then
        (await Stores.Lists.ReusableAsync(Stop)).ShouldBe([new ReusableVersion("shared-v2", true), new ReusableVersion("shared-v1", false)]);
    }

    [Fact]
    public async Task A_numbered_list_of_instances_leaves_tests_marked_and_counts_all()
    {
        // given
        foreach (var n in Enumerable.Range(0, 7))
        {
            var first = Given.First($"i{n}");
            await Stores.Turns.CommitAsync(
                first with { At = first.At.AddMinutes(n), State = first.State with { Test = n == 3 ? new Engine.TestRun("li", "bj") : null } }, Stop);
        }

        // when
        var all = Given.Scope(Given.Municipal, Organisation.Roles.Administrator);
        var page = await Stores.Procedures.SearchAsync(all, new InstanceSearch(), 2, 3, Stop);

        // then
        (page.Total, string.Join(',', page.Items.Select(item => item.Id))).ShouldBe((7, "i4,i3,i2"));
        (await Stores.Instances.ListAsync(new InstanceFilter(), null, 10, Stop)).Items.Select(item => item.Id).ShouldNotContain("i3");
        (await Stores.Procedures.SearchAsync(Given.Scope(Given.Municipal), new InstanceSearch(), 0, 10, Stop)).Total.ShouldBe(0);
        (await Stores.Procedures.SearchAsync(all, new InstanceSearch { Text = "测试 I5" }, 0, 10, Stop)).Total.ShouldBe(1);
        (await Stores.Procedures.SearchAsync(all, new InstanceSearch { Ids = ["i6", "none", "i0"] }, 0, 1, Stop)).Total.ShouldBe(2);
        var correlation = (await Stores.Instances.FindAsync("i2", Stop))!.CorrelationId;
        (await Stores.Procedures.SearchAsync(all, new InstanceSearch { CorrelationIds = [correlation, "none"], Ids = ["i2"] }, 0, 10, Stop)).Items.ShouldHaveSingleItem().Id.ShouldBe("i2");
        (await Stores.Procedures.SearchAsync(all, new InstanceSearch { CorrelationIds = ["none"] }, 0, 10, Stop)).Total.ShouldBe(0);
        (await Stores.Journal.RevisionsAsync(["i0", "none"], Stop)).ShouldHaveSingleItem().Value.ShouldBe(1);
        (await Stores.Journal.CountsAsync("i0", Stop)).ShouldHaveSingleItem().Count.ShouldBe(1);
        (await Stores.Journal.ReadAsync("i0", new JournalFilter { Events = ["Faulted"] }, 0, 10, Stop)).Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(InstanceOrder.Created)]
    [InlineData(InstanceOrder.Updated)]
    [InlineData(InstanceOrder.Finished)]
    [InlineData(InstanceOrder.Name)]
    public async Task The_numbered_pages_of_instances_make_up_the_whole_list_from_either_end(InstanceOrder order)
    {
        // given
        foreach (var n in Enumerable.Range(0, 11))
        {
            var first = Given.First($"i{n:00}");
            var state = n % 3 == 0 ? first.State with { Status = Engine.WorkflowStatus.Finished, SubStatus = Engine.WorkflowSubStatus.Finished } : first.State;
            await Stores.Turns.CommitAsync(first with { At = first.At.AddMinutes(n / 2), State = state }, Stop);
        }

        foreach (var descending in new[] { false, true })
        {
            // when
            var search = new InstanceSearch { Order = order, Descending = descending };
            var whole = await PageAsync(search, 0, 1000);
            var paged = new List<string>();
            for (var skip = 0; skip < 16; skip += 4)
            {
                paged.AddRange(await PageAsync(search, skip, 4));
            }

            // then
            whole.Count.ShouldBe(11);
            paged.ShouldBe(whole);
            (await PageAsync(search, int.MaxValue, 4)).ShouldBeEmpty();
        }
    }

    private async Task<List<string>> PageAsync(InstanceSearch search, int skip, int take) =>
        [.. (await Stores.Procedures.SearchAsync(Given.Scope(Given.Municipal, Organisation.Roles.Administrator), search, skip, take, Stop))
            .Items.Select(item => item.Id)];

    private static DefinitionVersion Draft(int version) => Given.Version("ordinary", version) with
    {
        IsDraft = true,
        IsPublished = false,
        Origin = DefinitionOrigin.Administrator,
        ChangedBy = "li",
        ChangedIn = new DrawingWindow("window", version),
        Description = "说明",
    };

    private static EditLease Lease(string accountId, TimeSpan later = default) => new(accountId, Given.Now + later, Lasts);

    private static DefinitionChange Change(string id, DefinitionAction action, int version) => new(id, "ordinary", version, Given.Now, "li", action, "");

    private Task<VersionDeletion> DeleteAsync(string definitionId, params int[] versions) => Stores.Drafts.DeleteAsync(
        definitionId, [.. versions.Select(version => Change($"d-{definitionId}-{version}-{versions.Length}", DefinitionAction.Deleted, version) with { DefinitionId = definitionId })], Stop);

    private async Task<IEnumerable<string>> IdsAsync(DefinitionFilter filter) => (await Stores.Lists.ListAsync(filter, 0, 100, Stop)).Items.Select(item => item.Id);
}

public sealed class Drafts_on_SQLite : DraftContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Drafts_on_PostgreSql(PostgreSqlServer server) : DraftContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
