using Shouldly;
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
        foreach (var file in Stage.WalkedScenarios().GroupBy(walked => walked.Request.DefinitionId, StringComparer.Ordinal))
        {
            var (finished, restarted, count) = (0, 0, Math.Max(4, 60 / file.Count()));
            foreach (var (place, walked) in file.Index())
            {
                var report = Stage.Get<RandomWalks>().Run(walked.Request, count, 100 * place);
                var again = Stage.Get<RandomWalks>().Run(walked.Request with { Restart = Stage.Restart }, Math.Max(1, count / 4), 100 * place);

                report.Faulty.Concat(again.Faulty).Select(walk => $"{file.Key}, {walked.Name}, seed {walk.Seed}: {walk.Why}").ShouldBeEmpty();
                (finished, restarted) = (finished + report.Finished, restarted + again.Finished);
            }

            finished.ShouldBeGreaterThan(20, file.Key);
            restarted.ShouldBeGreaterThan(2, file.Key);
        }
    }
}
