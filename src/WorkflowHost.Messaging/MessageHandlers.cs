using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Messaging;

/// <summary>Hands e-mails of the outbox to the gateway. Not repeatable: a second one would be a second notice.</summary>
internal sealed class EmailHandler(IEmailGateway gateway) : IOutboxHandler
{
    public string Kind => MessageKinds.Email;

    public bool IsRepeatable => false;

    public async Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken) =>
        MessageTestEffects.Keep(message) ?? await gateway.SendAsync(
            new Email(
                message.DeliveryKey, message.Text(MessageKinds.To), message.Text(MessageKinds.Subject), message.Text(MessageKinds.Body)),
            departure,
            cancellationToken);
}

/// <summary>Hands text messages of the outbox to the gateway. Not repeatable: a second one would be a second notice.</summary>
internal sealed class SmsHandler(ISmsGateway gateway) : IOutboxHandler
{
    public string Kind => MessageKinds.Sms;

    public bool IsRepeatable => false;

    public async Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken) =>
        MessageTestEffects.Keep(message) ?? await gateway.SendAsync(
            new Sms(message.DeliveryKey, message.Text(MessageKinds.To), message.Text(MessageKinds.Body)), departure, cancellationToken);
}

/// <summary>Reads payloads.</summary>
internal static class MessagePayload
{
    public static string Text(this OutboxMessage message, string member) => message.Payload[member]?.GetValue<string>() ?? "";
}
