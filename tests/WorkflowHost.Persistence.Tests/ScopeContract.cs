using WorkflowHost.Cases;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>Lists hold what somebody sees, and nothing else.</summary>
public abstract class ScopeContract : StoreContract
{
    private static readonly Bureau Chaoyang = Given.Haidian with { Id = "bj-chaoyang", Region = "朝阳区" };
    private static readonly Bureau Shanghai = Given.Municipal with { Id = "sh", City = "shanghai" };

    [Fact]
    public async Task A_list_of_cases_holds_what_the_bureau_sees_page_by_page()
    {
        // given
        await OpenAllAsync();

        // then
        (await CasesAsync(Given.Municipal)).ShouldBe(["c9", "c8", "c7", "c6", "c5", "c4", "c3", "c2", "c1"]);
        (await CasesAsync(Given.Haidian)).ShouldBe(["c9", "c6", "c3"]);
        (await CasesAsync(Chaoyang)).ShouldBe(["c8", "c7", "c5", "c4", "c2", "c1"]);
        (await CasesAsync(Shanghai)).ShouldBe(["c10"]);
        (await CasesAsync(null)).ShouldBeEmpty();
        (await Stores.Cases.SummariesAsync(["c10"], Stop))["c10"].City.ShouldBe("shanghai");
    }

    [Fact]
    public async Task A_list_of_instances_holds_those_of_the_cases_that_the_bureau_sees_page_by_page()
    {
        // given
        await OpenAllAsync();
        await Stores.Turns.CommitAsync(Given.First("nobodys"), Stop);

        // then
        (await InstancesAsync(Given.Scope(Given.Municipal))).ShouldBe(["i9", "i8", "i7", "i6", "i5", "i4", "i3", "i2", "i1"]);
        (await InstancesAsync(Given.Scope(Given.Haidian))).ShouldBe(["i9", "i6", "i3"]);
        (await InstancesAsync(Given.Scope(Given.Haidian, Roles.Administrator))).ShouldBe(["i9", "i6", "i3", "nobodys"]);
        (await InstancesAsync(Given.Scope(Shanghai))).ShouldBe(["i10"]);
        (await InstancesAsync(Given.Scope(null, Roles.Administrator))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_instance_comes_with_its_case_and_the_filter_applies_within_what_is_seen()
    {
        // given
        await OpenAllAsync();

        // when
        var seen = await Stores.Procedures.ListAsync(
            Given.Scope(Given.Haidian), new InstanceFilter(CorrelationId: "c6", RunningOnly: true), null, 9, Stop);
        var unseen = await Stores.Procedures.ListAsync(
            Given.Scope(Given.Haidian), new InstanceFilter(CorrelationId: "c5"), null, 9, Stop);

        // then
        var procedure = seen.Items.ShouldHaveSingleItem();
        (procedure.Instance.Id, procedure.Instance.Revision, procedure.Case!.Number).ShouldBe(("i6", 1, "京抽案〔2026〕6号"));
        procedure.Instance.Waits.ShouldHaveSingleItem();
        unseen.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Instances_are_chosen_and_counted_by_their_next_due_date()
    {
        // given
        await OpenAllAsync();
        var scope = Given.Scope(Given.Municipal);
        var day = (int n) => Given.Now.AddDays(n);

        // then due dates are those of i9 to i1, 11 to 19 days from now
        foreach (var (filter, expected) in new (InstanceFilter, string[])[]
        {
            (new InstanceFilter(DueUpTo: day(12)), ["i9", "i8"]),
            (new InstanceFilter(DueUpTo: day(14), Lateness: new Lateness(day(12), IsLate: false)), ["i7", "i6"]),
            (new InstanceFilter(Lateness: new Lateness(day(12), IsLate: true)), ["i9", "i8"]),
            (new InstanceFilter(Lateness: new Lateness(day(18), IsLate: false)), ["i1"]),
            (new InstanceFilter(DueUpTo: day(10)), []),
        })
        {
            (await Stores.Procedures.ListAsync(scope, filter, null, 50, Stop)).Items.Select(found => found.Instance.Id).ShouldBe(expected);
            (await Stores.Procedures.CountAsync(scope, filter, 50, Stop)).ShouldBe(expected.Length);
        }

        // and one that a missing notice may put off to day 14 is not late before that
        var held = Given.First("held", day(10), new OpenCase(Given.Case("c11", "R11", Given.Now)));
        var bookmark = held.AddedBookmarks[0] with { Metadata = held.AddedBookmarks[0].Metadata.Add(BookmarkMetadata.LateAt, $"{day(14):O}") };
        await Stores.Turns.CommitAsync(
            held with { AddedBookmarks = [bookmark], State = held.State with { CorrelationId = "c11", Bookmarks = [bookmark] } }, Stop);
        (await Late(day(12), isLate: true)).ShouldBe(["i9", "i8"]);
        (await Late(day(12), isLate: false)).ShouldBe(["held", "i7", "i6", "i5", "i4", "i3", "i2", "i1"]);
        (await Late(day(14), isLate: true)).ShouldBe(["held", "i9", "i8", "i7", "i6"]);

        (await Stores.Procedures.CountAsync(scope, new InstanceFilter(), 50, Stop)).ShouldBe(10);
        (await Stores.Procedures.CountAsync(scope, new InstanceFilter(), 4, Stop)).ShouldBe(4);

        async Task<IEnumerable<string>> Late(DateTimeOffset at, bool isLate) =>
            (await Stores.Procedures.ListAsync(scope, new InstanceFilter(Lateness: new Lateness(at, isLate)), null, 50, Stop)).Items.Select(found => found.Instance.Id);
    }

    /// <summary>c1 to c9 of Beijing, every third handled in 海淀区, later ones due earlier; c10 of Shanghai.</summary>
    private async Task OpenAllAsync()
    {
        foreach (var n in Enumerable.Range(1, 10))
        {
            var opened = Given.Case(string.Create(null, $"c{n}"), string.Create(null, $"R{n}"), Given.Now.AddMinutes(n)) with
            {
                City = n == 10 ? "shanghai" : "beijing",
                HandlingBureauId = n == 10 ? "sh-pudong" : n % 3 == 0 ? Given.Haidian.Id : Chaoyang.Id,
            };
            var first = Given.First(string.Create(null, $"i{n}"), Given.Now.AddDays(20 - n), new OpenCase(opened));
            await Stores.Turns.CommitAsync(first with { State = first.State with { CorrelationId = opened.Id } }, Stop);
        }
    }

    private Task<List<string>> CasesAsync(Bureau? bureau) => AllAsync(
        after => Stores.Cases.ListAsync(new CaseFilter(Given.Scope(bureau)), after, 2, Stop), found => found.Id);

    private Task<List<string>> InstancesAsync(CaseScope scope) => AllAsync(
        after => Stores.Procedures.ListAsync(scope, new InstanceFilter(), after, 2, Stop), found => found.Instance.Id);

    private static async Task<List<string>> AllAsync<T>(Func<string?, Task<Page<T>>> readAsync, Func<T, string> id)
    {
        List<string> all = [];
        string? after = null;
        do
        {
            var page = await readAsync(after);
            page.Items.Count.ShouldBeGreaterThanOrEqualTo(page.Next is null ? 0 : 2);
            all.AddRange(page.Items.Select(id));
            after = page.Next;
        }
        while (after is not null);

        return all;
    }
}

public sealed class Scopes_on_SQLite : ScopeContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Scopes_on_PostgreSql(PostgreSqlServer server) : ScopeContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
