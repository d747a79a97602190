using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Runtime.Outbox;

/// <summary>Which messages a list shows.</summary>
/// <param name="Kinds">Of these kinds; of all when empty.</param>
/// <param name="States">In these states; in all when empty.</param>
/// <param name="InstanceId">Of one instance; null for all.</param>
public sealed record OutboxFilter(
    IReadOnlyCollection<string> Kinds, IReadOnlyCollection<OutboxState> States, string? InstanceId = null);

/// <summary>The messages that wait to leave. Leases and next attempts are instants of <see cref="MachineClock"/>, all others of the product's.</summary>
public interface IOutboxStore
{
    /// <summary>Takes messages that are due, oldest first: they become Sending and count an attempt. No two processes take the same.</summary>
    /// <param name="machineNow">UTC, the machine's clock.</param>
    /// <param name="leaseUntil">UTC, the machine's clock: after this a message that is still Sending counts as abandoned.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops before any is taken.</param>
    Task<IReadOnlyList<OutboxMessage>> ClaimAsync(
        DateTimeOffset machineNow, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Notes that an attempt's message is about to leave, and renews its lease.</summary>
    /// <returns>False when the attempt is not the message's last any more: then it must not leave.</returns>
    Task<bool> BeginAsync(string key, int attempt, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Settles a message that no turn depends on.</summary>
    /// <param name="settlement">The answer.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when it came too late and changed nothing.</returns>
    Task<bool> SettleAsync(Settlement settlement, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Finds messages whose process has died: those that had not begun to leave, and repeatable kinds, become Pending, others Unknown.</summary>
    /// <param name="machineNow">UTC, the machine's clock.</param>
    /// <param name="now">UTC.</param>
    /// <param name="repeatableKinds">See <see cref="IOutboxHandler.IsRepeatable"/>.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>How many were found.</returns>
    Task<int> RecoverAsync(
        DateTimeOffset machineNow, DateTimeOffset now, IReadOnlyCollection<string> repeatableKinds, CancellationToken cancellationToken);

    /// <summary>Messages, newest first.</summary>
    Task<Page<OutboxMessage>> ListAsync(OutboxFilter filter, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>One message; null when there is none.</summary>
    Task<OutboxMessage?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>A message's history in order: answers, interruptions, decisions.</summary>
    Task<IReadOnlyList<MessageChange>> ChangesAsync(string key, CancellationToken cancellationToken);
}
