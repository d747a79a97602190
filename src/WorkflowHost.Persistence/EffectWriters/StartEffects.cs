using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.Storage;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Persistence.EffectWriters;

internal sealed class StartAloneWriter(IWriteTransactions transactions) : EffectWriter<StartAlone>
{
    protected override async Task<Problem?> WriteAsync(StartAlone effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        await transactions.HoldAsync(turn.Database, $"start alone|{effect.DefinitionVersionId}|{effect.CorrelationId}", cancellationToken);

        // The new instance itself is not saved yet.
        var isTaken = await turn.Database.Instances.AnyAsync(
            row => row.Status == WorkflowStatus.Running && !row.IsTest
                && (effect.DefinitionVersionId == null || row.DefinitionVersionId == effect.DefinitionVersionId)
                && (effect.CorrelationId == null || row.CorrelationId == effect.CorrelationId),
            cancellationToken);
        return isTaken ? new Problem(StartAlone.Code, "", "已有同一流程在办理中，没有重复启动。") : null;
    }
}

internal sealed class StartOnceAYearWriter(IWriteTransactions transactions) : EffectWriter<StartOnceAYear>
{
    protected override async Task<Problem?> WriteAsync(StartOnceAYear effect, TurnWriting turn, CancellationToken cancellationToken)
    {
        await transactions.HoldAsync(turn.Database, $"start once|{effect.DefinitionId}|{effect.Year}", cancellationToken);
        var (from, until) = (effect.From, effect.Until);
        var isThere = await turn.Database.Instances.AnyAsync(
            row => row.DefinitionId == effect.DefinitionId && row.CreatedAt >= from && row.CreatedAt < until && !row.IsTest
                && (effect.CountsCancelled || row.SubStatus != WorkflowSubStatus.Cancelled),
            cancellationToken);
        return isThere
            ? new Problem(StartOnceAYear.Code, "", string.Create(CultureInfo.InvariantCulture, $"{effect.Year}年度的该项工作已经启动，没有重复启动。"))
            : null;
    }
}

internal sealed class AdvanceTriggerWriter : EffectWriter<AdvanceTrigger>
{
    public static async Task<bool> AdvanceAsync(WorkflowHostDbContext database, AdvanceTrigger advance, CancellationToken cancellationToken)
    {
        DateTimeOffset? next = advance.NextDueAt is { } at ? Instants.NotBefore(at) : null;
        return await database.Triggers.Where(row => row.Id == advance.TriggerId && row.NextDueAt == advance.DueAt)
            .ExecuteUpdateAsync(row => row.SetProperty(trigger => trigger.NextDueAt, next), cancellationToken) > 0;
    }

    protected override async Task<Problem?> WriteAsync(AdvanceTrigger effect, TurnWriting turn, CancellationToken cancellationToken) =>
        await AdvanceAsync(turn.Database, effect, cancellationToken) ? null : new Problem(AdvanceTrigger.Code, "", "该时刻已由其他进程启动。");
}
