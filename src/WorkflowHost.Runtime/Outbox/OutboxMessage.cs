using System.Text.Json.Nodes;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Outbox;

/// <summary>Hands work for the outside to the outbox, in the turn's transaction.</summary>
/// <param name="Key">Unique for ever: derived from the node and how often it has sent, so that a turn played again asks for the same.</param>
/// <param name="Kind">Who delivers it: see <see cref="IOutboxHandler.Kind"/>.</param>
/// <param name="Payload">What to deliver.</param>
/// <param name="BookmarkId">Resumed when the delivery succeeded or failed for good; null when nobody waits.</param>
public sealed record Enqueue(string Key, string Kind, JsonObject Payload, string? BookmarkId) : Effect
{
    /// <summary>Whose message it is, and whose bookmark; null when it is the instance's whose turn asks.</summary>
    public string? InstanceId { get; init; }
}

/// <summary>Where a message stands.</summary>
public enum OutboxState
{
    /// <summary>Waits for its next attempt.</summary>
    Pending,

    /// <summary>Taken by a process that is delivering it.</summary>
    Sending,

    /// <summary>Delivered, or confirmed by a person to have arrived.</summary>
    Done,

    /// <summary>Refused for good: a person decides.</summary>
    Failed,

    /// <summary>May or may not have left: never sent again by itself, a person decides.</summary>
    Unknown,

    /// <summary>Failed, and a person decided not to send it any more.</summary>
    Abandoned,

    /// <summary>Stays with us: no channel is set that would take it out, so it has not reached anybody.</summary>
    Kept,
}

/// <summary>One message of the outbox.</summary>
/// <param name="Key">Its id.</param>
/// <param name="Kind">Who delivers it.</param>
/// <param name="Payload">What to deliver.</param>
/// <param name="InstanceId">Whose it is.</param>
/// <param name="BookmarkId">What waits for it; null when nothing does.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How often it was taken for delivery; the last one's number fences off the answers of earlier ones.</param>
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
    DateTimeOffset? SettledAt)
{
    /// <summary>From 1; grows with each change of <see cref="State"/> other than being taken for delivery.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Attempts in a row that asked for another one; 0 again after a person had it sent anew.</summary>
    public int Retries { get; init; }

    /// <summary>How often a person had it sent anew.</summary>
    public int Resends { get; init; }

    /// <summary>
    /// What the receiving side tells repeats by. Attempts of the machine share it; what a person sends anew has one of its own,
    /// because a provider that knows the old one would swallow the message and answer that all is well.
    /// </summary>
    public string DeliveryKey => Resends == 0 ? Key : FormattableString.Invariant($"{Key}/r{Resends}");
}

/// <summary>One line of a message's history.</summary>
/// <param name="Revision">The message's revision from then on.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">An account's id, or <see cref="Command.System"/>.</param>
/// <param name="Attempt">The attempt that it is about; 0 before the first.</param>
/// <param name="State">The state from then on.</param>
/// <param name="Text">The answer, or what a person decided and why; in Chinese unless it is a provider's words.</param>
public sealed record MessageChange(int Revision, DateTimeOffset At, string Actor, int Attempt, OutboxState State, string Text);
