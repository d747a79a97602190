using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Cases.Intake;

/// <summary>Reads what each city does with a report from JSON: <c>rules</c>, one for each city, source and first day.</summary>
public static class IntakeRuleJson
{
    private static readonly string[] Members = ["city", "sources", "validFrom", "procedure", "qualifiedProcedure", "addressee", "jurisdiction", "obligations"];

    /// <summary>The rules, or every problem of the text.</summary>
    public static Checked<IReadOnlyList<IntakeRule>> Parse(string json)
    {
        var tree = StrictJson.Parse(json);
        if (!tree.IsValid)
        {
            return Checked<IReadOnlyList<IntakeRule>>.Refused(tree.Problems);
        }

        var refusals = new Refusals();
        var rules = Read(tree.Value, refusals);
        return refusals.Problems.Count > 0
            ? Checked<IReadOnlyList<IntakeRule>>.Refused(refusals.Problems)
            : Checked<IReadOnlyList<IntakeRule>>.Valid(rules);
    }

    private static List<IntakeRule> Read(JsonNode tree, Refusals refusals)
    {
        if (tree is not JsonObject file)
        {
            refusals.Add(new Problem("rules-missing", "$", "受理规则文件应为一个 JSON 对象。"));
            return [];
        }

        var fields = new ReportFields(file, "$", refusals);
        fields.Only("rules");
        var rules = fields.Items("rules", "受理规则", 100).Select(Rule).ToList();
        var seen = new HashSet<(string, CheckSource, DateOnly)>();
        for (var index = 0; index < rules.Count; index++)
        {
            foreach (var source in rules[index].Sources.Where(source => !seen.Add((rules[index].City, source, rules[index].ValidFrom))))
            {
                fields.Refuse($"rules[{index}]", "rule-twice", $"城市“{rules[index].City}”对 {source} 有两条规则。");
            }
        }

        return rules;
    }

    private static IntakeRule Rule(ReportFields fields)
    {
        fields.Only(Members);
        return new IntakeRule(
            fields.Word("city", "城市", ReportReader.Cities),
            Words(fields, "sources", "抽查来源", [.. ReportReader.Sources]),
            fields.Text("procedure", "流程", 100),
            fields.Choice(
                "addressee", "通知对象", ("受检企业", AddresseeRule.SampledParty), ("标称生产者", AddresseeRule.LabelledProducer)) ?? default,
            Words(fields, "jurisdiction", "管辖地", ("生产地", ReportPlace.Production), ("注册地", ReportPlace.Registration)))
        {
            QualifiedProcedureId = fields.OptionalText("qualifiedProcedure", "合格结果的流程", 100),
            ValidFrom = fields.OptionalText("validFrom", "生效日期", 10).Length > 0
                ? fields.Date("validFrom", "生效日期", DateOnly.MaxValue) ?? default
                : default,
            Duties = fields.OptionalObject("obligations", "规则履行的义务") is { } duties ? DutiesOf(duties) : new RuleDuties("", "", ""),
        };
    }

    private static RuleDuties DutiesOf(ReportFields fields)
    {
        fields.Only("excludes", "sources", "validFrom");
        return new RuleDuties(
            fields.OptionalText("excludes", "不适用的产品", 20),
            fields.OptionalText("sources", "国家监督抽查", 20),
            fields.OptionalText("validFrom", "生效日期", 20));
    }

    private static ImmutableArray<T> Words<T>(ReportFields fields, string name, string label, params (string Word, T Value)[] words)
    {
        var read = fields.Texts(name, label, words.Length);
        foreach (var unknown in read.Where(text => words.All(word => word.Word != text)))
        {
            fields.Refuse(name, "choice", $"{label}中不认识“{unknown}”，只能是：{string.Join('、', words.Select(word => word.Word))}。");
        }

        return [.. read.SelectMany(text => words.Where(word => word.Word == text)).Select(word => word.Value).Distinct()];
    }
}
