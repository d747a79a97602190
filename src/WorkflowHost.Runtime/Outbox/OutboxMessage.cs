using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Outbox;

/// <summary>Hands work for the outside to the outbox, in the turn's transaction.</summary>
/// <param name="Key">Idempotency key, unique for ever: derived from the execution, so a turn played again asks for the same.</param>
/// <param name="Kind">Who delivers it: see <see cref="IOutboxHandler.Kind"/>.</param>
/// <param name="Payload">What to deliver.</param>
/// <param name="BookmarkId">Resumed when the delivery succeeded or failed for good; null when nobody waits.</param>
public sealed record Enqueue(string Key, string Kind, JsonObject Payload, string? BookmarkId) : Effect;

/// <summary>Settles a message in the same transaction as the turn that its result causes.</summary>
/// <param name="Key">The message.</param>
/// <param name="State">Done or Failed.</param>
/// <param name="Response">The provider's words, or the reason of the failure.</param>
public sealed record SettleMessage(string Key, OutboxState State, string Response) : Effect;

/// <summary>Where a message stands.</summary>
public enum OutboxState
{
    /// <summary>Waits for its next attempt.</summary>
    Pending,

    /// <summary>Taken by a process that is delivering it.</summary>
    Sending,

    /// <summary>Delivered.</summary>
    Done,

    /// <summary>Refused for good.</summary>
    Failed,

    /// <summary>May or may not have left: shown as such, and never sent again by itself.</summary>
    Unknown,
}

/// <summary>One message of the outbox.</summary>
/// <param name="Key">Its id and idempotency key.</param>
/// <param name="Kind">Who delivers it.</param>
/// <param name="Payload">What to deliver.</param>
/// <param name="InstanceId">Whose it is.</param>
/// <param name="BookmarkId">What waits for it; null when nothing does.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">Deliveries begun.</param>
/// <param name="Response">The last answer or reason; empty before the first.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="SettledAt">UTC; null while it is pending or sending.</param>
public sealed record OutboxMessage(
    string Key,
    string Kind,
    JsonObject Payload,
    string InstanceId,
    string? BookmarkId,
    OutboxState State,
    int Attempts,
    string Response,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SettledAt);

/// <summary>What came of one delivery. Closed set: the nested records.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>It has arrived.</summary>
    /// <param name="Response">The provider's words.</param>
    public sealed record Done(string Response) : Delivery
    {
        /// <summary>Written in the same transaction as the settlement.</summary>
        public ImmutableArray<Effect> Effects { get; init; } = [];

        /// <summary>What the waiting activity is told, beside <c>delivered</c> and <c>response</c>.</summary>
        public ImmutableDictionary<string, JsonNode?> Result { get; init; } = ImmutableDictionary<string, JsonNode?>.Empty;
    }

    /// <summary>It certainly has not arrived; a later attempt may succeed.</summary>
    /// <param name="Reason">In Chinese.</param>
    public sealed record Retry(string Reason) : Delivery;

    /// <summary>It certainly has not arrived and never will like this.</summary>
    /// <param name="Reason">In Chinese.</param>
    public sealed record Failed(string Reason) : Delivery;

    /// <summary>Nobody can tell whether it arrived.</summary>
    /// <param name="Reason">In Chinese.</param>
    public sealed record Unknown(string Reason) : Delivery;
}

/// <summary>Delivers one kind of message.</summary>
public interface IOutboxHandler
{
    /// <summary>The kind: <c>email</c>, <c>sms</c>, <c>document</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Whether delivering twice does no harm. When a process dies while delivering, such a message is tried again; any other
    /// becomes <see cref="OutboxState.Unknown"/>.
    /// </summary>
    bool IsRepeatable { get; }

    /// <summary>Delivers once. An exception counts as <see cref="Delivery.Unknown"/>, or as a retry when repeatable.</summary>
    Task<Delivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken);
}

/// <summary>The messages that wait to leave.</summary>
public interface IOutboxStore
{
    /// <summary>Takes messages that are due, oldest first: they become Sending and count an attempt. No two processes take the same.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="leaseUntil">UTC: after this a message that is still Sending counts as abandoned.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops before any is taken.</param>
    Task<IReadOnlyList<OutboxMessage>> ClaimAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Settles a message that no turn depends on.</summary>
    /// <param name="key">The message; nothing happens unless it is Sending.</param>
    /// <param name="state">Done, Failed, Unknown, or Pending for another attempt.</param>
    /// <param name="response">The answer or reason.</param>
    /// <param name="now">UTC.</param>
    /// <param name="nextAttemptAt">UTC, when pending; else null.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    Task SettleAsync(
        string key, OutboxState state, string response, DateTimeOffset now, DateTimeOffset? nextAttemptAt, CancellationToken cancellationToken);

    /// <summary>Finds messages whose process has died: repeatable kinds become Pending, others Unknown.</summary>
    /// <returns>How many were found.</returns>
    Task<int> RecoverAsync(DateTimeOffset now, IReadOnlyCollection<string> repeatableKinds, CancellationToken cancellationToken);

    /// <summary>Messages of all or some kinds, newest first, for the message box.</summary>
    Task<Instances.Page<OutboxMessage>> ListAsync(
        IReadOnlyCollection<string> kinds, string? instanceId, string? after, int limit, CancellationToken cancellationToken);
}
