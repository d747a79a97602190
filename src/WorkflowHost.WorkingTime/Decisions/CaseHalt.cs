using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Decisions;

/// <summary>What became of a case's limits when it was halted or goes on.</summary>
/// <param name="Changed">Steps whose limits were stopped or resumed.</param>
/// <param name="Others">Steps whose limits go on as they were.</param>
/// <param name="IsRepeat">Whether the same command was done before: then only what it had left over was changed, if anything.</param>
public sealed record CaseStandstill(ImmutableArray<string> Changed, ImmutableArray<string> Others, bool IsRepeat);

/// <summary>Where officers halt a whole case, and let it go on.</summary>
public sealed class CaseHalt(ITimeLimitStore limits, ICaseHaltStore halts, LimitDesk desk, TimeProvider time)
{
    /// <summary>
    /// Whether the person may halt a case, or let a halted one go on: a case officer or approver of a bureau with a limit that may stand still, for
    /// the case is one whoever else has a limit in it.
    /// </summary>
    /// <param name="ofCase">The limits of the case.</param>
    /// <param name="isHalted">Whether it is halted: then a limit that is over meanwhile will do.</param>
    /// <param name="account">The person.</param>
    public static bool MayHalt(IEnumerable<StoredLimit> ofCase, bool isHalted, Account account) => ofCase.Any(stored =>
        (isHalted || stored.EndedAt is null) && stored.Limit.Rule.Excludes.Contains(ExclusionKind.Suspension) && LimitDesk.MayHalt(stored.Limit, account));

    /// <summary>Whether the limit stands still for a 中止: its own, or that of its case.</summary>
    public static bool IsHalted(StoredLimit stored) =>
        stored.Limit.Facts.Excluded.Any(period => period is { Kind: ExclusionKind.Suspension, Last: null });

    /// <summary>
    /// 中止 or 恢复 a whole case: every open limit whose rule excludes 中止 stands still or runs on, whichever bureau's it is, also one that
    /// begins meanwhile; all others go on as their rule says, and one that was stopped for a reason of its own stands still until that is over. In a
    /// case that is not halted, 恢复 is for the person's own limits only: each was stopped by itself, or is left from a 恢复 that failed half-way. All are
    /// checked before the first is changed; each is a turn of its own. A command that was sent again does what it may have left over, and nothing else.
    /// </summary>
    /// <param name="caseId">The case.</param>
    /// <param name="resumes">Whether the case goes on.</param>
    /// <param name="day">The first day that does not count; the last one when it goes on. In China, not in the future.</param>
    /// <param name="command">Who and why; its limit is not looked at.</param>
    /// <param name="cancellationToken">Stops between two limits.</param>
    /// <returns>The limits that were stopped or resumed, and those that run on; or why nothing was done.</returns>
    public async Task<Checked<CaseStandstill>> HaltAsync(
        string caseId, bool resumes, DateOnly day, LimitCommand command, CancellationToken cancellationToken)
    {
        var halted = await halts.FindAsync(caseId, cancellationToken);
        var isHalted = halted is not null;
        var operation = $"{caseId}/{(resumes ? "case-resume" : "case-halt")}/{command.By.Id}/{command.OperationId}";
        var isRepeat = await halts.WasDoneAsync(operation, cancellationToken);
        if (isRepeat && isHalted == resumes)
        {
            // The case has gone another way since.
            return Checked<CaseStandstill>.Valid(new CaseStandstill([], [], IsRepeat: true));
        }

        var ofCase = await limits.OfCaseAsync(caseId, cancellationToken);
        if (!MayHalt(ofCase, isHalted, command.By))
        {
            return Checked<CaseStandstill>.Refused([new Problem("halt-forbidden", "", "没有由您登记中止或恢复的期限：中止和恢复办理由承办单位经办人或审批人登记，且法规规定其间不计入期限。")]);
        }

        var problems = command.Incomplete();
        problems.AddRange(ProblemsOfDay(ofCase, halted, resumes, day));
        if (problems.Count > 0)
        {
            return Checked<CaseStandstill>.Refused(problems);
        }

        command = command with { IsForCase = isHalted || !resumes || isRepeat };
        var (meant, _) = await OpenAsync(caseId, resumes, day, command, cancellationToken);
        var refusals = meant.SelectMany(stored => Named(stored, desk.ProblemsOf(
            command with { LimitId = stored.Limit.Id }, stored, resumes ? null : ExclusionKind.Suspension, DayFor(stored, resumes, day)))).ToList();
        if (refusals.Count > 0)
        {
            return Checked<CaseStandstill>.Refused(refusals);
        }

        // Without a limit to change, the case itself may change: the others are overdue, stand still for another reason, or are over.
        if (meant.Count == 0 && isHalted != resumes && !isRepeat)
        {
            return Checked<CaseStandstill>.Refused([new Problem("halt-nothing", "", resumes ? "没有因中止而停止计算的期限。" : "没有可以中止的期限：法规没有规定其间不计入，或案件已经中止。")]);
        }

        // First the case, then its limits: one that begins in between is among them.
        await (resumes
            ? halts.EndAsync(caseId, command.By.Id, time.GetUtcNow(), operation, cancellationToken)
            : halts.KeepAsync(new HaltedCase(caseId, day, command.Reason.Trim(), command.By.Id, time.GetUtcNow()), operation, cancellationToken));
        var (moved, others) = await OpenAsync(caseId, resumes, day, command, cancellationToken);
        foreach (var stored in moved)
        {
            var own = command with { LimitId = stored.Limit.Id };
            var first = DayFor(stored, resumes, day);
            var result = resumes
                ? await desk.ResumeAsync(own, first, cancellationToken)
                : await desk.StopAsync(own, ExclusionKind.Suspension, first, cancellationToken);
            if (result is RuntimeResult.Refused refused)
            {
                return Checked<CaseStandstill>.Refused([.. Named(stored, refused.Problems)]);
            }
        }

        return Checked<CaseStandstill>.Valid(new CaseStandstill([.. moved.Select(limit => limit.Limit.Step)], [.. others.Select(limit => limit.Limit.Step)], isRepeat));
    }

