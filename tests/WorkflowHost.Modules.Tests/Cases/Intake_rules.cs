using Shouldly;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Organisation;
using Xunit;

namespace WorkflowHost.Modules.Tests.Cases;

public sealed class Intake_rules
{
    private const string Rule =
        """{"city":"beijing","sources":["市级监督抽查"],"procedure":"p","addressee":"受检企业","jurisdiction":["生产地"]}""";

    private static readonly IReadOnlyList<IntakeRule> Shipped =
        IntakeRuleJson.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "intake", "rules.json"))).Value!;

    [Theory]
    [InlineData("beijing", "海淀区")]
    [InlineData("chongqing", "渝北区")]
    public void Beijing_hands_over_by_place_of_production_and_Chongqing_by_the_sampled_enterprise_s(string city, string region)
    {
        // given
        var report = ValidReport.Read(ValidReport.With("city", $"\"{city}\"")).Value! with { PlaceOfProduction = "海淀区", PlaceOfRegistration = "渝北区" };

        // when
        var district = new IntakeRules(Shipped).For(report).Value!.DistrictOf(report, Directory(city, "海淀区", "渝北区"));

        // then
        district!.Region.ShouldBe(region);
    }

    [Fact]
    public void The_other_place_counts_where_the_first_is_outside_the_city()
    {
        var report = ValidReport.Read(ValidReport.Json).Value! with { PlaceOfProduction = "河北省廊坊市", PlaceOfRegistration = "朝阳区" };

        new IntakeRules(Shipped).For(report).Value!.DistrictOf(report, Directory("beijing", "朝阳区"))!.Region.ShouldBe("朝阳区");
        new IntakeRules(Shipped).For(report).Value!.DistrictOf(report, Directory("beijing", "海淀区")).ShouldBeNull();
    }

    [Fact]
    public void A_source_without_a_rule_is_not_taken()
    {
        var rules = IntakeRuleJson.Parse($$"""{"rules":[{{Rule}}]}""").Value!;
        var report = ValidReport.Read(ValidReport.Json).Value!;

        new IntakeRules(rules).For(report with { Source = CheckSource.Municipal }).Value!.ProcedureId.ShouldBe("p");
        new IntakeRules(rules).For(report with { Source = CheckSource.National }).Problems.ShouldHaveSingleItem().Code.ShouldBe("procedure-missing");
    }

    [Fact]
    public void The_rule_that_was_valid_on_the_day_of_issue_is_chosen()
    {
        // given a rule that another one replaced, both of which keep a duty by their date
        const string Older = """{"city":"beijing","sources":["市级监督抽查"],"validFrom":"2013-01-01","procedure":"old","addressee":"受检企业","jurisdiction":["生产地"],"obligations":{"validFrom":"BJ-29"}}""";
        var rules = new IntakeRules(IntakeRuleJson.Parse($$"""{"rules":[{{Older}},{{Older.Replace("2013-01-01", "2026-03-01", StringComparison.Ordinal).Replace("old", "new", StringComparison.Ordinal)}}]}""").Value!);
        var report = ValidReport.Read(ValidReport.Json).Value! with { Source = CheckSource.Municipal };

        // then
        rules.For(report with { IssuedOn = new DateOnly(2026, 3, 1) }).Value!.ProcedureId.ShouldBe("new");
        rules.For(report with { IssuedOn = new DateOnly(2026, 2, 28) }).Value!.ProcedureId.ShouldBe("old");
        rules.For(report with { IssuedOn = new DateOnly(2013, 1, 1) }).Value!.Duties.KeptBy(report).ShouldBe(["BJ-29"]);
        var refused = rules.For(report with { IssuedOn = new DateOnly(2012, 12, 31) }).Problems.ShouldHaveSingleItem();
        refused.Code.ShouldBe("BJ-29");
        refused.Message.ShouldContain("2013年1月1日");
    }

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("""{"rules":[{"city":"tianjin","sources":["市级监督抽查"],"procedure":"p","addressee":"受检企业","jurisdiction":["生产地"]}]}""", "$.rules[0].city")]
    [InlineData("""{"rules":[{"city":"beijing","sources":["市局抽查"],"procedure":"p","addressee":"受检企业","jurisdiction":["生产地"]}]}""", "$.rules[0].sources")]
    [InlineData("""{"rules":[{"city":"beijing","sources":[],"procedure":"p","addressee":"受检企业","jurisdiction":["生产地"]}]}""", "$.rules[0].sources")]
    [InlineData("""{"rules":[{"city":"beijing","sources":["市级监督抽查"],"addressee":"受检企业","jurisdiction":["生产地"]}]}""", "$.rules[0].procedure")]
    [InlineData("""{"rules":[{"city":"beijing","sources":["市级监督抽查"],"procedure":"p","addressee":"企业","jurisdiction":["生产地"]}]}""", "$.rules[0].addressee")]
    [InlineData("""{"rules":[{"city":"beijing","sources":["市级监督抽查"],"procedure":"p","addressee":"受检企业","jurisdiction":"生产地"}]}""", "$.rules[0].jurisdiction")]
    [InlineData($$"""{"rules":[{{Rule}},{{Rule}}]}""", "$.rules[1]")]
    [InlineData($$"""{"rules":[{{Rule}}],"rule":1}""", "$.rule")]
    public void A_wrong_file_is_refused_where_it_is_wrong(string json, string path) =>
        IntakeRuleJson.Parse(json).Problems.ShouldHaveSingleItem().Path.ShouldBe(path);

    private static BureauDirectory Directory(string city, params string[] regions)
    {
        var directory = new BureauDirectory();
        directory.Replace([.. regions.Select(region => new Bureau(region, region, BureauKind.District, city, region, "", "", "", ""))]);
        return directory;
    }
}
