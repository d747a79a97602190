using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Outbox;

/// <summary>The answer of one attempt. Changes nothing unless that attempt is the message's last and nobody has decided in between.</summary>
/// <param name="Key">The message.</param>
/// <param name="Attempt">The attempt's number.</param>
/// <param name="State">Done, Kept, Failed, Unknown, or Pending for another attempt.</param>
/// <param name="Response">The provider's words, or the reason.</param>
public sealed record Settlement(string Key, int Attempt, OutboxState State, string Response)
{
    /// <summary>When pending: UTC on the machine's clock; null waits until the instance, which stands faulted, moves again.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
}

/// <summary>Settles a message in the same transaction as the turn that its result causes.</summary>
/// <param name="Settlement">The answer.</param>
public sealed record SettleMessage(Settlement Settlement) : Effect;

/// <summary>What a person decides about a message that the machine can't settle.</summary>
public enum MessageDecision
{
    /// <summary>确认已送达: an unknown one has arrived.</summary>
    Delivered,

    /// <summary>重新发送: an unknown or failed one leaves once more, under a new <see cref="OutboxMessage.DeliveryKey"/>.</summary>
    Resend,

    /// <summary>作罢: a failed one is not sent any more.</summary>
    Abandon,
}

/// <summary>Writes a person's decision; the commit says who and when. Refused with code <c>message-stale</c> when it comes too late, <c>decision-impossible</c> when the state does not admit it.</summary>
/// <param name="Key">The message.</param>
/// <param name="ExpectedRevision">As the person saw it.</param>
/// <param name="Decision">What is to become of it.</param>
/// <param name="Text">What was decided and why, in Chinese.</param>
public sealed record ResolveMessage(string Key, int ExpectedRevision, MessageDecision Decision, string Text) : Effect
{
    /// <summary>What a person can decide about a message in this state.</summary>
    public static IReadOnlyList<MessageDecision> ChoicesFor(OutboxState state) => state switch
    {
        OutboxState.Unknown => [MessageDecision.Delivered, MessageDecision.Resend],
        OutboxState.Failed => [MessageDecision.Resend, MessageDecision.Abandon],
        _ => [],
    };
}
