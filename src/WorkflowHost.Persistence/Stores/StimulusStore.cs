using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Engine;
using WorkflowHost.Persistence.EffectWriters;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Persistence.Transactions;
using WorkflowHost.Runtime.Stimuli;

namespace WorkflowHost.Persistence.Stores;

internal sealed class StimulusStore(IDbContextFactory<WorkflowHostDbContext> contexts, IWriteTransactions transactions) : IStimulusStore
{
    public async Task<IReadOnlyList<StoredTrigger>> TriggersAsync(string hash, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.Triggers.Where(row => row.Hash == hash).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(Trigger)];
    }

    public async Task<IReadOnlyList<WaitingBookmark>> BookmarksAsync(SentStimulus stimulus, CancellationToken cancellationToken)
    {
        // The operations of a stimulus: its key, a slash, what it moved. One after the slash is the zero.
        var (first, end) = (stimulus.Key + "/", stimulus.Key + "0");
        var (hash, correlationId, instanceId, at) = (stimulus.Hash, stimulus.CorrelationId, stimulus.InstanceId, stimulus.At);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Bookmarks.Where(row => row.Hash == hash)
            .Join(Running(database), row => row.InstanceId, instance => instance.Id, (row, instance) => new { row, instance.CorrelationId })
            .Where(found => (correlationId == null || found.CorrelationId == correlationId)
                && (instanceId == null || found.row.InstanceId == instanceId)
                && (found.row.CreatedAt < at || !database.Operations.Any(done => done.InstanceId == found.row.InstanceId
                    && string.Compare(done.Id, first) > 0 && string.Compare(done.Id, end) < 0)))
            .OrderBy(found => found.row.CreatedAt).ThenBy(found => found.row.Id)
            .Select(found => new WaitingBookmark(found.row.Id, found.row.InstanceId))
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<JsonNode>> PayloadsAsync(string name, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var texts = await database.Triggers.Where(row => row.Name == name).Select(row => row.Payload)
            .Union(database.Bookmarks.Where(row => row.Name == name)
                .Join(Running(database), row => row.InstanceId, instance => instance.Id, (row, _) => row.Payload))
            .ToListAsync(cancellationToken);
        return [.. texts.OfType<string>().Select(text => JsonNode.Parse(text)).OfType<JsonNode>()];
    }

    public async Task<IReadOnlyList<StoredTrigger>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database.Triggers.Where(row => row.NextDueAt <= now)
            .OrderBy(row => row.NextDueAt).ThenBy(row => row.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(Trigger)];
    }

    public Task AdvanceAsync(AdvanceTrigger advance, CancellationToken cancellationToken) =>
        transactions.RunAsync(
            async (database, stop) => Outcome.Keep(await AdvanceTriggerWriter.AdvanceAsync(database, advance, stop)),
            cancellationToken);

    private static IQueryable<InstanceRow> Running(WorkflowHostDbContext database) =>
        database.Instances.Where(instance => instance.Status == WorkflowStatus.Running);

    private static StoredTrigger Trigger(TriggerRow row) => new(
        row.Id, row.DefinitionId, row.ActivityId, row.Name, row.Payload is null ? null : JsonNode.Parse(row.Payload), row.NextDueAt);
}
