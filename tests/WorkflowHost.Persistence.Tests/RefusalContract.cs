using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.HumanTasks;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

public abstract class RefusalContract : StoreContract
{
    [Fact]
    public async Task A_stale_task_refuses_the_whole_turn_and_says_who_was_first()
    {
        // given
        var first = Given.First("i1", new OpenTask(Given.Task("t1", "i1")));
        await Stores.Turns.CommitAsync(first, Stop);
        var second = Given.Next(first, new CompleteTask("t1", 1, Given.Completion("zhang")));
        await Stores.Turns.CommitAsync(second, Stop);
        var before = await Stores.DumpAsync();

        // when
        var refused = await Stores.Turns.CommitAsync(
            Given.Last(
                second, Given.Document("d1", "k1", "i1"), new Enqueue("k2", "sms", [], null), new OpenCase(Given.Case("c1", "R1")),
                new CompleteTask("t1", 1, Given.Completion("wang"))) with
            { Operation = new Operation("op", "ok") },
            Stop);

        // then
        var problem = refused.ShouldBeOfType<CommitResult.Refused>().Problem;
        problem.Code.ShouldBe("task-stale");
        problem.Message.ShouldContain("zhang");
        problem.Message.ShouldContain("10月9日 09:00");
        (await Stores.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_task_that_changed_or_was_cancelled_is_not_completed()
    {
        // given
        var first = Given.First("i1", new OpenTask(Given.Task("t1", "i1")));
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        var changed = await RefusedAsync(Given.Next(first, new CompleteTask("t1", 2, Given.Completion())));
        var cancelled = Given.Last(first);
        await Stores.Turns.CommitAsync(cancelled, Stop);
        var late = await RefusedAsync(Given.Next(cancelled, new CompleteTask("t1", 2, Given.Completion())));
        var missing = await RefusedAsync(Given.Next(cancelled, new CompleteTask("nobody", 1, Given.Completion())));

        // then
        changed.Message.ShouldContain("刷新");
        late.Message.ShouldContain("取消");
        missing.Code.ShouldBe("task-stale");
    }

    [Fact]
    public async Task A_report_opens_one_case_only()
    {
        // given
        await Stores.Turns.CommitAsync(Given.First("i1", new OpenCase(Given.Case("c1", "R1"))), Stop);
        var before = await Stores.DumpAsync();

        // when
        var problem = await RefusedAsync(Given.First(
            "i2", new ScheduleTimer("i2-b1", Given.Now), new OpenCase(Given.Case("c2", "R1")), new CloseCase("c1", "x")));

        // then
        problem.Code.ShouldBe("report-duplicate");
        problem.Message.ShouldContain("京抽案〔2026〕1号");
        (await Stores.Cases.RegisterAsync(Given.Case("c3", "R1"), Stop)).ShouldBeFalse();
        (await Stores.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_report_that_many_hand_in_at_once_opens_one_case()
    {
        // when
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            n => Stores.Turns.CommitAsync(Given.First($"i{n}", new OpenCase(Given.Case($"c{n}", "R1"))), Stop)));

        // then
        results.Count(result => result is CommitResult.Committed).ShouldBe(1);
        results.Count(result => result is CommitResult.Refused { Problem.Code: "report-duplicate" }).ShouldBe(11);
    }

    [Fact]
    public async Task Numbers_have_no_gaps_under_many_parallel_turns_some_of_which_are_refused()
    {
        // given
        const int turns = 200;

        // when
        var results = await Task.WhenAll(Enumerable.Range(0, turns).Select(n => Stores.Turns.CommitAsync(
            Given.First(
                $"i{n}", Given.Document($"d{n}", $"k{n}", $"i{n}"), new OpenCase(Given.Case($"c{n}", $"R{n}")),
                n % 5 == 0 ? new CompleteTask("nobody", 1, Given.Completion()) : new AssignCase($"c{n}", "bj-chaoyang")),
            Stop)));

        // then
        results.Count(result => result is CommitResult.Refused).ShouldBe(turns / 5);
        var kept = turns - (turns / 5);
        await using var database = Stores.Context();
        database.Documents.Select(row => row.Number).AsEnumerable().Order()
            .ShouldBe(Enumerable.Range(1, kept).Select(n => $"京海市监抽查〔2026〕{n}号").Order());
        database.Cases.Count().ShouldBe(kept);
        database.Cases.ShouldAllBe(row => row.HandlingBureauId == "bj-chaoyang");
    }

    private async Task<Problem> RefusedAsync(TurnCommit commit) =>
        (await Stores.Turns.CommitAsync(commit, Stop)).ShouldBeOfType<CommitResult.Refused>().Problem;
}

public sealed class Refusals_on_SQLite : RefusalContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Refusals_on_PostgreSql(PostgreSqlServer server) : RefusalContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
