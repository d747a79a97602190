using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;

namespace WorkflowHost.Cases.Intake;

/// <summary>Reads and checks a spot-check report as it comes over the wire: all problems at once, each with its path.</summary>
public static class ReportReader
{
    private const int MaxFailedItems = 200;

    internal static readonly string[] Cities = ["beijing", "chongqing", "shanghai"];
    /// <summary>What reports call the sources of checks.</summary>
    public static readonly ImmutableArray<(string Word, CheckSource Value)> Sources =
        [("国家监督抽查", CheckSource.National), ("市级监督抽查", CheckSource.Municipal), ("区级监督抽查", CheckSource.District)];

    /// <summary>Reads one report.</summary>
    /// <param name="json">An object; see <c>docs/http-api.md</c> for its members.</param>
    /// <param name="today">In China: nothing can have happened after it.</param>
    /// <param name="catalogue">The kinds of product that the report's city knows.</param>
    public static Checked<SpotCheckReport> Read(JsonNode? json, DateOnly today, ProductCatalogue catalogue)
    {
        var tree = json is null ? null : StrictJson.Reread(json);
        if (tree is { IsValid: false })
        {
            return Checked<SpotCheckReport>.Refused(tree.Problems);
        }

        if (tree?.Value is not JsonObject item)
        {
            return Checked<SpotCheckReport>.Refused([new Problem("report-shape", "$", "检验报告应为一个 JSON 对象。")]);
        }

        var refusals = new Refusals();
        var report = ReadFields(new ReportFields(item, "$", refusals), today, catalogue);
        return refusals.Problems.Count > 0
            ? Checked<SpotCheckReport>.Refused(refusals.Problems)
            : Checked<SpotCheckReport>.Valid(report);
    }

    private static SpotCheckReport ReadFields(ReportFields fields, DateOnly today, ProductCatalogue catalogue)
    {
        var report = new SpotCheckReport
        {
            City = fields.Word("city", "城市", Cities),
            ReportNumber = fields.Text("reportNumber", "检验报告编号", 64),
            Source = fields.Choice("source", "抽查来源", [.. Sources]) ?? default,
            Product = fields.Text("product", "产品名称", 100),
            Category = Category(fields, catalogue),
            Brand = fields.OptionalText("brand", "商标", 100),
            Model = fields.Text("model", "规格型号", 100),
            Batch = fields.Text("batch", "生产日期或批号", 100),
            Conclusion = ConclusionOf(fields) ?? default,
            SevereDefect = fields.Flag("severeDefect", "是否存在严重质量问题"),
            FailedItems = FailedItems(fields),
            SampledParty = Party(fields.Object("sampledParty", "被抽样企业")),
            LabelledProducer = fields.OptionalObject("labelledProducer", "标称生产者") is { } producer ? Party(producer, isProducer: true) : null,
            PlaceOfProduction = fields.Text("placeOfProduction", "生产地", 50),
            PlaceOfRegistration = fields.Text("placeOfRegistration", "注册地", 50),
            InspectionBody = fields.Text("inspectionBody", "检验机构", 100),
            SampledOn = fields.Date("sampledOn", "抽样日期", today) ?? default,
            IssuedOn = fields.Date("issuedOn", "报告签发日期", today) ?? DateOnly.MaxValue,
            ParentCase = fields.OptionalText("parentCase", "上级案件编号", 64),
        };
        if (report.SampledOn > report.IssuedOn)
        {
            fields.Refuse("issuedOn", "date-order", "报告签发日期不能早于抽样日期。");
        }

        if (report.SevereDefect && ConclusionOf(fields) is Conclusion.Qualified)
        {
            fields.Refuse("severeDefect", "severe-unexpected", "结论为合格时，不能勾选存在严重质量问题。");
        }

        fields.Only(
            "city", "reportNumber", "source", "product", "category", "brand", "model", "batch", "conclusion", "severeDefect",
            "failedItems", "sampledParty", "labelledProducer", "placeOfProduction", "placeOfRegistration", "inspectionBody",
            "sampledOn", "issuedOn", "parentCase");
        return WithoutRepeatedProducer(fields, report);
    }

