using System.Globalization;
using System.Text;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Scenarios.Scripts;

namespace WorkflowHost.Scenarios.Tests;

/// <summary>What carries an obligation: the steps that discharge it, the scenarios that show it, the documents that are made.</summary>
/// <param name="Obligation">The obligation.</param>
/// <param name="Steps">Definition and step.</param>
/// <param name="Shown">Scenarios on which it is discharged.</param>
/// <param name="Missed">Scenarios on which its limit is missed and the procedure reacts.</param>
/// <param name="Documents">Its documents that the shown scenarios make.</param>
internal sealed record Carried(
    Obligation Obligation, IReadOnlyList<string> Steps, IReadOnlyList<string> Shown, IReadOnlyList<string> Missed, IReadOnlyList<string> Documents);

/// <summary>Finds for each obligation what carries it, and writes it down as <c>docs/obligations.md</c>.</summary>
internal static class ObligationPage
{
    public static IReadOnlyList<Carried> Find()
    {
        var set = Stage.Set(Stage.Shipped);
        var plays = Stage.ShippedScenarios
            .SelectMany(file => file.Scenarios.Select(scenario => (scenario.Name, Outcome: Stage.Runner.Run(scenario, set, file.DefinitionId, Stage.People)))).ToList();
        var rules = Stage.Get<IntakeRules>().All;
        var reports = Stage.Shipped.Where(definition => definition.CustomProperties["kind"] is not null).Select(definition => (definition, Report: Check(definition))).ToList();
        return [.. Stage.Catalogue.All.Select(obligation => new Carried(
            obligation,
            [.. reports.SelectMany(one => one.Report.Discharged.GetValueOrDefault(obligation.Id, []).Select(step => $"{one.definition.Name}：{step}")),
                .. rules.Where(rule => rule.Duties.All.Contains(obligation.Id, StringComparer.Ordinal)).Select(rule => $"受理规则：{NameOf(rule.ProcedureId)}")],
            [.. plays.Where(play => IsShown(play.Outcome, obligation.Id)).Select(play => play.Name)],
            [.. plays.Where(play => play.Outcome.Played is { } played && IsMissed(played, obligation.Id)).Select(play => play.Name)],
            reports.TrueForAll(one => !one.Report.Discharged.ContainsKey(obligation.Id)) ? [] : [.. plays.SelectMany(play => play.Outcome.Played?.Documents ?? []).Select(document => document.Title).Distinct(StringComparer.Ordinal)
                .Where(title => obligation.Documents.Any(document => title.EndsWith(CoreOf(document), StringComparison.Ordinal))).Order(StringComparer.Ordinal)]))];
    }

    public static string Write(IReadOnlyList<Carried> all)
    {
        var page = new StringBuilder()
            .AppendLine("# Obligations and what carries them").AppendLine()
            .AppendLine("Written by a test from the catalogue, the shipped procedures and their scenarios; do not edit. A step counts when it discharges the")
            .AppendLine("obligation, or a rule of intake that keeps it; a scenario when the obligation is discharged or kept on it. The last column counts scenarios")
            .AppendLine("on which a limit is missed.");
        foreach (var city in all.GroupBy(carried => (carried.Obligation.City, carried.Obligation.Regulation)))
        {
            page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {city.Key.Regulation}").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"{city.Count(carried => carried.Steps.Count > 0)} of {city.Count()} carried.").AppendLine()
                .AppendLine("| id | article | duty | limit | step | scenario | document | missed on |").AppendLine("|---|---|---|---|---|---|---|---|");
            foreach (var carried in city)
            {
                var obligation = carried.Obligation;
                page.AppendLine(CultureInfo.InvariantCulture, $"| {obligation.Id} | {obligation.Article} | {obligation.Duty} | {LimitsOf(obligation)} | {ListOf(carried.Steps)} | {Few(carried.Shown)} | {ListOf(carried.Documents)} | {Few(carried.Missed)} |");
            }
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string LimitsOf(Obligation obligation) => ListOf([.. obligation.Limits.Select(limit =>
        (limit.Act.Length > 0 ? limit.Act + " " : "") + limit.Words + (limit.Rule?.IsDefault == true ? "（系统默认）" : ""))]);

    private static CheckReport Check(WorkflowDefinition definition) => Stage.Get<ProcedureChecker>().Check(
        definition, id => Stage.Shipped.FirstOrDefault(other => other.DefinitionId == id), new DateOnly(2026, 11, 21));

    private static string NameOf(string definitionId) => Stage.Shipped.Single(definition => definition.DefinitionId == definitionId).Name;

    private static bool IsShown(ScenarioOutcome outcome, string id) =>
        outcome.KeptAtIntake.Contains(id, StringComparer.Ordinal)
        || (outcome.Played is { } played && StandingOf(played, id) is ObligationStanding.Discharged or ObligationStanding.DischargedLate);

    private static ObligationStanding? StandingOf(Played played, string id) => played.Obligations.FirstOrDefault(obligation => obligation.Id == id)?.Standing;

    private static bool IsMissed(Played played, string id) =>
        StandingOf(played, id) is ObligationStanding.DischargedLate or ObligationStanding.Missed
        || played.Timeline.Any(entry => entry.Kind is TimelineKind.Overdue && entry.Obligations.Contains(id))
        || played.Timeline.Any(entry => entry is { Kind: TimelineKind.Step, Text: "→ 到期" } && entry.Obligations.Contains(id));

    private static string CoreOf(string document) => document.Split('/')[^1] is var last && last.StartsWith("复查", StringComparison.Ordinal) ? last[2..] : last;

    private static string ListOf(IReadOnlyCollection<string> texts) => texts.Count == 0 ? "–" : string.Join("<br>", texts);

    private static string Few(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "–",
        1 => names[0],
        var count => string.Create(CultureInfo.InvariantCulture, $"{names[0]} (+{count - 1})"),
    };
}
