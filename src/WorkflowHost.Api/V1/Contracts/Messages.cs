using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>An e-mail or text message.</summary>
/// <param name="Key">Its id and idempotency key.</param>
/// <param name="Kind"><c>email</c> or <c>sms</c>.</param>
/// <param name="To">Address or number.</param>
/// <param name="Subject">Empty for text messages.</param>
/// <param name="Body">The text.</param>
/// <param name="InstanceId">The procedure that sent it.</param>
/// <param name="State"><c>pending</c>, <c>sending</c>, <c>done</c>, <c>failed</c>, <c>unknown</c>, <c>abandoned</c> or <c>kept</c> (no channel is set: it has not left).</param>
/// <param name="Revision">To be handed in as <c>expectedRevision</c>.</param>
/// <param name="Attempts">How often it was taken for delivery.</param>
/// <param name="Response">The provider's words, or the reason of the failure.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="SettledAt">UTC; null while it is pending or sending.</param>
public sealed record MessageAnswer(
    string Key, string Kind, string To, string Subject, string Body, string InstanceId, OutboxState State, int Revision,
    int Attempts, string Response,
    DateTimeOffset CreatedAt, DateTimeOffset? SettledAt)
{
    internal static MessageAnswer Of(OutboxMessage item) => new(
        item.Key, item.Kind, Text(item, MessageKinds.To), Text(item, MessageKinds.Subject), Text(item, MessageKinds.Body), item.InstanceId,
        item.State, item.Revision, item.Attempts, item.Response, item.CreatedAt, item.SettledAt);

    private static string Text(OutboxMessage item, string member) => item.Payload[member]?.ToString() ?? "";
}

/// <summary>A message with its history.</summary>
/// <param name="Summary">As lists show it.</param>
/// <param name="Choices">What the caller may decide now: of <c>delivered</c>, <c>resend</c>, <c>abandon</c>; often none.</param>
/// <param name="Changes">Answers, interruptions and decisions in order.</param>
public sealed record MessageDetailAnswer(
    MessageAnswer Summary, IReadOnlyList<MessageDecision> Choices, IReadOnlyList<MessageChangeAnswer> Changes);

/// <summary>One line of a message's history.</summary>
/// <param name="Revision">The message's revision from then on.</param>
/// <param name="At">UTC.</param>
/// <param name="Attempt">The attempt that it is about.</param>
/// <param name="State">The state from then on.</param>
/// <param name="Text">The answer, or what was decided and why.</param>
/// <param name="ActorId">An account's id, or <c>system</c>.</param>
/// <param name="ActorName">Empty for the system.</param>
public sealed record MessageChangeAnswer(
    int Revision, DateTimeOffset At, int Attempt, OutboxState State, string Text, string ActorId, string ActorName)
{
    internal static MessageChangeAnswer Of(MessageChange change, IReadOnlyDictionary<string, string> names) => new(
        change.Revision, change.At, change.Attempt, change.State, change.Text, change.Actor, names.GetValueOrDefault(change.Actor, ""));
}

/// <summary>A person's decision about a message.</summary>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat gets the first answer.</param>
/// <param name="ExpectedRevision">The message's revision as the person saw it.</param>
/// <param name="Resolution"><c>delivered</c>, <c>resend</c> or <c>abandon</c>.</param>
/// <param name="Reason">1 to 200 characters.</param>
public sealed record ResolutionRequest(string? OperationId, int ExpectedRevision, string? Resolution, string? Reason);
