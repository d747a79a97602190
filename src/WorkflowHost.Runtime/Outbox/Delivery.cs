using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Outbox;

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
        /// <summary>Written in the same transaction as the settlement, also when the instance that asked is over.</summary>
        public ImmutableArray<Effect> Effects { get; init; } = [];

        /// <summary>Whether it only stays with us, because no channel is set: then it is <see cref="OutboxState.Kept"/>, and the instance goes on all the same.</summary>
        public bool IsKept { get; init; }

        /// <summary>Whether the response belongs into the history of the instance that asked, though nothing of it waits.</summary>
        public bool IsRemarkable { get; init; }

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

/// <summary>
/// Asked at the last moment at which a message can still be held back. The answer is durable: true, and a crash from here on makes
/// the outcome unknown; false, and it must not leave, because another process has taken it over.
/// </summary>
public delegate Task<bool> Departure(CancellationToken cancellationToken);

/// <summary>Delivers one kind of message.</summary>
public interface IOutboxHandler
{
    /// <summary>The kind: <c>email</c>, <c>sms</c>, <c>document</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Whether delivering twice does no harm. When a process dies while delivering, such a message is tried again; any other only
    /// when it had not departed, else it becomes <see cref="OutboxState.Unknown"/>. A kind that bookmarks wait for is repeatable.
    /// </summary>
    bool IsRepeatable { get; }

    /// <summary>Delivers once. An exception counts as <see cref="Delivery.Unknown"/> after the departure, else as a retry.</summary>
    /// <param name="message">What to deliver.</param>
    /// <param name="departure">To be asked before anything leaves that may not leave twice; needless when repeatable.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken);
}
