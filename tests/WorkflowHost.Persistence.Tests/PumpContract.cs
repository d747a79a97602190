using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>What the timer pump and the outbox pump live on.</summary>
public abstract class PumpContract : StoreContract
{
    private static readonly DateTimeOffset Lease = Given.Now.AddMinutes(1);

    [Fact]
    public async Task Timers_come_in_due_order_and_one_due_exactly_now_is_due()
    {
        // given
        foreach (var (id, minutes) in new[] { ("late", 30), ("now", 10), ("first", 1), ("next", 11) })
        {
            await Stores.Turns.CommitAsync(Given.First(id, new ScheduleTimer($"{id}-b1", Given.Now.AddMinutes(minutes))), Stop);
        }

        // when
        var due = await Stores.Timers.DueAsync(Given.Now.AddMinutes(10), 10, Stop);

        // then
        due.ShouldBe(
        [
            new DueTimer("first-b1", "first", Given.Now.AddMinutes(1)), new DueTimer("now-b1", "now", Given.Now.AddMinutes(10)),
        ]);
        (await Stores.Timers.DueAsync(Given.Now.AddDays(1), 3, Stop)).Count.ShouldBe(3);
        (await Stores.Timers.NextDueAsync(Given.Now.AddMinutes(10), Stop)).ShouldBe(Given.Now.AddMinutes(11));
        (await Stores.Timers.NextDueAsync(Given.Now.AddMinutes(30), Stop)).ShouldBeNull();
        await Stores.Timers.DiscardAsync("first-b1", Stop);
        (await Stores.Timers.DueAsync(Given.Now.AddMinutes(10), 10, Stop)).ShouldHaveSingleItem().BookmarkId.ShouldBe("now-b1");
    }

    [Fact]
    public async Task The_timers_of_a_faulted_instance_wait_until_it_goes_on()
    {
        // given
        var commit = Given.First("i1", new ScheduleTimer("i1-b1", Given.Now));
        await Stores.Turns.CommitAsync(
            commit with { State = commit.State with { Status = WorkflowStatus.Finished, SubStatus = WorkflowSubStatus.Faulted } }, Stop);

        // then
        (await Stores.Timers.DueAsync(Given.Now, 10, Stop)).ShouldBeEmpty();

        // when
        await Stores.Turns.CommitAsync(
            commit with { ExpectedRevision = 1, AddedBookmarks = [], Effects = [], History = [] }, Stop);

        // then
        (await Stores.Timers.DueAsync(Given.Now, 10, Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_timer_never_fires_before_its_instant()
    {
        // given
        var dueAt = Given.Now.AddTicks(5);
        await Stores.Turns.CommitAsync(Given.First("i1", new ScheduleTimer("i1-b1", dueAt)), Stop);

        // then
        (await Stores.Timers.DueAsync(Given.Now, 10, Stop)).ShouldBeEmpty();
        (await Stores.Timers.DueAsync(Given.Now.AddMilliseconds(1), 10, Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Two_workers_never_take_the_same_message()
    {
        // given
        foreach (var n in Enumerable.Range(0, 60))
        {
            await Stores.Turns.CommitAsync(Given.First($"i{n}", new Enqueue($"k{n}", "sms", [], null)), Stop);
        }

        await using var other = await Stores.OpenAsync(Database);

        // when
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            n => (n % 2 == 0 ? Stores : other).Outbox.ClaimAsync(Given.Now, Lease, 10, Stop)));

        // then
        var taken = claims.SelectMany(claim => claim).Select(message => message.Key).ToList();
        taken.ShouldBeUnique();
        while (await Stores.Outbox.ClaimAsync(Given.Now, Lease, 10, Stop) is { Count: > 0 } rest)
        {
            taken.AddRange(rest.Select(message => message.Key));
        }

        taken.ShouldBeUnique();
        taken.Count.ShouldBe(60);
    }

    [Fact]
    public async Task A_taken_message_says_so_and_carries_its_payload()
    {
        // given
        await Stores.Turns.CommitAsync(
            Given.First("i1", new Enqueue("k1", "sms", new JsonObject { ["to"] = "138", ["body"] = "【北京】您好" }, "i1-b1")), Stop);

        // when
        var taken = (await Stores.Outbox.ClaimAsync(Given.Now, Lease, 10, Stop)).ShouldHaveSingleItem();

        // then
        (taken.Key, taken.Kind, taken.InstanceId, taken.BookmarkId, taken.State, taken.Attempts)
            .ShouldBe(("k1", "sms", "i1", "i1-b1", OutboxState.Sending, 1));
        taken.Payload["body"]!.GetValue<string>().ShouldBe("【北京】您好");
        var listed = (await Stores.Outbox.ListAsync(new OutboxFilter(["sms"], [], "i1"), null, 10, Stop)).Items.ShouldHaveSingleItem();
        (listed.State, listed.Attempts).ShouldBe((OutboxState.Sending, 1));
        (await Stores.Outbox.ListAsync(new OutboxFilter(["email"], []), null, 10, Stop)).Items.ShouldBeEmpty();
    }
}

public sealed class Pumps_on_SQLite : PumpContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Pumps_on_PostgreSql(PostgreSqlServer server) : PumpContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
