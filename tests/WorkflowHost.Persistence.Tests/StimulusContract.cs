using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>What starts and moves instances is found, and each instant is served once.</summary>
public abstract class StimulusContract : StoreContract
{
    private static readonly DateTimeOffset Due = Given.Now.AddHours(1);

    [Fact]
    public async Task A_new_version_s_triggers_take_the_place_of_the_old_ones_and_one_that_stays_keeps_its_instant()
    {
        // given
        await Stores.Definitions.AddPublishedAsync(Given.Version("hourly", 1), [Trigger("a", "SAME", Due), Trigger("b", "GONE", null)], Stop);

        // when
        await Stores.Definitions.AddPublishedAsync(
            Given.Version("hourly", 2), [Trigger("a", "SAME", Due.AddDays(1)), Trigger("c", "NEW", null)], Stop);

        // then
        (await Stores.Stimuli.TriggersAsync("GONE", Stop)).ShouldBeEmpty();
        (await Stores.Stimuli.TriggersAsync("NEW", Stop)).ShouldHaveSingleItem().ActivityId.ShouldBe("c");
        var kept = (await Stores.Stimuli.TriggersAsync("SAME", Stop)).ShouldHaveSingleItem();
        (kept.NextDueAt, kept.Payload!["n"]!.GetValue<int>()).ShouldBe((Due, 1));
    }

