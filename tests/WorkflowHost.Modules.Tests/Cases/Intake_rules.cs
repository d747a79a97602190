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
        var district = new IntakeRules(Shipped).For(report)!.DistrictOf(report, Directory(city, "海淀区", "渝北区"));

        // then
        district!.Region.ShouldBe(region);
    }

    [Fact]
    public void The_other_place_counts_where_the_first_is_outside_the_city()
    {
        var report = ValidReport.Read(ValidReport.Json).Value! with { PlaceOfProduction = "河北省廊坊市", PlaceOfRegistration = "朝阳区" };

        new IntakeRules(Shipped).For(report)!.DistrictOf(report, Directory("beijing", "朝阳区"))!.Region.ShouldBe("朝阳区");
        new IntakeRules(Shipped).For(report)!.DistrictOf(report, Directory("beijing", "海淀区")).ShouldBeNull();
    }

    [Fact]
    public void A_source_without_a_rule_is_not_taken()
    {
        var rules = IntakeRuleJson.Parse($$"""{"rules":[{{Rule}}]}""").Value!;
        var report = ValidReport.Read(ValidReport.Json).Value!;

        new IntakeRules(rules).For(report with { Source = CheckSource.Municipal })!.ProcedureId.ShouldBe("p");
        new IntakeRules(rules).For(report with { Source = CheckSource.National }).ShouldBeNull();
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
