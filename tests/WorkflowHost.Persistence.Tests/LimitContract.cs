using WorkflowHost.Engine.Expressions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Databases;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Persistence.Tests;

/// <summary>Open limits, calendars and what officers are told.</summary>
public abstract class LimitContract : StoreContract
{
    private static readonly TimeLimitRule Rule = new()
    {
        Value = 15,
        Unit = TimeLimitUnit.CalendarDay,
        StartEvent = "送达",
        LegalBasis = "BJ-7",
        Excludes = [ExclusionKind.Inspection],
        MostExtensions = 1,
    };

    private static readonly TimeLimitFacts Facts = new()
    {
        Start = new DateOnly(2026, 10, 9),
        StartTime = new TimeOnly(9, 30),
        Bureau = "bj-haidian",
        Excluded = [new ExcludedPeriod(ExclusionKind.Inspection, new DateOnly(2026, 10, 12), null)],
        Extensions = [new ApprovedExtension(5, "企业停产", "王", new DateOnly(2026, 10, 11))],
    };

    [Fact]
    public async Task A_limit_comes_back_with_rule_facts_and_result_and_ends_with_its_bookmark()
    {
        // given
        var limit = Limit("i1", new DateOnly(2026, 10, 24));
        var first = Given.First("i1", Kept(limit));
        await Stores.Turns.CommitAsync(first, Stop);

        // then
        var stored = (await Stores.Limits.FindAsync(limit.Id, Stop))!;
        TextOf(stored.Limit.Rule).ShouldBe(TextOf(Rule));
        TextOf(stored.Limit.Facts).ShouldBe(TextOf(Facts));
        stored.Limit.Outcome.ShouldBe(limit.Outcome);
        (stored.EndedAt, stored.SetAt).ShouldBe((null, Given.Now));
        (await Stores.Limits.ChangesAsync(limit.Id, Stop)).ShouldHaveSingleItem().Change.Kind.ShouldBe(LimitChangeKind.Set);

        // when it is moved, then over
        var moved = limit with { Outcome = limit.Outcome with { LastDay = new DateOnly(2026, 10, 29), CalendarVersion = "v2" } };
        var next = Given.Next(first, Kept(moved, LimitChangeKind.Extended));
        await Stores.Turns.CommitAsync(next, Stop);
        (await Stores.Limits.OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit.Outcome.ShouldBe(moved.Outcome);
        await Stores.Turns.CommitAsync(Given.Last(next), Stop);

        // then
        (await Stores.Limits.OfInstanceAsync("i1", Stop)).ShouldBeEmpty();
        (await Stores.Limits.FindAsync(limit.Id, Stop))!.EndedAt.ShouldNotBeNull();
        (await Stores.Limits.OfCaseAsync("case-i1", Stop)).ShouldHaveSingleItem();
        (await Stores.Limits.ChangesAsync(limit.Id, Stop)).Select(change => change.Change.Kind).ShouldBe([LimitChangeKind.Set, LimitChangeKind.Extended]);
    }

    [Fact]
    public async Task Open_limits_are_found_by_their_end_and_by_the_calendar_that_they_were_computed_on()
    {
        // given one that ends early, one late, one that nobody knows, one on the calendar of a bureau
        await Stores.Turns.CommitAsync(Given.First("early", Kept(Limit("early", new DateOnly(2026, 10, 24), bureau: null))), Stop);
        await Stores.Turns.CommitAsync(Given.First("late", Kept(Limit("late", new DateOnly(2027, 1, 4), bureau: null))), Stop);
        await Stores.Turns.CommitAsync(Given.First("stopped", Kept(Limit("stopped", null, bureau: null))), Stop);
        await Stores.Turns.CommitAsync(Given.First("own", Kept(Limit("own", new DateOnly(2027, 1, 4)))), Stop);

        // then
        IdsOf(await Stores.Limits.OpenFromAsync(new DateOnly(2026, 12, 28), null, 10, Stop)).ShouldBe(["late-b1", "own-b1", "stopped-b1"]);
        IdsOf(await Stores.Limits.OpenFromAsync(new DateOnly(2026, 12, 28), "late-b1", 1, Stop)).ShouldBe(["own-b1"]);
        IdsOf(await Stores.Limits.OutdatedAsync(new CountingCalendar("v1", null, []), null, 10, Stop)).ShouldBeEmpty();
        IdsOf(await Stores.Limits.OutdatedAsync(new CountingCalendar("v2", null, ["bj-haidian"]), null, 10, Stop)).ShouldBe(["early-b1", "late-b1", "stopped-b1"]);
        IdsOf(await Stores.Limits.OutdatedAsync(new CountingCalendar("v3", "bj-haidian", []), null, 10, Stop)).ShouldBe(["own-b1"]);

        // when
        await Stores.Limits.ConfirmAsync(["early-b1", "late-b1"], "v2", Stop);

        // then
        IdsOf(await Stores.Limits.OutdatedAsync(new CountingCalendar("v2", null, ["bj-haidian"]), null, 10, Stop)).ShouldBe(["stopped-b1"]);
    }

    [Fact]
    public async Task A_timer_moves_goes_and_comes_back_with_the_turn()
    {
        // given
        var first = Given.First("i1", new ScheduleTimer("i1-b1", Given.Now.AddDays(1)));
        await Stores.Turns.CommitAsync(first, Stop);

        // when
        var second = Given.Next(first, new MoveTimer("i1-b1", Given.Now.AddDays(3)));
        await Stores.Turns.CommitAsync(second, Stop);

        // then
        (await Stores.Timers.DueAsync(Given.Now.AddDays(2), 10, Stop)).ShouldBeEmpty();
        (await Stores.Timers.DueAsync(Given.Now.AddDays(3), 10, Stop)).ShouldHaveSingleItem();

        // when
        var third = Given.Next(second, new MoveTimer("i1-b1", null));
        await Stores.Turns.CommitAsync(third, Stop);
        (await Stores.Timers.DueAsync(Given.Now.AddYears(1), 10, Stop)).ShouldBeEmpty();
        await Stores.Turns.CommitAsync(Given.Next(third, new MoveTimer("i1-b1", Given.Now.AddDays(5))), Stop);

        // then
        (await Stores.Timers.DueAsync(Given.Now.AddDays(5), 10, Stop)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Timers_go_on_behind_one_that_was_read()
    {
        // given
        foreach (var id in new[] { "a", "b", "c" })
        {
            await Stores.Turns.CommitAsync(Given.First(id, new ScheduleTimer($"{id}-b1", Given.Now)), Stop);
        }

        // then
        var first = (await Stores.Timers.DueAsync(Given.Now, null, 1, Stop)).ShouldHaveSingleItem();
        (await Stores.Timers.DueAsync(Given.Now, first, 10, Stop)).Select(timer => timer.InstanceId).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task A_bookmark_that_is_described_in_other_words_shows_them_in_lists()
    {
        // given
        var first = Given.First("i1", Given.Now.AddDays(1));
        await Stores.Turns.CommitAsync(first, Stop);
        var reworded = Given.Bookmark("i1-b1", Given.Now.AddDays(9));

        // when
        var next = Given.Next(first);
        await Stores.Turns.CommitAsync(next with { State = next.State with { Bookmarks = [reworded] }, RewordedBookmarks = [reworded] }, Stop);

        // then
        var found = (await Stores.Instances.FindAsync("i1", Stop))!;
        (found.NextDueAt, found.Waits.ShouldHaveSingleItem().DueAt).ShouldBe((Given.Now.AddDays(9), Given.Now.AddDays(9)));
    }

    [Fact]
    public async Task A_notice_lies_once_on_the_desk_of_the_bureau_that_handles_the_case_or_of_the_city()
    {
        // given
        await Stores.Organisation.SaveAsync([Given.Municipal, Given.Haidian], [Given.Account], Stop);
        (await Stores.Cases.RegisterAsync(Given.Case("case-i1", "R-1"), Stop)).ShouldBeTrue();
        var plain = new Notice("n1", NoticeKind.Reminder, "", Roles.CaseOfficer, "还有3个工作日到期", "自送达次日起算");
        var first = Given.First("i1", new GiveNotice(plain), new GiveNotice(plain with { Key = "n2", Municipal = true, Role = Roles.Supervisor }));
        await Stores.Turns.CommitAsync(first, Stop);
        await Stores.Turns.CommitAsync(Given.Next(first, new GiveNotice(plain)), Stop);

        // then
        var told = (await Stores.Notices.ListAsync("bj-haidian", [Roles.CaseOfficer], true, null, 10, Stop)).Items.ShouldHaveSingleItem();
        (told.Notice.Title, told.CaseId, told.ReadAt).ShouldBe((plain.Title, "case-i1", null));
        (await Stores.Notices.CountUnreadAsync("bj", [Roles.Supervisor], Stop)).ShouldBe(1);
        (await Stores.Notices.CountUnreadAsync("bj", [Roles.CaseOfficer], Stop)).ShouldBe(0);

        // when somebody else's is marked, then one's own
        (await Stores.Notices.MarkReadAsync(["n1"], "bj", [Roles.CaseOfficer], "a1", Given.Now, Stop)).ShouldBe(0);
        (await Stores.Notices.MarkReadAsync(["n1"], "bj-haidian", [Roles.CaseOfficer], "a1", Given.Now, Stop)).ShouldBe(1);
        (await Stores.Notices.MarkReadAsync(["n1"], "bj-haidian", [Roles.CaseOfficer], "a1", Given.Now, Stop)).ShouldBe(0);

        // then
        (await Stores.Notices.ListAsync("bj-haidian", [Roles.CaseOfficer], true, null, 10, Stop)).Items.ShouldBeEmpty();
        (await Stores.Notices.ListAsync("bj-haidian", [Roles.CaseOfficer], false, null, 10, Stop)).Items.ShouldHaveSingleItem().ReadBy.ShouldBe("a1");
    }

    [Fact]
    public async Task Only_one_extension_of_a_limit_waits_for_its_decision_and_it_is_decided_once()
    {
        // given
        var first = Given.First("i1", Kept(Limit("i1", new DateOnly(2026, 10, 24))), Ask("r1"));
        await Stores.Turns.CommitAsync(first, Stop);

        // then
        (await Stores.Turns.CommitAsync(Given.Next(first, Ask("r2")), Stop)).ShouldBeOfType<CommitResult.Refused>().Problem.Code.ShouldBe("extension-asked");
        var decided = Given.Next(first, new DecideExtension("r1", ExtensionState.Refused, "wang", "理由不足"));
        (await Stores.Turns.CommitAsync(decided, Stop)).ShouldBeOfType<CommitResult.Committed>();
        (await Stores.Turns.CommitAsync(Given.Next(decided, new DecideExtension("r1", ExtensionState.Approved, "wang", "改主意")), Stop))
            .ShouldBeOfType<CommitResult.Refused>().Problem.Code.ShouldBe("extension-decided");
        var request = (await Stores.Extensions.OfCaseAsync("case-i1", Stop)).ShouldHaveSingleItem();
        (request.State, request.DecidedBy, request.Opinion).ShouldBe((ExtensionState.Refused, "wang", "理由不足"));
        (await Stores.Turns.CommitAsync(Given.Next(decided, Ask("r3")), Stop)).ShouldBeOfType<CommitResult.Committed>();
    }

    [Fact]
    public async Task A_change_of_calendars_is_stored_whole_and_only_under_the_next_number()
    {
        // given
        var part = new CalendarPart("notice/2027", 1, "{}", "h1", CalendarOrigin.File);
        var change = new CalendarRevision(1, "2027年放假安排", "", "system", Given.Now, "v0", "v1");
        (await Stores.Calendars.AddAsync(change, [part], Stop)).ShouldBeTrue();

        // then
        (await Stores.Calendars.AddAsync(change, [part with { Version = 2 }], Stop)).ShouldBeFalse();
        (await Stores.Calendars.AddAsync(change with { Number = 3 }, [part with { Version = 2 }], Stop)).ShouldBeFalse();
        (await Stores.Calendars.AddAsync(change with { Number = 2, Actor = "a1" }, [part with { Version = 2, Hash = "h2" }], Stop)).ShouldBeTrue();
        var stored = await Stores.Calendars.LoadAsync(Stop);
        (stored.LastChange, stored.Parts.ShouldHaveSingleItem().Version).ShouldBe((2, 2));
        (await Stores.Calendars.ChangesAsync(10, Stop)).Select(found => found.Number).ShouldBe([2, 1]);

        // when
        await Stores.Turns.CommitAsync(Given.First("i1", Kept(Limit("i1", new DateOnly(2027, 1, 4)), LimitChangeKind.Recomputed, 2, new DateOnly(2027, 1, 5))), Stop);
        await Stores.Turns.CommitAsync(Given.First("i2", Kept(Limit("i2", new DateOnly(2027, 1, 4)), LimitChangeKind.Recomputed, 2, new DateOnly(2027, 1, 4))), Stop);
        await Stores.Calendars.FinishAsync(Given.Now, 2, Stop);

        // then
        var done = (await Stores.Calendars.FindChangeAsync(2, Stop))!;
        (done.Moved, done.Settled, done.FinishedAt).ShouldBe((1, 1, Given.Now));
        (await Stores.Calendars.RecomputedAsync(2, null, 1, Stop)).ShouldHaveSingleItem().LimitId.ShouldBe("i1-b1");
        (await Stores.Calendars.RecomputedAsync(2, "i1-b1", 10, Stop)).ShouldHaveSingleItem().LimitId.ShouldBe("i2-b1");
    }

    [Fact]
    public async Task What_a_missing_notice_holds_back_comes_back()
    {
        // given
        var limit = Limit("i1", new DateOnly(2027, 2, 9));
        limit = limit with
        {
            Outcome = limit.Outcome with { HeldUntil = ChinaTime.EndOf(new DateOnly(2027, 2, 15)), ClosedUntil = Given.Now, MissingNotice = 2027 },
        };
        await Stores.Turns.CommitAsync(Given.First("i1", Kept(limit)), Stop);

        // then
        (await Stores.Limits.FindAsync(limit.Id, Stop))!.Limit.Outcome.ShouldBe(limit.Outcome);
    }

    [Fact]
    public async Task A_halted_case_is_known_to_its_instances_and_a_limit_that_was_set_on_other_terms_is_not_committed()
    {
        // given an instance that runs, and a case that is halted
        var first = Given.First("i1");
        await Stores.Turns.CommitAsync(first, Stop);
        await Stores.Halts.KeepAsync(new HaltedCase("case-i1", new DateOnly(2026, 10, 9), "查封", "li", Given.Now), "halt-1", Stop);
        await Stores.Halts.KeepAsync(new HaltedCase("case-i1", new DateOnly(2026, 10, 12), "再查封", "li", Given.Now), "halt-2", Stop);

        // then
        (await Stores.Turns.LoadAsync("i1", Stop))!.State.HaltedOn.ShouldBe(new DateOnly(2026, 10, 9));

        // when a turn that was played before that sets a limit
        var late = Given.Next(first, Kept(Limit("i1", new DateOnly(2026, 10, 24))));
        (await Stores.Turns.CommitAsync(late, Stop)).ShouldBe(new CommitResult.Conflict());
        var again = late with { State = late.State with { HaltedOn = new DateOnly(2026, 10, 9) } };
        (await Stores.Turns.CommitAsync(again, Stop)).ShouldBeOfType<CommitResult.Committed>();

        // and when the case goes on meanwhile
        await Stores.Halts.EndAsync("case-i1", "li", Given.Now, "resume-1", Stop);
        (await Stores.Halts.WasDoneAsync("resume-1", Stop)).ShouldBeTrue();
        (await Stores.Halts.WasDoneAsync("resume-2", Stop)).ShouldBeFalse();
        var resumed = Kept(Limit("i1", new DateOnly(2026, 10, 24)), LimitChangeKind.Resumed);
        (await Stores.Turns.CommitAsync(Given.Next(again, resumed), Stop)).ShouldBe(new CommitResult.Conflict());
        (await Stores.Turns.LoadAsync("i1", Stop))!.State.HaltedOn.ShouldBeNull();
        (await Stores.Turns.CommitAsync(Given.Next(again, Kept(Limit("i1", null))), Stop)).ShouldBe(new CommitResult.Conflict());
    }

    [Fact]
    public async Task The_parts_of_the_calendars_can_be_read_as_they_were_after_a_change()
    {
        // given
        var part = new CalendarPart("notice/2027", 1, "{}", "h1", CalendarOrigin.File);
        var closing = new CalendarPart("closing/bj-haidian", 1, "[]", "c1", CalendarOrigin.Administrator);
        var change = new CalendarRevision(1, "2027年放假安排", "", "a1", Given.Now, "v1", "v2");
        await Stores.Calendars.AddAsync(change, [part], Stop);
        await Stores.Calendars.AddAsync(change with { Number = 2 }, [closing], Stop);
        await Stores.Calendars.AddAsync(change with { Number = 3 }, [part with { Version = 2, Hash = "h2" }], Stop);

        // then
        (await HashesAsync(0)).ShouldBeEmpty();
        (await HashesAsync(1)).ShouldBe(["h1"]);
        (await HashesAsync(2)).ShouldBe(["c1", "h1"]);
        (await HashesAsync(3)).ShouldBe(["c1", "h2"]);

        async Task<IEnumerable<string>> HashesAsync(int number) => (await Stores.Calendars.PartsAsync(number, Stop)).Select(found => found.Hash);
    }

    private static string TextOf<T>(T value) => Conversion.From(value)!.ToJsonString();

    private static AskExtension Ask(string id) => new(new ExtensionRequest(id, "i1-b1", "i1", "case-i1", 5, "企业停产", "li", Given.Now));

    private static IEnumerable<string> IdsOf(IReadOnlyList<StoredLimit> limits) => limits.Select(limit => limit.Limit.Id);

    private static KeepLimit Kept(StepLimit limit, LimitChangeKind kind = LimitChangeKind.Set, int? change = null, DateOnly? after = null) => new(
        limit, new LimitChange(kind, limit.Outcome.Sentence, limit.Outcome.End, after ?? limit.Outcome.End, limit.Outcome.CalendarVersion) { CalendarChange = change });

    private static StepLimit Limit(string instanceId, DateOnly? lastDay, string? bureau = "bj-haidian") => new()
    {
        Id = $"{instanceId}-b1",
        InstanceId = instanceId,
        CaseId = $"case-{instanceId}",
        Step = "整改",
        Kind = LimitedKind.Task,
        BureauId = "",
        Role = Roles.CaseOfficer,
        Rule = Rule,
        Facts = Facts with { Bureau = bureau },
        Outcome = new LimitOutcome(
            null, lastDay, null, lastDay is { } day ? ChinaTime.EndOf(day) : null, lastDay is null ? new DateOnly(2026, 10, 12) : null,
            CalendarCertainty.StatutoryOnly, "自送达次日起算", "v1"),
    };
}

public sealed class Limits_on_SQLite : LimitContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

public sealed class Limits_on_PostgreSql(PostgreSqlServer server) : LimitContract
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}
