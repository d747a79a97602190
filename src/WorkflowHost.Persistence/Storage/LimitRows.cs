using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.OpenLimits;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Persistence.Storage;

/// <summary>Limits as rows and back.</summary>
internal static class LimitRows
{
    /// <summary>An open limit.</summary>
    public static TimeLimitRow Row(StepLimit limit, DateTimeOffset setAt) => new()
    {
        Id = limit.Id,
        InstanceId = limit.InstanceId,
        CaseId = limit.CaseId,
        Step = limit.Step,
        Kind = limit.Kind,
        BureauId = limit.BureauId,
        Role = limit.Role,
        CalendarOf = limit.Facts.Bureau ?? "",
        Rule = StoredJson.Write(limit.Rule),
        Facts = StoredJson.Write(limit.Facts),
        FirstDay = limit.Outcome.FirstDay,
        LastDay = limit.Outcome.LastDay,
        OpensAt = limit.Outcome.OpensAt,
        DueAt = limit.Outcome.DueAt,
        HeldUntil = limit.Outcome.HeldUntil,
        ClosedUntil = limit.Outcome.ClosedUntil,
        MissingNotice = limit.Outcome.MissingNotice,
        SuspendedOn = limit.Outcome.SuspendedOn,
        Certainty = limit.Outcome.Certainty,
        Sentence = limit.Outcome.Sentence,
        CalendarVersion = limit.Outcome.CalendarVersion,
        EndsOn = limit.Outcome.End ?? DateOnly.MaxValue,
        IsReminded = limit.IsReminded,
        IsOpen = true,
        SetAt = setAt,
        EndedAt = null,
    };

    /// <summary>A limit as it was read.</summary>
    public static StoredLimit Stored(TimeLimitRow row, string? handlingBureauId, string? caseNumber)
    {
        var limit = new StepLimit
        {
            Id = row.Id,
            InstanceId = row.InstanceId,
            CaseId = row.CaseId,
            Step = row.Step,
            Kind = row.Kind,
            BureauId = row.BureauId.Length > 0 ? row.BureauId : handlingBureauId ?? "",
            Role = row.Role,
            Rule = StoredJson.Read<TimeLimitRule>(row.Rule),
            Facts = StoredJson.Read<TimeLimitFacts>(row.Facts),
            Outcome = new LimitOutcome(
                row.FirstDay, row.LastDay, row.OpensAt, row.DueAt, row.SuspendedOn, row.Certainty, row.Sentence, row.CalendarVersion)
            {
                HeldUntil = row.HeldUntil,
                ClosedUntil = row.ClosedUntil,
                MissingNotice = row.MissingNotice,
            },
            IsReminded = row.IsReminded,
        };
        return new StoredLimit(limit, caseNumber ?? "", row.SetAt, row.EndedAt);
    }

    /// <summary>A line of a limit's history.</summary>
    public static LimitChangeRow Change(string limitId, LimitChange change, TurnCommit turn) => new()
    {
        LimitId = limitId,
        Revision = turn.ExpectedRevision + 1,
        Kind = change.Kind,
        Text = change.Text,
        Before = change.Before,
        After = change.After,
        CalendarVersion = change.CalendarVersion,
        CalendarChange = change.CalendarChange,
        Actor = turn.Actor,
        At = turn.At,
    };

    /// <summary>Ends limits that are open.</summary>
    public static Task<int> EndAsync(IQueryable<TimeLimitRow> limits, DateTimeOffset at, CancellationToken cancellationToken) =>
        limits.Where(row => row.IsOpen).ExecuteUpdateAsync(
            row => row.SetProperty(limit => limit.IsOpen, false).SetProperty(limit => limit.EndedAt, at), cancellationToken);
}
