using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;
using WorkflowHost.WorkingTime.Counting;
using WorkflowHost.WorkingTime.Decisions;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.TimeLimits;

public sealed class The_notice_of_2027
{
    private const int Open = 1000;

    /// <summary>Imagined: the State Council has not spoken yet.</summary>
    private const string Lines =
        """
        一、元旦：1月1日（周五）至3日（周日）放假，共3天。
        二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
        三、清明节：4月3日（周六）至5日（周一）放假，共3天。
        四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
        五、端午节：6月9日（周三）放假，共1天。
        六、中秋节：9月15日（周三）放假，共1天。
        七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
        """;

    internal static readonly Account Administrator = new("sj-guanli", "sj.guanli", "市局管理员", "bj", [Roles.Administrator], "", 0, null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal static HolidayNotice Notice => HolidayNoticeLines.Read(Lines, 2027, [new NoticeSource("国办发明电〔2026〕99号", "设想的通知", new DateOnly(2026, 11, 25), null)]).Value!;

    [Fact]
    public async Task Moves_every_open_limit_that_it_changes_once_and_says_so()
    {
        // given half of them timers, half tasks of two districts, all running into 2027 or near it
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await StartAsync(host);
        var before = await OpenAsync(host);
        before.Count.ShouldBe(Open);
        before.Values.Count(limit => limit.Limit.Outcome.Provisional).ShouldBeGreaterThan(500);
        var timers = await TimersAsync(host);
        timers.Count.ShouldBe(Open / 2);

        // when an administrator looks, then confirms
        var proposal = new CalendarProposal.Notice(Notice);
        var preview = await host.Get<CalendarDesk>().PreviewAsync(proposal, Stop);
        (await OpenAsync(host)).Values.Select(limit => limit.Limit.Outcome.Sentence).ShouldBe(before.Values.Select(limit => limit.Limit.Outcome.Sentence));
        var revision = (await host.Get<CalendarDesk>().ConfirmAsync(proposal, preview.Before, preview.After, "通知已公布", Administrator, Stop)).Value.ShouldNotBeNull();

        // and the process dies in the middle of it
        using (var crash = CancellationTokenSource.CreateLinkedTokenSource(Stop))
        {
            var doomed = host.Get<LimitRecount>().RunAsync(crash.Token);
            while ((await host.Get<ICalendarStore>().FindChangeAsync(revision.Number, Stop))!.Moved < 20 && !doomed.IsCompleted)
            {
                await Task.Yield();
            }

            await crash.CancelAsync();
            await doomed.ShouldThrowAsync<OperationCanceledException>();
        }

        (await host.Get<ICalendarStore>().FindChangeAsync(revision.Number, Stop))!.FinishedAt.ShouldBeNull();
        await host.Get<LimitRecount>().RunAsync(Stop);

        // then every limit stands where the new calendar puts it, and the timers and tasks with it
        var after = await OpenAsync(host);
        after.Keys.ShouldBe(before.Keys);
        foreach (var limit in after.Values.Select(stored => stored.Limit))
        {
            limit.Outcome.ShouldBe(LimitOutcome.Of(TimeLimitCalculator.Compute(limit.Running(), host.Get<CurrentCalendar>().Current)));
            limit.Outcome.Provisional.ShouldBeFalse();
        }

        var moved = after.Values.Where(limit => limit.Limit.Outcome.LastDay != before[limit.Limit.Id].Limit.Outcome.LastDay).ToList();
        moved.Count.ShouldBe(preview.Moved.Count);
        moved.Count.ShouldBeGreaterThan(200);
        preview.Bureaus.Sum(bureau => bureau.Later + bureau.Earlier).ShouldBe(moved.Count);
        (await TimersAsync(host)).ShouldBe(
            after.Values.Where(limit => limit.Limit.Kind is LimitedKind.Timer)
                .Select(limit => new KeyValuePair<string, DateTimeOffset>(limit.Limit.Id, limit.Limit.Outcome.DueAt!.Value)),
            ignoreOrder: true);
        foreach (var limit in moved.Where(limit => limit.Limit.Kind is LimitedKind.Task))
        {
            var task = (await host.Get<ITaskStore>().FindAsync(limit.Limit.Id, Stop))!;
            (task.LastDay, task.DueAt, task.DueExplanation).ShouldBe((limit.Limit.Outcome.LastDay, limit.Limit.Outcome.DueAt, limit.Limit.Outcome.Sentence));
        }

        foreach (var limit in moved)
        {
            var wait = (await host.Get<IInstanceQueries>().FindAsync(limit.Limit.InstanceId, Stop))!;
            wait.Waits.ShouldHaveSingleItem().DueAt.ShouldBe(limit.Limit.Outcome.DueAt);
            wait.NextDueAt.ShouldBe(limit.Limit.Outcome.DueAt);
            (await host.StateAsync(limit.Limit.InstanceId)).Variables["seen"]!.ToString().ShouldBe($"{limit.Limit.Outcome.LastDay:yyyy-MM-dd}");
        }

        // and the audit is whole: one line for each, and officers were told
        var change = (await host.Get<ICalendarStore>().FindChangeAsync(revision.Number, Stop))!;
        (change.Moved, change.Settled, change.Actor).ShouldBe((preview.Moved.Count, preview.Settled.Count, Administrator.Id));
        change.FinishedAt.ShouldNotBeNull();
        foreach (var limit in after.Values)
        {
            var lines = await host.Get<ITimeLimitStore>().ChangesAsync(limit.Limit.Id, Stop);
            lines.Count(line => line.Change.Kind is LimitChangeKind.Recomputed)
                .ShouldBe(preview.Moved.Concat(preview.Settled).Any(item => item.Limit.Limit.Id == limit.Limit.Id) ? 1 : 0);
        }

        var told = await host.Get<INoticeStore>().CountUnreadAsync("bj-haidian", [Roles.CaseOfficer], Stop);
        told.ShouldBe(preview.Moved.Concat(preview.Settled).Count(item => item.Limit.Limit.BureauId == "bj-haidian"));

        // and nothing is left to do
        (await host.Get<LimitRecount>().RunAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Moves_a_reminder_whose_limit_stays()
    {
        // given a limit of plain days that ends on the Friday after the holiday, with a reminder five working days before
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("remind", Step(
            "step", "PostInspection.ApprovalTask", ("role", "CaseOfficer"), ("bureau", "bj-haidian"), ("limitValue", 84), ("limitUnit", "CalendarDay"),
            ("limitStart", "2026-11-20"), ("limitReminders", new JsonArray(new JsonObject { ["before"] = 5 })))));
        await host.StartInstanceAsync("i1", "remind");
        (await ReminderAsync()).ShouldBe("将于2027年2月3日9时提醒承办单位经办人");

        // when
        var desk = host.Get<CalendarDesk>();
        var proposal = new CalendarProposal.Notice(Notice);
        var preview = await desk.PreviewAsync(proposal, Stop);
        (await desk.ConfirmAsync(proposal, preview.Before, preview.After, "", Administrator, Stop)).IsValid.ShouldBeTrue();
        await host.Get<LimitRecount>().RunAsync(Stop);

        // then 31 January, a Sunday, is worked instead
        (await host.Get<ITimeLimitStore>().OfInstanceAsync("i1", Stop)).ShouldHaveSingleItem().Limit.Outcome.LastDay.ShouldBe(new DateOnly(2027, 2, 12));
        (await ReminderAsync()).ShouldBe("将于2027年1月31日9时提醒承办单位经办人");

        async Task<string> ReminderAsync() => (await host.Get<IInstanceQueries>().FindAsync("i1", Stop))!.Waits
            .Single(wait => wait.Title.StartsWith("提醒", StringComparison.Ordinal)).Explanation;
    }

    [Fact]
    public async Task Gives_a_reminder_that_came_while_nobody_listened_though_the_limits_are_recomputed_first()
    {
        // given a reminder on 3 February, and a host that was down from then on
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("remind", Step(
            "step", "PostInspection.ApprovalTask", ("role", "CaseOfficer"), ("bureau", "bj-haidian"), ("limitValue", 84), ("limitUnit", "CalendarDay"),
            ("limitStart", "2026-11-20"), ("limitReminders", new JsonArray(new JsonObject { ["before"] = 5 })))));
        await host.StartInstanceAsync("i1", "remind");
        host.Clock.SetUtcNow(ChinaTime.At(new DateOnly(2027, 2, 4), new TimeOnly(8, 0)));

        // when the notice is imported, by which the reminder belonged on 31 January, before the timers are looked at
        await ConfirmAsync(host, new CalendarProposal.Notice(Notice));
        await host.Get<LimitRecount>().RunAsync(Stop);
        await host.SettleAsync();

        // then it is given, once
        var titles = (await host.Get<INoticeStore>().ListAsync("bj-haidian", [Roles.CaseOfficer], false, null, 50, Stop)).Items.Select(notice => notice.Notice.Title);
        titles.Count(title => title.Contains("个工作日到期", StringComparison.Ordinal)).ShouldBe(1);
        (await host.TimersAsync(9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Moves_are_booked_to_the_change_that_made_them_though_another_one_came_before_they_were_recomputed()
    {
        // given a limit that only the bureau's closing days reach, one that the notice reaches too, and one of another bureau
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await PublishAsync(host);
        await StartAsync(host, "near", "bj-haidian", 5);
        await StartAsync(host, "far", "bj-haidian", 60);
        await StartAsync(host, "other", "bj-chaoyang", 60);

        // when the closing days and the notice come one after the other, and only then the limits are recomputed
        await ConfirmAsync(host, new CalendarProposal.Closing("bj-haidian", ClosingDays.Parse("2026-11-24至2026-11-25 机房搬迁").Value!));
        await ConfirmAsync(host, new CalendarProposal.Notice(Notice));
        await host.Get<LimitRecount>().RunAsync(Stop);

        // then the first change made by this test is number 2
        (await BookedAsync(host, "near")).ShouldBe([2]);
        (await BookedAsync(host, "far")).ShouldBe([3]);
        (await BookedAsync(host, "other")).ShouldBe([3]);

        // when a change that reaches none of them follows one that does
        await ConfirmAsync(host, new CalendarProposal.Closing("bj-haidian", ClosingDays.Parse("2026-11-24 机房搬迁").Value!));
        await ConfirmAsync(host, new CalendarProposal.Closing("bj-haidian", ClosingDays.Parse("2026-11-24 机房搬迁\n2029-06-05 停电").Value!));
        await host.Get<LimitRecount>().RunAsync(Stop);

        // then
        (await BookedAsync(host, "near")).ShouldBe([2, 4]);
        (await BookedAsync(host, "far")).ShouldBe([3, 4]);
        (await BookedAsync(host, "other")).ShouldBe([3]);
    }

    [Fact]
    public async Task Moves_reminders_and_extended_limits_with_the_rest_and_so_does_a_correction_of_a_published_year()
    {
        // given a thousand tasks: each third is reminded of, each that runs already has been extended by ten working days
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await PublishAsync(host);
        for (var number = 0; number < Open; number++)
        {
            await StartAsync(
                host, Name(number), number % 2 == 0 ? "bj-haidian" : "bj-chaoyang", 10 + (number % 40), number % 3 == 0 ? "reminded" : "acts",
                new DateOnly(2026, 11, 20).AddDays(number % 60));
        }

        var running = Enumerable.Range(0, Open).Where(number => number % 60 == 0).ToList();
        foreach (var number in running)
        {
            await ExtendAsync(host, Name(number));
        }

        var before = await OpenAsync(host);
        before.Count.ShouldBe(Open);
        before.Values.Count(limit => !limit.Limit.Facts.Extensions.IsEmpty).ShouldBe(running.Count);

        // when the notice of 2027 is imported, and then the published year is corrected: 4 December is off, the 5th is worked
        var notice = await ConfirmAsync(host, new CalendarProposal.Notice(Notice));
        await host.Get<LimitRecount>().RunAsync(Stop);
        var between = await OpenAsync(host);
        var published = JsonNode.Parse(HolidayNoticeJson.Write(host.Get<CurrentCalendar>().Current.Notices.Single(one => one.Year == 2026)))!;
        published["daysOff"]!.AsArray().Add(new JsonObject { ["date"] = "2026-12-04", ["name"] = "临时放假" });
        published["makeUpWorkdays"]!.AsArray().Add(new JsonObject { ["date"] = "2026-12-05", ["name"] = "补班" });
        var correction = await ConfirmAsync(host, new CalendarProposal.Notice(HolidayNoticeJson.Parse(published.ToJsonString()).Value.ShouldNotBeNull()));
        await host.Get<LimitRecount>().RunAsync(Stop);
        var after = await OpenAsync(host);

        // then every limit stands where the calendar puts it, with its extensions
        after.Keys.ShouldBe(before.Keys);
        var calendar = host.Get<CurrentCalendar>().Current;
        foreach (var limit in after.Values.Select(stored => stored.Limit))
        {
            limit.Outcome.ShouldBe(LimitOutcome.Of(TimeLimitCalculator.Compute(limit.Running(), calendar)));
            limit.Facts.Extensions.Length.ShouldBe(before[limit.Id].Limit.Facts.Extensions.Length);
        }

        // and each change has exactly the lines that it made, in the history of each limit and on its own page
        var (moved, settled) = ((Notice: 0, Correction: 0), 0);
        foreach (var (id, limit) in after)
        {
            var lines = await host.Get<ITimeLimitStore>().ChangesAsync(id, Stop);
            lines[0].Change.Kind.ShouldBe(LimitChangeKind.Set);
            lines.Count(line => line.Change.Kind is LimitChangeKind.Extended).ShouldBe(limit.Limit.Facts.Extensions.Length);
            var booked = lines.Where(line => line.Change.Kind is LimitChangeKind.Recomputed or LimitChangeKind.Restated).ToList();
            booked.Where(line => line.Change.Kind is LimitChangeKind.Restated).ShouldAllBe(line => line.Change.Before == line.Change.After);
            booked.Select(line => line.Change.CalendarChange).ShouldBeSubsetOf([notice.Number, correction.Number]);
            booked.Select(line => line.Change.CalendarChange).Distinct().Count().ShouldBe(booked.Count);
            booked.ShouldAllBe(line => line.Actor == Administrator.Id);
            var steps = new[] { before[id], between[id], limit }.Select(stored => stored.Limit.Outcome.LastDay).ToList();
            (LineOf(booked, notice)?.After ?? steps[1], LineOf(booked, correction)?.After ?? steps[2]).ShouldBe((steps[1], steps[2]));
            (LineOf(booked, notice) is not null).ShouldBe(before[id].Limit.Outcome.Provisional || before[id].Limit.IsReminded);
            settled += before[id].Limit.Outcome.Provisional && steps[0] == steps[1] ? 1 : 0;
            moved = (moved.Notice + (steps[0] == steps[1] ? 0 : 1), moved.Correction + (steps[1] == steps[2] ? 0 : 1));
        }

        (await host.Get<ICalendarStore>().FindChangeAsync(notice.Number, Stop))!.Settled.ShouldBe(settled);
        (await host.Get<ICalendarStore>().FindChangeAsync(correction.Number, Stop))!.Settled.ShouldBe(0);
        moved.Notice.ShouldBeGreaterThan(200);
        moved.Correction.ShouldBeGreaterThan(10);
        ((await host.Get<ICalendarStore>().FindChangeAsync(notice.Number, Stop))!.Moved, (await host.Get<ICalendarStore>().FindChangeAsync(correction.Number, Stop))!.Moved)
            .ShouldBe(moved);

        // and reminders hang where the new days put them, none lost and none doubled
        var timers = await TimersAsync(host);
        foreach (var limit in after.Values.Where(stored => stored.Limit.IsReminded).Select(stored => stored.Limit))
        {
            var waits = (await host.Get<IInstanceQueries>().FindAsync(limit.InstanceId, Stop))!.Waits.Where(wait => wait.Title.StartsWith("提醒", StringComparison.Ordinal)).ToList();
            var last = limit.Outcome.LastDay!.Value;
            var expected = new[] { calendar.SubtractWorkingDays(last, 3), calendar.AddWorkingDays(last, 1) }.Select(day => ChinaTime.At(day, new TimeOnly(9, 0)))
                .Where(at => at > host.Clock.GetUtcNow());
            waits.Select(wait => timers[wait.BookmarkId]).ShouldBe(expected, ignoreOrder: true);
        }

        timers.Count.ShouldBe(after.Values.Count(stored => stored.Limit.IsReminded) * 2);
        (await host.Get<LimitRecount>().RunAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Is_refused_when_the_calendar_changed_since_the_preview_and_from_who_may_not()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var proposal = new CalendarProposal.Notice(Notice);
        var desk = host.Get<CalendarDesk>();
        var preview = await desk.PreviewAsync(proposal, Stop);

        // then
        var district = Administrator with { BureauId = "bj-haidian" };
        (await desk.ConfirmAsync(proposal, preview.Before, preview.After, "", district, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("calendar-forbidden");

        // when somebody else is faster
        (await desk.ConfirmAsync(proposal, preview.Before, preview.After, "", Administrator, Stop)).IsValid.ShouldBeTrue();

        // then the same is in force already, and another one was previewed on a calendar that counts no more
        (await desk.ConfirmAsync(proposal, preview.Before, preview.After, "", Administrator, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe(CalendarDesk.SameCode);
        var other = new CalendarProposal.Notice(Correcting_a_notice.WithDayOff(Notice, "2027-01-13"));
        (await desk.ConfirmAsync(other, preview.Before, "v-other", "", Administrator, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("calendar-stale");
        (await host.Get<ICalendarStore>().LoadAsync(Stop)).LastChange.ShouldBe(2);
    }

    [Fact]
    public async Task Closing_days_of_a_bureau_move_only_its_own_limits()
    {
        // given
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await StartAsync(host, 8);
        var before = await OpenAsync(host);
        var closing = new CalendarProposal.Closing("bj-haidian", ClosingDays.Parse("2026-11-24至2026-11-25 机房搬迁").Value!);

        // when
        var preview = await host.Get<CalendarDesk>().PreviewAsync(closing, Stop);
        (await host.Get<CalendarDesk>().ConfirmAsync(closing, preview.Before, preview.After, "", Administrator with { BureauId = "bj-haidian" }, Stop)).IsValid.ShouldBeTrue();
        await host.Get<LimitRecount>().RunAsync(Stop);

        // then
        preview.Moved.ShouldNotBeEmpty();
        preview.Moved.ShouldAllBe(item => item.Limit.Limit.BureauId == "bj-haidian");
        var moved = (await OpenAsync(host)).Values.Where(limit => limit.Limit.Outcome.LastDay != before[limit.Limit.Id].Limit.Outcome.LastDay);
        moved.Select(limit => limit.Limit.Id).ShouldBe(preview.Moved.Select(item => item.Limit.Limit.Id), ignoreOrder: true);
        (await host.Get<LimitRecount>().RunAsync(Stop)).ShouldBe(0);
    }

    private static async Task StartAsync(WorkflowTestHost host, int count = Open)
    {
        await host.PublishAsync(Of("waits", Step("wait", "PostInspection.WorkingDayTimer", Limit()).Seen("lastDay")).WithInput("days", "Int32").WithInput("from"));
        await host.PublishAsync(Of(
            "acts", Step("act", "PostInspection.ApprovalTask", [.. Limit(), ("role", "CaseOfficer"), ("bureau", "=getInput('bureau')")]).Seen("lastDay"))
            .WithInput("days", "Int32").WithInput("from").WithInput("bureau"));
        for (var number = 0; number < count; number++)
        {
            var from = new DateOnly(2026, 11, 20).AddDays(number % 60);
            await host.StartInstanceAsync(
                string.Create(CultureInfo.InvariantCulture, $"i{number:D4}"), number % 2 == 0 ? "waits" : "acts", "",
                ("days", 20 + (number % 40)), ("from", $"{from:yyyy-MM-dd}"), ("bureau", number % 4 == 1 ? "bj-haidian" : "bj-chaoyang"));
        }
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"i{number:D4}");

    /// <summary>A task with a limit, one that is reminded of, both with one extension at most.</summary>
    private static async Task PublishAsync(WorkflowTestHost host)
    {
        var remind = new JsonArray(new JsonObject { ["before"] = 3 }, new JsonObject { ["after"] = 1, ["every"] = 5 });
        foreach (var (id, reminders) in new (string, (string, JsonNode?)[])[] { ("acts", []), ("reminded", [("limitReminders", remind)]) })
        {
            await host.PublishAsync(Of(
                id, Step("act", "PostInspection.ApprovalTask",
                [
                    .. Limit(), ("role", "CaseOfficer"), ("bureau", "=getInput('bureau')"),
                    ("limitTerms", new JsonObject { ["mostExtensions"] = 1, ["longestExtension"] = 30 }), .. reminders,
                ])).WithInput("days", "Int32").WithInput("from").WithInput("bureau"));
        }
    }

    private static Task<RuntimeResult> StartAsync(
        WorkflowTestHost host, string id, string bureau, int days, string definition = "acts", DateOnly? from = null) =>
        host.StartInstanceAsync(id, definition, "", ("days", days), ("from", $"{from ?? new DateOnly(2026, 11, 20):yyyy-MM-dd}"), ("bureau", bureau));

    private static async Task<CalendarRevision> ConfirmAsync(WorkflowTestHost host, CalendarProposal proposal)
    {
        var preview = await host.Get<CalendarDesk>().PreviewAsync(proposal, Stop);
        return (await host.Get<CalendarDesk>().ConfirmAsync(proposal, preview.Before, preview.After, "", Administrator, Stop)).Value.ShouldNotBeNull();
    }

    private static async Task ExtendAsync(WorkflowTestHost host, string instanceId)
    {
        var limit = (await host.Get<ITimeLimitStore>().OfInstanceAsync(instanceId, Stop)).Single().Limit;
        var (officer, approver) = (Administrator with { Id = "o", BureauId = limit.BureauId, Roles = [Roles.CaseOfficer] },
            Administrator with { Id = "a", BureauId = limit.BureauId, Roles = [Roles.Approver] });
        (await host.Get<ExtensionDesk>().AskAsync(new LimitCommand(limit.Id, "1", "停产", officer), 10, Stop)).ShouldBeOfType<RuntimeResult.Done>();
        var request = (await host.Get<IExtensionStore>().OfCaseAsync("", Stop)).Single(one => one.LimitId == limit.Id);
        (await host.Get<ExtensionDesk>().ApproveAsync(new LimitCommand(limit.Id, "2", "同意", approver), request.Id, Stop)).ShouldBeOfType<RuntimeResult.Done>();
    }

    private static async Task<IReadOnlyList<int?>> BookedAsync(WorkflowTestHost host, string instanceId)
    {
        var limit = (await host.Get<ITimeLimitStore>().OfInstanceAsync(instanceId, Stop)).Single().Limit;
        return [.. (await host.Get<ITimeLimitStore>().ChangesAsync(limit.Id, Stop))
            .Where(line => line.Change.Kind is LimitChangeKind.Recomputed).Select(line => line.Change.CalendarChange)];
    }

    private static LimitChange? LineOf(IReadOnlyList<RecordedLimitChange> lines, CalendarRevision change) =>
        lines.SingleOrDefault(line => line.Change.CalendarChange == change.Number)?.Change;

    private static (string Name, JsonNode? Value)[] Limit() =>
        [("limitValue", "=getInput('days')"), ("limitUnit", "WorkingDay"), ("limitStart", "=getInput('from')"), ("limitStartEvent", "送达")];

    private static async Task<IReadOnlyDictionary<string, StoredLimit>> OpenAsync(WorkflowTestHost host) =>
        (await host.Get<ITimeLimitStore>().OpenFromAsync(DateOnly.MinValue, null, Open * 2, Stop))
            .ToDictionary(limit => limit.Limit.Id, StringComparer.Ordinal);

    /// <summary>All timers but that of the year's plan of announcements, which starts by itself.</summary>
    private static async Task<IReadOnlyDictionary<string, DateTimeOffset>> TimersAsync(WorkflowTestHost host) =>
        (await host.TimersAsync(Open * 2)).ToDictionary(timer => timer.BookmarkId, timer => timer.DueAt, StringComparer.Ordinal);
}
