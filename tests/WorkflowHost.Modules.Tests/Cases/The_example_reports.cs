using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using Xunit;

namespace WorkflowHost.Modules.Tests.Cases;

/// <summary>Holds <c>docs/examples/reports.json</c> to the table in the README beside it.</summary>
public sealed partial class The_example_reports
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "docs", "examples");
    private static readonly JsonArray Reports = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "reports.json")))!.AsArray();
    private static readonly string[][] Rows =
    [
        .. File.ReadAllLines(Path.Combine(Folder, "README.md")).Where(line => RowPattern().IsMatch(line))
            .Select(line => line.Trim('|', ' ').Split(" | ")),
    ];

    private static readonly OrganisationFile Organisation = OrganisationFile.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "organisation", "demo.json"))).Value!;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, Reports.Count)];

    [Fact]
    public void Are_all_in_the_table_in_order()
    {
        Rows.Select(row => row[0]).ShouldBe(Numbers.Select(number => number.Data.ToString()));
        Rows.Select(row => row[1]).ShouldBe(Reports.Select(report => report!["reportNumber"]!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Are_answered_as_the_table_says(int number)
    {
        var answer = ValidReport.Read(Reports[number - 1]);
        var said = Rows[number - 1][3];
        switch (said)
        {
            case "qualified":
                answer.Value.ShouldNotBeNull().Conclusion.ShouldBe(Conclusion.Qualified);
                break;
            case "`report-duplicate` `$.reportNumber`":
                answer.Value.ShouldNotBeNull();
                Rows[..(number - 1)].ShouldContain(row => row[1] == answer.Value.ReportNumber && row[3].StartsWith("case", StringComparison.Ordinal));
                break;
            case "`district-unknown` `$.placeOfProduction`":
                Organisation.Bureaus.ShouldNotContain(bureau =>
                    bureau.Region == answer.Value.ShouldNotBeNull().PlaceOfProduction || bureau.Region == answer.Value.PlaceOfRegistration);
                break;
            case var opened when opened.StartsWith("case ", StringComparison.Ordinal):
                opened.ShouldBe($"case `{HandlingBureau(answer.Value.ShouldNotBeNull())}`");
                answer.Value.Conclusion.ShouldBe(Conclusion.Unqualified);
                break;
            default:
                string.Join(", ", answer.Problems.Select(problem => $"`{problem.Code}` `{problem.Path}`")).ShouldBe(said);
                break;
        }
    }

    [Fact]
    public void Cover_what_makes_reports_differ()
    {
        var reports = Reports.Select(report => ValidReport.Read(report)).OfType<Checked<SpotCheckReport>>()
            .Where(answer => answer.IsValid).Select(answer => answer.Value!).ToList();

        reports.Count(report => report.SevereDefect).ShouldBeGreaterThanOrEqualTo(3);
        reports.Select(report => report.Source).Distinct().Count().ShouldBe(3);
        reports.Count(report => report.LabelledProducer is not null).ShouldBe(2);
        reports.Count(report => report.Conclusion is Conclusion.Qualified).ShouldBe(2);
        reports.ShouldContain(report => report.SampledParty.Name.Length > 100 && report.SampledParty.Name.EnumerateRunes().Count() == 100);
        reports.ShouldContain(report => report.SampledParty.Email == "" && report.SampledParty.Phone.StartsWith("010-"));
        var text = File.ReadAllText(Path.Combine(Folder, "reports.json"));
        foreach (var rare in new[] { "㛃", "䶮", "𬭎", "喆", "堃", "燚", "<b>", "#", "*" })
        {
            text.ShouldContain(rare);
        }
    }

    private static string HandlingBureau(SpotCheckReport report) =>
        (Organisation.Bureaus.FirstOrDefault(bureau => bureau.Region == report.PlaceOfProduction)
            ?? Organisation.Bureaus.First(bureau => bureau.Region == report.PlaceOfRegistration)).Id;

    [GeneratedRegex(@"^\| \d+ \|", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RowPattern();
}
