using Microsoft.EntityFrameworkCore;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

public abstract class TurnContract : StoreContract
{
    [Fact]
    public async Task What_was_committed_is_loaded_again_in_every_detail()
    {
        // given
        var commit = Given.First("i1", Given.Now.AddDays(1));
        var state = commit.State with
        {
            SubStatus = WorkflowSubStatus.Faulted,
            Input = Values(("报告", new JsonObject { ["号"] = "𠮷\"<&>", ["n"] = 1.10m, ["big"] = 9007199254740993 })),
            Variables = Values(("v1", null), ("v2", new JsonArray(1, null, "x"))),
            Outputs = Values(("a.o", JsonValue.Create(true))),
            Executions =
            [
                new ExecutionState("x1", "Root", null, null, ActivityStatus.Running, 1, Values(("index", JsonValue.Create(2)))),
                new ExecutionState("x2", "Root:act1", "x1", "OnDone", ActivityStatus.Faulted, 3, Values()),
            ],
            Incidents = [Incident("n1")],
        };

        // when
        (await Stores.Turns.CommitAsync(commit with { State = state }, Stop)).ShouldBe(new CommitResult.Committed(1));
        var loaded = await Stores.Turns.LoadAsync("i1", Stop);

        // then
        loaded.ShouldNotBeNull();
        (loaded.Revision, loaded.Name, loaded.DefinitionVersionId).ShouldBe((1, commit.Name, Given.Definition.Id));
        loaded.State.ShouldReadBackAs(state);
        (await Stores.Instances.IncidentsAsync("i1", Stop)).ShouldBe([Incident("n1")]);
        var line = (await Stores.Instances.HistoryAsync("i1", Stop)).ShouldHaveSingleItem();
        (line.Event with { Payload = null }).ShouldBe(Given.Event(1) with { Payload = null });
        line.Event.Payload!["n"]!.GetValue<int>().ShouldBe(1);
        line.Actor.ShouldBe("system");
    }

    [Fact]
    public async Task A_turn_on_a_stale_revision_writes_nothing()
    {
        // given
        var first = Given.First("i1");
        await Stores.Turns.CommitAsync(first, Stop);
        (await Stores.Turns.CommitAsync(Given.Next(first), Stop)).ShouldBe(new CommitResult.Committed(2));
        var before = await Stores.DumpAsync();

        // when
        var late = await Stores.Turns.CommitAsync(
            Given.Last(first, new Enqueue("k", "sms", [], null)) with { Operation = new Operation("op", "ok") }, Stop);
        var second = await Stores.Turns.CommitAsync(first, Stop);

        // then
        late.ShouldBe(new CommitResult.Conflict());
        second.ShouldBe(new CommitResult.Conflict());
        (await Stores.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Of_many_turns_on_one_revision_exactly_one_wins()
    {
        // given
        var first = Given.First("i1");
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            n => Stores.Turns.CommitAsync(Given.Next(first, new Enqueue($"k{n}", "sms", [], null)), Stop)));

        // then
        results.Count(result => result is CommitResult.Committed).ShouldBe(1);
        results.Count(result => result is CommitResult.Conflict).ShouldBe(19);
        (await Stores.Outbox.ListAsync(new OutboxFilter([], []), null, 50, Stop)).Items.ShouldHaveSingleItem();
        (await Stores.Turns.LoadAsync("i1", Stop))!.Revision.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_who_create_the_same_instance_exactly_one_does()
    {
        // when
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Stores.Turns.CommitAsync(Given.First("i1"), Stop)));

