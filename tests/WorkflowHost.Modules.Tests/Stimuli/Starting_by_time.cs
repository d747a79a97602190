using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Testing.Scenarios;
using Xunit;
using static WorkflowHost.Testing.Scenarios.Drawing;

namespace WorkflowHost.Modules.Tests.Stimuli;

public sealed class Starting_by_time
{
    [Fact]
    public async Task A_schedule_starts_a_procedure_at_each_of_its_instants_in_China_s_time()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("quarterly", Step("at", "Elsa.Cron", ("cronExpression", "0 9 1 1,4,7,10 *")).AsTrigger()));

        // when
        await AtAsync(host, "2026-09-30T09:00:00+08:00");
        (await host.InstancesOfAsync("quarterly")).ShouldBeEmpty();
        await AtAsync(host, "2026-10-01T09:00:00+08:00");
        await AtAsync(host, "2026-10-01T09:00:30+08:00");

        // then
        (await host.InstancesOfAsync("quarterly")).Count.ShouldBe(1);

        // and when
        await AtAsync(host, "2027-01-01T09:00:00+08:00");

        // then
        (await host.InstancesOfAsync("quarterly")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Instants_missed_while_nothing_ran_start_it_once()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("hourly", Step("every", "Elsa.Timer", ("interval", "01:00:00")).AsTrigger()));

        // when
        await AtAsync(host, "2026-09-20T09:20:00+08:00");

        // then
        (await host.InstancesOfAsync("hourly")).Count.ShouldBe(1);
        await AtAsync(host, "2026-09-20T09:59:59+08:00");
        (await host.InstancesOfAsync("hourly")).Count.ShouldBe(1);
        await AtAsync(host, "2026-09-20T10:00:00+08:00");
        (await host.InstancesOfAsync("hourly")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_date_starts_a_procedure_once_and_one_that_is_over_never()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("once", Step("at", "Elsa.StartAt", ("dateTime", "2026-09-16T00:00:00+08:00")).AsTrigger()));
        await host.PublishAsync(Of("never", Step("at", "Elsa.StartAt", ("dateTime", "2026-09-13T00:00:00+08:00")).AsTrigger()));

        // when
        await AtAsync(host, "2026-09-16T00:00:00+08:00");
        await AtAsync(host, "2026-12-01T00:00:00+08:00");

        // then
        (await host.InstancesOfAsync("once")).Count.ShouldBe(1);
        (await host.InstancesOfAsync("never")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_version_with_the_same_schedule_keeps_its_next_instant_and_one_without_starts_nothing_any_more()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("hourly", Step("every", "Elsa.Timer", ("interval", "01:00:00")).AsTrigger()));
        await AtAsync(host, "2026-09-14T09:50:00+08:00");

        // when
        await host.PublishAsync(Of("hourly", Step("every", "Elsa.Timer", ("interval", "01:00:00")).AsTrigger(), Step("say", "Elsa.WriteLine", ("text", "新版"))));
        await AtAsync(host, "2026-09-14T10:00:00+08:00");

        // then
        (await host.InstancesOfAsync("hourly")).Count.ShouldBe(1);

        // and when
        await host.PublishAsync(Of("hourly", Step("say", "Elsa.WriteLine", ("text", "不再定时"))));
        await AtAsync(host, "2026-09-15T10:00:00+08:00");

        // then
        (await host.InstancesOfAsync("hourly")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_hosts_that_see_the_same_instant_start_it_once()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("hourly", Step("every", "Elsa.Timer", ("interval", "01:00:00")).AsTrigger()));
        host.Clock.SetUtcNow(DateTimeOffset.Parse("2026-09-14T10:00:00+08:00", null));
        var due = (await host.Get<IStimulusStore>().DueAsync(host.Clock.GetUtcNow(), 99, CancellationToken.None))
            .Where(trigger => trigger.DefinitionId == "hourly").ShouldHaveSingleItem();

        // when
        var advance = new AdvanceTrigger(due.Id, due.NextDueAt!.Value, due.NextDueAt.Value.AddHours(1));
        var results = new List<RuntimeResult>();
        foreach (var id in new[] { "here", "there" })
        {
            var start = new Runtime.Instances.NewInstance(id, due.DefinitionId, "", "", []) { TriggerActivityId = due.ActivityId };
            results.Add(await host.Get<WorkflowRuntime>().StartAsync(start, Command.BySystem(advance), CancellationToken.None));
        }

        // then
        results[0].ShouldBeOfType<RuntimeResult.Done>();
        results[1].ShouldBeOfType<RuntimeResult.Refused>().Problems[0].Code.ShouldBe(AdvanceTrigger.Code);
        (await host.InstancesOfAsync("hourly")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("SingletonStrategy", 1)]
    [InlineData("CorrelationStrategy", 2)]
    [InlineData("Elsa.Workflows.Runtime.ActivationValidators.CorrelatedSingletonStrategy, Elsa.Workflows.Runtime", 2)]
    [InlineData("AllowAlwaysStrategy", 3)]
    public async Task A_procedure_says_whether_its_instances_may_run_side_by_side(string strategy, int running)
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("one", Waits("永不")).WithOption("activationStrategyType", JsonValue.Create(strategy)));

        // when
        await host.StartInstanceAsync("a", "one", "case-1");
        await host.StartInstanceAsync("b", "one", "case-1");
        await host.StartInstanceAsync("c", "one", "case-2");

        // then
        (await host.InstancesOfAsync("one")).Count.ShouldBe(running);
    }

    [Fact]
    public async Task A_delay_within_a_procedure_goes_on_when_its_time_has_come()
    {
        // given
        await using var host = await HostAsync();
        await host.PublishAsync(Of("slow", Step("pause", "Elsa.Delay", ("timeSpan", "01:30:00"))));
        await host.StartInstanceAsync("i", "slow");

        // when
        await AtAsync(host, "2026-09-14T10:29:59+08:00");
        (await host.StateAsync("i")).Status.ShouldBe(Engine.WorkflowStatus.Running);
        await AtAsync(host, "2026-09-14T10:30:00+08:00");

        // then
        (await host.StateAsync("i")).Status.ShouldBe(Engine.WorkflowStatus.Finished);
    }

    private static Task<WorkflowTestHost> HostAsync() => WorkflowTestHost.StartAsync("2026-09-14 09:00");

    private static async Task AtAsync(WorkflowTestHost host, string instant)
    {
        host.Clock.SetUtcNow(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
        await host.SettleAsync();
    }
}
