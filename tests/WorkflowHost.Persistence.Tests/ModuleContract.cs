using WorkflowHost.Cases;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Databases;

namespace WorkflowHost.Persistence.Tests;

/// <summary>Definitions, documents, receipts, cases and the organisation.</summary>
public abstract class ModuleContract : StoreContract
{
    [Fact]
    public async Task Publishing_moves_both_marks_and_keeps_the_older_version()
    {
        // when
        var added = await Stores.Definitions.AddPublishedAsync(Given.Version("ordinary", 2), [], Stop);
        var taken = await Stores.Definitions.AddPublishedAsync(Given.Version("ordinary", 2) with { Id = "other" }, [], Stop);
        await Stores.Definitions.AddPublishedAsync(Given.Version("severe", 1), [], Stop);

        // then
        (added, taken).ShouldBe((true, false));
        (await Stores.Definitions.FindPublishedAsync("ordinary", Stop)).ShouldBe(Given.Version("ordinary", 2));
        (await Stores.Definitions.FindLatestAsync("ordinary", Stop)).ShouldBe(Given.Version("ordinary", 2));
        (await Stores.Definitions.FindAsync("ordinary-v1", Stop))
            .ShouldBe(Given.Definition with { IsLatest = false, IsPublished = false });
        (await Stores.Definitions.FindPublishedAsync("nothing", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_who_publish_the_same_version_exactly_one_does()
    {
        // when
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            Stores.Definitions.AddPublishedAsync(Given.Version("ordinary", 2) with { Id = $"v{n}" }, [], Stop)));

        // then
        added.Count(won => won).ShouldBe(1);
        (await Stores.Definitions.FindPublishedAsync("ordinary", Stop))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_document_asked_for_again_keeps_its_number_and_takes_the_new_data()
    {
        // given
        var first = Given.First("i1", Given.Document("d1", "k1", "i1"));
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        var again = Given.Next(first, Given.Document("d1", "k2", "i1", "责令改正通知书（更正）"), Given.Document("d2", "k3", "i1"));
        await Stores.Turns.CommitAsync(again, Stop);
        await Stores.Turns.CommitAsync(Given.Next(again, new IssueDocument("d1", "aa", "bb")), Stop);

        // then
        var document = (await Stores.Documents.FindAsync("d1", Stop))!;
        (document.Number, document.Title, document.State, document.ContentHash, document.TemplateHash).ShouldBe(
            ("京海市监抽查〔2026〕1号", "责令改正通知书（更正）", DocumentState.Issued, "aa", "bb"));
        document.Data["party"]!.GetValue<string>().ShouldBe("𠮷祥食品厂");
        (await Stores.Documents.OfCaseAsync("case-i1", Stop)).Select(found => found.Number)
            .ShouldBe(["京海市监抽查〔2026〕1号", "京海市监抽查〔2026〕2号"]);
        var messages = (await Stores.Outbox.ListAsync(new OutboxFilter([DocumentMessage.Kind], [], "i1"), null, 10, Stop)).Items;
        messages.Select(message => message.Key).ShouldBe(["k1", "k2", "k3"], ignoreOrder: true);
        messages.Single(message => message.Key == "k2").Payload[DocumentMessage.DocumentId]!.GetValue<string>().ShouldBe("d1");
    }

    [Fact]
    public async Task A_service_receipt_reads_back_as_it_was_kept()
    {
        // given
        var receipt = new ServiceReceipt(
            "r1", "case-i1", "i1", ["d1", "d2"], "留置送达", "王", new DateOnly(2026, 10, 9), "海淀区", "见证人签字", "", "", "li", Given.Now);

        // when
        await Stores.Turns.CommitAsync(Given.First("i1", new KeepServiceReceipt(receipt)), Stop);

        // then
        (await Stores.Receipts.OfCaseAsync("case-i1", Stop)).ShouldHaveSingleItem().ShouldReadBackAs(receipt);
    }

    [Fact]
    public async Task A_case_is_assigned_closed_and_found()
    {
        // given
        var first = Given.First("i1", new OpenCase(Given.Case("c1", "R1")), new AssignCase("c1", "bj-chaoyang"));
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        await Stores.Turns.CommitAsync(Given.Last(first, new CloseCase("c1", "整改合格，结案")), Stop);

        // then
        var found = (await Stores.Cases.FindByReportAsync("beijing", "R1", Stop))!;
        var expected = Given.Case("c1", "R1") with
        {
            HandlingBureauId = "bj-chaoyang",
            State = CaseState.Closed,
            Result = "整改合格，结案",
            ClosedAt = first.At.AddMinutes(1),
            ClosedBy = first.Actor,
        };
        found.ShouldReadBackAs(expected);
        (await Stores.Cases.FindByReportAsync("shanghai", "R1", Stop)).ShouldBeNull();
        (await Stores.Cases.SummariesAsync(["c1", "nobody"], Stop)).Keys.ShouldBe(["c1"]);
    }

    [Fact]
    public async Task A_case_is_terminated_with_who_when_and_why_once_no_procedure_of_it_goes_on()
    {
        // given
        var main = OfCase(Given.First("i1", new OpenCase(Given.Case("c1", "R1"))), "c1");
        var other = OfCase(Given.First("i2"), "c1");
        await Stores.Turns.CommitAsync(main, Stop);
        await Stores.Turns.CommitAsync(other, Stop);

        // when
        await Stores.Turns.CommitAsync(Given.Last(main, new TerminateCase("c1", "报告撤回")), Stop);

        // then
        (await Stores.Cases.FindAsync("c1", Stop))!.State.ShouldBe(CaseState.InProgress);

        // when
        await Stores.Turns.CommitAsync(Given.Last(other, new TerminateCase("c1", "企业注销")) with { Actor = "li" }, Stop);

        // then
        var found = (await Stores.Cases.FindAsync("c1", Stop))!;
        (found.State, found.Result, found.ClosedAt, found.ClosedBy)
            .ShouldBe((CaseState.Terminated, "企业注销", other.At.AddMinutes(1), "li"));
        var terminated = new CaseFilter(Given.Scope(Given.Municipal), State: CaseState.Terminated);
        (await Stores.Cases.ListAsync(terminated, null, 9, Stop)).Items.ShouldHaveSingleItem().Id.ShouldBe("c1");
    }

    [Fact]
    public async Task A_closed_case_stays_closed_when_its_procedure_is_cancelled()
    {
        // given
        var first = OfCase(Given.First("i1", new OpenCase(Given.Case("c1", "R1")), new CloseCase("c1", "整改合格")), "c1");
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        await Stores.Turns.CommitAsync(Given.Last(first, new TerminateCase("c1", "多余"), new TerminateCase("nothing", "多余")), Stop);

        // then
        var found = (await Stores.Cases.FindAsync("c1", Stop))!;
        (found.State, found.Result).ShouldBe((CaseState.Closed, "整改合格"));
    }

    [Fact]
    public async Task Case_numbers_that_many_take_at_once_are_different_and_run_from_1_per_city_and_year()
    {
        // when
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Stores.Cases.TakeNumberAsync("beijing", 2026, Stop)));

        // then
        taken.Order().ShouldBe(Enumerable.Range(1, 40).Select(n => $"京抽案〔2026〕{n}号").Order());
        (await Stores.Cases.TakeNumberAsync("beijing", 2027, Stop)).ShouldBe("京抽案〔2027〕1号");
        (await Stores.Cases.TakeNumberAsync("shanghai", 2026, Stop)).ShouldBe("沪抽案〔2026〕1号");
    }

