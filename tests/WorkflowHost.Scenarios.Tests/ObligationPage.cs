using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Runtime.Duties;
using WorkflowHost.Scenarios.Scripts;

namespace WorkflowHost.Scenarios.Tests;

/// <summary>What carries an obligation: the steps that discharge it, the scenarios that show it, the documents that are made.</summary>
/// <param name="Obligation">The obligation.</param>
/// <param name="Steps">Definition and step.</param>
/// <param name="Shown">Scenarios on which it is discharged.</param>
/// <param name="Missed">Scenarios on which it is done late, found missed, or still at work when its limit is over.</param>
/// <param name="RanOut">Scenarios on which a period that a party has is waited out.</param>
/// <param name="Documents">Its documents that steps carrying it make on scenarios of its city.</param>
internal sealed record Carried(
    Obligation Obligation, IReadOnlyList<string> Steps, IReadOnlyList<string> Shown, IReadOnlyList<string> Missed, IReadOnlyList<string> RanOut,
    IReadOnlyList<string> Documents);

/// <summary>Finds for each obligation what carries it, and writes it down as <c>docs/obligations.md</c>.</summary>
internal static partial class ObligationPage
{
    public static IReadOnlyList<Carried> Find()
    {
        var set = Stage.Set(Stage.Shipped);
        var plays = Stage.ShippedScenarios.SelectMany(file => file.Scenarios.Select(
            scenario => (scenario.Name, City: CityOf(file.DefinitionId), Outcome: Stage.Runner.Run(scenario, set, file.DefinitionId, Stage.People)))).ToList();
        var made = plays.SelectMany(play => (play.Outcome.Played?.Documents ?? []).Select(document => (play.City, document.Title))).ToHashSet();
        var rules = Stage.Get<IntakeRules>().All;
        var reports = Stage.Shipped.Where(definition => definition.CustomProperties["kind"] is not null).Select(definition => (definition, Report: Check(definition))).ToList();
        return [.. Stage.Catalogue.All.Select(obligation => new Carried(
            obligation,
            [.. reports.SelectMany(one => one.Report.Discharged.GetValueOrDefault(obligation.Id, []).Select(step => $"{one.definition.Name}：{step}")),
                .. rules.Where(rule => rule.Duties.All.Contains(obligation.Id, StringComparer.Ordinal)).Select(rule => $"受理规则：{NameOf(rule.ProcedureId)}")],
            [.. plays.Where(play => IsShown(play.Outcome, obligation.Id)).Select(play => play.Name)],
            [.. plays.Where(play => play.Outcome.Played is { } played && IsMissed(played, obligation.Id)).Select(play => play.Name)],
            [.. plays.Where(play => play.Outcome.Played is { } played && IsOver(played, obligation)).Select(play => play.Name)],
            [.. DocumentsOf(obligation, made)]))];
    }

    /// <summary>What shipped procedures have to carry by their kinds, and what rules of intake keep.</summary>
    public static IEnumerable<string> Owed() => Stage.Shipped.SelectMany(definition => Check(definition).Owed)
        .Concat(Stage.Get<IntakeRules>().All.SelectMany(rule => rule.Duties.All));

