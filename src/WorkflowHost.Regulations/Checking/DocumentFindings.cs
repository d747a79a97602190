using System.Text.RegularExpressions;

namespace WorkflowHost.Regulations.Checking;

/// <summary>Documents of an obligation that no step that carries it makes.</summary>
internal static partial class DocumentFindings
{
    private const string Receipt = "送达回证";

    public static IEnumerable<Finding> Missing(ProcedureTree tree, Obligation obligation)
    {
        var carrying = tree.Steps.Where(step => step.Law.Names.Contains(obligation.Id, StringComparer.Ordinal)).ToList();
        var made = carrying.FindAll(step => step.Activity.Type == "PostInspection.GenerateDocument").ConvertAll(step => $"{step.TextOf("title")} {step.Name}");
        var serves = carrying.Exists(step => step.Activity.Type == "PostInspection.RecordService");
        foreach (var document in obligation.Documents.Where(document => !(document == Receipt && serves)))
        {
            var core = CoreOf(document);
            if (!made.Exists(title => title.Contains(core, StringComparison.Ordinal)))
            {
                yield return ProcedureChecker.Error(
                    "document-missing", null, obligation, $"没有步骤生成《{document}》，{obligation.Id}（{obligation.Citation}）要求制作。");
            }
        }
    }

    /// <summary>The name without what all forms of a regulation begin with: 工业产品质量监督抽查/复查检验结果通知书 is 检验结果通知书.</summary>
    internal static string CoreOf(string document)
    {
        var core = CommonHead().Replace(document, "");
        return core.Length >= 3 ? core : document;
    }

    [GeneratedRegex("^(工业)?产品质量监督(抽查/复查|抽查|复查)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommonHead();
}
