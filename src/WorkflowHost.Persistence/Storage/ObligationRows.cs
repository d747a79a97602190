using WorkflowHost.Cases;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Regulations.Fulfilment;

namespace WorkflowHost.Persistence.Storage;

/// <summary>What steps do with obligations, as rows and back.</summary>
internal static class ObligationRows
{
    /// <summary>An obligation at a step that begins to wait.</summary>
    public static ObligationAtWorkRow Row(ObligationAtWork work, string caseId) => new()
    {
        BookmarkId = work.BookmarkId,
        ObligationId = work.ObligationId,
        InstanceId = work.InstanceId,
        CaseId = caseId,
        Step = work.Step,
        Since = work.Since,
        DueAt = work.DueAt ?? Instants.Never,
        MaySettle = work.MaySettle,
    };

    /// <summary>What an obligation came to.</summary>
    public static SettledObligationRow Row(SettledObligation settled, string caseId) => new()
    {
        InstanceId = settled.InstanceId,
        ObligationId = settled.ObligationId,
        CaseId = caseId,
        Outcome = settled.Outcome,
        Step = settled.Step,
        LimitId = settled.LimitId,
        At = settled.At,
    };

    public static ObligationAtWork AtWork(ObligationAtWorkRow row) => new(
        row.ObligationId, row.InstanceId, row.BookmarkId, row.Step, row.Since, Instants.OrNone(row.DueAt), row.MaySettle);

    public static SettledObligation Settled(SettledObligationRow row) => new(
        row.ObligationId, row.InstanceId, row.Outcome, row.Step, row.LimitId, row.At);

    /// <summary>Steps with which the obligation is not yet done: they may settle it, or nothing has in their case.</summary>
    public static IQueryable<ObligationAtWorkRow> Undone(this WorkflowHostDbContext database) => database.ObligationsAtWork.Where(row =>
        row.MaySettle || !database.SettledObligations.Any(
            settled => settled.CaseId == row.CaseId && settled.ObligationId == row.ObligationId && settled.Outcome != ObligationOutcome.Late));

    /// <summary>Ids of the cases in which an obligation stands so.</summary>
    public static IQueryable<string> CasesOf(WorkflowHostDbContext database, ObligationFilter filter)
    {
        var (id, at) = (filter.ObligationId, filter.At);
        var undone = database.Undone().Where(row => row.ObligationId == id);
        var settled = database.SettledObligations.Where(row => row.ObligationId == id && row.At >= at);
        return filter.Standing switch
        {
            FilteredStanding.InProgress => undone.Where(row => !undone.Any(late => late.CaseId == row.CaseId && late.DueAt <= at)).Select(row => row.CaseId),
            FilteredStanding.Overdue => undone.Where(row => row.DueAt <= at).Select(row => row.CaseId),
            FilteredStanding.Missed => settled.Where(row => row.Outcome == ObligationOutcome.Missed || row.Outcome == ObligationOutcome.Late).Select(row => row.CaseId),
            _ => settled.Where(row => row.Outcome == ObligationOutcome.Discharged || row.Outcome == ObligationOutcome.DischargedLate).Select(row => row.CaseId),
        };
    }
}
