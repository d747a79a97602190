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
/// <param name="State"><c>pending</c>, <c>sending</c>, <c>done</c>, <c>failed</c> or <c>unknown</c>.</param>
/// <param name="Attempts">Deliveries begun.</param>
/// <param name="Response">The provider's words, or the reason of the failure.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="SettledAt">UTC; null while it is pending or sending.</param>
public sealed record MessageAnswer(
    string Key, string Kind, string To, string Subject, string Body, string InstanceId, OutboxState State, int Attempts, string Response,
    DateTimeOffset CreatedAt, DateTimeOffset? SettledAt)
{
    internal static MessageAnswer Of(OutboxMessage item) => new(
        item.Key, item.Kind, Text(item, MessageKinds.To), Text(item, MessageKinds.Subject), Text(item, MessageKinds.Body), item.InstanceId,
        item.State, item.Attempts, item.Response, item.CreatedAt, item.SettledAt);

    private static string Text(OutboxMessage item, string member) => item.Payload[member]?.ToString() ?? "";
}
