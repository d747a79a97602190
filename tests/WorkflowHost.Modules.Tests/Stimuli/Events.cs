using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Engine;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.Stimuli;

public sealed class Events
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    [Fact]
    public async Task A_published_event_moves_all_who_wait_for_it_and_starts_what_it_triggers()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("listener", Waits("审批完成").Seen()));
        await host.PublishAsync(Of("starter", Waits("审批完成").AsTrigger().Seen()));
        await host.StartInstanceAsync("one", "listener");
        await host.StartInstanceAsync("two", "listener");

        // when
        await host.PublishAsync(Of("publisher", Step("tell", "Elsa.PublishEvent", ("eventName", "审批完成"), ("payload", "=({ 结论: '同意' })"))));
        await host.StartInstanceAsync("source", "publisher");

        // then
        foreach (var state in new[] { await host.StateAsync("one"), await host.StateAsync("two"), (await host.InstancesOfAsync("starter")).ShouldHaveSingleItem() })
        {
            state.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
            state.Variables["seen"]!["结论"]!.GetValue<string>().ShouldBe("同意");
        }
    }

    [Fact]
    public async Task An_event_with_a_correlation_is_heard_by_that_correlation_only()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("listener", Waits("补正")));
        await host.StartInstanceAsync("mine", "listener", "case-1");
        await host.StartInstanceAsync("other", "listener", "case-2");

        // when
        await host.PublishAsync(Of("publisher", Step("tell", "Elsa.PublishEvent", ("eventName", "补正"), ("correlationId", "case-1"))));
        await host.StartInstanceAsync("source", "publisher");

        // then
        (await host.StateAsync("mine")).Status.ShouldBe(WorkflowStatus.Finished);
        (await host.StateAsync("other")).Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public async Task A_local_event_is_heard_by_its_own_instance_only_and_starts_nothing()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("listener", Waits("内部")));
        await host.PublishAsync(Of("starter", Waits("内部").AsTrigger()));
        await host.StartInstanceAsync("other", "listener");
        var both = Step("both", "Elsa.Parallel");
        both["activities"] = new JsonArray(
            Waits("内部"), Step("tell", "Elsa.PublishEvent", ("eventName", "内部"), ("isLocalEvent", "true")));

        // when
        await host.PublishAsync(Of("own", both));
        await host.StartInstanceAsync("self", "own");

        // then
        (await host.StateAsync("self")).Status.ShouldBe(WorkflowStatus.Finished);
        (await host.StateAsync("other")).Status.ShouldBe(WorkflowStatus.Running);
        (await host.InstancesOfAsync("starter")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_comes_just_before_its_listener_is_kept_for_a_minute_and_then_forgotten()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("listener", Waits("先到")));
        await host.PublishAsync(Of("publisher", Step("tell", "Elsa.PublishEvent", ("eventName", "先到"))));
        await host.StartInstanceAsync("source", "publisher");

        // when
        await host.StartInstanceAsync("soon", "listener");
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        await host.SettleAsync();

        // then
        (await host.StateAsync("soon")).Status.ShouldBe(WorkflowStatus.Finished);

        // and when
        await host.StartInstanceAsync("source-2", "publisher");
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.SettleAsync();
        await host.StartInstanceAsync("late", "listener");
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.SettleAsync();

        // then
        (await host.StateAsync("late")).Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public async Task The_same_publication_moves_and_starts_nobody_twice()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("listener", Waits("提醒"), Waits("提醒", "again")));
        await host.PublishAsync(Of("starter", Waits("提醒").AsTrigger(), Waits("永不")));
        await host.StartInstanceAsync("one", "listener");
        var sender = host.Get<StimulusSender>();
        var publication = EventStimulus.Of("提醒", null, "op-1", host.Clock.GetUtcNow(), Command.System);

        // when
        await sender.SendAsync(publication, Stop);
        var again = await sender.SendAsync(publication, Stop);

        // then
        again.Select(effect => effect.Result).OfType<RuntimeResult.Repeated>().Count().ShouldBe(1);
        (await host.InstancesOfAsync("starter")).Count.ShouldBe(1);
        var history = await host.Get<IInstanceQueries>().HistoryAsync("one", Stop);
        history.Count(line => line.Event.Event == HistoryEvents.Resumed).ShouldBe(1);
    }

    private static Task<WorkflowTestHost> HostAsync() => WorkflowTestHost.StartAsync("2026-09-14 09:00");
}
