using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Notices;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Decisions;

/// <summary>Where officers ask for extensions and decide on them, stop and resume a limit, and withdraw it. Every check comes before anything is written.</summary>
public sealed class LimitDesk(
    ITimeLimitStore limits, IExtensionStore requests, WorkflowRuntime runtime, IBureauDirectory bureaus, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 500;

    /// <summary>What the sender of a request is told, the first time and at each repeat.</summary>
    public const string Asked = "已提交延长申请，等待审批人批复。";

    /// <summary>What the sender of an approval is told.</summary>
    public const string Approved = "已批准延长，到期日已重新计算。";

    /// <summary>What the sender of a refusal is told.</summary>
    public const string NotApproved = "已批复不同意延长。";

    /// <summary>What the one who stops a limit is told.</summary>
    public const string Stopped = "期限已停止计算。";

    /// <summary>What the one who resumes a limit is told.</summary>
    public const string Resumed = "期限已恢复计算，到期日已重新计算。";

    /// <summary>What the one who withdraws a limit is told.</summary>
    public const string Withdrawn = "期限已撤销。";

    private static readonly Problem Runs = new("limit-runs", "", "期限没有停止计算，无需恢复。");

    /// <summary>Whether the person may ask for an extension and stop or resume: a case officer or approver of the limit's bureau.</summary>
    public static bool MayAsk(StepLimit limit, Account account) =>
        account.BureauId == limit.BureauId && (account.Is(Roles.CaseOfficer) || account.Is(Roles.Approver));

    /// <summary>Whether the person may decide on a request: an approver of the limit's bureau who did not ask.</summary>
    public static bool MayDecide(StepLimit limit, ExtensionRequest request, Account account) =>
        account.BureauId == limit.BureauId && account.Is(Roles.Approver) && account.Id != request.AskedBy;

    /// <summary>Whether the person may withdraw a limit: an approver of its bureau, or a supervisor of a municipal bureau.</summary>
    public bool MayWithdraw(StepLimit limit, Account account) =>
        (account.BureauId == limit.BureauId && account.Is(Roles.Approver))
        || (account.Is(Roles.Supervisor) && bureaus.Find(account.BureauId) is { Kind: BureauKind.Municipal });

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
        var problems = Problems(command, stored, MayAsk(limit, command.By), "延长由本单位经办人申请。");
        if (limit.Outcome.LastDay < ChinaTime.DateOf(time.GetUtcNow()))
        {
            problems.Add(new Problem("limit-over", "", "期限已经届满，不能再延长。"));
        }

        problems.AddRange(Extended(stored, value, command.Reason.Trim(), command.By).Problems
            .Select(problem => problem with { Path = problem.Code == "limit-extension-value" ? "value" : "" }));
        if (problems.Count > 0)
        {
            return new RuntimeResult.Refused(problems);
        }

        var reason = command.Reason.Trim();
        var amount = LimitWords.Amount(value, limit.Rule.Unit);
        var text = $"申请将“{limit.Step}”的期限延长{amount}：{reason}";
        var request = new ExtensionRequest(ids.NewId(), limit.Id, limit.InstanceId, limit.CaseId, value, reason, command.By.Id, time.GetUtcNow());
        return await runtime.RecordAsync(
            limit.InstanceId, _ => new Remark("ExtensionAsked", text),
            CommandOf(
                command, "ask", Asked, new AskExtension(request),
                new GiveNotice(new Notice(
                    $"{request.Id}/asked", NoticeKind.Request, limit.BureauId, Roles.Approver, $"“{limit.Step}”申请延长{amount}",
                    $"{command.By.DisplayName}：{reason}"))),
            cancellationToken);
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

    /// <summary>Stops a limit from a day on: nothing counts until it is resumed.</summary>
    /// <param name="command">Who and why.</param>
    /// <param name="kind">One that the rule excludes.</param>
    /// <param name="first">The first day that does not count, in China; not in the future.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<RuntimeResult> StopAsync(LimitCommand command, ExclusionKind kind, DateOnly first, CancellationToken cancellationToken) =>
        ReviseAsync(command, "stop", Stopped, kind, first, cancellationToken);

    /// <summary>Lets a stopped limit run on.</summary>
    /// <param name="command">Who and why.</param>
    /// <param name="last">The last day that does not count, in China; not in the future.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<RuntimeResult> ResumeAsync(LimitCommand command, DateOnly last, CancellationToken cancellationToken) =>
        ReviseAsync(command, "resume", Resumed, null, last, cancellationToken);

    /// <summary>Why a limit can't be stopped or resumed.</summary>
    /// <param name="command">Who and why.</param>
    /// <param name="stored">The limit.</param>
    /// <param name="kind">What it is stopped for; null to resume it.</param>
    /// <param name="day">The first day that does not count; the last one to resume it.</param>
    /// <returns>Empty when nothing is against it.</returns>
    public IReadOnlyList<Problem> ProblemsOf(LimitCommand command, StoredLimit stored, ExclusionKind? kind, DateOnly day)
    {
        var problems = ProblemsOfDay(command, stored, kind, day);
        if (RevisionOf(stored.Limit, kind, day, command.Reason.Trim()) is not { } revision)
        {
            problems.Add(Runs);
        }
        else
        {
            problems.AddRange(RunningLimit.Check(stored.Limit.Rule, revision.Applied(stored.Limit.Facts)).Problems);
        }

        return problems;
    }

    /// <summary>Withdraws a limit: a task goes on without one, a step that waits for it leaves by 已撤销.</summary>
    public async Task<RuntimeResult> WithdrawAsync(LimitCommand command, CancellationToken cancellationToken)
    {
        if (await limits.FindAsync(command.LimitId, cancellationToken) is not { } stored)
        {
            return new RuntimeResult.Gone();
        }

        var problems = Problems(command, stored, MayWithdraw(stored.Limit, command.By), "期限由本单位审批人或市局监督员撤销。");
        if (problems.Count > 0)
        {
            return new RuntimeResult.Refused(problems);
        }

        var reason = command.Reason.Trim();
        Stimulus stimulus = stored.Limit.Kind is LimitedKind.Task or LimitedKind.Scope or LimitedKind.Period
            ? new Stimulus.Revise(command.LimitId, Terms(new LimitRevision { Kind = LimitChangeKind.Withdrawn, Reason = reason }))
            : Withdrawal.Because(command.LimitId, reason);
        return await runtime.SendAsync(stored.Limit.InstanceId, stimulus, CommandOf(command, "withdraw", Withdrawn), cancellationToken);
    }

    private static JsonObject Terms(LimitRevision revision) => (JsonObject)Conversion.From(revision)!;

    private static Command CommandOf(LimitCommand command, string kind, string answer, params ReadOnlySpan<Effect> effects) => new(command.By.Id)
    {
        Effects = [.. effects],
        Operation = new Operation($"{command.LimitId}/{kind}/{command.OperationId}", answer),
    };

    private static List<Problem> Problems(LimitCommand command, StoredLimit stored, bool isAllowed, string forbidden)
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

        if (command.OperationId.Length is 0 or > 64)
        {
            problems.Add(new Problem("operation-id", "operationId", "缺少操作编号，请刷新页面后重新提交。"));
        }

        if (command.Reason.Trim().Length is 0 or > MaxReason)
        {
            problems.Add(new Problem("reason", "reason", $"请写明理由，不超过 {MaxReason} 字。"));
        }

        return problems;
    }

    private async Task<RuntimeResult> DecideAsync(LimitCommand command, string requestId, ExtensionState state, CancellationToken cancellationToken)
    {
        var request = await requests.FindAsync(requestId, cancellationToken);
        if (request is null || request.LimitId != command.LimitId
            || await limits.FindAsync(request.LimitId, cancellationToken) is not { } stored)
        {
            return new RuntimeResult.Gone();
        }

        var limit = stored.Limit;
        var problems = Problems(command, stored, MayDecide(limit, request, command.By), "延长由本单位审批人批复，申请人不能批复自己的申请。");
        if (state is ExtensionState.Refused)
        {
            problems.RemoveAll(problem => problem.Code == "limit-ended");
        }

        if (problems.Count > 0)
        {
            return new RuntimeResult.Refused(problems);
        }

        var isApproval = state is ExtensionState.Approved;
        var opinion = command.Reason.Trim();
        var whole = CommandOf(
            command, $"decide/{requestId}", isApproval ? Approved : NotApproved, new DecideExtension(requestId, state, command.By.Id, opinion),
            new GiveNotice(new Notice(
                $"{requestId}/decided", NoticeKind.Decision, limit.BureauId, Roles.CaseOfficer,
                $"“{limit.Step}”的延长申请：{(isApproval ? "已批准" : "不同意")}", $"{command.By.DisplayName}：{opinion}")));
        return isApproval
            ? await SendAsync(
                limit,
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

    /// <summary>What stops a limit for a reason, or, without one, lets it run on; null when it runs already.</summary>
    private static LimitRevision? RevisionOf(StepLimit limit, ExclusionKind? kind, DateOnly day, string reason) =>
        kind is { } stops
            ? new LimitRevision { Kind = LimitChangeKind.Stopped, Period = new ExcludedPeriod(stops, day, null), Reason = reason }
            : limit.Facts.Excluded.FirstOrDefault(period => period.Last is null) is { } open
                ? new LimitRevision { Kind = LimitChangeKind.Resumed, Period = open with { Last = day }, Reason = reason }
                : null;

    private List<Problem> ProblemsOfDay(LimitCommand command, StoredLimit stored, ExclusionKind? kind, DateOnly day)
    {
        var field = kind is null ? "last" : "first";
        var problems = Problems(command, stored, MayAsk(stored.Limit, command.By), "停止和恢复计算由本单位经办人或审批人登记。");
        if (day > ChinaTime.DateOf(time.GetUtcNow()))
        {
            problems.Add(new Problem("limit-day", field, "日期不能晚于今天。"));
        }

        if (kind is not null && day > stored.Limit.Outcome.LastDay)
        {
            problems.Add(new Problem("limit-over", field, "期限此前已经届满，不能再停止计算。"));
        }

        return problems;
    }

    private async Task<RuntimeResult> ReviseAsync(
        LimitCommand command, string word, string answer, ExclusionKind? kind, DateOnly day, CancellationToken cancellationToken)
    {
        if (await limits.FindAsync(command.LimitId, cancellationToken) is not { } stored)
        {
            return new RuntimeResult.Gone();
        }

        if (ProblemsOfDay(command, stored, kind, day) is { Count: > 0 } problems)
        {
            return new RuntimeResult.Refused(problems);
        }

        return RevisionOf(stored.Limit, kind, day, command.Reason.Trim()) is { } revision
            ? await SendAsync(stored.Limit, revision, CommandOf(command, word, answer), cancellationToken)
            : new RuntimeResult.Refused([Runs]);
    }

    private async Task<RuntimeResult> SendAsync(StepLimit limit, LimitRevision revision, Command command, CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.SendAsync(limit.InstanceId, new Stimulus.Revise(limit.Id, Terms(revision)), command, cancellationToken);
        }
        catch (WorkflowFaultException unfit)
        {
            return new RuntimeResult.Refused([new Problem(unfit.Code, "", unfit.Message)]);
        }
    }
}
