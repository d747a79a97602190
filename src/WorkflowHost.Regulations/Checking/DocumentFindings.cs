using System.Text.RegularExpressions;
using WorkflowHost.Runtime.Duties;

namespace WorkflowHost.Regulations.Checking;

/// <summary>Documents of an obligation that no step that carries it makes.</summary>
internal static partial class DocumentFindings
{
    private const string Receipt = "送达回证";
    private const string Service = "PostInspection.RecordService";
    private const string Document = "PostInspection.GenerateDocument";

    public static IEnumerable<Finding> Missing(ProcedureTree tree, Obligation obligation)
    {
        var carrying = tree.Steps.Where(step => step.Law.Names.Contains(obligation.Id, StringComparer.Ordinal)).ToList();
        var made = carrying.SelectMany(step => MadeBy(tree, step)).ToList();
        var serves = carrying.Exists(step => step.Activity.Type == Service || SharedBy(tree, step).Any(shared => shared.Activity.Type == Service));
        foreach (var document in obligation.Documents.Where(document => !(document == Receipt && serves)))
        {
            var core = CoreOf(document);
            if (!made.Exists(title => title.Contains(core, StringComparison.Ordinal) && title.Contains(Receipt, StringComparison.Ordinal) == (document == Receipt)))
            {
                yield return ProcedureChecker.Error(
                    "document-missing", null, obligation, $"没有步骤生成《{document}》，{obligation.Id}（{obligation.Citation}）要求制作。");
            }
        }
    }

    /// <summary>Title and step of each document that a step makes, itself or by a workflow that works for its duties.</summary>
    private static IEnumerable<string> MadeBy(ProcedureTree tree, CheckedStep step) => step.Activity.Type == Document
        ? [$"{step.TextOf("title")} {step.Name}"]
        : SharedBy(tree, step).Where(shared => shared.Activity.Type == Document).Select(shared => $"{TitleOf(shared, step)} {shared.Name}");

    /// <summary>What the user of a shared workflow gives as title stands for a script that reads it.</summary>
    private static string TitleOf(CheckedStep shared, CheckedStep user) =>
        GivenInput().Match(shared.TextOf("title")) is { Success: true } given && user.TextOf(given.Groups["name"].Value) is { Length: > 0 } title ? title : shared.TextOf("title");

    private static IEnumerable<CheckedStep> SharedBy(ProcedureTree tree, CheckedStep step) => tree.UsedBy(step.Activity) is { } used
        ? ProcedureTree.Nested(used.Root).Where(inner => DutyBearer.IsCaller(inner.CustomProperties)).Select(inner => new CheckedStep(inner, StepLaw.Of(inner.CustomProperties)))
        : [];

    [GeneratedRegex("^getInput\\('(?<name>[^']+)'\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GivenInput();

    /// <summary>The name without what all forms of a regulation begin with: 工业产品质量监督抽查/复查检验结果通知书 is 检验结果通知书.</summary>
    internal static string CoreOf(string document)
    {
        var core = CommonHead().Replace(document, "");
        return core.Length >= 3 ? core : document;
    }

    [GeneratedRegex("^(工业)?产品质量监督(抽查/复查|抽查|复查)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommonHead();
}
