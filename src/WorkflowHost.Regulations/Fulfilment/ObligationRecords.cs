using System.Collections.Immutable;
using WorkflowHost.Engine;

namespace WorkflowHost.Regulations.Fulfilment;

/// <summary>What an obligation came to in one run of a procedure.</summary>
public enum ObligationOutcome
{
    /// <summary>已履行.</summary>
    Discharged,

    /// <summary>逾期履行: done after the limit of its step. Late once is late for good.</summary>
    DischargedLate,

    /// <summary>逾期未履行: a step found that it was not done in time.</summary>
    Missed,

    /// <summary>不适用: a step found so.</summary>
    NotApplicable,

    /// <summary>逾期办理中: a step whose limit is the obligation's was done late; another step has yet to settle it.</summary>
    Late,
}

/// <summary>An obligation that an instance's step carries while it waits.</summary>
/// <param name="ObligationId">Which.</param>
/// <param name="InstanceId">The run.</param>
/// <param name="BookmarkId">Where the step waits; also the id of its time limit and what leads to its task.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Since">UTC.</param>
/// <param name="DueAt">UTC, exclusive; null when the step's limit, if it has one, is not the obligation's, or only time acts.</param>
/// <param name="MaySettle">Whether the obligation may be done with this step, not only prepared.</param>
public sealed record ObligationAtWork(
    string ObligationId, string InstanceId, string BookmarkId, string Step, DateTimeOffset Since, DateTimeOffset? DueAt, bool MaySettle);

/// <summary>What an obligation came to in one run, with the step that settled it.</summary>
/// <param name="ObligationId">Which.</param>
/// <param name="InstanceId">The run.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Step">The step's name.</param>
/// <param name="LimitId">The step's time limit; empty when it had none.</param>
/// <param name="At">UTC.</param>
public sealed record SettledObligation(
    string ObligationId, string InstanceId, ObligationOutcome Outcome, string Step, string LimitId, DateTimeOffset At)
{
    /// <summary>What holds after this came later than another.</summary>
    /// <param name="before">What held; null when nothing did.</param>
    public SettledObligation After(SettledObligation? before) => before switch
    {
        null => this,
        _ when Outcome is ObligationOutcome.NotApplicable => before.Outcome is ObligationOutcome.Late ? this : before,
        { Outcome: ObligationOutcome.Discharged } when Outcome is ObligationOutcome.Late => before with { Outcome = ObligationOutcome.DischargedLate },
        _ when Outcome is ObligationOutcome.Late => before,
        { Outcome: ObligationOutcome.Late or ObligationOutcome.Missed } when Outcome is ObligationOutcome.Discharged => this with { Outcome = ObligationOutcome.DischargedLate },
        { Outcome: ObligationOutcome.DischargedLate } => this with { Outcome = ObligationOutcome.DischargedLate },
        _ => this,
    };
}

/// <summary>Keeps what a turn did to obligations.</summary>
/// <param name="Begun">Steps that wait since this turn.</param>
/// <param name="Moved">Steps that wait as before, with another due date.</param>
/// <param name="Gone">Bookmarks at which nothing waits any more.</param>
/// <param name="Settled">What was settled, each obligation once.</param>
public sealed record KeepObligations(
    ImmutableArray<ObligationAtWork> Begun, ImmutableArray<ObligationAtWork> Moved, ImmutableArray<string> Gone, ImmutableArray<SettledObligation> Settled) : Effect;

/// <summary>What is recorded of a case's obligations.</summary>
/// <param name="AtWork">Steps that wait, longest waiting first.</param>
/// <param name="Settled">What was settled, by run.</param>
public sealed record CaseObligations(IReadOnlyList<ObligationAtWork> AtWork, IReadOnlyList<SettledObligation> Settled);

/// <summary>Whose cases are counted.</summary>
/// <param name="City">All of this city.</param>
/// <param name="HandlingBureauId">Only those that a district bureau handles; null for all.</param>
public sealed record CountedCases(string City, string? HandlingBureauId);

/// <summary>In how many cases an obligation stands how.</summary>
/// <param name="InProgress">进行中: a step waits and is not overdue.</param>
/// <param name="Overdue">逾期: a step waits that is overdue.</param>
/// <param name="Discharged">已履行 since the instant asked for, late ones included.</param>
/// <param name="Missed">逾期未履行 since then, whether found missed or late and not yet settled.</param>
public sealed record ObligationCount(int InProgress, int Overdue, int Discharged, int Missed);

/// <summary>What steps did with obligations, as it was recorded turn by turn.</summary>
public interface IObligationRecords
{
    /// <summary>All that is recorded of a case.</summary>
    Task<CaseObligations> OfCaseAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>In how many cases an obligation stands how.</summary>
    /// <param name="obligationId">Which.</param>
    /// <param name="cases">Whose; the obligation is one of their city.</param>
    /// <param name="now">UTC.</param>
    /// <param name="since">UTC, inclusive: what was settled before is not counted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<ObligationCount> CountAsync(string obligationId, CountedCases cases, DateTimeOffset now, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The open part of the same for several at once: nothing is counted as settled, and those without open steps are left out.</summary>
    Task<IReadOnlyDictionary<string, ObligationCount>> OpenCountsAsync(
        IReadOnlyCollection<string> obligationIds, CountedCases cases, DateTimeOffset now, CancellationToken cancellationToken);
}