    /// <summary>A producer that is the sampled enterprise itself is as good as none; one that only has its code is a slip of the pen.</summary>
    private static SpotCheckReport WithoutRepeatedProducer(ReportFields fields, SpotCheckReport report)
    {
        if (report.LabelledProducer is not { CreditCode.Length: > 0 } producer || producer.CreditCode != report.SampledParty.CreditCode)
        {
            return report;
        }

        if (producer.Name == report.SampledParty.Name)
        {
            return report with { LabelledProducer = null };
        }

        fields.Refuse(
            "labelledProducer.creditCode", "same-credit-code",
            $"标称生产者与被抽样企业是同一统一社会信用代码“{producer.CreditCode}”，名称却不同，请核对；是同一家企业的，不填标称生产者。");
        return report;
    }

    private static string Category(ReportFields fields, ProductCatalogue catalogue)
    {
        var name = fields.Text("category", "产品类别", 50);
        if (name.Length == 0)
        {
            return name;
        }

        switch (catalogue.Find(name))
        {
            case null:
                fields.Refuse("category", "category-unknown", $"没有产品类别“{name}”。可用的类别：{string.Join('、', catalogue.HandledNames)}。");
                break;
            case { ExcludedBy.Length: > 0 } excluded:
                fields.Refuse("category", excluded.ExcludedBy, $"“{name}”的监督抽查后处理不适用本规定（{excluded.ExcludedBy}），不予受理。");
                break;
            case { IsActive: false }:
                fields.Refuse("category", "category-inactive", $"本市产品目录没有启用“{name}”，不予受理；需要受理的由市局管理员在产品目录中启用。");
                break;
        }

        return name;
    }

    private static Conclusion? ConclusionOf(ReportFields fields) => fields.Choice(
        "conclusion", "检验结论", ("合格", Conclusion.Qualified), ("不合格", Conclusion.Unqualified));

    private static ImmutableArray<FailedItem> FailedItems(ReportFields fields)
    {
        var items = fields.Items("failedItems", "不合格项目", MaxFailedItems)
            .Select(FailedItem)
            .ToImmutableArray();
        switch (ConclusionOf(fields))
        {
            case Conclusion.Unqualified when items.IsEmpty:
                fields.Refuse("failedItems", "failed-items-missing", "结论为不合格时，至少要列出一个不合格项目。");
                break;
            case Conclusion.Qualified when !items.IsEmpty:
                fields.Refuse("failedItems", "failed-items-unexpected", "结论为合格时，不能列出不合格项目。");
                break;
        }

        return items;
    }

    private static FailedItem FailedItem(ReportFields fields)
    {
        fields.Only("name", "requirement", "measured");
        return new FailedItem(
            fields.Text("name", "检验项目", 100), fields.Text("requirement", "标准要求", 200), fields.Text("measured", "实测值", 200));
    }

    private static Party Party(ReportFields fields, bool isProducer = false)
    {
        fields.Only("name", "creditCode", "role", "address", "contact", "phone", "email");
        var name = fields.Text("name", "名称", 100);
        var code = fields.Text("creditCode", "统一社会信用代码", 18).ToUpperInvariant();
        if (code.Length > 0 && !CreditCode.IsValid(code))
        {
            fields.Refuse("creditCode", "credit-code", $"统一社会信用代码“{code}”不正确，请核对 18 位代码。");
        }

        return new Party(
            name,
            code,
            isProducer ? PartyRole.Producer : fields.Choice("role", "受检角色", ("生产者", PartyRole.Producer), ("销售者", PartyRole.Seller)) ?? default,
            fields.Text("address", "地址", 200),
            fields.OptionalText("contact", "联系人", 50),
            fields.Phone("phone", "联系电话"),
            fields.Email("email", "电子邮箱"));
    }
}
