using System.Text.Json.Nodes;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;

namespace WorkflowHost.Cases.Products;

/// <summary>Reads the kinds of product from JSON: <c>categories</c>, each with <c>name</c> and at will <c>excludedBy</c>, <c>firstClassRisk</c>, <c>monitored</c>, <c>defectInvestigation</c>, <c>recallBasis</c>, <c>severeItems</c>.</summary>
/// <remarks>Other members are refused: a misspelled <c>excludedBy</c> would let in what the regulation keeps out.</remarks>
public static class ProductCategoryJson
{
    /// <summary>The kinds, or every problem of the text.</summary>
    public static Checked<IReadOnlyList<ProductCategory>> Parse(string json)
    {
        var tree = StrictJson.Parse(json);
        if (!tree.IsValid)
        {
            return Checked<IReadOnlyList<ProductCategory>>.Refused(tree.Problems);
        }

        var refusals = new Refusals();
        var categories = Read(tree.Value, refusals);
        return refusals.Problems.Count > 0
            ? Checked<IReadOnlyList<ProductCategory>>.Refused(refusals.Problems)
            : Checked<IReadOnlyList<ProductCategory>>.Valid(categories);
    }

    private static List<ProductCategory> Read(JsonNode tree, Refusals refusals)
    {
        if (tree is not JsonObject file || file["categories"] is not JsonArray { Count: > 0 } list)
        {
            refusals.Add(new Problem("categories-missing", "$.categories", "产品类别文件应为一个对象，其 categories 是不为空的列表。"));
            return [];
        }

        foreach (var (name, _) in file.Where(member => member.Key is not "categories"))
        {
            refusals.Add(new Problem("unknown-member", $"$.{name}", $"不认识“{name}”，请核对拼写。"));
        }

        var categories = new List<ProductCategory>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < list.Count; index++)
        {
            var path = string.Create(null, $"$.categories[{index}]");
            var category = Category(list[index], path, refusals);
            if (category.Name.Length > 0 && !names.Add(category.Name))
            {
                refusals.Add(new Problem("category-twice", $"{path}.name", $"产品类别“{category.Name}”重复出现。"));
            }

            categories.Add(category);
        }

        return categories;
    }

    private static ProductCategory Category(JsonNode? item, string path, Refusals refusals)
    {
        if (item is not JsonObject members)
        {
            refusals.Add(new Problem("type", path, "产品类别的每一项应为一个 JSON 对象。"));
            return new ProductCategory("", "");
        }

        foreach (var (name, _) in members.Where(member => member.Key is not ("name" or "excludedBy" or "firstClassRisk" or "monitored" or "defectInvestigation" or "recallBasis" or "severeItems")))
        {
            refusals.Add(new Problem("unknown-member", $"{path}.{name}", $"不认识“{name}”，产品类别只有 name、excludedBy、firstClassRisk、monitored、defectInvestigation、recallBasis 和 severeItems。"));
        }

        var fields = new ReportFields(members, path, refusals);
        return new ProductCategory(fields.Text("name", "类别名称", 50), fields.OptionalText("excludedBy", "排除依据", 20))
        {
            IsFirstClassRisk = fields.Flag("firstClassRisk", "是否一级风险产品"),
            IsMonitored = fields.Flag("monitored", "是否在重点监控目录中"),
            NeedsDefectInvestigation = fields.Flag("defectInvestigation", "是否应开展缺陷调查"),
            RecallBasis = fields.OptionalText("recallBasis", "召回依据", 200),
            SevereItems = members.ContainsKey("severeItems") ? [.. fields.Texts("severeItems", "严重质量问题项目", 50)] : [],
        };
    }
}
