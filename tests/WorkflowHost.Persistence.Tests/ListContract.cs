using WorkflowHost.Engine;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

public abstract class ListContract : StoreContract
{
    [Fact]
    public async Task Instances_come_by_due_date_and_pages_over_equal_ones_neither_lose_nor_double_any()
    {
        // given
        DateTimeOffset?[] due = [null, Given.Now.AddDays(2), Given.Now.AddDays(1), Given.Now.AddDays(1), null];
        foreach (var n in Enumerable.Range(0, 25))
        {
            await Stores.Turns.CommitAsync(Given.First($"i{n:D2}", due[n % due.Length]), Stop);
        }

        // when
        var read = await AllAsync(after => Stores.Instances.ListAsync(new InstanceFilter(), after, 4, Stop));

        // then
        read.Select(instance => instance.Id).ShouldBe(
            Enumerable.Range(0, 25).OrderBy(n => due[n % due.Length] ?? DateTimeOffset.MaxValue).ThenBy(n => n)
                .Select(n => $"i{n:D2}"));
        read[0].NextDueAt.ShouldBe(Given.Now.AddDays(1));
        read[^1].NextDueAt.ShouldBeNull();
        var wait = read[0].Waits.ShouldHaveSingleItem();
        (wait.BookmarkId, wait.Title, wait.Owner, wait.DueAt, wait.ActivityType).ShouldBe(
            ("i02-b1", "等待送达", "海淀区局 经办人", Given.Now.AddDays(1), "Spc.ServiceReceipt"));
    }

    [Fact]
    public async Task A_token_that_is_not_ours_is_not_valid_and_gives_the_first_page()
    {
        // given
        await Stores.Turns.CommitAsync(Given.First("i1"), Stop);

        // then
        foreach (var token in new[] { "x", "????", "", "eA", new string('A', 50) })
        {
            Cursor.IsValid(token).ShouldBe(token.Length == 0, token);
            (await Stores.Instances.ListAsync(new InstanceFilter(), token, 10, Stop)).Items.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task A_list_shows_what_its_filter_says()
    {
        // given
        var over = Given.First("over");
        await Stores.Turns.CommitAsync(over, Stop);
        await Stores.Turns.CommitAsync(Given.Last(over), Stop);
        var faulted = Given.First("faulted");
        var incident = new Incident("n1", "x", "a", "n", "T", "步骤", "code", "消息", "", 1, Given.Now);
        await Stores.Turns.CommitAsync(
            faulted with
            {
                State = faulted.State with
                {
                    Status = WorkflowStatus.Finished,
                    SubStatus = WorkflowSubStatus.Faulted,
                    Incidents = [incident],
                },
            },
            Stop);
        await Stores.Turns.CommitAsync(Given.First("waiting"), Stop);

        // then
        (await IdsAsync(new InstanceFilter())).ShouldBe(["faulted", "over", "waiting"], ignoreOrder: true);
        (await IdsAsync(new InstanceFilter(RunningOnly: true))).ShouldBe(["faulted", "waiting"], ignoreOrder: true);
        (await IdsAsync(new InstanceFilter(WithIncidentsOnly: true))).ShouldBe(["faulted"]);
        (await IdsAsync(new InstanceFilter(CorrelationId: "case-waiting"))).ShouldBe(["waiting"]);
        (await Stores.Instances.FindAsync("nobody", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task An_inbox_holds_the_open_tasks_of_a_bureau_for_some_roles_by_due_date()
    {
        // given
        DateTimeOffset?[] due = [null, Given.Now.AddDays(1), Given.Now.AddDays(1)];
        foreach (var n in Enumerable.Range(0, 9))
        {
            await Stores.Turns.CommitAsync(Given.First($"i{n}", new OpenTask(Given.Task($"t{n}", $"i{n}", due[n % 3]))), Stop);
        }

        await Stores.Turns.CommitAsync(
            Given.First(
                "other", new OpenTask(Given.Task("elsewhere", "other") with { BureauId = "bj-chaoyang" }),
                new OpenTask(Given.Task("approval", "other") with { Role = Roles.Approver })),
            Stop);

        // when
        var read = await AllAsync(after => Stores.Tasks.InboxAsync("bj-haidian", [Roles.CaseOfficer, Roles.Reviewer], after, 2, Stop));

        // then
        read.Select(task => task.Id).ShouldBe(["t1", "t2", "t4", "t5", "t7", "t8", "t0", "t3", "t6"]);
        (await Stores.Tasks.CountInboxAsync("bj-haidian", [Roles.CaseOfficer], Stop)).ShouldBe(9);
        (await Stores.Tasks.CountInboxAsync("bj-haidian", [Roles.CaseOfficer, Roles.Approver], Stop)).ShouldBe(10);
        (await Stores.Tasks.CountInboxAsync("bj-haidian", [], Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_task_reads_back_in_every_detail_open_and_done()
    {
        // given
        var task = Given.Task("t1", "i1", Given.Now.AddDays(1));
        var first = Given.First("i1", new OpenTask(task));
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        var open = (await Stores.Tasks.FindAsync("t1", Stop))!;
        await Stores.Turns.CommitAsync(Given.Last(first, new CompleteTask("t1", 1, Given.Completion())), Stop);
        var done = (await Stores.Tasks.DoneByAsync("li", null, 10, Stop)).Items.ShouldHaveSingleItem();

        // then
        open.ShouldReadBackAs(task);
        (done.State, done.Revision, done.Completion!.Outcome, done.Completion.By).ShouldBe((HumanTaskState.Done, 2, "已送达", "li"));
        done.Completion.Form["servedOn"]!.GetValue<string>().ShouldBe("2026-10-09");
        (await Stores.Tasks.DoneByAsync("wang", null, 10, Stop)).Items.ShouldBeEmpty();
        (await Stores.Tasks.OfCaseAsync("case-i1", Stop)).ShouldHaveSingleItem().Id.ShouldBe("t1");
    }

    private static async Task<List<T>> AllAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        List<T> all = [];
        string? after = null;
        do
        {
            var page = await read(after);
            all.AddRange(page.Items);
            after = page.Next;
            after?.ShouldAllBe(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' || letter == '_');
        }
        while (after is not null);

        return all;
    }

    private async Task<IEnumerable<string>> IdsAsync(InstanceFilter filter) =>
        (await Stores.Instances.ListAsync(filter, null, 10, Stop)).Items.Select(instance => instance.Id);
}

public sealed class Lists_on_SQLite : ListContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Lists_on_PostgreSql(PostgreSqlServer server) : ListContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
