using Microsoft.EntityFrameworkCore;
using WorkflowHost.HumanTasks;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>What callers who share one SQLite transaction do to each other: nothing.</summary>
public sealed class GroupCommitTests : StoreContract
{
    [Fact]
    public async Task In_a_group_only_the_guilty_one_fails()
    {
        // given
        var held = await HoldWriterAsync();

        // when
        var commits = Enumerable.Range(0, 10).Select(n => Stores.Turns.CommitAsync(
            n == 7
                ? Given.First("i7", new ScheduleTimer("i7-b1", Given.Now), new ScheduleTimer("i7-b1", Given.Now))
                : Given.First($"i{n}"),
            Stop)).ToList();
        held.SetResult();

        // then
        foreach (var (commit, n) in commits.Select((commit, n) => (commit, n)))
        {
            if (n == 7)
            {
                await Should.ThrowAsync<InvalidOperationException>(() => commit);
            }
            else
            {
                (await commit).ShouldBe(new CommitResult.Committed(1));
            }
        }

        (await Stores.Instances.ListAsync(new InstanceFilter(), null, 50, Stop)).Items.Count.ShouldBe(9);
    }

    [Fact]
    public async Task In_a_group_a_broken_row_fails_alone_and_a_refused_turn_leaves_nothing()
    {
        // given
        await Stores.Turns.CommitAsync(Given.First("old", new Enqueue("taken", "sms", [], null)), Stop);
        var held = await HoldWriterAsync();

        // when
        var good = Stores.Turns.CommitAsync(Given.First("good", Given.Document("d1", "k1", "good")), Stop);
        var broken = Stores.Turns.CommitAsync(Given.First("broken", new Enqueue("taken", "sms", [], null)), Stop);
        var refused = Stores.Turns.CommitAsync(
            Given.First(
                "refused", Given.Document("d2", "k2", "refused"),
                new CompleteTask("nobody", 1, Given.Completion())),
            Stop);
        var last = Stores.Turns.CommitAsync(Given.First("last", Given.Document("d3", "k3", "last")), Stop);
        held.SetResult();

        // then
        (await good).ShouldBe(new CommitResult.Committed(1));
        await Should.ThrowAsync<DbUpdateException>(() => broken);
        (await refused).ShouldBeOfType<CommitResult.Refused>();
        (await last).ShouldBe(new CommitResult.Committed(1));
        (await Stores.Documents.FindAsync("d1", Stop))!.Number.ShouldBe("京海市监抽查〔2026〕1号");
        (await Stores.Documents.FindAsync("d3", Stop))!.Number.ShouldBe("京海市监抽查〔2026〕2号");
        (await Stores.Documents.FindAsync("d2", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task A_caller_who_has_gone_before_the_turn_began_changes_nothing()
    {
        // given
        using var gone = new CancellationTokenSource();
        var held = await HoldWriterAsync();
        var commit = Stores.Turns.CommitAsync(Given.First("i1"), gone.Token);

        // when
        await gone.CancelAsync();
        held.SetResult();

        // then
        await Should.ThrowAsync<OperationCanceledException>(() => commit);
        (await Stores.Turns.LoadAsync("i1", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Ending_the_process_in_order_writes_what_is_waiting()
    {
        // given
        var commits = Enumerable.Range(0, 200).Select(n => Stores.Turns.CommitAsync(Given.First($"i{n}"), Stop)).ToList();

        // when
        await ReopenAsync();

        // then
        (await Task.WhenAll(commits)).ShouldAllBe(result => result is CommitResult.Committed);
        await using var database = Stores.Context();
        (await database.Instances.CountAsync(Stop)).ShouldBe(200);
    }

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());

    /// <summary>Keeps the writer busy until the answer is set, so that what follows gathers in one group.</summary>
    private async Task<TaskCompletionSource> HoldWriterAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Stores.Transactions.RunAsync(
            async (_, _) =>
            {
                begun.TrySetResult();
                await held.Task;
                return Outcome.Undo(0);
            },
            Stop);
        await begun.Task;
        return held;
    }
}
