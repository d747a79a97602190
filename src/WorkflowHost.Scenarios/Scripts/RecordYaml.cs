using System.Collections.Immutable;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Experts;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Regulations;

namespace WorkflowHost.Scenarios.Scripts;

/// <summary>Reads what a scenario says is known of enterprises and cases.</summary>
internal static class RecordYaml
{
    private const string Count = "不小于 0 的整数";

    public static ImmutableArray<EnterpriseRecord> Records(YamlFields fields, string file) =>
        [.. fields.OptionalItems("records").Select(record => Record(record, file))];

    public static ImmutableArray<CaseStanding> Standings(YamlFields fields, string file) =>
        [.. fields.OptionalItems("standings").Select(standing => Standing(standing, file))];

    public static ImmutableArray<Expert> Experts(YamlFields fields, string file) =>
        [.. fields.OptionalItems("experts").Select(expert => Expert(expert, file))];

    private static Expert Expert(YamlFields fields, string file)
    {
        fields.AllowOnly("city", "name", "unit", "field");
        return new Expert(
            string.Create(null, $"{file}/{fields.LineOf("name")}"), fields.Text("city"), fields.Text("name"), fields.Text("unit"), fields.OptionalText("field"), "", true, 1);
    }

    private static EnterpriseRecord Record(YamlFields fields, string file)
    {
        fields.AllowOnly("city", "name", "creditCode", "role", "conduct", "on", "case", "source", "category", "product", "inspectionBody", "bureau", "detail");
        var place = string.Create(null, $"{file}/{fields.LineOf("name")}");
        return new EnterpriseRecord(
            place, fields.Text("city"), fields.OptionalText("case") is { Length: > 0 } given ? given : place, fields.OptionalText("creditCode"), fields.Text("name"),
            fields.OptionalText("role") is "销售者" ? PartyRole.Seller : PartyRole.Producer, ConductOf(fields), fields.Date("on"))
        {
            Source = SourceOf(fields),
            Category = fields.OptionalText("category"),
            Product = fields.OptionalText("product"),
            InspectionBody = fields.OptionalText("inspectionBody"),
            BureauId = fields.OptionalText("bureau"),
            Detail = fields.OptionalText("detail"),
        };
    }

    private static Conduct ConductOf(YamlFields fields)
    {
        var word = fields.Text("conduct");
        if (ConductWords.Read(word) is { } conduct)
        {
            return conduct;
        }

        fields.Refuse("conduct", "conduct-unknown", $"没有“{word}”这种行为，可用的：{string.Join('、', ConductWords.All)}。");
        return default;
    }

    private static CheckSource? SourceOf(YamlFields fields)
    {
        var word = fields.OptionalText("source");
        if (word.Length == 0)
        {
            return null;
        }

        foreach (var (name, source) in ReportReader.Sources)
        {
            if (name == word)
            {
                return source;
            }
        }

        fields.Refuse("source", "choice", $"抽查来源只能是：{string.Join('、', ReportReader.Sources.Select(source => source.Word))}。");
        return null;
    }

    private static CaseStanding Standing(YamlFields fields, string file)
    {
        fields.AllowOnly("case", "bureau", "closed", "tasks", "late");
        var place = string.Create(null, $"{file}/{fields.LineOf("bureau")}");
        return new CaseStanding(
            fields.OptionalText("case") is { Length: > 0 } given ? given : place, fields.Text("bureau"), fields.Flag("closed"), fields.OptionalNumber("tasks", Count) ?? 0, fields.OptionalNumber("late", Count) ?? 0);
    }
}
