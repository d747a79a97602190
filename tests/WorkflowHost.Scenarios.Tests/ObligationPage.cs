using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
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
/// <param name="Missed">Scenarios on which its limit is missed and the system reacts: the duty is shown as overdue while it is at work, the procedure leaves
/// by a port for that, or a notice is given.</param>
/// <param name="RanOut">Scenarios on which a period that a party has is waited out.</param>
/// <param name="Documents">Each document that it names, with what a step that carries it makes of it on scenarios on which it is discharged.</param>
internal sealed record Carried(
    Obligation Obligation, IReadOnlyList<string> Steps, IReadOnlyList<string> Shown, IReadOnlyList<string> Missed, IReadOnlyList<string> RanOut,
    IReadOnlyList<Made> Documents);

/// <summary>A document that an obligation names.</summary>
/// <param name="Name">As the obligation names it.</param>
/// <param name="Titles">What it was called where it was made.</param>
/// <param name="On">The scenarios on which the obligation is discharged and a step that carries it makes the document.</param>
internal sealed record Made(string Name, IReadOnlyList<string> Titles, IReadOnlyList<string> On);

/// <summary>Finds for each obligation what carries it, and writes it down as <c>docs/obligations.md</c>.</summary>
internal static partial class ObligationPage
{
    private const string Receipt = "送达回证";

    public static IReadOnlyList<Carried> Find()
    {
        var set = Stage.Set(Stage.Shipped);
        var plays = Stage.ShippedScenarios.SelectMany(file => file.Scenarios.Select(
            scenario => new Shown(scenario.Name, Stage.Runner.Run(scenario, set, file.DefinitionId, Stage.People)))).ToList();
        var rules = Stage.Get<IntakeRules>().All;
        var reports = Stage.Shipped.Where(definition => definition.CustomProperties["kind"] is not null).Select(definition => (definition, Report: Check(definition))).ToList();
        return [.. Stage.Catalogue.All.Select(obligation =>
        {
            var shown = plays.Where(play => IsShown(play.Outcome, obligation.Id)).ToList();
            return new Carried(
                obligation,
                [.. reports.SelectMany(one => one.Report.Discharged.GetValueOrDefault(obligation.Id, []).Select(step => $"{one.definition.Name}：{step}")),
                    .. rules.Where(rule => rule.Duties.All.Contains(obligation.Id, StringComparer.Ordinal)).Select(rule => $"受理规则：{NameOf(rule.ProcedureId)}")],
                [.. shown.Select(play => play.Name)],
                [.. plays.Where(play => play.Outcome.Played is { } played && IsMissed(played, obligation.Id)).Select(play => play.Name)],
                [.. plays.Where(play => play.Outcome.Played is { } played && IsOver(played, obligation)).Select(play => play.Name)],
                [.. obligation.Documents.Select(document => MadeOf(obligation, document, shown))]);
        })];
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
            .AppendLine("missed, or still at work when its limit is over, and shown so, left by a port for it, or told; a period that a party has is not missed but runs out.")
            .AppendLine("A document stands with a scenario on which a step that carries the obligation makes it and the obligation is discharged.");
        foreach (var city in all.GroupBy(carried => (carried.Obligation.City, carried.Obligation.Regulation)))
        {
            page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {city.Key.Regulation}").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"{city.Count(carried => carried.Steps.Count > 0)} of {city.Count()} carried.").AppendLine()
                .AppendLine("| id | article | duty | limit | step | scenario | document | missed on | ran out on |").AppendLine("|---|---|---|---|---|---|---|---|---|");
            foreach (var carried in city)
            {
                var obligation = carried.Obligation;
                page.AppendLine(CultureInfo.InvariantCulture, $"| {obligation.Id} | {obligation.Article} | {obligation.Duty} | {LimitsOf(obligation)} | {ListOf(carried.Steps)} | {Few(carried.Shown)} | {ListOf([.. carried.Documents.Select(PaperOf)])} | {Few(carried.Missed)} | {Few(carried.RanOut)} |");
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

    /// <summary>Done late counts only where the system reacted: the limit alone tells nobody.</summary>
    private static bool IsMissed(Played played, string id) =>
        played.Timeline.Any(entry => entry.Kind is TimelineKind.Overdue && entry.Obligations.Contains(id))
        || played.Timeline.Any(entry => entry is { Kind: TimelineKind.Obligation, Text: "逾期未履行" } && entry.Obligations.Contains(id))
        || (StandingOf(played, id) is ObligationStanding.DischargedLate or ObligationStanding.Missed
            && played.Tasks.Any(task => task.IsLate && task.Task.Obligations.Contains(id)
                && played.Notices.Any(notice => notice.Title.StartsWith($"“{task.Task.Title}”已", StringComparison.Ordinal))));

    /// <summary>What has only a day of the system's own is no party's period.</summary>
    private static bool IsOver(Played played, Obligation obligation) =>
        (obligation.Limits.IsEmpty || obligation.Limits.Any(limit => limit.IsExact || limit.Rule?.IsDefault != true))
        && played.Timeline.Any(entry => entry is { Kind: TimelineKind.Step, Text: "→ 到期" } && entry.Obligations.Contains(obligation.Id));

    /// <summary>Where a document is made by a step that carries the obligation, play by play. The receipt of a document is not the document.</summary>
    private static Made MadeOf(Obligation obligation, string document, IReadOnlyList<Shown> shown)
    {
        var core = CommonHead().Replace(document, "");
        var made = shown.SelectMany(play => (play.Outcome.Played?.Documents ?? [])
            .Where(paper => paper.Obligations.Contains(obligation.Id, StringComparer.Ordinal)
                && paper.Title.EndsWith(Receipt, StringComparison.Ordinal) == (document == Receipt) && $"{paper.Title} {paper.Step}".Contains(core, StringComparison.Ordinal))
            .Select(paper => (paper.Title, play.Name))).ToList();
        return new Made(
            document,
            [.. made.Select(paper => paper.Title).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. made.Select(paper => paper.Name).Distinct(StringComparer.Ordinal)]);
    }

    [GeneratedRegex("^(工业)?产品质量监督(抽查/复查|抽查|复查)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommonHead();

    private static string PaperOf(Made made) => made.On.Count == 0 ? $"{made.Name}：–" : $"{string.Join('、', made.Titles)}：{Few(made.On)}";

    /// <summary>A scenario as it was played.</summary>
    private sealed record Shown(string Name, ScenarioOutcome Outcome);

    private static string ListOf(IReadOnlyCollection<string> texts) => texts.Count == 0 ? "–" : string.Join("<br>", texts);

    private static string Few(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "–",
        1 => names[0],
        var count => string.Create(CultureInfo.InvariantCulture, $"{names[0]} (+{count - 1})"),
    };
}
