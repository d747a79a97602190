using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Rows;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Persistence.Storage;

/// <summary>What becomes of a message, and the line about it.</summary>
/// <param name="State">The state from then on.</param>
/// <param name="Response">What lists show.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Text">What the message's history says.</param>
internal sealed record OutboxChange(OutboxState State, string Response, DateTimeOffset At, string Actor, string Text)
{
    public DateTimeOffset NextAttemptAt { get; init; } = Instants.AtOnce;

    public required int Retries { get; init; }

    public required int Resends { get; init; }
}

/// <summary>Changes messages: each change grows the revision and leaves a line. The caller saves.</summary>
internal static class OutboxChanges
{
    /// <summary>Writes an attempt's answer; it may still come after the lease, as long as nobody tried again or decided.</summary>
    /// <returns>False when it came too late.</returns>
    public static async Task<bool> SettleAsync(
        WorkflowHostDbContext database, Settlement settlement, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await database.Outbox.SingleOrDefaultAsync(found => found.Key == settlement.Key, cancellationToken)
            ?? throw new InvalidOperationException($"Message {settlement.Key} is missing.");
        if (row.Attempts != settlement.Attempt || row.State is not (OutboxState.Sending or OutboxState.Unknown))
        {
            return false;
        }

        var isRetry = settlement.State is OutboxState.Pending;
        var change = new OutboxChange(settlement.State, settlement.Response, now, Command.System, settlement.Response)
        {
            NextAttemptAt = isRetry ? settlement.NextAttemptAt ?? Instants.Never : Instants.AtOnce,
            Retries = isRetry && settlement.NextAttemptAt is not null ? row.Retries + 1 : row.Retries,
            Resends = row.Resends,
        };
        return await WriteAsync(database, row, change, cancellationToken);
    }

    /// <summary>Writes a change of a row as it was read in this transaction.</summary>
    /// <returns>False when somebody else has changed it since.</returns>
    public static async Task<bool> WriteAsync(
        WorkflowHostDbContext database, OutboxRow row, OutboxChange change, CancellationToken cancellationToken)
    {
        DateTimeOffset? settledAt = change.State is OutboxState.Pending ? null : change.At;
        var written = await database.Outbox
            .Where(found => found.Key == row.Key && found.Revision == row.Revision && found.Attempts == row.Attempts
                && found.State == row.State && found.HasBegun == row.HasBegun)
            .ExecuteUpdateAsync(
                found => found.SetProperty(message => message.State, change.State)
                    .SetProperty(message => message.Revision, row.Revision + 1)
                    .SetProperty(message => message.Response, change.Response)
                    .SetProperty(message => message.NextAttemptAt, change.NextAttemptAt)
                    .SetProperty(message => message.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(message => message.Retries, change.Retries)
                    .SetProperty(message => message.Resends, change.Resends)
                    .SetProperty(message => message.SettledAt, settledAt),
                cancellationToken);
        if (written == 1)
        {
            database.Add(new OutboxChangeRow
            {
                Key = row.Key,
                Revision = row.Revision + 1,
                At = change.At,
                Actor = change.Actor,
                Attempt = row.Attempts,
                State = change.State,
                Text = change.Text,
            });
        }

        return written == 1;
    }
}
