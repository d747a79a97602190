using System.Collections.Immutable;
using WorkflowHost.Definitions;
using YamlDotNet.RepresentationModel;

namespace WorkflowHost.Regulations;

/// <summary>Reads a regulation from YAML. Its keys are described in <c>docs/regulations.md</c>; any other key is refused.</summary>
public static class ObligationYaml
{
    /// <summary>The regulation, or every problem of the text with its line, counted from 1.</summary>
    public static Checked<Regulation> Parse(string text)
    {
        var root = YamlText.Root(text, "法规文件", "city、regulation、inForceSince、kinds、obligations");
        return root.IsValid ? Read(root.Value) : Checked<Regulation>.Refused(root.Problems);
    }

    private static Checked<Regulation> Read(YamlMappingNode root)
    {
        var problems = new List<Problem>();
        var head = new YamlFields(root, "$", problems);
        head.AllowOnly("city", "regulation", "inForceSince", "kinds", "obligations");
        var (city, title, inForceSince) = (head.Text("city"), head.Text("regulation"), head.Date("inForceSince"));
        var kinds = head.Map("kinds").Select(kind => new ProcedureKind(kind.Key, kind.Value)).ToImmutableArray();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var obligations = ImmutableArray.CreateBuilder<Obligation>();
        foreach (var fields in head.Items("obligations"))
        {
            var obligation = Obligation(fields, city, title, inForceSince);
            if (obligation.Id.Length > 0 && !lines.TryAdd(obligation.Id, fields.LineOf("id")))
            {
                fields.Refuse("id", "obligation-twice", $"编号 {obligation.Id} 重复，第 {lines[obligation.Id]} 行已有。");
            }

            foreach (var kind in obligation.Kinds.Where(kind => kinds.All(known => known.Key != kind)))
            {
                fields.Refuse("kinds", "kind-unknown", $"没有流程种类“{kind}”，文件开头的 kinds 中有：{string.Join('、', kinds.Select(known => known.Key))}。");
            }

            obligations.Add(obligation);
        }

        return problems.Count > 0
            ? Checked<Regulation>.Refused(problems)
            : Checked<Regulation>.Valid(new Regulation(city, title, inForceSince, obligations.ToImmutable()) { Kinds = kinds });
    }

    private static Obligation Obligation(YamlFields fields, string city, string title, DateOnly inForceSince)
    {
        fields.AllowOnly(
            "id", "article", "quote", "who", "duty", "trigger", "limit", "documents", "receives", "limits", "kinds", "appliesWhen", "when",
            "validFrom", "validUntil", "replacedBy");
        return new Obligation(
            fields.Id("id"), city, title, fields.Text("article"), fields.Text("quote"), fields.Text("who"), fields.Text("duty"),
            fields.OptionalText("limit"), fields.Text("trigger"), fields.Texts("documents"))
        {
            Limits = LimitYaml.Of(fields),
            Received = fields.Texts("receives"),
            Kinds = fields.Texts("kinds"),
            AppliesWhen = fields.OptionalText("appliesWhen"),
            When = Condition(fields),
            ValidFrom = fields.OptionalDate("validFrom") ?? inForceSince,
            ValidUntil = Until(fields, inForceSince),
            ReplacedBy = fields.Texts("replacedBy"),
            Line = fields.LineOf("id"),
        };
    }

    private static DateOnly? Until(YamlFields fields, DateOnly inForceSince)
    {
        var (from, until) = (fields.OptionalDate("validFrom") ?? inForceSince, fields.OptionalDate("validUntil"));
        if (until < from)
        {
            fields.Refuse("validUntil", "validity", "有效期的末日早于首日。");
        }
        else if (until is null && fields.Texts("replacedBy").Length > 0)
        {
            fields.Refuse("replacedBy", "validity", "写了 replacedBy 的，应写明 validUntil。");
        }

        return until;
    }

    private static CaseCondition? Condition(YamlFields fields)
    {
        var wanted = fields.Lists("when");
        foreach (var unknown in wanted.Select(fact => fact.Key).Except(CaseCondition.FactNames, StringComparer.Ordinal))
        {
            fields.Refuse("when", "fact-unknown", $"没有案件事实“{unknown}”，可用的：{string.Join('、', CaseCondition.FactNames)}。");
        }

        if (wanted.Count > 0 && fields.OptionalText("appliesWhen").Length == 0)
        {
            fields.Refuse("when", "condition-words", "写了 when 的，应在 appliesWhen 中用文字写明适用情形。");
        }

        return wanted.Count > 0 && wanted.All(fact => CaseCondition.FactNames.Contains(fact.Key, StringComparer.Ordinal)) ? CaseCondition.Of(wanted) : null;
    }
}
