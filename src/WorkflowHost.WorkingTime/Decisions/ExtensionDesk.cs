using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Decisions;

/// <summary>Where officers ask for extensions and decide on them. Every check comes before anything is written.</summary>
public sealed class ExtensionDesk(
    ITimeLimitStore limits, IExtensionStore requests, WorkflowRuntime runtime, IIdGenerator ids, TimeProvider time)
{
    /// <summary>What the sender of a request is told, the first time and at each repeat.</summary>
    public const string Asked = "已提交延长申请，等待审批人批复。";

    /// <summary>What the sender of an approval is told.</summary>
    public const string Approved = "已批准延长，到期日已重新计算。";

    /// <summary>What the sender of a refusal is told.</summary>
    public const string NotApproved = "已批复不同意延长。";

    /// <summary>Whether the person may decide on a request: an approver of the limit's bureau who did not ask.</summary>
    public static bool MayDecide(StepLimit limit, ExtensionRequest request, Account account) =>
        account.BureauId == limit.BureauId && account.Is(Roles.Approver) && account.Id != request.AskedBy;

    /// <summary>What the limit would come to with an extension, or why it can't be extended by that.</summary>
    public Checked<RunningLimit> Extended(StoredLimit stored, int value, string reason, Account by) => RunningLimit.Check(
        stored.Limit.Rule,
        stored.Limit.Facts with
        {
            Extensions = stored.Limit.Facts.Extensions.Add(new ApprovedExtension(value, reason, by.DisplayName, ChinaTime.DateOf(time.GetUtcNow()))),
        });

    /// <summary>Asks for an extension; approvers of the bureau are told.</summary>
    /// <param name="command">Who and why.</param>
    /// <param name="value">Units of the limit.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<RuntimeResult> AskAsync(LimitCommand command, int value, CancellationToken cancellationToken)
    {
        if (await limits.FindAsync(command.LimitId, cancellationToken) is not { } stored)
        {
            return new RuntimeResult.Gone();
        }

        var limit = stored.Limit;
        var amount = LimitWords.Amount(value, limit.Rule.Unit);
        var reason = command.Reason.Trim();
        var request = new ExtensionRequest(ids.NewId(), limit.Id, limit.InstanceId, limit.CaseId, value, reason, command.By.Id, time.GetUtcNow());
        var whole = command.As(
            "ask", Asked, new AskExtension(request),
            new GiveNotice(new Notice(
                $"{request.Id}/asked", NoticeKind.Request, limit.BureauId, Roles.Approver, $"“{limit.Step}”申请延长{amount}",
                $"{command.By.DisplayName}：{reason}")));
        var problems = command.ProblemsOf(stored, LimitDesk.MayAsk(limit, command.By), "延长由本单位承办本环节的人员或经办人申请。");
        if (limit.Outcome.LatestDay < ChinaTime.DateOf(time.GetUtcNow()))
        {
            problems.Add(new Problem("limit-over", "", "期限已经届满，不能再延长。"));
        }

        problems.AddRange(Extended(stored, value, reason, command.By).Problems
            .Select(problem => problem with { Path = problem.Code == "limit-extension-value" ? "value" : "" }));
        return problems.Count > 0
            ? await LimitTurns.RefuseAsync(runtime, whole, problems, cancellationToken)
            : await runtime.RecordAsync(
                limit.InstanceId, _ => new Remark("ExtensionAsked", $"申请将“{limit.Step}”的期限延长{amount}：{reason}"), whole, cancellationToken);
    }

    /// <summary>Approves a request: the limit is extended in the same turn.</summary>
    /// <param name="command">Who; its reason is the opinion, and its limit that of the request.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<RuntimeResult> ApproveAsync(LimitCommand command, string requestId, CancellationToken cancellationToken) =>
        DecideAsync(command, requestId, ExtensionState.Approved, cancellationToken);

    /// <summary>Refuses a request.</summary>
    /// <param name="command">Who; its reason is the opinion, and its limit that of the request.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<RuntimeResult> RefuseAsync(LimitCommand command, string requestId, CancellationToken cancellationToken) =>
        DecideAsync(command, requestId, ExtensionState.Refused, cancellationToken);

    private async Task<RuntimeResult> DecideAsync(LimitCommand command, string requestId, ExtensionState state, CancellationToken cancellationToken)
    {
        var request = await requests.FindAsync(requestId, cancellationToken);
        if (request is null || request.LimitId != command.LimitId
            || await limits.FindAsync(request.LimitId, cancellationToken) is not { } stored)
        {
            return new RuntimeResult.Gone();
        }

        var limit = stored.Limit;
        var problems = command.ProblemsOf(stored, MayDecide(limit, request, command.By), "延长由本单位审批人批复，申请人不能批复自己的申请。");
        if (state is ExtensionState.Refused)
        {
            problems.RemoveAll(problem => problem.Code == "limit-ended");
        }
        else if (limit.Outcome.LatestDay < ChinaTime.DateOf(time.GetUtcNow()))
        {
            problems.Add(new Problem("limit-over", "", "期限已经届满，不能再批准延长。"));
        }

        var isApproval = state is ExtensionState.Approved;
        var opinion = command.Reason.Trim();
        var told = new[] { limit.Role, Roles.CaseOfficer }.Where(role => role.Length > 0).Distinct(StringComparer.Ordinal).Select(role => new GiveNotice(new Notice(
            $"{requestId}/decided/{role}", NoticeKind.Decision, limit.BureauId, role,
            $"“{limit.Step}”的延长申请：{(isApproval ? "已批准" : "不同意")}", $"{command.By.DisplayName}：{opinion}")));
        var whole = command.As(
            $"decide/{requestId}", isApproval ? Approved : NotApproved, [new DecideExtension(requestId, state, command.By.Id, opinion), .. told]);
        if (problems.Count > 0)
        {
            return await LimitTurns.RefuseAsync(runtime, whole, problems, cancellationToken);
        }

        return isApproval
            ? await LimitTurns.ReviseAsync(
                runtime, limit,
                new LimitRevision
                {
                    Kind = LimitChangeKind.Extended,
                    Extension = new ApprovedExtension(request.Value, request.Reason, command.By.DisplayName, ChinaTime.DateOf(time.GetUtcNow())),
                    Reason = opinion,
                },
                whole, cancellationToken)
            : await runtime.RecordAsync(
                limit.InstanceId, _ => new Remark("ExtensionRefused", $"不同意延长“{limit.Step}”的期限：{opinion}"), whole, cancellationToken);
    }
}
