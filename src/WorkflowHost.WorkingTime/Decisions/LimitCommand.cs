using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;

namespace WorkflowHost.WorkingTime.Decisions;

/// <summary>Something that a person does to a limit.</summary>
/// <param name="LimitId">The limit.</param>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat of the same command gets the first answer.</param>
/// <param name="Reason">Kept in the history, 1 to 500 characters.</param>
/// <param name="By">Who.</param>
public sealed record LimitCommand(string LimitId, string OperationId, string Reason, Account By)
{
    /// <summary>Whether it follows from a decision on the whole case, for which the person was found fit already.</summary>
    internal bool IsForCase { get; init; }

    /// <summary>As a command of the runtime, done once for this person: what somebody else sends under the same number is another command.</summary>
    internal Command As(string kind, string answer, params ReadOnlySpan<Effect> effects) => new(By.Id)
    {
        Effects = [.. effects],
        Operation = new Operation($"{LimitId}/{kind}/{By.Id}/{OperationId}", answer),
    };

    /// <summary>What is wrong with it whatever it is to do.</summary>
    /// <param name="stored">The limit.</param>
    /// <param name="isAllowed">Whether the person may.</param>
    /// <param name="forbidden">Who may, in Chinese.</param>
    internal List<Problem> ProblemsOf(StoredLimit stored, bool isAllowed, string forbidden)
    {
        var problems = new List<Problem>();
        if (!isAllowed)
        {
            problems.Add(new Problem("limit-forbidden", "", forbidden));
        }

        if (stored.EndedAt is not null)
        {
            problems.Add(new Problem("limit-ended", "", "该期限已经结束，不能再变更。"));
        }

        problems.AddRange(Incomplete());
        return problems;
    }

    /// <summary>What is missing in it whatever it is about.</summary>
    internal List<Problem> Incomplete()
    {
        var problems = new List<Problem>();
        if (OperationId.Length is 0 or > 64)
        {
            problems.Add(new Problem("operation-id", "operationId", "缺少操作编号，请刷新页面后重新提交。"));
        }

        if (Reason.Trim().Length is 0 or > LimitDesk.MaxReason)
        {
            problems.Add(new Problem("reason", "reason", $"请写明理由，不超过 {LimitDesk.MaxReason} 字。"));
        }

        return problems;
    }
}
