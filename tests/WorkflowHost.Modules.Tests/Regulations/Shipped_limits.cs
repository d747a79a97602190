using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Regulations;
using Xunit;

namespace WorkflowHost.Modules.Tests.Regulations;

/// <summary>What the steps of the shipped procedures write, held against the catalogue and against the tables in which limits are counted by hand.</summary>
public sealed class Shipped_limits
{
    private static readonly string Content = Path.Combine(AppContext.BaseDirectory, "workflows");
    private static readonly ObligationCatalogue Catalogue = ObligationCatalogue.Read(
        [.. Directory.EnumerateFiles(Path.Combine(Content, "regulations"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(file => new RegulationFile(Path.GetFileName(file), File.ReadAllText(file)))]).Value.ShouldNotBeNull();

    /// <summary>Rows of the tables that no obligation sets, and the step that writes them: other laws, or what the product adds. Empty: the row is about counting.</summary>
    private static readonly Dictionary<string, string> OtherRows = new(StringComparer.Ordinal)
    {
        ["三个月"] = "",
        ["公告送达"] = "shanghai-public-service/period",
        ["SH：异议"] = "shanghai-objection/objection",
        ["SH：审查异议"] = "shanghai-objection/decide",
        ["SH：核查线索"] = "shanghai-enforcement/judge",
        ["SH：责令改正"] = "shanghai-rectification/corrected",
        ["SH：组织复查"] = "shanghai-first-recheck/arrange",
        ["SH：第二次复查"] = "shanghai-second-recheck/arrange",
        ["SH：处罚决定"] = "shanghai-enforcement/penalty",
    };

    [Fact]
    public void Are_what_was_reviewed()
    {
        // given
        var reviewed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Regulations", "shipped-limits.txt")).Where(line => !line.StartsWith('#')).ToList();
        var written = Steps().Select(step => $"{step.Place} | {string.Join(' ', step.Obligations)} | {step.Amount} | {Standing(step)}").ToList();

        // then
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "shipped-limits.txt"), written);
        written.Except(reviewed).ShouldBeEmpty("a limit was changed, or is new");
        reviewed.Except(written).ShouldBeEmpty("a limit is gone");
        written.Count.ShouldBeGreaterThan(150);
    }

