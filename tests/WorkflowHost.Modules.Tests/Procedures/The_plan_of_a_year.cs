using Shouldly;
using WorkflowHost.Cases.Work;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Testing.Scenarios;
using Xunit;

namespace WorkflowHost.Modules.Tests.Procedures;

/// <summary>The year's plan of announcements (BJ-25), and of checks (SH-2.1, SH-2.3), is there from a bureau's first day on, once a year, whoever starts it.</summary>
public sealed class The_plan_of_a_year : IAsyncLifetime
{
    private const string Plan = "beijing-announcement-plan", Checks = "shanghai-planning";
    private static readonly Account Officer = Account("sj.jingban", Roles.CaseOfficer);
    private WorkflowTestHost host = null!;

    public async ValueTask InitializeAsync() => host = await WorkflowTestHost.StartAsync("2026-11-22 09:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Is_started_where_the_year_has_none_and_not_again_by_another_start_of_the_host()
    {
        // when
        var first = await host.Get<YearlyWork>().StartAsync(CancellationToken.None);
        var second = await Task.WhenAll(host.Get<YearlyWork>().StartAsync(CancellationToken.None), host.Get<YearlyWork>().StartAsync(CancellationToken.None));

        // then
        first.ShouldBe([Plan, Checks], ignoreOrder: true);
        second.ShouldAllBe(started => started.Count == 0);
        (await host.InstancesOfAsync(Plan)).Count.ShouldBe(1);
        (await host.Get<WorkDesk>().RunningAsync(Account("sj.jiandu", Roles.Supervisor), CancellationToken.None)).ShouldHaveSingleItem().DefinitionId.ShouldBe(Plan);
        (await host.Get<WorkDesk>().RunningAsync(Account("hd.jiandu", Roles.Supervisor) with { BureauId = "bj-haidian" }, CancellationToken.None)).ShouldBeEmpty();
        (await host.Get<WorkDesk>().RunningAsync(Account("shsj.jiandu", Roles.Supervisor) with { BureauId = "sh" }, CancellationToken.None)).ShouldHaveSingleItem().DefinitionId.ShouldBe(Checks);
    }

    [Fact]
    public async Task A_person_s_start_of_the_same_year_is_refused_and_the_other_way_round()
    {
        // given
        (await StartByHandAsync("one")).ShouldBeOfType<RuntimeResult.Done>();

        // then
        (await host.Get<YearlyWork>().StartAsync(CancellationToken.None)).ShouldNotContain(Plan);
        (await StartByHandAsync("two")).ShouldBeOfType<RuntimeResult.Refused>().Problems.ShouldHaveSingleItem().Message.ShouldBe("2026年度的该项工作已经启动，没有重复启动。");
        (await host.InstancesOfAsync(Plan)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_next_year_s_begins_by_its_schedule_or_by_the_host_s_first_start_and_only_once()
    {
        // given
        await host.Get<YearlyWork>().StartAsync(CancellationToken.None);

        // when the host starts again in the first hours of the year, before the schedule's own
        await host.PassUntilAsync(new DateOnly(2026, 12, 31));
        host.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime());
        (await host.Get<YearlyWork>().StartAsync(CancellationToken.None)).ShouldBe([Plan, Checks], ignoreOrder: true);
        await host.PassUntilAsync(new DateOnly(2027, 1, 4));

        // then
        (await host.InstancesOfAsync(Plan)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Its_first_quarter_is_the_one_under_way()
    {
        // given
        await host.Get<YearlyWork>().StartAsync(CancellationToken.None);
        (await host.InstancesOfAsync("beijing-announcement")).ShouldBeEmpty();

        // when
        await host.PassUntilAsync(new DateOnly(2027, 1, 4));

        // then
        (await host.InstancesOfAsync("beijing-announcement")).ShouldHaveSingleItem().Input["quarterEnd"]!.GetValue<string>().ShouldBe("2026-12-31");
    }

    [Fact]
    public async Task What_was_cancelled_is_started_by_a_person_not_by_the_host()
    {
        // given
        await host.Get<YearlyWork>().StartAsync(CancellationToken.None);
        var plan = (await host.InstancesOfAsync(Plan)).Single();
        await host.Get<WorkflowRuntime>().SendAsync(plan.Id, new Stimulus.Cancel("误启动"), Command.BySystem(), CancellationToken.None);

        // then
        (await host.Get<YearlyWork>().StartAsync(CancellationToken.None)).ShouldNotContain(Plan);
        (await StartByHandAsync("again")).ShouldBeOfType<RuntimeResult.Done>();

        // and when that one is cancelled, too
        var again = (await host.InstancesOfAsync(Plan)).Single(instance => instance.Id != plan.Id);
        await host.Get<WorkflowRuntime>().SendAsync(again.Id, new Stimulus.Cancel("误启动"), Command.BySystem(), CancellationToken.None);
        (await host.Get<YearlyWork>().StartAsync(CancellationToken.None)).ShouldNotContain(Plan);
    }

    [Fact]
    public async Task What_the_schedule_started_and_a_person_cancelled_is_not_started_by_the_host()
    {
        // given
        await host.PassUntilAsync(new DateOnly(2027, 1, 4));
        var plan = (await host.InstancesOfAsync(Plan)).ShouldHaveSingleItem();
        await host.Get<WorkflowRuntime>().SendAsync(plan.Id, new Stimulus.Cancel("本年另行安排"), Command.BySystem(), CancellationToken.None);

        // then
        (await host.Get<YearlyWork>().StartAsync(CancellationToken.None)).ShouldNotContain(Plan);
    }

    private static Account Account(string login, string role) => new(login, login, login, "bj", [role], "", 0, null);

    private Task<RuntimeResult> StartByHandAsync(string operationId) =>
        host.Get<WorkDesk>().StartAsync(new StartableWork(Plan, "北京：定期公告年度计划", ""), operationId, Officer, CancellationToken.None);
}
