using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;
using WorkflowHost.WorkingTime.Counting;
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

    private static readonly Account Administrator = new("sj-guanli", "sj.guanli", "市局管理员", "bj", [Roles.Administrator], "", 0, null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static HolidayNotice Notice => HolidayNoticeLines.Read(Lines, 2027, [new NoticeSource("国办发明电〔2026〕99号", "设想的通知", new DateOnly(2026, 11, 25), null)]).Value!;

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

        // then
        (await desk.ConfirmAsync(proposal, preview.Before, preview.After, "", Administrator, Stop)).Problems.ShouldHaveSingleItem().Code.ShouldBe("calendar-stale");
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

    private static (string Name, JsonNode? Value)[] Limit() =>
        [("limitValue", "=getInput('days')"), ("limitUnit", "WorkingDay"), ("limitStart", "=getInput('from')"), ("limitStartEvent", "送达")];

    private static async Task<IReadOnlyDictionary<string, StoredLimit>> OpenAsync(WorkflowTestHost host) =>
        (await host.Get<ITimeLimitStore>().OpenFromAsync(DateOnly.MinValue, null, Open * 2, Stop))
            .ToDictionary(limit => limit.Limit.Id, StringComparer.Ordinal);

    private static async Task<IReadOnlyDictionary<string, DateTimeOffset>> TimersAsync(WorkflowTestHost host) =>
        (await host.Get<ITimerStore>().DueAsync(DateTimeOffset.MaxValue, Open * 2, Stop))
            .ToDictionary(timer => timer.BookmarkId, timer => timer.DueAt, StringComparer.Ordinal);
}
