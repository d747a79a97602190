using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace WorkflowHost.Regulations.Fulfilment;

/// <summary>Where an obligation stands in a case, the most urgent first.</summary>
public enum ObligationStanding
{
    /// <summary>逾期: a step waits beyond the limit, or one found that it was not done in time.</summary>
    Overdue,

    /// <summary>未履行: the procedures are over and it was not done.</summary>
    Unfulfilled,

    /// <summary>进行中: a step waits that carries it.</summary>
    InProgress,

    /// <summary>未到: no step that carries it has begun.</summary>
    NotReached,

    /// <summary>已履行.</summary>
    Discharged,

    /// <summary>不适用.</summary>
    NotApplicable,
}

/// <summary>Where an obligation stands in a case.</summary>
/// <param name="Obligation">Which.</param>
/// <param name="Standing">Where.</param>
/// <param name="Step">The step that waits, or that settled it; empty when there is none.</param>
/// <param name="At">UTC, since when the step waits, or when it settled the obligation; null when there is none.</param>
/// <param name="LimitId">The step's time limit, if it has one, which is also where its task waits; empty without a step.</param>
/// <param name="IsLate">Whether a step settled it after the limit: it was done late, or found missed.</param>
/// <param name="Why">Why it does not apply, in Chinese; empty otherwise.</param>
public sealed record ObligationInCase(
    Obligation Obligation, ObligationStanding Standing, string Step = "", DateTimeOffset? At = null, string LimitId = "", bool IsLate = false, string Why = "")
{
    /// <summary>Whether a step before the one that waits was done after the limit.</summary>
    public bool WasLate { get; init; }
}

/// <summary>A run of a procedure, as far as obligations go.</summary>
/// <param name="Law">What its steps say.</param>
/// <param name="IsOver">Whether it ended or was cancelled.</param>
public sealed record ProcedureRun(ProcedureLaw Law, bool IsOver);

/// <summary>Says of each obligation of a case's city where it stands, from what was recorded. Pure.</summary>
/// <param name="catalogue">The law.</param>
public sealed class ObligationAccount(ObligationCatalogue catalogue)
{
    /// <summary>All that were in force when the case began, in the order of the text.</summary>
    /// <param name="city">City key.</param>
    /// <param name="receivedOn">When the case began, in China.</param>
    /// <param name="caseInput">What procedures see of it: workflow input <c>case</c>.</param>
    /// <param name="runs">Its procedures.</param>
    /// <param name="recorded">What their steps did.</param>
    /// <param name="now">UTC.</param>
    public ImmutableArray<ObligationInCase> Of(
        string city, DateOnly receivedOn, JsonObject caseInput, IReadOnlyCollection<ProcedureRun> runs, CaseObligations recorded, DateTimeOffset now)
    {
        var named = runs.SelectMany(run => run.Law.Names).ToHashSet(StringComparer.Ordinal);
        var owed = runs.SelectMany(run => catalogue.OfKinds(run.Law.City, run.Law.Kinds, receivedOn)).Select(obligation => obligation.Id).ToHashSet(StringComparer.Ordinal);
        var atWork = recorded.AtWork.ToLookup(work => work.ObligationId, StringComparer.Ordinal);
        var settled = recorded.Settled.ToLookup(one => one.ObligationId, StringComparer.Ordinal);
        var isOver = runs.All(run => run.IsOver);
        return
        [
            .. catalogue.All.Where(obligation => obligation.City == city && obligation.IsInForce(receivedOn)).Select(obligation =>
                Recorded(obligation, atWork[obligation.Id], settled[obligation.Id], now)
                ?? Unrecorded(obligation, caseInput, named.Contains(obligation.Id), owed.Contains(obligation.Id), isOver)),
        ];
    }

    /// <summary>What several runs come to together: that it does not apply counts only where none did it.</summary>
    internal static SettledObligation? Together(IEnumerable<SettledObligation> settled)
    {
        SettledObligation? together = null;
        foreach (var next in settled.OrderBy(one => one.Outcome is not ObligationOutcome.NotApplicable).ThenBy(one => one.At))
        {
            together = next.After(together);
        }

        return together;
    }

    private static ObligationInCase? Recorded(
        Obligation obligation, IEnumerable<ObligationAtWork> atWork, IEnumerable<SettledObligation> settled, DateTimeOffset now)
    {
        var outcome = Together(settled);
        var waiting = atWork.Where(work => work.MaySettle || outcome is null or { Outcome: ObligationOutcome.Late })
            .OrderBy(work => work.DueAt ?? DateTimeOffset.MaxValue).ThenByDescending(work => work.MaySettle).ThenBy(work => work.Since).FirstOrDefault();
        if (waiting is not null)
        {
            return new ObligationInCase(
                obligation, waiting.DueAt <= now ? ObligationStanding.Overdue : ObligationStanding.InProgress, waiting.Step, waiting.Since, waiting.BookmarkId)
            {
                WasLate = outcome?.Outcome is ObligationOutcome.Late or ObligationOutcome.Missed or ObligationOutcome.DischargedLate,
            };
        }

        return outcome is null ? null : new ObligationInCase(
            obligation,
            outcome.Outcome switch
            {
                ObligationOutcome.Missed or ObligationOutcome.Late => ObligationStanding.Overdue,
                ObligationOutcome.NotApplicable => ObligationStanding.NotApplicable,
                _ => ObligationStanding.Discharged,
            },
            outcome.Step,
            outcome.At,
            outcome.LimitId,
            outcome.Outcome is ObligationOutcome.DischargedLate or ObligationOutcome.Missed or ObligationOutcome.Late,
            outcome.Outcome is ObligationOutcome.NotApplicable ? $"“{outcome.Step}”认定不适用" : "");
    }

    private ObligationInCase Unrecorded(Obligation obligation, JsonObject caseInput, bool isNamed, bool isOwed, bool isOver)
    {
        if (obligation.When is { } when && !when.Holds(caseInput))
        {
            return NotApplicable(obligation, $"适用情形：{obligation.AppliesWhen}");
        }

        if (!isNamed && !isOwed)
        {
            var kinds = catalogue.Regulations.Where(regulation => regulation.City == obligation.City).SelectMany(regulation => regulation.Kinds)
                .Where(kind => obligation.Kinds.Contains(kind.Key)).Select(kind => kind.Name).Distinct(StringComparer.Ordinal);
            return NotApplicable(obligation, $"不由本案的流程承担，属于：{string.Join('、', kinds)}");
        }

        return (isOver, isOwed) switch
        {
            (false, _) => new ObligationInCase(obligation, ObligationStanding.NotReached),
            (true, true) => new ObligationInCase(obligation, ObligationStanding.Unfulfilled),
            _ => NotApplicable(obligation, "流程结束前没有走到"),
        };
    }

    private static ObligationInCase NotApplicable(Obligation obligation, string why) => new(obligation, ObligationStanding.NotApplicable, Why: why);
}
