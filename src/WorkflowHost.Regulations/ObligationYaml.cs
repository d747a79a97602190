using System.Collections.Immutable;
using WorkflowHost.Definitions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WorkflowHost.Regulations;

/// <summary>Reads a regulation from YAML: <c>city</c>, <c>regulation</c>, <c>inForceSince</c>, <c>obligations</c>.</summary>
/// <remarks>
/// An obligation has <c>id</c>, <c>article</c>, <c>quote</c>, <c>who</c>, <c>duty</c>, <c>trigger</c>, and where the text
/// gives them <c>limit</c> and <c>documents</c>. Any other key is refused.
/// </remarks>
public static class ObligationYaml
{
    private const int MaxDepth = 10;

    /// <summary>The regulation, or every problem of the text with its line, counted from 1.</summary>
    public static Checked<Regulation> Parse(string text)
    {
        var yaml = new YamlStream();
        try
        {
            if (DepthOf(text) > MaxDepth)
            {
                return Refused("yaml-too-deep", $"法规文件的嵌套超过 {MaxDepth} 层，请检查缩进和括号。");
            }

            using var reader = new StringReader(text);
            yaml.Load(reader);
        }
        catch (YamlException exception)
        {
            return Refused(
                "yaml-syntax", string.Create(null, $"第 {exception.Start.Line} 行：不是有效的 YAML，请检查缩进、引号和重复的键。"));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // YamlDotNet throws these, without a place, for wrong tags and versions and for some plain texts inside brackets.
            return Refused("yaml-syntax", "不是有效的 YAML，请检查括号里的内容和以 !、% 开头的标记。");
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }]
            ? Read(root)
            : Refused("yaml-shape", "法规文件应为一份 YAML，最外层有 city、regulation、inForceSince、obligations。");
    }

    private static Checked<Regulation> Read(YamlMappingNode root)
    {
        var problems = new List<Problem>();
        var head = new YamlFields(root, "$", problems);
        head.AllowOnly("city", "regulation", "inForceSince", "obligations");
        var (city, title, inForceSince) = (head.Text("city"), head.Text("regulation"), head.Date("inForceSince"));
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var obligations = ImmutableArray.CreateBuilder<Obligation>();
        foreach (var fields in head.Items("obligations"))
        {
            var obligation = Obligation(fields, city, title);
            if (obligation.Id.Length > 0 && !lines.TryAdd(obligation.Id, fields.LineOf("id")))
            {
                fields.Refuse("id", "obligation-twice", $"编号 {obligation.Id} 重复，第 {lines[obligation.Id]} 行已有。");
            }

            obligations.Add(obligation);
        }

        return problems.Count > 0
            ? Checked<Regulation>.Refused(problems)
            : Checked<Regulation>.Valid(new Regulation(city, title, inForceSince, obligations.ToImmutable()));
    }

    private static Obligation Obligation(YamlFields fields, string city, string title)
    {
        fields.AllowOnly("id", "article", "quote", "who", "duty", "trigger", "limit", "documents");
        return new Obligation(
            fields.Id("id"), city, title, fields.Text("article"), fields.Text("quote"), fields.Text("who"), fields.Text("duty"),
            fields.OptionalText("limit"), fields.Text("trigger"), fields.Texts("documents"));
    }

    /// <summary>Measured without recursion, because loading recurses.</summary>
    private static int DepthOf(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var (depth, deepest) = (0, 0);
        while (deepest <= MaxDepth && parser.MoveNext())
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private static Checked<Regulation> Refused(string code, string message) =>
        Checked<Regulation>.Refused([new Problem(code, "$", message)]);
}
