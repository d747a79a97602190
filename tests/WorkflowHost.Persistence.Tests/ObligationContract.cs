using System.Collections.Immutable;
using System.Diagnostics;
using WorkflowHost.Cases;
using WorkflowHost.Regulations.Fulfilment;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>What steps do with obligations, case by case and counted.</summary>
public abstract class ObligationContract(ITestOutputHelper output) : StoreContract
{
    private static readonly CountedCases Beijing = new("beijing", null);
    private static readonly DateTimeOffset NewYear = new(2025, 12, 31, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_at_work_goes_with_its_step_and_what_is_settled_stays()
    {
        // given
        var first = Given.First("i1", Kept(begun: [AtWork("BJ-6", "i1", Given.Now.AddDays(5)), AtWork("BJ-7", "i1", null)]));
        await Stores.Turns.CommitAsync(first, Stop);

        // then
        var begun = await Stores.Obligations.OfCaseAsync("case-i1", Stop);
        begun.AtWork.OrderBy(work => work.ObligationId, StringComparer.Ordinal).ShouldBe([AtWork("BJ-6", "i1", Given.Now.AddDays(5)), AtWork("BJ-7", "i1", null)]);
        begun.Settled.ShouldBeEmpty();

        // when the limit moves, then the step is done
        var second = Given.Next(first, Kept(moved: [AtWork("BJ-6", "i1", Given.Now.AddDays(9))]));
        await Stores.Turns.CommitAsync(second, Stop);
        (await Stores.Obligations.OfCaseAsync("case-i1", Stop)).AtWork.Max(work => work.DueAt).ShouldBe(Given.Now.AddDays(9));
        await Stores.Turns.CommitAsync(Given.Next(second, Kept(gone: ["i1-b1"], settled: [Settled("BJ-6", "i1", ObligationOutcome.Discharged)])), Stop);

        // then
        var settled = await Stores.Obligations.OfCaseAsync("case-i1", Stop);
        settled.AtWork.ShouldBeEmpty();
        settled.Settled.ShouldHaveSingleItem().ShouldBe(Settled("BJ-6", "i1", ObligationOutcome.Discharged));
        (await Stores.Obligations.OfCaseAsync("case-i2", Stop)).AtWork.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_towards_it_that_was_late_makes_late_what_is_settled_later_and_does_not_end_what_is_at_work()
    {
        // given
        var first = Given.First("i1", Kept(begun: [AtWork("BJ-6", "i1", null)], settled: [Settled("BJ-6", "i1", ObligationOutcome.Late), Settled("BJ-8", "i1", ObligationOutcome.Late)]));
        await Stores.Turns.CommitAsync(first, Stop);
        await Stores.Cases.RegisterAsync(Given.Case("case-i1", "r1"), Stop);

        // then
        (await Stores.Obligations.CountAsync("BJ-6", Beijing, Given.Now, NewYear, Stop)).ShouldBe(new ObligationCount(1, 0, 0, 1));

        // when
        await Stores.Turns.CommitAsync(
            Given.Next(first, Kept(settled: [Settled("BJ-6", "i1", ObligationOutcome.Discharged), Settled("BJ-8", "i1", ObligationOutcome.NotApplicable)])), Stop);

        // then
        (await Stores.Obligations.OfCaseAsync("case-i1", Stop)).Settled.OrderBy(one => one.ObligationId, StringComparer.Ordinal).Select(one => one.Outcome)
            .ShouldBe([ObligationOutcome.DischargedLate, ObligationOutcome.NotApplicable]);
    }

    [Fact]
    public async Task What_was_done_late_stays_late_and_what_was_done_is_not_ruled_out_afterwards()
    {
        // given
        var first = Given.First("i1", Kept(settled: [Settled("BJ-6", "i1", ObligationOutcome.DischargedLate), Settled("BJ-8", "i1", ObligationOutcome.Missed)]));
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        await Stores.Turns.CommitAsync(
            Given.Next(first, Kept(settled:
            [
                Settled("BJ-6", "i1", ObligationOutcome.Discharged, "再次送达"), Settled("BJ-8", "i1", ObligationOutcome.NotApplicable), Settled("BJ-9", "i1", ObligationOutcome.NotApplicable),
            ])),
            Stop);

        // then
        (await Stores.Obligations.OfCaseAsync("case-i1", Stop)).Settled.OrderBy(one => one.ObligationId, StringComparer.Ordinal).Select(one => (one.Outcome, one.Step)).ShouldBe(
            [(ObligationOutcome.DischargedLate, "再次送达"), (ObligationOutcome.Missed, "送达检验结果"), (ObligationOutcome.NotApplicable, "送达检验结果")]);
    }

    [Fact]
    public async Task Cases_are_counted_and_listed_once_by_where_the_obligation_stands()
    {
        // given one in progress, one with two steps of which one is overdue, one done late, one missed last year, one of another bureau
        await Stores.Organisation.SaveAsync([Given.Municipal, Given.Haidian], [Given.Account], Stop);
        await OpenAsync("a", Kept(begun: [AtWork("BJ-6", "a", Given.Now.AddDays(1))]));
        await OpenAsync("b", Kept(begun: [AtWork("BJ-6", "b", Given.Now.AddDays(1)), AtWork("BJ-6", "b", Given.Now, "b-b2")]));
        await OpenAsync("c", Kept(begun: [AtWork("BJ-6", "c", null) with { MaySettle = false }], settled: [Settled("BJ-6", "c", ObligationOutcome.DischargedLate)]));
        await OpenAsync("d", Kept(settled: [Settled("BJ-6", "d", ObligationOutcome.Missed) with { At = NewYear.AddDays(-1) }]));
        await OpenAsync("e", Kept(begun: [AtWork("BJ-6", "e", null)]), "bj-chaoyang");
        await Stores.Turns.CommitAsync(Given.First("stray", Kept(begun: [AtWork("BJ-6", "stray", null)])), Stop);

        // then
        (await Stores.Obligations.CountAsync("BJ-6", Beijing, Given.Now, NewYear, Stop)).ShouldBe(new ObligationCount(2, 1, 1, 0));
        (await Stores.Obligations.CountAsync("BJ-6", Beijing, Given.Now, NewYear.AddYears(-1), Stop)).Missed.ShouldBe(1);
        (await Stores.Obligations.CountAsync("BJ-6", Beijing with { HandlingBureauId = "bj-chaoyang" }, Given.Now, NewYear, Stop)).ShouldBe(new ObligationCount(1, 0, 0, 0));
        (await Stores.Obligations.CountAsync("BJ-7", Beijing, Given.Now, NewYear, Stop)).ShouldBe(new ObligationCount(0, 0, 0, 0));
        var open = await Stores.Obligations.OpenCountsAsync(["BJ-6", "BJ-7"], Beijing, Given.Now, Stop);
        open.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("BJ-6", new ObligationCount(2, 1, 0, 0)));
        (await ListedAsync(FilteredStanding.InProgress, Given.Now)).ShouldBe(["case-a", "case-e"]);
        (await ListedAsync(FilteredStanding.Overdue, Given.Now)).ShouldBe(["case-b"]);
        (await ListedAsync(FilteredStanding.Discharged, NewYear)).ShouldBe(["case-c"]);
        (await ListedAsync(FilteredStanding.Missed, NewYear)).ShouldBeEmpty();
        (await ListedAsync(FilteredStanding.Missed, NewYear.AddYears(-1))).ShouldBe(["case-d"]);
    }

    [Fact]
    public async Task The_account_of_a_case_with_200_steps_is_read_whole_and_without_those_of_others()
    {
        // given 40 procedures of one case with five steps each, all settled, and as much of 50 other cases
        var outcomes = Enumerable.Range(0, 39).Select(number => $"BJ-{number}").ToList();
        foreach (var (caseNumber, procedure) in Enumerable.Range(0, 51).SelectMany(number => Enumerable.Range(0, number == 0 ? 40 : 4).Select(place => (number, place))))
        {
            var id = $"i{caseNumber}-{procedure}";
            var kept = Kept(
                begun: [.. Enumerable.Range(0, 5).Select(step => AtWork($"BJ-{step}", id, Given.Now.AddDays(step), $"{id}-b{step}"))],
                settled: [.. outcomes.Select(obligation => Settled(obligation, id, ObligationOutcome.Discharged))]);
            var turn = Given.First(id, kept);
            await Stores.Turns.CommitAsync(turn with { State = turn.State with { CorrelationId = $"case-{caseNumber}" } }, Stop);
        }

        // when
        var since = Stopwatch.GetTimestamp();
        var read = await Stores.Obligations.OfCaseAsync("case-0", Stop);
        output.WriteLine($"{Stopwatch.GetElapsedTime(since).TotalMilliseconds:0.0} ms");

        // then
        (read.AtWork.Count, read.Settled.Count).ShouldBe((200, 40 * 39));
        read.AtWork.ShouldAllBe(step => step.InstanceId.StartsWith("i0-", StringComparison.Ordinal));
    }

    private async Task OpenAsync(string id, KeepObligations kept, string bureau = "bj-haidian")
    {
        (await Stores.Cases.RegisterAsync(Given.Case($"case-{id}", $"R-{id}") with { HandlingBureauId = bureau }, Stop)).ShouldBeTrue();
        await Stores.Turns.CommitAsync(Given.First(id, kept), Stop);
    }

    private async Task<IReadOnlyList<string>> ListedAsync(FilteredStanding standing, DateTimeOffset at)
    {
        var filter = new CaseFilter(Given.Scope(Given.Municipal), Obligation: new ObligationFilter("BJ-6", standing, at));
        return [.. (await Stores.Cases.ListAsync(filter, null, 10, Stop)).Items.Select(item => item.Id).Order(StringComparer.Ordinal)];
    }

    private static ObligationAtWork AtWork(string obligationId, string instanceId, DateTimeOffset? dueAt, string? bookmarkId = null) =>
        new(obligationId, instanceId, bookmarkId ?? $"{instanceId}-b1", "送达检验结果", Given.Now, dueAt, true);

    private static SettledObligation Settled(string obligationId, string instanceId, ObligationOutcome outcome, string step = "送达检验结果") =>
        new(obligationId, instanceId, outcome, step, $"{instanceId}-b1", Given.Now);

    private static KeepObligations Kept(
        ImmutableArray<ObligationAtWork>? begun = null, ImmutableArray<ObligationAtWork>? moved = null, ImmutableArray<string>? gone = null,
        ImmutableArray<SettledObligation>? settled = null) => new(begun ?? [], moved ?? [], gone ?? [], settled ?? []);
}

public sealed class Obligations_on_SQLite(ITestOutputHelper output) : ObligationContract(output)
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Obligations_on_PostgreSql(PostgreSqlServer server, ITestOutputHelper output) : ObligationContract(output)
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
