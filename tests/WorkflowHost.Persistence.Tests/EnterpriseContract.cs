using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.HumanTasks;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>Histories of enterprises, and how cases stand.</summary>
public abstract class EnterpriseContract : StoreContract
{
    private const string Code = "91110108MA01ABCD1X";
    private static readonly DateOnly Issued = new(2026, 9, 9);

    [Fact]
    public async Task A_case_writes_its_result_and_steps_write_more_into_the_history_of_its_enterprise()
    {
        // given
        var told = EnterpriseRecord.Of(Given.Case("c1", "R1")).Single() with { Id = "x/0", Conduct = Conduct.NoRecheckRequest, On = Issued.AddDays(40), Detail = "𠮷" };
        await Stores.Cases.RegisterAsync(Given.Case("c1", "R1"), Stop);

        // when
        await Stores.Turns.CommitAsync(Given.First("i1", new KeepEnterpriseRecord(told)), Stop);

        // then
        var result = EnterpriseRecord.Of(Given.Case("c1", "R1")).Single();
        (await Stores.Records.OfEnterprisesAsync("beijing", [Code, "nobody"], Stop)).ShouldBe([result, told]);
        (await Stores.Records.OfEnterprisesAsync("beijing", ["nobody"], Stop)).ShouldBeEmpty();
        (await Stores.Records.OfEnterprisesAsync("shanghai", [Code], Stop)).ShouldBeEmpty();
        (await Stores.Records.SinceAsync("beijing", Issued, Stop)).ShouldBe([result, told]);
        (await Stores.Records.SinceAsync("beijing", Issued.AddDays(1), Stop)).ShouldBe([told]);
        (await Stores.Records.SinceAsync("shanghai", Issued, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_handling_bureau_s_tasks_measure_how_a_case_stands()
    {
        // given a case with a task of its bureau in time, one of it that is late (three days after it was due), and one of another bureau that is late
        await Stores.Turns.CommitAsync(
            Given.First(
                "i1",
                new OpenCase(Given.Case("c1", "R1")),
                new OpenTask(Of("t1", "bj-haidian", Given.Now.AddDays(9))),
                new OpenTask(Of("t2", "bj-haidian", Given.Now.AddDays(-4))),
                new OpenTask(Of("t3", "bj", Given.Now.AddDays(-4)))),
            Stop);
        var day = new DateOnly(2026, 10, 9);

        // then
        var standing = (await Stores.Records.StandingsAsync("beijing", day, day, Given.Now, Stop)).ShouldHaveSingleItem();
        standing.ShouldBe(new CaseStanding("c1", "bj-haidian", false, 2, 1));
        (await Stores.Records.StandingsAsync("beijing", day.AddDays(1), day.AddDays(1), Given.Now, Stop)).ShouldBeEmpty();
    }

    private static HumanTask Of(string id, string bureauId, DateTimeOffset dueAt) => Given.Task(id, "i1", dueAt) with { CaseId = "c1", BureauId = bureauId };
}

public sealed class Enterprises_on_SQLite : EnterpriseContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Enterprises_on_PostgreSql(PostgreSqlServer server) : EnterpriseContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
