using Microsoft.EntityFrameworkCore;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Storage;

namespace WorkflowHost.Persistence.EffectWriters;

internal sealed class OpenCaseWriter : EffectWriter<OpenCase>
{
    protected override async Task<Problem?> WriteAsync(OpenCase effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        if (await CaseRows.AddAsync(turn.Database, effect.Case, cancellationToken))
        {
            // Later effects of the same turn may assign or close it.
            await turn.Database.SaveChangesAsync(cancellationToken);
            return null;
        }

        var report = effect.Case.Report.ReportNumber;
        var known = await turn.Database.Cases
            .Where(row => row.City == effect.Case.City && row.ReportNumber == report)
            .Select(row => row.Number).SingleAsync(cancellationToken);
        return new Problem("report-duplicate", "$.reportNumber", $"检验报告“{report}”已经登记为案件 {known}，没有重复建案。");
    }
}

internal sealed class AssignCaseWriter : EffectWriter<AssignCase>
{
    protected override async Task<Problem?> WriteAsync(AssignCase effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var assigned = await turn.Database.Cases.Where(row => row.Id == effect.CaseId).ExecuteUpdateAsync(
            row => row.SetProperty(found => found.HandlingBureauId, effect.HandlingBureauId), cancellationToken);
        return assigned > 0 ? null : throw new InvalidOperationException($"Case {effect.CaseId} is missing.");
    }
}

internal sealed class KeepEnterpriseRecordWriter : EffectWriter<KeepEnterpriseRecord>
{
    protected override Task<Problem?> WriteAsync(KeepEnterpriseRecord effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        turn.Database.Add(EnterpriseRecordRows.Row(effect.Record));
        return Written;
    }
}

internal sealed class CloseCaseWriter : EffectWriter<CloseCase>
{
    protected override async Task<Problem?> WriteAsync(CloseCase effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var closed = await turn.Database.Cases.Where(row => row.Id == effect.CaseId).ExecuteUpdateAsync(
            row => row.SetProperty(found => found.State, CaseState.Closed)
                .SetProperty(found => found.Result, effect.Result)
                .SetProperty(found => found.ClosedAt, turn.Commit.At)
                .SetProperty(found => found.ClosedBy, turn.Commit.Actor),
            cancellationToken);
        return closed > 0 ? null : throw new InvalidOperationException($"Case {effect.CaseId} is missing.");
    }
}

internal sealed class TerminateCaseWriter : EffectWriter<TerminateCase>
{
    protected override async Task<Problem?> WriteAsync(TerminateCase effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        var others = turn.Database.Instances.Where(other => other.CorrelationId == effect.CaseId && other.Id != turn.InstanceId
            && (other.Status == WorkflowStatus.Running || other.SubStatus == WorkflowSubStatus.Faulted));
        await turn.Database.Cases
            .Where(row => row.Id == effect.CaseId && row.State == CaseState.InProgress && !others.Any())
            .ExecuteUpdateAsync(
                row => row.SetProperty(found => found.State, CaseState.Terminated)
                    .SetProperty(found => found.Result, effect.Reason)
                    .SetProperty(found => found.ClosedAt, turn.Commit.At)
                    .SetProperty(found => found.ClosedBy, turn.Commit.Actor),
                cancellationToken);
        return null;
    }
}
