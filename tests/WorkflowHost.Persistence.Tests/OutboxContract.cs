using WorkflowHost.Engine;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>What becomes of a message after it was taken: answers, crashes, and people's decisions.</summary>
public abstract class OutboxContract : StoreContract
{
    private static readonly DateTimeOffset Lease = Given.Now.AddMinutes(1);
    private static readonly DateTimeOffset AfterLease = Lease.AddSeconds(1);
    private static readonly DateTimeOffset NextLease = Lease.AddMinutes(2);

    [Fact]
    public async Task A_message_to_be_tried_again_waits_for_its_instant()
    {
        // given
        await GivenTakenAsync("sms");

        // when
        await SettleAsync(1, OutboxState.Pending, "忙", Given.Now.AddSeconds(10));

        // then
        (await ClaimAsync(Given.Now.AddSeconds(9))).ShouldBeEmpty();
        var again = (await ClaimAsync(Given.Now.AddSeconds(10))).ShouldHaveSingleItem();
        (again.Attempts, again.Retries, again.Response).ShouldBe((2, 1, "忙"));
        (await SettleAsync(2, OutboxState.Done, "好")).ShouldBeTrue();
        (await SettleAsync(2, OutboxState.Failed, "坏")).ShouldBeFalse();
        (await Stores.Outbox.ChangesAsync("k1", Stop)).ShouldBe(
        [
            new MessageChange(2, Given.Now, Command.System, 1, OutboxState.Pending, "忙"),
            new MessageChange(3, Given.Now, Command.System, 2, OutboxState.Done, "好"),
        ]);
    }

