using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Scenarios;
using WorkflowHost.WorkingTime.Calendars;
using WorkflowHost.WorkingTime.Changes;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.TimeLimits;

public sealed class Correcting_a_notice
{
    private static readonly Account Administrator = new("sj-guanli", "sj.guanli", "市局管理员", "bj", [Roles.Administrator], "", 0, null);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Back_to_what_it_was_puts_every_limit_and_timer_back_and_keeps_all_three_changes()
    {
        // given limits that end around 春节 of 2027, whose notice is imported
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        for (var days = 20; days <= 70; days += 10)
        {
            await host.PublishAsync(Of($"limit{days}", Step(
                "step", "PostInspection.WorkingDayTimer", ("limitValue", days), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-20"), ("limitStartEvent", "送达"))));
            await host.StartInstanceAsync($"i{days}", $"limit{days}");
        }

        var right = The_notice_of_2027.Notice;
        await ConfirmAsync(host, right);
        var before = await StandAsync(host);

        // when it is corrected wrongly, with one day off too many, and then back
        await ConfirmAsync(host, WithDayOff(right, "2027-01-13"));
        var between = await StandAsync(host);
        var number = (await host.Get<ICalendarStore>().LoadAsync(Stop)).LastChange;
        var replaced = (await host.Get<CalendarDesk>().ReplacedByAsync(number, Stop)).ShouldNotBeNull();
        (await host.Get<CalendarDesk>().ReplacedByAsync(number - 1, Stop)).ShouldBeNull("the year had no notice before");
        (await host.Get<CalendarDesk>().ReplacedByAsync(number + 1, Stop)).ShouldBeNull();
        await ConfirmAsync(host, replaced);

        // then
        (await host.Get<CalendarDesk>().ReplacedByAsync(number, Stop)).ShouldBeNull("the year was changed again");
        between.ShouldNotBe(before);
        (await StandAsync(host)).ShouldBe(before);
        (await host.Get<ICalendarStore>().ChangesAsync(9, Stop)).Take(3).Select(change => (change.Actor, IsFinished: change.FinishedAt is not null, Moved: change.Moved > 0))
            .ShouldBe([(Administrator.Id, true, true), (Administrator.Id, true, true), (Administrator.Id, true, true)]);
    }

    /// <summary>A notice with one more day off.</summary>
    internal static HolidayNotice WithDayOff(HolidayNotice notice, string date)
    {
        var json = JsonNode.Parse(HolidayNoticeJson.Write(notice))!;
        json["daysOff"]!.AsArray().Add(new JsonObject { ["date"] = date, ["name"] = "误录" });
        return HolidayNoticeJson.Parse(json.ToJsonString()).Value.ShouldNotBeNull();
    }

    private static async Task ConfirmAsync(WorkflowTestHost host, HolidayNotice notice)
    {
        var (desk, proposal) = (host.Get<CalendarDesk>(), new CalendarProposal.Notice(notice));
        var preview = await desk.PreviewAsync(proposal, Stop);
        (await desk.ConfirmAsync(proposal, preview.Before, preview.After, "更正", Administrator, Stop)).IsValid.ShouldBeTrue();
        await host.Get<LimitRecount>().RunAsync(Stop);
    }

    /// <summary>Each limit's last day, certainty and sentence, and each timer's instant.</summary>
    private static async Task<IReadOnlyList<string>> StandAsync(WorkflowTestHost host)
    {
        var limits = await host.Get<ITimeLimitStore>().OpenFromAsync(new DateOnly(2026, 1, 1), null, 50, Stop);
        var timers = await host.Get<ITimerStore>().DueAsync(DateTimeOffset.MaxValue, 50, Stop);
        return [.. limits.Select(stored => FormattableString.Invariant($"{stored.Limit.Id} {stored.Limit.Outcome}")).Concat(timers.Select(timer => timer.ToString()))];
    }
}
