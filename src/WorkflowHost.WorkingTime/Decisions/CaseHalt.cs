using System.Collections.Immutable;
using WorkflowHost.Definitions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.WorkingTime.Decisions;

/// <summary>What became of a case's limits when it was halted or goes on.</summary>
/// <param name="Changed">Steps whose limits were stopped or resumed.</param>
/// <param name="Others">Steps whose limits go on as they were.</param>
public sealed record CaseStandstill(ImmutableArray<string> Changed, ImmutableArray<string> Others);

/// <summary>Where officers halt a whole case, and let it go on.</summary>
public sealed class CaseHalt(ITimeLimitStore limits, ICaseHaltStore halts, LimitDesk desk, TimeProvider time)
{
    /// <summary>
    /// 中止 or 恢复 a whole case: every open limit whose rule excludes 中止 stands still or runs on, also one that begins meanwhile; all
    /// others go on as their rule says. All are checked before the first is changed; each is a turn of its own, so a repeat after a
    /// failure finishes what is left.
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
        var (meant, _) = await OpenAsync(caseId, resumes, day, cancellationToken);
        var refusals = meant.SelectMany(stored => Named(stored, desk.ProblemsOf(
            command with { LimitId = stored.Limit.Id }, stored, resumes ? null : ExclusionKind.Suspension, DayFor(stored, resumes, day)))).ToList();
        if (refusals.Count > 0)
        {
            return Checked<CaseStandstill>.Refused(refusals);
        }

        if (meant.Count == 0 && !await MayWithoutLimitsAsync(caseId, resumes, command, cancellationToken))
        {
            return Checked<CaseStandstill>.Refused([new Problem("halt-nothing", "", resumes ? "没有因中止而停止计算的期限。" : "没有可以中止的期限：法规没有规定其间不计入，或案件已经中止。")]);
        }

        // First the case, then its limits: one that begins in between is among them.
        await (resumes
            ? halts.EndAsync(caseId, cancellationToken)
            : halts.KeepAsync(new HaltedCase(caseId, day, command.Reason.Trim(), command.By.Id, time.GetUtcNow()), cancellationToken));
        var (moved, others) = await OpenAsync(caseId, resumes, day, cancellationToken);
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

        return Checked<CaseStandstill>.Valid(new CaseStandstill([.. moved.Select(limit => limit.Limit.Step)], [.. others.Select(limit => limit.Limit.Step)]));
    }

    /// <summary>
    /// Whether a case may be halted though none of its limits runs, because one stands still for another reason or is overdue; and
    /// whether it may go on though none stands still for the halt any more.
    /// </summary>
    private async Task<bool> MayWithoutLimitsAsync(string caseId, bool resumes, LimitCommand command, CancellationToken cancellationToken) =>
        await halts.FindAsync(caseId, cancellationToken) is null != resumes
        && (await limits.OfCaseAsync(caseId, cancellationToken)).Any(stored =>
            (resumes || stored.EndedAt is null) && stored.Limit.Rule.Excludes.Contains(ExclusionKind.Suspension) && LimitDesk.MayAsk(stored.Limit, command.By));

    private async Task<(IReadOnlyList<StoredLimit> Meant, IReadOnlyList<StoredLimit> Others)> OpenAsync(
        string caseId, bool resumes, DateOnly day, CancellationToken cancellationToken)
    {
        var open = (await limits.OfCaseAsync(caseId, cancellationToken)).Where(limit => limit.EndedAt is null)
            .ToLookup(limit => resumes ? Halted(limit) : IsToHalt(limit, day));
        return ([.. open[true]], [.. open[false]]);
    }

    /// <summary>A limit that began after the first day of the halt stands still from its own beginning on.</summary>
    private static DateOnly DayFor(StoredLimit stored, bool resumes, DateOnly day) =>
        !resumes && stored.Limit.Facts.Start > day ? stored.Limit.Facts.Start : day;

    private static bool Halted(StoredLimit stored) =>
        stored.Limit.Facts.Excluded.Any(period => period is { Kind: ExclusionKind.Suspension, Last: null });

    /// <summary>One that stands still for another reason, such as 检验, does so until that is over, and then for the halt; one that is overdue stays so.</summary>
    private static bool IsToHalt(StoredLimit stored, DateOnly day) =>
        stored.Limit.Rule.Excludes.Contains(ExclusionKind.Suspension) && !stored.Limit.Facts.Excluded.Any(period => period.Last is null)
        && !(day > stored.Limit.Outcome.LatestDay);

    private static IEnumerable<Problem> Named(StoredLimit stored, IEnumerable<Problem> problems) =>
        problems.Select(problem => problem with { Message = $"“{stored.Limit.Step}”：{problem.Message}" });
}