    [Fact]
    public async Task A_version_that_is_not_added_changes_no_trigger()
    {
        // given
        await Stores.Definitions.AddPublishedAsync(Given.Version("hourly", 1), [Trigger("a", "SAME", Due)], Stop);

        // when
        var added = await Stores.Definitions.AddPublishedAsync(Given.Version("hourly", 1) with { Id = "other" }, [], Stop);

        // then
        added.ShouldBeFalse();
        (await Stores.Stimuli.TriggersAsync("SAME", Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Triggers_are_due_in_order_from_their_instant_on_and_each_instant_is_served_once()
    {
        // given
        await Stores.Definitions.AddPublishedAsync(Given.Version("late", 1), [Trigger("a", "A", Due.AddMinutes(1))], Stop);
        await Stores.Definitions.AddPublishedAsync(Given.Version("early", 1), [Trigger("b", "B", Due), Trigger("c", "C", null)], Stop);

        // when
        (await Stores.Stimuli.DueAsync(Due.AddTicks(-10), 9, Stop)).ShouldBeEmpty();
        var due = await Stores.Stimuli.DueAsync(Due.AddMinutes(1), 9, Stop);
        due.Select(trigger => trigger.ActivityId).ShouldBe(["b", "a"]);
        var advance = new AdvanceTrigger(due[0].Id, Due, Due.AddHours(1));
        var first = await Stores.Turns.CommitAsync(Given.First("i1", advance), Stop);
        var second = await Stores.Turns.CommitAsync(Given.First("i2", advance), Stop);

        // then
        first.ShouldBeOfType<CommitResult.Committed>();
        second.ShouldBeOfType<CommitResult.Refused>().Problem.Code.ShouldBe(AdvanceTrigger.Code);
        (await Stores.Turns.LoadAsync("i2", Stop)).ShouldBeNull();
        (await Stores.Stimuli.DueAsync(Due.AddMinutes(1), 9, Stop)).ShouldHaveSingleItem().ActivityId.ShouldBe("a");

        // and when
        await Stores.Stimuli.AdvanceAsync(new AdvanceTrigger(due[1].Id, Due.AddMinutes(1), null), Stop);

        // then
        (await Stores.Stimuli.DueAsync(Due.AddYears(9), 9, Stop)).ShouldHaveSingleItem().ActivityId.ShouldBe("b");
    }

    [Fact]
    public async Task Bookmarks_are_found_by_hash_correlation_and_instance_while_their_instance_runs()
    {
        // given
        var first = Given.First("i1");
        await Stores.Turns.CommitAsync(first, Stop);
        await Stores.Turns.CommitAsync(Given.First("i2"), Stop);
        var over = Given.First("i3");
        await Stores.Turns.CommitAsync(over, Stop);
        await Stores.Turns.CommitAsync(
            Given.Next(over) with { State = over.State with { Status = WorkflowStatus.Finished, SubStatus = WorkflowSubStatus.Faulted, LastSequence = 2 } }, Stop);

        // then
        (await FoundAsync(Sent("k"))).ShouldBe(["i1", "i2"]);
        (await FoundAsync(Sent("k") with { CorrelationId = "case-i2" })).ShouldBe(["i2"]);
        (await FoundAsync(Sent("k") with { InstanceId = "i1" })).ShouldBe(["i1"]);
        (await FoundAsync(Sent("k") with { Hash = "OTHER" })).ShouldBeEmpty();
        (await Stores.Stimuli.PayloadsAsync("Spc.ServiceReceipt", Stop)).ShouldHaveSingleItem().GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task An_instance_that_a_stimulus_has_moved_is_not_moved_by_it_again_at_a_bookmark_made_since()
    {
        // given
        var first = Given.First("i1");
        await Stores.Turns.CommitAsync(first, Stop);
        await Stores.Turns.CommitAsync(Given.Next(first) with { Operation = new Operation("key/i1-b0", "") }, Stop);

        // then
        (await FoundAsync(Sent("key"))).ShouldBeEmpty();
        (await FoundAsync(Sent("ke"))).ShouldBe(["i1"]);
        (await FoundAsync(Sent("key") with { At = Given.Now.AddSeconds(1) })).ShouldBe(["i1"]);
    }

    [Fact]
    public async Task A_start_that_must_be_alone_is_refused_while_another_runs()
    {
        // given
        await Stores.Turns.CommitAsync(Given.First("i1"), Stop);

        // then
        await ShouldBeAsync<CommitResult.Refused>("i2", new StartAlone(Given.Definition.Id, null));
        await ShouldBeAsync<CommitResult.Refused>("i3", new StartAlone(null, "case-i1"));
        await ShouldBeAsync<CommitResult.Committed>("i4", new StartAlone(Given.Definition.Id, "case-i4"));
        await ShouldBeAsync<CommitResult.Committed>("i5", new StartAlone("other-v1", null));
    }

    [Fact]
    public async Task Of_starts_at_the_same_instant_that_must_be_alone_one_is_let_in()
    {
        // when
        var commits = await Task.WhenAll(Enumerable.Range(0, 16).Select(start => Task.Run(
            () => Stores.Turns.CommitAsync(Given.First($"i{start}", new StartAlone(Given.Definition.Id, null)), Stop), Stop)));

        // then
        commits.Count(commit => commit is CommitResult.Committed).ShouldBe(1);
        commits.OfType<CommitResult.Refused>().Count().ShouldBe(15);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_starts_at_the_same_instant_in_a_year_one_is_let_in(bool bySystem)
    {
        // given
        var once = new StartOnceAYear(Given.Definition.DefinitionId, 2026, bySystem);

        // when
        var commits = await Task.WhenAll(Enumerable.Range(0, 16).Select(start => Task.Run(
            () => Stores.Turns.CommitAsync(Given.First($"i{start}", once), Stop), Stop)));

        // then
        commits.Count(commit => commit is CommitResult.Committed).ShouldBe(1);
        commits.OfType<CommitResult.Refused>().Count().ShouldBe(15);
        (await Stores.Turns.CommitAsync(Given.First("next", once with { Year = once.Year + 1 }), Stop)).ShouldBeOfType<CommitResult.Committed>();
        (await Stores.Turns.CommitAsync(Given.First("other", once with { DefinitionId = "other" }), Stop)).ShouldBeOfType<CommitResult.Committed>();
    }

    [Fact]
    public async Task An_instance_knows_who_started_it_and_its_starter_finds_it_while_it_is_not_over()
    {
        // given
        await Stores.Turns.CommitAsync(Given.First("p"), Stop);
        var child = Given.First("c") with { Parent = new Parent("p", "p-b1") };
        await Stores.Turns.CommitAsync(child, Stop);
        await Stores.Turns.CommitAsync(Given.First("stranger"), Stop);

        // then
        (await Stores.Turns.LoadAsync("c", Stop))!.Parent.ShouldBe(new Parent("p", "p-b1"));
        (await Stores.Turns.LoadAsync("p", Stop))!.Parent.ShouldBeNull();
        (await Stores.Instances.ChildrenAsync("p", Stop)).ShouldBe(["c"]);

        // and when
        await Stores.Turns.CommitAsync(Given.Last(child), Stop);

        // then
        (await Stores.Instances.ChildrenAsync("p", Stop)).ShouldBeEmpty();
    }

    private static NewTrigger Trigger(string activityId, string hash, DateTimeOffset? dueAt) =>
        new(new WorkflowTrigger(activityId, "Elsa.Timer", hash, new JsonObject { ["n"] = 1 }), dueAt);

    private static SentStimulus Sent(string key) => new(key, "HASH", [], Given.Now, Command.System);

    private async Task<IEnumerable<string>> FoundAsync(SentStimulus stimulus) =>
        (await Stores.Stimuli.BookmarksAsync(stimulus, Stop)).Select(found => found.InstanceId);

    private async Task ShouldBeAsync<T>(string instanceId, StartAlone alone)
        where T : CommitResult =>
        (await Stores.Turns.CommitAsync(Given.First(instanceId, alone), Stop)).ShouldBeOfType<T>();
}

public sealed class Stimuli_on_SQLite : StimulusContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Stimuli_on_PostgreSql(PostgreSqlServer server) : StimulusContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