    [Fact]
    public async Task Cases_are_listed_newest_first_and_searched_literally()
    {
        // given
        foreach (var n in Enumerable.Range(1, 5))
        {
            await Stores.Cases.RegisterAsync(
                Given.Case($"c{n}", $"bj-R{n}", Given.Now.AddMinutes(n / 2), n == 3 ? "上海_乙%有限公司" : "北京甲公司"), Stop);
        }

        // when
        var first = await Stores.Cases.ListAsync(new CaseFilter(Given.Scope(Given.Municipal)), null, 3, Stop);
        var second = await Stores.Cases.ListAsync(new CaseFilter(Given.Scope(Given.Municipal)), first.Next, 3, Stop);

        // then
        first.Items.Concat(second.Items).Select(found => found.Id).ShouldBe(["c5", "c4", "c3", "c2", "c1"]);
        second.Next.ShouldBeNull();
        (await SearchAsync("海_乙%有")).ShouldBe(["c3"]);
        (await SearchAsync("京_甲")).ShouldBeEmpty();
        (await SearchAsync("BJ-r2")).ShouldBe(["c2"]);
        (await SearchAsync("〔2026〕4号")).ShouldBe(["c4"]);
        (await SearchAsync("水壶")).Count().ShouldBe(5);
        (await Stores.Cases.ListAsync(new CaseFilter(Given.Scope(Given.Municipal), State: CaseState.InProgress), null, 9, Stop)).Items.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Bureaus_and_accounts_are_added_and_replaced_by_id()
    {
        // given
        var bureau = new Bureau("bj-haidian", "北京市海淀区市场监督管理局", BureauKind.District, "beijing", "海淀区", "京海市监抽查", "", "", "");
        var account = new Account("a1", "li", "李雷", bureau.Id, [Roles.CaseOfficer, Roles.Reviewer], "hash", 0, null);
        await Stores.Organisation.SaveAsync([bureau], [account], Stop);

        // when
        await Stores.Organisation.SaveAsync(
            [bureau with { Phone = "010" }], [account with { DisplayName = "李磊" }, account with { Id = "a2", LoginName = "han" }], Stop);

        // then
        (await Stores.Organisation.BureausAsync(Stop)).ShouldBe([bureau with { Phone = "010" }]);
        (await Stores.Organisation.FindByLoginAsync("li", Stop)).ShouldReadBackAs(
            account with { DisplayName = "李磊" });
        (await Stores.Organisation.FindAsync("a2", Stop))!.LoginName.ShouldBe("han");
        (await Stores.Organisation.NamesAsync(["a1", "nobody"], Stop)).ShouldBe(new Dictionary<string, string> { ["a1"] = "李磊" });
        (await Stores.Organisation.RolesHeldAsync("beijing", Stop)).ShouldBe([Roles.CaseOfficer, Roles.Reviewer], ignoreOrder: true);
        (await Stores.Organisation.RolesHeldAsync("shanghai", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_failed_logins_at_once_each_counts_and_the_fifth_locks()
    {
        // given
        await Stores.Organisation.SaveAsync([], [Given.Account], Stop);
        var lockUntil = Given.Now.AddMinutes(15);

        // when
        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FailAsync(Given.Now)));
        var unlocked = await Stores.Organisation.FindAsync("a1", Stop);
        var more = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FailAsync(Given.Now)));

        // then
        first.Order().ShouldBe([1, 2, 3, 4]);
        unlocked!.LockedUntil.ShouldBeNull();
        more.Order().ShouldBe([5, 6, 7, 8]);
        (await Stores.Organisation.FindAsync("a1", Stop))!.LockedUntil.ShouldBe(lockUntil);
        (await Stores.Organisation.RecordSuccessAsync("a1", lockUntil.AddMilliseconds(-1), Stop)).ShouldBeFalse();

        // when
        var anew = await FailAsync(lockUntil);

        // then
        anew.ShouldBe(1);
        (await Stores.Organisation.FindAsync("a1", Stop))!.LockedUntil.ShouldBeNull();
        (await Stores.Organisation.RecordSuccessAsync("a1", lockUntil, Stop)).ShouldBeTrue();
        (await Stores.Organisation.FindAsync("a1", Stop))!.FailedLogins.ShouldBe(0);

        Task<int> FailAsync(DateTimeOffset now) => Stores.Organisation.RecordFailureAsync("a1", 5, now, now.AddMinutes(15), Stop);
    }

    private static TurnCommit OfCase(TurnCommit first, string caseId) => first with { State = first.State with { CorrelationId = caseId } };

    private async Task<IEnumerable<string>> SearchAsync(string text) =>
        (await Stores.Cases.ListAsync(new CaseFilter(Given.Scope(Given.Municipal), Search: text), null, 9, Stop)).Items.Select(found => found.Id);
}

public sealed class Modules_on_SQLite : ModuleContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Modules_on_PostgreSql(PostgreSqlServer server) : ModuleContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
