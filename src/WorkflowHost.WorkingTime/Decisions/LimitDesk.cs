using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Decisions;

/// <summary>Where officers stop and resume a limit, and withdraw it. Every check comes before anything is written.</summary>
public sealed class LimitDesk(ITimeLimitStore limits, ICaseHaltStore halts, WorkflowRuntime runtime, IBureauDirectory bureaus, TimeProvider time)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 500;

    /// <summary>What the one who stops a limit is told.</summary>
    public const string Stopped = "期限已停止计算。";

    /// <summary>What the one who resumes a limit is told.</summary>
    public const string Resumed = "期限已恢复计算，到期日已重新计算。";

    /// <summary>What the one who withdraws a limit is told.</summary>
    public const string Withdrawn = "期限已撤销。";

    private static readonly Problem IsOfCase = new("limit-halted-case", "", "本案已经中止，期限随案件恢复计算：请在案件页登记恢复办理。");
    private static readonly Problem Runs = new("limit-runs", "", "期限没有停止计算，无需恢复。");

    /// <summary>Whether the person may ask for an extension and stop or resume: who has to do the step, a case officer or an approver of its bureau.</summary>
    public static bool MayAsk(StepLimit limit, Account account) =>
        MayHalt(limit, account) || (account.BureauId == limit.BureauId && limit.Role.Length > 0 && account.Is(limit.Role));

    /// <summary>Whether the person may halt the whole case for it: a case officer or an approver of the limit's bureau.</summary>
    public static bool MayHalt(StepLimit limit, Account account) =>
        account.BureauId == limit.BureauId && (account.Is(Roles.CaseOfficer) || account.Is(Roles.Approver));

    /// <summary>Whether the person may withdraw a limit: an approver of its bureau, or a supervisor of a municipal bureau.</summary>
    public bool MayWithdraw(StepLimit limit, Account account) =>
        (account.BureauId == limit.BureauId && account.Is(Roles.Approver))
        || (account.Is(Roles.Supervisor) && bureaus.Find(account.BureauId) is { Kind: BureauKind.Municipal });

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
        if (RevisionOf(stored.Limit, kind, day, command) is not { } revision)
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

        var whole = command.As("withdraw", Withdrawn);
        var problems = command.ProblemsOf(stored, MayWithdraw(stored.Limit, command.By), "期限由本单位审批人或市局监督员撤销。");
        if (problems.Count > 0)
        {
            return await LimitTurns.RefuseAsync(runtime, whole, problems, cancellationToken);
        }

        var reason = command.Reason.Trim();
        Stimulus stimulus = stored.Limit.Kind is LimitedKind.Task or LimitedKind.Scope or LimitedKind.Period
            ? LimitTurns.Stimulus(command.LimitId, new LimitRevision { Kind = LimitChangeKind.Withdrawn, Reason = reason })
            : Withdrawal.Because(command.LimitId, reason);
        return await runtime.SendAsync(stored.Limit.InstanceId, stimulus, whole, cancellationToken);
    }

    /// <summary>What stops a limit for a reason, or, without one, lets it run on; null when it runs already.</summary>
    private static LimitRevision? RevisionOf(StepLimit limit, ExclusionKind? kind, DateOnly day, LimitCommand command) =>
        kind is { } stops
            ? new LimitRevision { Kind = LimitChangeKind.Stopped, Period = new ExcludedPeriod(stops, day, null) { IsOfCase = command.IsForCase }, Reason = command.Reason.Trim() }
            : limit.Facts.Excluded.FirstOrDefault(period => period.Last is null) is { } open
                ? new LimitRevision { Kind = LimitChangeKind.Resumed, Period = open with { Last = day }, Reason = command.Reason.Trim() }
                : null;

    private List<Problem> ProblemsOfDay(LimitCommand command, StoredLimit stored, ExclusionKind? kind, DateOnly day)
    {
        var field = kind is null ? "last" : "first";
        var problems = command.ProblemsOf(stored, command.IsForCase || MayAsk(stored.Limit, command.By), "停止和恢复计算由本单位承办本环节的人员、经办人或审批人登记。");
        if (day > ChinaTime.DateOf(time.GetUtcNow()))
        {
            problems.Add(new Problem("limit-day", field, "日期不能晚于今天。"));
        }

        // Of a case's halt, a limit may have begun after it was over.
        if (kind is null && !command.IsForCase && stored.Limit.Facts.Excluded.FirstOrDefault(period => period.Last is null) is { } open && day < open.First.AddDays(-1))
        {
            problems.Add(new Problem("limit-day", field, "不计入的最后一日不能早于停止计算的首日；填首日的前一日即撤回停止。"));
        }

        if (kind is not null && day > stored.Limit.Outcome.LatestDay)
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

        var whole = command.As(word, answer);
        var problems = ProblemsOfDay(command, stored, kind, day);
        if (RevisionOf(stored.Limit, kind, day, command) is not { } revision)
        {
            return await LimitTurns.RefuseAsync(runtime, whole, problems.Count > 0 ? problems : [Runs], cancellationToken);
        }

        if (revision is { Kind: LimitChangeKind.Resumed, Period.IsOfCase: true } && await halts.FindAsync(stored.Limit.CaseId, cancellationToken) is not null)
        {
            problems.Add(IsOfCase);
        }

        return problems.Count > 0
            ? await LimitTurns.RefuseAsync(runtime, whole, problems, cancellationToken)
            : await LimitTurns.ReviseAsync(runtime, stored.Limit, revision, whole, cancellationToken);
    }
}