    public static string Write(IReadOnlyList<Carried> all)
    {
        var page = new StringBuilder()
            .AppendLine("# Obligations and what carries them").AppendLine()
            .AppendLine("Written by a test from the catalogue, the shipped procedures and their scenarios; do not edit. A step counts when it discharges the")
            .AppendLine("obligation, or a rule of intake that keeps it; a scenario when the obligation is discharged or kept on it. Missed is what is done late, found")
            .AppendLine("missed, or still at work when its limit is over; a period that a party has is not missed but runs out.");
        foreach (var city in all.GroupBy(carried => (carried.Obligation.City, carried.Obligation.Regulation)))
        {
            page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {city.Key.Regulation}").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"{city.Count(carried => carried.Steps.Count > 0)} of {city.Count()} carried.").AppendLine()
                .AppendLine("| id | article | duty | limit | step | scenario | document | missed on | ran out on |").AppendLine("|---|---|---|---|---|---|---|---|---|");
            foreach (var carried in city)
            {
                var obligation = carried.Obligation;
                page.AppendLine(CultureInfo.InvariantCulture, $"| {obligation.Id} | {obligation.Article} | {obligation.Duty} | {LimitsOf(obligation)} | {ListOf(carried.Steps)} | {Few(carried.Shown)} | {ListOf(carried.Documents)} | {Few(carried.Missed)} | {Few(carried.RanOut)} |");
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
        || played.Timeline.Any(entry => entry.Kind is TimelineKind.Overdue && entry.Obligations.Contains(id));

    /// <summary>What has only a day of the system's own is no party's period.</summary>
    private static bool IsOver(Played played, Obligation obligation) =>
        (obligation.Limits.IsEmpty || obligation.Limits.Any(limit => limit.IsExact || limit.Rule?.IsDefault != true))
        && played.Timeline.Any(entry => entry is { Kind: TimelineKind.Step, Text: "→ 到期" } && entry.Obligations.Contains(obligation.Id));

    private static string CityOf(string definitionId) =>
        Stage.Shipped.Single(definition => definition.DefinitionId == definitionId).CustomProperties["city"]!.ToString();

    /// <summary>Titles of what its city's steps that carry it make on scenarios, as far as the obligation names them.</summary>
    private static IEnumerable<string> DocumentsOf(Obligation obligation, IEnumerable<(string City, string Title)> made)
    {
        var cores = obligation.Documents.Select(name => CommonHead().Replace(name, "")).ToList();
        var steps = Stage.Shipped.Where(definition => definition.CustomProperties["city"]?.ToString() == obligation.City)
            .SelectMany(definition => definition.Root.Activities)
            .Where(step => StepLaw.Of(step.CustomProperties).Names.Contains(obligation.Id, StringComparer.Ordinal))
            .SelectMany(MadeBy)
            .Where(step => cores.Exists(core => $"{step.Title} {step.Name}".Contains(core, StringComparison.Ordinal))).ToList();

        // A script may hold several titles.
        return made.Where(one => one.City == obligation.City && steps.Exists(step => step.Title == one.Title || step.Title.Contains($"'{one.Title}'", StringComparison.Ordinal)))
            .Select(one => one.Title).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    /// <summary>Title and name of each step that makes a document: the step itself, or one of a shared workflow that works for its duties.</summary>
    private static IEnumerable<(string Title, string Name)> MadeBy(ActivityDefinition step)
    {
        if (step.Type is "PostInspection.GenerateDocument")
        {
            return [(TextOf(step, "title"), NameOf(step))];
        }

        var used = Stage.Shipped.FirstOrDefault(definition => definition.DefinitionId == step.Properties["workflowDefinitionId"]?.ToString());
        return (used?.Root.Activities ?? []).Where(inner => inner.Type is "PostInspection.GenerateDocument" && DutyBearer.IsCaller(inner.CustomProperties))
            .Select(inner => (TextOf(step, "receiptTitle") is { Length: > 0 } given ? given : TextOf(step, "documentTitle") is { Length: > 0 } title ? title : TextOf(inner, "title"), NameOf(inner)));
    }

    private static string TextOf(ActivityDefinition step, string input) =>
        step.Properties[input] is JsonObject wrapped && wrapped["expression"]?["value"] is { } value ? value.ToString() : "";

    private static string NameOf(ActivityDefinition step) => step.Metadata["displayText"]?.ToString() ?? "";

    [GeneratedRegex("^(工业)?产品质量监督(抽查/复查|抽查|复查)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommonHead();

    private static string ListOf(IReadOnlyCollection<string> texts) => texts.Count == 0 ? "–" : string.Join("<br>", texts);

    private static string Few(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "–",
        1 => names[0],
        var count => string.Create(CultureInfo.InvariantCulture, $"{names[0]} (+{count - 1})"),
    };
}