        // then
        results.Count(result => result is CommitResult.Committed).ShouldBe(1);
        results.Count(result => result is CommitResult.Conflict).ShouldBe(9);
    }

    [Fact]
    public async Task An_operation_is_done_once_and_answered_alike_ever_after()
    {
        // given
        var operation = new Operation("op1", "第一次的答复");
        var first = Given.First("i1");
        await Stores.Turns.CommitAsync(first with { Operation = operation }, Stop);
        var before = await Stores.DumpAsync();

        // when
        var again = await Stores.Turns.CommitAsync(
            Given.Next(first) with { Operation = operation with { Answer = "另一个" } }, Stop);

        // then
        again.ShouldBe(new CommitResult.Repeated("第一次的答复"));
        (await Stores.Turns.FindOperationAsync("op1", Stop)).ShouldBe("第一次的答复");
        (await Stores.Turns.FindOperationAsync("op2", Stop)).ShouldBeNull();
        (await Stores.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task An_operation_sent_many_times_at_once_is_done_once()
    {
        // when
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(n =>
            Stores.Turns.CommitAsync(Given.First($"i{n}") with { Operation = new Operation("op1", $"i{n}") }, Stop)));

        // then
        results.Count(result => result is CommitResult.Committed).ShouldBe(1);
        results.OfType<CommitResult.Repeated>().Select(repeated => repeated.Answer).Distinct().ShouldHaveSingleItem();
        (await Stores.Instances.ListAsync(new InstanceFilter(), null, 50, Stop)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_removed_bookmark_takes_its_timer_and_open_tasks_with_it_but_not_the_completed_one()
    {
        // given
        var first = Given.First(
            "i1", new ScheduleTimer("i1-b1", Given.Now.AddDays(1)), new OpenTask(Given.Task("t1", "i1")),
            new OpenTask(Given.Task("t2", "i1")));
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        await Stores.Turns.CommitAsync(Given.Last(first, new CompleteTask("t1", 1, Given.Completion())), Stop);

        // then
        (await PendingTimersAsync()).ShouldBe(0);
        (await Stores.Tasks.FindAsync("t1", Stop))!.State.ShouldBe(HumanTaskState.Done);
        (await Stores.Tasks.FindAsync("t2", Stop))!.State.ShouldBe(HumanTaskState.Cancelled);
        var summary = (await Stores.Instances.FindAsync("i1", Stop))!;
        summary.Waits.ShouldBeEmpty();
        summary.NextDueAt.ShouldBeNull();
        summary.FinishedAt.ShouldBe(first.At.AddMinutes(1));
    }

    [Fact]
    public async Task A_task_and_a_timer_that_their_own_turn_made_needless_wait_for_nobody()
    {
        // given
        var commit = Given.First(
            "i1", new ScheduleTimer("gone", Given.Now), new OpenTask(Given.Task("t1", "i1") with { BookmarkId = "gone" }));

        // when
        await Stores.Turns.CommitAsync(commit, Stop);

        // then
        (await PendingTimersAsync()).ShouldBe(0);
        (await Stores.Tasks.FindAsync("t1", Stop))!.State.ShouldBe(HumanTaskState.Cancelled);
    }

    [Fact]
    public async Task Resolved_incidents_are_gone_from_the_list()
    {
        // given
        var first = Given.First("i1");
        var stuck = first with { State = first.State with { Incidents = [Incident("n1"), Incident("n2")] } };
        await Stores.Turns.CommitAsync(stuck, Stop);
        (await Stores.Instances.FindAsync("i1", Stop))!.IncidentCount.ShouldBe(2);

        // when
        var next = Given.Next(stuck);
        await Stores.Turns.CommitAsync(next with { State = next.State with { Incidents = [Incident("n2")] } }, Stop);

        // then
        (await Stores.Instances.IncidentsAsync("i1", Stop)).ShouldBe([Incident("n2")]);
        (await Stores.Instances.FindAsync("i1", Stop))!.IncidentCount.ShouldBe(1);
    }

    [Fact]
    public async Task An_effect_that_nobody_writes_is_our_fault_and_leaves_nothing()
    {
        // given
        var before = await Stores.DumpAsync();

        // when
        var commit = () => Stores.Turns.CommitAsync(Given.First("i1", new Unwritten()), Stop);

        // then
        await commit.ShouldThrowAsync<InvalidOperationException>();
        (await Stores.DumpAsync()).ShouldBe(before);
    }

    private static Incident Incident(string id) => new(
        id, "x2", "act1", "Root:act1", "Spc.SendSms", "发短信", "gateway-down", "短信网关不可用", "HttpRequestException: refused", 3, Given.Now);

    private static ImmutableDictionary<string, JsonNode?> Values(params (string Key, JsonNode? Value)[] values) =>
        values.ToImmutableDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);

    private sealed record Unwritten : Effect;

    private async Task<int> PendingTimersAsync()
    {
        await using var database = Stores.Context();
        return await database.Timers.CountAsync(Stop);
    }
}

public sealed class Turns_on_SQLite : TurnContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Turns_on_PostgreSql(PostgreSqlServer server) : TurnContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
