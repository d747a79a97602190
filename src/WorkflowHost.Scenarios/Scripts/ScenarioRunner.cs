using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Scenarios.Answers;
using WorkflowHost.Scenarios.Playing;

namespace WorkflowHost.Scenarios.Scripts;

/// <summary>A scenario that was played.</summary>
/// <param name="Scenario">What was asked.</param>
/// <param name="Played">What came of it; null when its report can't be taken in.</param>
/// <param name="Failures">Where the two differ, each with its place; empty when it holds.</param>
public sealed record ScenarioOutcome(Scenario Scenario, Played? Played, ImmutableArray<Problem> Failures)
{
    /// <summary>Obligations that the rules of intake kept by taking the report in, or by turning it away.</summary>
    public ImmutableArray<string> KeptAtIntake { get; init; } = [];
}

/// <summary>Plays scenarios and compares what comes of them with what they expect.</summary>
public sealed class ScenarioRunner(
    ScenarioPlayer player, IntakeRules rules, IBureauDirectory bureaus, ProductCatalogue products)
{
    /// <summary>Plays one.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="definitions">The definition and all that it uses.</param>
    /// <param name="definitionId">Which of them.</param>
    /// <param name="people">Who is there.</param>
    public ScenarioOutcome Run(Scenario scenario, DefinitionSet definitions, string definitionId, IReadOnlyList<Account> people)
    {
        var input = InputOf(scenario);
        if (!input.IsValid)
        {
            return Refused(scenario, input.Problems);
        }

        if (!scenario.Expect.Refused.IsEmpty)
        {
            return new ScenarioOutcome(scenario, null, [new Problem("refused", scenario.Place, $"情景“{scenario.Name}”：报告应不予受理，却受理了。")]);
        }

        var kept = KeptBy(scenario, definitionId);
        if (!kept.IsValid)
        {
            return new ScenarioOutcome(scenario, null, [.. kept.Problems]);
        }

        var answers = new ScriptedAnswers(scenario, bureaus);
        var request = new PlayRequest(definitions, definitionId, Instant(scenario.Start), input.Value)
        {
            People = people,
            Records = scenario.Records,
            Experts = scenario.Experts,
            Standings = scenario.Standings,
            Events = [.. scenario.Events.Select(outside => new OutsideEvent(outside.Name, Instant(outside.At), outside.Payload, outside.Place))],
        };
        var played = player.Play(request, answers);
        return new ScenarioOutcome(scenario, played, [.. played.Problems, .. answers.Problems, .. Expectations.Missed(scenario, played, bureaus)])
        {
            KeptAtIntake = [.. kept.Value],
        };
    }

    /// <summary>The workflow input of a scenario: its own, and the case that its report would open.</summary>
    public Checked<ImmutableDictionary<string, JsonNode?>> InputOf(Scenario scenario)
    {
        var input = scenario.Input.ToImmutableDictionary(entry => entry.Key, entry => entry.Value?.DeepClone(), StringComparer.Ordinal);
        if (scenario.Report is null)
        {
            return Checked<ImmutableDictionary<string, JsonNode?>>.Valid(input);
        }

        var today = DateOnly.FromDateTime(scenario.Start);
        var read = ReportReader.Read(scenario.Report.DeepClone(), today, products);
        if (!read.IsValid)
        {
            return Checked<ImmutableDictionary<string, JsonNode?>>.Refused(read.Problems);
        }

        var chosen = rules.For(read.Value);
        if (!chosen.IsValid)
        {
            return Checked<ImmutableDictionary<string, JsonNode?>>.Refused(chosen.Problems);
        }

        var (rule, district) = (chosen.Value, chosen.Value.DistrictOf(read.Value, bureaus));
        if (district is null || !bureaus.All.Any(bureau => bureau.City == read.Value.City && bureau.Kind is BureauKind.Municipal))
        {
            return Checked<ImmutableDictionary<string, JsonNode?>>.Refused(
                [new Problem("district-unknown", "report", $"生产地“{read.Value.PlaceOfProduction}”和注册地“{read.Value.PlaceOfRegistration}”没有对应的受理规则、市局和区县局。")]);
        }

        var opened = new Case(
            "case", CaseNumber.Format(read.Value.City, today.Year, 1), read.Value.City, CaseState.InProgress, read.Value, today, district.Id, "i1", "",
            Instant(scenario.Start), null, "");
        return Checked<ImmutableDictionary<string, JsonNode?>>.Valid(input.SetItem("case", CaseInput.Of(
            opened, rule.Addressee, bureaus, products, EnterpriseHistory.Of(read.Value, scenario.Records))));
    }

    /// <summary>What the rule that takes the report in keeps; refused when it starts another procedure than the scenario plays.</summary>
    private Checked<IEnumerable<string>> KeptBy(Scenario scenario, string definitionId)
    {
        if (scenario.Report is null
            || ReportReader.Read(scenario.Report.DeepClone(), DateOnly.FromDateTime(scenario.Start), products).Value is not { } report
            || rules.For(report).Value is not { } rule)
        {
            return Checked<IEnumerable<string>>.Valid([]);
        }

        // A draft may be played with any report; only what the rules know starts by them.
        var isKnown = rules.All.Any(known => known.ProcedureId == definitionId || known.QualifiedProcedureId == definitionId);
        return isKnown && rule.ProcedureFor(report) != definitionId
            ? Checked<IEnumerable<string>>.Refused([new Problem(
                "procedure-other", scenario.Place, $"情景“{scenario.Name}”：按受理规则，这份报告启动的是“{rule.ProcedureFor(report)}”。")])
            : Checked<IEnumerable<string>>.Valid(rule.Duties.KeptBy(report));
    }

    private ScenarioOutcome Refused(Scenario scenario, IReadOnlyList<Problem> problems)
    {
        var expected = scenario.Expect.Refused.ToHashSet(StringComparer.Ordinal);
        return expected.Count > 0 && expected.SetEquals(problems.Select(problem => problem.Code))
            ? new ScenarioOutcome(scenario, null, [])
            {
                KeptAtIntake = [.. rules.All.SelectMany(rule => rule.Duties.KeptBy(problems)).Distinct(StringComparer.Ordinal)],
            }
            : new ScenarioOutcome(scenario, null, [.. problems.Select(problem => problem with { Path = $"{scenario.Place} {problem.Path}" })]);
    }

    private static DateTimeOffset Instant(DateTime china) => new DateTimeOffset(china, ChinaTime.Offset).ToUniversalTime();
}
