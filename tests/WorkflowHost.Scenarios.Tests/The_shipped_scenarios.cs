using Shouldly;
using WorkflowHost.Scenarios.Playing;
using WorkflowHost.Scenarios.Scripts;
using Xunit;

namespace WorkflowHost.Scenarios.Tests;

public sealed class The_shipped_scenarios
{
    public static TheoryData<string, string> All => [.. Stage.ShippedScenarios.SelectMany(
        file => file.Scenarios.Select(scenario => (file.Name, scenario.Name)))];

    [Theory]
    [MemberData(nameof(All))]
    public void Hold(string file, string name)
    {
        var scenarios = Stage.ShippedScenarios.Single(one => one.Name == file);
        var scenario = scenarios.Scenarios.Single(one => one.Name == name);

        var outcome = Stage.Runner.Run(scenario, Stage.Set(Stage.Shipped), scenarios.DefinitionId, Stage.People);

        outcome.Failures.ShouldBeEmpty(TimelineText.Of(outcome));
    }

    [Fact]
    public void Are_there_for_every_procedure_that_has_a_kind() =>
        Stage.Shipped.Where(definition => definition.CustomProperties["kind"] is not null).Select(definition => definition.DefinitionId)
            .Except(Stage.ShippedScenarios.Select(file => file.DefinitionId)).ShouldBeEmpty();

    [Fact]
    public void Random_walks_through_each_procedure_end_closed_or_wait_for_somebody_and_skip_no_duty()
    {
        foreach (var file in Stage.ShippedScenarios)
        {
            var input = Stage.Require(Stage.Runner.InputOf(file.Scenarios[0]));
            var request = new PlayRequest(Stage.Set(Stage.Shipped), file.DefinitionId, Stage.Instant("2026-09-14 09:00"), input) { People = Stage.People };

            var report = Stage.Get<RandomWalks>().Run(request, 60);
            var restarted = Stage.Get<RandomWalks>().Run(request with { Restart = Stage.Restart }, 20);

            report.Faulty.Concat(restarted.Faulty).Select(walk => $"{file.Name} {walk.Seed}: {walk.Why}").ShouldBeEmpty();
            report.Finished.ShouldBeGreaterThan(20);
            restarted.Finished.ShouldBeGreaterThan(5);
        }
    }
}