    /// <summary>What is wrong with the day for the case itself, also when no limit changes.</summary>
    private IEnumerable<Problem> ProblemsOfDay(IReadOnlyList<StoredLimit> ofCase, HaltedCase? halted, bool resumes, DateOnly day)
    {
        if (day > ChinaTime.DateOf(time.GetUtcNow()))
        {
            yield return new Problem("limit-day", "day", "日期不能晚于今天。");
        }

        if (!resumes && day < ofCase.Min(stored => stored.Limit.Facts.Start))
        {
            yield return new Problem("halt-day", "day", "中止首日不能早于本案第一个期限的起算日。");
        }

        if (resumes && day < halted?.FirstDay.AddDays(-1))
        {
            yield return new Problem("halt-day", "day", "不计入的最后一日不能早于中止首日；填首日的前一日即撤回中止。");
        }
    }

    private async Task<(IReadOnlyList<StoredLimit> Meant, IReadOnlyList<StoredLimit> Others)> OpenAsync(
        string caseId, bool resumes, DateOnly day, LimitCommand command, CancellationToken cancellationToken)
    {
        var open = (await limits.OfCaseAsync(caseId, cancellationToken)).Where(limit => limit.EndedAt is null)
            .ToLookup(limit => !resumes ? IsToHalt(limit, day) : command.IsForCase ? IsHaltedWithCase(limit) : IsHalted(limit) && LimitDesk.MayAsk(limit.Limit, command.By));
        return ([.. open[true]], [.. open[false]]);
    }

    /// <summary>A limit that began after the first day of the halt stands still from its own beginning on.</summary>
    private static DateOnly DayFor(StoredLimit stored, bool resumes, DateOnly day) =>
        !resumes && stored.Limit.Facts.Start > day ? stored.Limit.Facts.Start : day;

    private static bool IsHaltedWithCase(StoredLimit stored) => stored.Limit.Facts.Excluded.Any(period => period is { IsOfCase: true, Last: null });

    /// <summary>One that stands still for another reason, such as 检验, does so until that is over, and then for the halt; one that is overdue stays so.</summary>
    private static bool IsToHalt(StoredLimit stored, DateOnly day) =>
        stored.Limit.Rule.Excludes.Contains(ExclusionKind.Suspension) && !stored.Limit.Facts.Excluded.Any(period => period.Last is null)
        && !(day > stored.Limit.Outcome.LatestDay);

    private static IEnumerable<Problem> Named(StoredLimit stored, IEnumerable<Problem> problems) =>
        problems.Select(problem => problem with { Message = $"“{stored.Limit.Step}”：{problem.Message}" });
}