    [Theory]
    [InlineData("obligation-limits.txt", ' ')]
    [InlineData("limits-by-hand.txt", '|')]
    public void Are_those_that_the_tables_count(string table, char separator)
    {
        // given
        var steps = Steps().ToList();
        var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Counting", table)).Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(separator, StringSplitOptions.TrimEntries)).Select(parts => (Name: parts[1].Replace(' ', '：'), Amount: parts[2])).Distinct().ToList();
        rows.Count.ShouldBeGreaterThan(30);

        // then
        rows.Select(row => $"{row.Name} {row.Amount}: {Contradiction(row.Name, row.Amount, steps)}").Where(line => !line.EndsWith(": ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Why a row is not the limit that is set and written; empty when it is.</summary>
    private static string Contradiction(string name, string amount, List<Step> steps)
    {
        if (Catalogue.Find(name) is not { } obligation)
        {
            return !OtherRows.TryGetValue(name, out var place) ? "no obligation, and no step is named for it"
                : place.Length == 0 || steps.Any(step => step.Place == place && step.Amount == amount) ? "" : $"{place} writes another amount";
        }

        var limit = obligation.Limits.FirstOrDefault(limit => AmountOf(limit) == amount);
        return limit is null ? "the catalogue has " + string.Join(' ', obligation.Limits.Select(AmountOf))
            : limit.IsTold || IsSetByAnEarlierStep($"{name} {amount}") || steps.Any(step => step.Obligations.Contains(name) && step.Amounts.Contains(amount)) ? "" : "no shipped step writes it";
    }

    /// <summary>A lead's steps read the days of the answer from what an earlier step of the procedure sets.</summary>
    private static bool IsSetByAnEarlierStep(string row) =>
        row == "CQ-4b 90d" && File.ReadAllText(Path.Combine(Content, "chongqing", "chongqing-leads.json")).Contains("receivedOn, days: 90,", StringComparison.Ordinal);

    /// <summary>How a step's amount stands to the limits of its obligations.</summary>
    private static string Standing(Step step)
    {
        var limits = step.Obligations.Select(Catalogue.Find).OfType<Obligation>()
            .SelectMany(obligation => obligation.Limits.Where(limit => limit is { Rule: not null, IsTold: false }).Select(limit => (obligation.Id, Amount: AmountOf(limit), limit))).ToList();
        var same = limits.Where(item => step.Amounts.Contains(item.Amount)).Select(item => item.Id).Distinct().ToList();
        return same.Count > 0 ? "as " + string.Join(' ', same)
            : step.Amounts.Count == 0 ? "known only in the run"
            : limits.Count == 0 ? step.IsDefault ? "the system's own" : "another law's"
            : $"{(step.IsDefault ? "the system's own, " : "")}beside {string.Join(' ', limits.Select(item => $"{item.Id} {item.Amount}").Distinct())}";
    }

    private static string AmountOf(ObligationLimit limit) => limit.Rule is not { } rule ? $"({limit.FixedBy})"
        : AmountOf(rule.Value.ToString(CultureInfo.InvariantCulture), rule.Unit.ToString(), rule.WindowEnd, rule.CountsStartDay, rule.RollsOver);

    /// <summary>As the tables write it: 5wd, 15d, 30d!, 3m!, 60-90d.</summary>
    private static string AmountOf(string value, string unit, int? windowEnd, bool countsStartDay, bool? rollsOver)
    {
        var letters = unit switch { "WorkingDay" => "wd", "Month" => "m", "Hour" => "h", _ => "d" };
        return windowEnd is { } end
            ? FormattableString.Invariant($"{value}-{end}{letters}")
            : $"{value}{letters}{(countsStartDay && letters != "m" ? "^" : countsStartDay && rollsOver != false ? "^" : "")}{(rollsOver == false ? "!" : "")}";
    }

    private static IEnumerable<Step> Steps() => Directory.EnumerateFiles(Content, "*.json", SearchOption.AllDirectories)
        .Where(file => !file.Contains("calendars", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .SelectMany(file => Nested(JsonNode.Parse(File.ReadAllText(file))).Where(node => node.ContainsKey("limitValue") && node["id"] is not null && node["type"] is not null)
            .Select(node => Of(Path.GetFileNameWithoutExtension(file), node)));

    private static IEnumerable<JsonObject> Nested(JsonNode? node) => node switch
    {
        JsonObject item => item.Select(member => member.Value).SelectMany(Nested).Prepend(item),
        JsonArray list => list.SelectMany(Nested),
        _ => [],
    };

    private static Step Of(string definition, JsonObject node)
    {
        var terms = Written(node, "limitTerms") is { } text && text.StartsWith('{') && TryParse(text) is { } parsed ? parsed : [];
        var (value, unit) = (Written(node, "limitValue") ?? "", Written(node, "limitUnit") ?? "CalendarDay");
        var amount = AmountOf(value, unit, terms["windowEnd"]?.GetValue<int>(), terms["countsStartDay"]?.GetValue<bool>() ?? false, terms["rollsOver"]?.GetValue<bool>());
        if (value.All(char.IsAsciiDigit))
        {
            return new Step($"{definition}/{node["id"]}", Ids(node), amount, [amount], Written(node, "limitIsDefault") == "true");
        }

        // What a script says is reviewed as it is written; one that chooses between figures writes each of them.
        var script = new StringBuilder(value).Append(" in ").Append(unit).Append(Written(node, "limitTerms") is { } more ? $" with {more}" : "").ToString();
        return new Step($"{definition}/{node["id"]}", Ids(node), script.Replace('|', '/'), [], Written(node, "limitIsDefault") == "true");
    }

    private static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> Ids(JsonObject node) =>
        node["customProperties"]?["obligations"] is JsonArray ids ? [.. ids.Select(id => id!.ToString())] : [];

    private static string? Written(JsonObject node, string input) => node[input]?["expression"]?["value"] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is System.Text.Json.JsonValueKind.True => "true",
        var value => value.ToString(),
    };

    private sealed record Step(string Place, IReadOnlyList<string> Obligations, string Amount, IReadOnlyList<string> Amounts, bool IsDefault);
}
