using System.Text.Json.Nodes;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;

namespace WorkflowHost.Modules.Tests.Cases;

/// <summary>A report with every member, and its reading on a fixed day.</summary>
internal static class ValidReport
{
    public static readonly DateOnly Today = new(2026, 9, 1);


    public static JsonObject Json => JsonNode.Parse(
        """
        {
          "city": "beijing", "reportNumber": "BJ2026-0101", "source": "市级监督抽查", "product": "电热水壶",
          "category": "家用电器", "brand": "示例", "model": "DSH-1800", "batch": "2026-03-12", "conclusion": "不合格",
          "severeDefect": true,
          "failedItems": [{ "name": "接地措施", "requirement": "不大于 0.1 Ω", "measured": "0.38 Ω" }],
          "sampledParty": {
            "name": "北京䶮泰商场有限公司", "creditCode": "91350100M000100Y43", "role": "销售者",
            "address": "北京市朝阳区示例街1号", "contact": "周堃", "phone": "010-55550188", "email": "a@example.com"
          },
          "labelledProducer": {
            "name": "北京𬭎喆电器有限公司", "creditCode": "91110105ma01abcd39", "address": "北京市海淀区示例路2号",
            "phone": "13955500001"
          },
          "placeOfProduction": "海淀区", "placeOfRegistration": "朝阳区", "inspectionBody": "示例检验中心",
          "sampledOn": "2026-05-11", "issuedOn": "2026-09-01"
        }
        """)!.AsObject();

    public static Checked<SpotCheckReport> Read(JsonNode? json) => ReportReader.Read(json, Today, RepositoryProducts.Catalogue);

    /// <summary>The report with one member replaced, or removed by null.</summary>
    /// <param name="path">Such as <c>sampledParty.phone</c> or <c>failedItems.0.name</c>.</param>
    /// <param name="value">A JSON text.</param>
    public static JsonObject With(string path, string? value)
    {
        var report = Json;
        JsonNode at = report;
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            at = at is JsonArray list ? list[int.Parse(step)]! : at[step]!;
        }

        if (value is null)
        {
            at.AsObject().Remove(steps[^1]);
        }
        else
        {
            at[steps[^1]] = JsonNode.Parse(value);
        }

        return report;
    }

    /// <summary>What the reader says of it, as <c>code path</c>.</summary>
    public static string[] Answer(JsonNode? json) => [.. Read(json).Problems.Select(problem => $"{problem.Code} {problem.Path}")];
}