    [Fact]
    public async Task After_a_crash_only_what_had_begun_to_leave_and_may_not_leave_twice_is_for_a_person()
    {
        // given
        await Stores.Turns.CommitAsync(
            Given.First(
                "i1", new Enqueue("begun", "sms", [], null), new Enqueue("taken", "sms", [], null), new Enqueue("paper", "document", [], null)),
            Stop);
        await ClaimAsync(Given.Now);
        (await Stores.Outbox.BeginAsync("begun", 1, Lease, Stop)).ShouldBeTrue();
        (await Stores.Outbox.BeginAsync("paper", 1, Lease, Stop)).ShouldBeTrue();

        // when
        var tooEarly = await RecoverAsync(Lease, "document");
        var found = await RecoverAsync(AfterLease, "document");

        // then
        (tooEarly, found).ShouldBe((0, 3));
        var unknown = await Stores.Outbox.ListAsync(new OutboxFilter([], [OutboxState.Unknown]), null, 10, Stop);
        unknown.Items.ShouldHaveSingleItem().Key.ShouldBe("begun");
        (await ClaimAsync(AfterLease)).Select(message => message.Key).ShouldBe(["paper", "taken"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_message_about_to_leave_has_its_lease_renewed()
    {
        // given
        await GivenTakenAsync("sms");

        // when
        await Stores.Outbox.BeginAsync("k1", 1, NextLease, Stop);

        // then
        (await RecoverAsync(AfterLease)).ShouldBe(0);
        (await RecoverAsync(NextLease.AddSeconds(1))).ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_whose_message_was_taken_over_may_neither_let_it_leave_nor_settle_it()
    {
        // given
        await GivenTakenAsync("sms");
        await RecoverAsync(AfterLease);
        await ClaimAsync(AfterLease);
        var before = await Stores.DumpAsync();

        // when
        (await Stores.Outbox.BeginAsync("k1", 1, NextLease, Stop)).ShouldBeFalse();
        (await SettleAsync(1, OutboxState.Done, "好")).ShouldBeFalse();

        // then
        (await Stores.DumpAsync()).ShouldBe(before);
        (await Stores.Outbox.BeginAsync("k1", 2, NextLease, Stop)).ShouldBeTrue();
        (await Stores.Outbox.BeginAsync("k1", 2, NextLease, Stop)).ShouldBeFalse();
        (await SettleAsync(2, OutboxState.Done, "好")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_late_answer_of_the_last_attempt_ends_the_uncertainty()
    {
        // given
        await GivenUnknownAsync();

        // when
        (await SettleAsync(1, OutboxState.Done, "已接收")).ShouldBeTrue();

        // then
        (await MessageAsync()).State.ShouldBe(OutboxState.Done);
        ShouldBeStale(await DecideAsync("op1", 2, MessageDecision.Resend));
    }

    [Fact]
    public async Task A_message_is_settled_with_the_turn_it_causes_or_not_at_all()
    {
        // given
        var first = await GivenTakenAsync("sms", "i1-b1");
        var settle = new SettleMessage(new Settlement("k1", 1, OutboxState.Done, "已送达"));

        // when
        await Stores.Turns.CommitAsync(Given.Last(first, settle) with { ExpectedRevision = 7 }, Stop);
        (await MessageAsync()).State.ShouldBe(OutboxState.Sending);
        await Stores.Turns.CommitAsync(Given.Last(first, settle), Stop);

        // then
        var message = await MessageAsync();
        (message.State, message.Response, message.SettledAt).ShouldBe((OutboxState.Done, "已送达", first.At.AddMinutes(1)));
    }

    [Fact]
    public async Task A_turn_caused_by_an_earlier_attempt_is_taken_back_whole()
    {
        // given
        var first = await GivenTakenAsync("document", "i1-b1");
        await RecoverAsync(AfterLease, "document");
        await ClaimAsync(AfterLease);
        var before = await Stores.DumpAsync();

        // when
        var late = await Stores.Turns.CommitAsync(
            Given.Last(first, new SettleMessage(new Settlement("k1", 1, OutboxState.Done, "已送达"))), Stop);

        // then
        late.ShouldBeOfType<CommitResult.Refused>();
        (await Stores.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_message_held_back_for_a_faulted_instance_comes_again_when_that_goes_on()
    {
        // given
        var first = await GivenTakenAsync("document", "i1-b1");
        var faulted = Given.Next(first) with
        {
            State = first.State with { LastSequence = 2, Status = WorkflowStatus.Finished, SubStatus = WorkflowSubStatus.Faulted },
        };
        await Stores.Turns.CommitAsync(faulted, Stop);

        // when
        (await SettleAsync(1, OutboxState.Pending, "118号")).ShouldBeTrue();
        var held = await ClaimAsync(Given.Now.AddYears(1));
        await Stores.Turns.CommitAsync(Given.Next(faulted) with { State = first.State with { LastSequence = 3 } }, Stop);

        // then
        held.ShouldBeEmpty();
        var again = (await ClaimAsync(Given.Now)).ShouldHaveSingleItem();
        (again.Attempts, again.Retries).ShouldBe((2, 0));
    }

    [Fact]
    public async Task A_person_s_decision_is_kept_with_who_when_and_why_and_a_repeat_gets_the_first_answer()
    {
        // given
        await GivenUnknownAsync();

        // when
        (await DecideAsync("op1", 2, MessageDecision.Delivered)).ShouldBeOfType<CommitResult.Committed>();
        var before = await Stores.DumpAsync();
        var repeated = await DecideAsync("op1", 2, MessageDecision.Delivered);

        // then
        repeated.ShouldBe(new CommitResult.Repeated("已登记"));
        ShouldBeStale(await DecideAsync("op2", 2, MessageDecision.Resend));
        ShouldBeStale(await DecideAsync("op3", 3, MessageDecision.Resend));
        (await Stores.DumpAsync()).ShouldBe(before);
        var message = await MessageAsync();
        (message.State, message.Revision, message.DeliveryKey).ShouldBe((OutboxState.Done, 3, "k1"));
        (await Stores.Outbox.ChangesAsync("k1", Stop))[^1]
            .ShouldBe(new MessageChange(3, Given.Now.AddMinutes(1), "li", 1, OutboxState.Done, "电话核实"));
    }

    [Fact]
    public async Task What_a_person_sends_anew_leaves_at_once_under_a_new_key_with_all_its_attempts()
    {
        // given
        await GivenTakenAsync("sms");
        await SettleAsync(1, OutboxState.Pending, "忙", Given.Now);
        await ClaimAsync(Given.Now);
        await SettleAsync(2, OutboxState.Failed, "停机");

        // when
        (await DecideAsync("op1", 3, MessageDecision.Delivered)).ShouldBeOfType<CommitResult.Refused>().Problem.Code
            .ShouldBe("decision-impossible");
        (await DecideAsync("op2", 3, MessageDecision.Resend)).ShouldBeOfType<CommitResult.Committed>();

        // then
        var again = (await ClaimAsync(Given.Now)).ShouldHaveSingleItem();
        (again.Attempts, again.Retries, again.DeliveryKey).ShouldBe((3, 0, "k1/r1"));
        (await SettleAsync(3, OutboxState.Failed, "停机")).ShouldBeTrue();
        (await DecideAsync("op3", 5, MessageDecision.Abandon)).ShouldBeOfType<CommitResult.Committed>();
        (await MessageAsync()).State.ShouldBe(OutboxState.Abandoned);
        (await ClaimAsync(Given.Now.AddYears(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_added_to_a_finished_instance_leaves_its_end_where_it_was()
    {
        // given
        var first = Given.First("i1");
        var last = Given.Last(first);
        await Stores.Turns.CommitAsync(first, Stop);
        await Stores.Turns.CommitAsync(last, Stop);

        // when
        await Stores.Turns.CommitAsync(Given.Next(last) with { State = last.State with { LastSequence = 3 } }, Stop);

        // then
        (await Stores.Instances.FindAsync("i1", Stop))!.FinishedAt.ShouldBe(last.At);
    }

    private static void ShouldBeStale(CommitResult result) =>
        result.ShouldBeOfType<CommitResult.Refused>().Problem.Code.ShouldBe("message-stale");

    private async Task<TurnCommit> GivenTakenAsync(string kind, string? bookmarkId = null)
    {
        var first = Given.First("i1", new Enqueue("k1", kind, [], bookmarkId));
        await Stores.Turns.CommitAsync(first, Stop);
        (await ClaimAsync(Given.Now)).ShouldHaveSingleItem();
        return first;
    }

    private async Task GivenUnknownAsync()
    {
        await GivenTakenAsync("sms");
        await Stores.Outbox.BeginAsync("k1", 1, Lease, Stop);
        (await RecoverAsync(AfterLease)).ShouldBe(1);
    }

    private Task<IReadOnlyList<OutboxMessage>> ClaimAsync(DateTimeOffset at) => Stores.Outbox.ClaimAsync(at, at.AddMinutes(1), 10, Stop);

    private Task<int> RecoverAsync(DateTimeOffset at, params string[] repeatable) =>
        Stores.Outbox.RecoverAsync(at, Given.Now, repeatable, Stop);

    private Task<bool> SettleAsync(int attempt, OutboxState state, string response, DateTimeOffset? nextAttemptAt = null) =>
        Stores.Outbox.SettleAsync(new Settlement("k1", attempt, state, response) { NextAttemptAt = nextAttemptAt }, Given.Now, Stop);

    /// <summary>The instance moves on by one line with each decision.</summary>
    private async Task<CommitResult> DecideAsync(string operation, int expectedRevision, MessageDecision decision)
    {
        var instance = (await Stores.Turns.LoadAsync("i1", Stop))!;
        var before = Given.First("i1") with { State = instance.State, ExpectedRevision = instance.Revision - 1 };
        var commit = Given.Next(before, new ResolveMessage("k1", expectedRevision, decision, "电话核实"));
        return await Stores.Turns.CommitAsync(
            commit with { Actor = "li", Operation = new Operation($"k1/{operation}", "已登记") }, Stop);
    }

    private async Task<OutboxMessage> MessageAsync() => (await Stores.Outbox.FindAsync("k1", Stop)).ShouldNotBeNull();
}

public sealed class Outbox_on_SQLite : OutboxContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Outbox_on_PostgreSql(PostgreSqlServer server) : OutboxContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
