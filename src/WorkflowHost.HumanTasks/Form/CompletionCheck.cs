using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;

namespace WorkflowHost.HumanTasks;

/// <summary>Checks what a person wants to complete a task with.</summary>
public static class CompletionCheck
{
    /// <summary>Outcomes that need an opinion.</summary>
    private static readonly ImmutableArray<string> NeedOpinion = ["退回", "不同意", "不予受理"];

    /// <summary>Whether an outcome is accepted only with an opinion.</summary>
    public static bool NeedsOpinion(string outcome) => NeedOpinion.Contains(outcome, StringComparer.Ordinal);

    /// <summary>Every problem; empty when the task may be completed so.</summary>
    /// <param name="task">The task.</param>
    /// <param name="outcome">The outcome chosen.</param>
    /// <param name="opinion">What the person wrote.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="today">In China.</param>
    /// <param name="bureaus">All bureaus.</param>
    public static IReadOnlyList<Problem> Of(
        HumanTask task, string outcome, string opinion, JsonObject form, DateOnly today, IBureauDirectory bureaus)
    {
        var problems = new List<Problem>();
        if (!task.Outcomes.Contains(outcome, StringComparer.Ordinal))
        {
            problems.Add(new Problem("outcome-unknown", "outcome", $"办理结果只能是：{string.Join('、', task.Outcomes)}。"));
        }

        if (NeedsOpinion(outcome) && string.IsNullOrWhiteSpace(opinion))
        {
            problems.Add(new Problem("opinion-required", "opinion", $"选择“{outcome}”时必须填写意见。"));
        }

        if (opinion.Length > FormCheck.MaxText || FormCheck.HasControls(opinion))
        {
            problems.Add(new Problem("opinion-text", "opinion", $"意见超过 {FormCheck.MaxText} 字，或含有不能保存的控制字符。"));
        }

        problems.AddRange(FormCheck.Of(task.Form, form, outcome, today, field => BureauChoices.Of(field, task.BureauId, bureaus)));
        return problems;
    }
}
