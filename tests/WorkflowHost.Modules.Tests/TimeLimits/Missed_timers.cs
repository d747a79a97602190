using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Messages;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.TimeLimits;

public sealed class Missed_timers
{
    private const int Backlog = 10_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_of_them_fire_once_each_and_new_work_does_not_wait_for_them()
    {
        // given a stop during which ten thousand timers came due
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("waits", Step("wait", "Elsa.Delay", ("timeSpan", "01:00:00"))));
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Backlog), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Stop },
            async (number, stop) => await StartAsync(host, Name("i", number), stop));
        host.Clock.SetUtcNow(host.Clock.GetUtcNow().AddHours(2));

        // when the pump works on them while officers go on starting cases
        var largest = 0;
        var pump = Task.Run(
            async () =>
            {
                while (await host.Get<TimerPump>().RunDueAsync(Stop) is > 0 and var fired)
                {
                    largest = Math.Max(largest, fired);
                }
            },
            Stop);
        for (var number = 0; number < 20; number++)
        {
            await StartAsync(host, Name("new", number), Stop);
        }

        var left = (await host.Get<ITimerStore>().DueAsync(host.Clock.GetUtcNow(), Backlog, Stop)).Count;
        await pump;

        // then the new ones were through long before the old ones
        left.ShouldBeGreaterThan(Backlog / 2);
        largest.ShouldBe(200);
        (await host.Get<ITimerStore>().DueAsync(DateTimeOffset.MaxValue, Backlog, Stop)).Count.ShouldBe(20);
        var finished = await host.Get<IInstanceQueries>().ListAsync(new InstanceFilter(RunningOnly: true), null, 200, Stop);
        finished.Items.Count.ShouldBe(20);
        foreach (var number in Enumerable.Range(0, 50).Select(n => n * (Backlog / 50)))
        {
            (await host.Get<IInstanceQueries>().HistoryAsync(Name("i", number), Stop)).Count(line => line.Event.Event == HistoryEvents.Resumed).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Those_of_one_instance_fire_in_due_order_also_when_the_clock_jumped_far_ahead()
    {
        // given limits that end on five different days
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        var parallel = Step("all", "Elsa.Parallel");
        parallel["activities"] = new JsonArray([.. new[] { 5, 1, 4, 2, 3 }.Select(days => Step(
            Name("limit", days), "PostInspection.WorkingDayTimer", ("limitValue", days), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-20")))]);
        await host.PublishAsync(Of("limits", parallel));
        await host.StartInstanceAsync("i1", "limits");

        // when
        host.Clock.SetUtcNow(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await host.SettleAsync();

        // then
        (await host.Get<IInstanceQueries>().HistoryAsync("i1", Stop)).Where(line => line.Event.Event == HistoryEvents.Resumed)
            .Select(line => line.Event.ActivityName).ShouldBe(["limit1", "limit2", "limit3", "limit4", "limit5"]);
        (await host.StateAsync("i1")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Those_behind_one_that_could_not_fire_wait_with_it_over_several_batches()
    {
        // given five limits of one instance, looked at two at a time
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Runtime:TimerBatch"] = "2" };
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00", settings: settings);
        var parallel = Step("all", "Elsa.Parallel");
        parallel["activities"] = new JsonArray([.. Enumerable.Range(1, 5).Select(days => Step(
            Name("limit", days), "PostInspection.WorkingDayTimer", ("limitValue", days), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-20")))]);
        await host.PublishAsync(Of("limits", parallel));
        await host.StartInstanceAsync("i1", "limits");
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));

        // when the instance can't be read at the first look, and can from then on
        var pump = host.Get<TimerPump>();
        await host.SpoilAsync("UPDATE InstanceStates SET Json = 'x' || Json");
        (await pump.RunDueAsync(Stop)).ShouldBe(0);
        await host.SpoilAsync("UPDATE InstanceStates SET Json = substr(Json, 2)");
        for (var looks = 0; looks < 9; looks++)
        {
            await pump.RunDueAsync(Stop);
        }

        // then
        (await host.Get<IInstanceQueries>().HistoryAsync("i1", Stop)).Where(line => line.Event.Event == HistoryEvents.Resumed)
            .Select(line => line.Event.ActivityName).ShouldBe(["limit1", "limit2", "limit3", "limit4", "limit5"]);
    }

    [Fact]
    public async Task Those_that_can_t_fire_do_not_keep_others_from_firing()
    {
        // given a batch and more of timers whose instances can't be read
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("waits", Step("wait", "Elsa.Delay", ("timeSpan", "01:00:00"))));
        for (var number = 0; number < 250; number++)
        {
            await StartAsync(host, Name("a-broken", number), Stop);
        }

        await host.SpoilAsync("UPDATE InstanceStates SET Json = 'not json' WHERE InstanceId LIKE 'a-broken%'");
        host.Clock.SetUtcNow(host.Clock.GetUtcNow().AddMinutes(1));
        await StartAsync(host, "z-sound", Stop);
        host.Clock.SetUtcNow(host.Clock.GetUtcNow().AddHours(2));

        // when
        for (var looks = 0; looks < 3; looks++)
        {
            await host.Get<TimerPump>().RunDueAsync(Stop);
        }

        // then
        (await host.StateAsync("z-sound")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await host.Get<ITimerStore>().DueAsync(host.Clock.GetUtcNow(), 300, Stop)).Count.ShouldBe(250);
    }

    [Fact]
    public async Task The_pump_does_not_rest_before_it_has_looked_behind_those_that_can_t_fire()
    {
        // given two batches of timers whose instances can't be read, and a sound one behind them
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("waits", Step("wait", "Elsa.Delay", ("timeSpan", "01:00:00"))));
        for (var number = 0; number < 250; number++)
        {
            await StartAsync(host, Name("a-broken", number), Stop);
        }

        await host.SpoilAsync("UPDATE InstanceStates SET Json = 'not json' WHERE InstanceId LIKE 'a-broken%'");
        host.Clock.SetUtcNow(host.Clock.GetUtcNow().AddMinutes(1));
        await StartAsync(host, "z-sound", Stop);
        host.Clock.SetUtcNow(host.Clock.GetUtcNow().AddHours(2));

        // when
        var pump = host.Get<TimerPump>();
        await pump.StartAsync(Stop);
        await RestsUntilAsync(host);

        // then
        (await host.StateAsync("z-sound")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        await pump.StopAsync(Stop);
    }

    [Fact]
    public async Task The_pump_rests_until_the_next_one_is_due_and_no_longer_than_until_its_next_look()
    {
        // given a timer that comes due before the pump would look again
        await using var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00");
        await host.PublishAsync(Of("waits", Step("wait", "Elsa.Delay", ("timeSpan", "00:00:00.300"))));
        await StartAsync(host, "i1", Stop);
        var dueAt = host.Clock.GetUtcNow().AddMilliseconds(300);

        // when
        var pump = host.Get<TimerPump>();
        await pump.StartAsync(Stop);

        // then
        (await RestsUntilAsync(host)).ShouldBe(dueAt);
        host.Clock.SetUtcNow(dueAt);
        while ((await host.StateAsync("i1")).SubStatus is not WorkflowSubStatus.Finished)
        {
            await Task.Yield();
        }

        (await RestsUntilAsync(host)).ShouldBe(dueAt.AddSeconds(1));
        await pump.StopAsync(Stop);
    }

    [Fact]
    public async Task After_an_older_backup_is_restored_everything_due_fires_once_and_nothing_reaches_anybody_twice()
    {
        // given a limit that is followed by a text message, and a backup taken while it ran
        await using var provider = new LoopbackSmsProvider();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:Sms:Url"] = provider.Url };
        var backup = Path.Combine(Directory.CreateTempSubdirectory("workflowhost-backup-").FullName, "backup.db");
        IReadOnlyList<string> before;
        await using (var host = await WorkflowTestHost.StartAsync("2026-11-20 09:00", settings: settings))
        {
            await host.PublishAsync(Of(
                "told", Step("limit", "PostInspection.WorkingDayTimer", ("limitValue", 3), ("limitUnit", "WorkingDay"), ("limitStart", "2026-11-20")),
                Step("sms", "PostInspection.SendSms", ("to", "13800000000"), ("body", "【局】整改期限已届满。")), Waits("never")));
            await host.StartInstanceAsync("i1", "told");
            await host.StartInstanceAsync("i2", "told");
            host.BackUp(backup);

            // and life goes on
            await host.PassUntilAsync(new DateOnly(2026, 11, 26));
            before = KeysOf(provider);
            before.Count.ShouldBe(2);
        }

        // when the older file is put back, days later
        await using var restored = await WorkflowTestHost.StartAsync("2026-12-01 09:00", backup, settings);
        (await restored.Get<ITimerStore>().DueAsync(restored.Clock.GetUtcNow(), 10, Stop)).Count.ShouldBe(2);
        await restored.SettleAsync();
        await restored.SettleAsync();

        // then each fired once, and the provider sees the keys that it knows, so that nobody is told twice
        (await restored.TimersAsync(10)).ShouldBeEmpty();
        foreach (var id in new[] { "i1", "i2" })
        {
            (await restored.Get<IInstanceQueries>().HistoryAsync(id, Stop))
                .Count(line => line.Event is { ActivityName: "limit", Event: HistoryEvents.Completed }).ShouldBe(1);
            (await restored.Get<ITimeLimitStore>().OfInstanceAsync(id, Stop)).ShouldBeEmpty();
        }

        KeysOf(provider).Count.ShouldBe(4);
        KeysOf(provider).Distinct(StringComparer.Ordinal).ShouldBe(before, ignoreOrder: true);
    }

    private static async Task<DateTimeOffset> RestsUntilAsync(WorkflowTestHost host)
    {
        while (host.Clock.NextTimer is null)
        {
            await Task.Yield();
        }

        return host.Clock.NextTimer.Value;
    }

    private static string Name(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");

    private static async Task StartAsync(WorkflowTestHost host, string id, CancellationToken stop) =>
        (await host.Get<WorkflowRuntime>().StartAsync(
            new NewInstance(id, "waits", "", "", System.Collections.Immutable.ImmutableDictionary<string, JsonNode?>.Empty), Command.BySystem(), stop))
        .ShouldBeOfType<RuntimeResult.Done>();

    private static IReadOnlyList<string> KeysOf(LoopbackSmsProvider provider) => [.. provider.Received.Select(sms => sms.Headers["idempotency-key"])];
}
