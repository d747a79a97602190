using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Gateways.MessageBox;

/// <summary>Stands in while no mail server is set: nothing leaves, the e-mail stays readable in the product's 邮件箱.</summary>
public sealed class MessageBoxEmailGateway : IEmailGateway
{
    /// <summary>Shown beside every such e-mail.</summary>
    public const string Response = "未接通外部通道，仅存入邮件箱，未对外发送";

    /// <inheritdoc/>
    public Task<Delivery> SendAsync(Email email, Departure departure, CancellationToken cancellationToken) =>
        Task.FromResult<Delivery>(new Delivery.Done(Response) { IsKept = true });
}

/// <summary>Stands in while no provider is set: nothing leaves, the text message stays readable in the product's 短信箱.</summary>
public sealed class MessageBoxSmsGateway : ISmsGateway
{
    /// <summary>Shown beside every such message.</summary>
    public const string Response = "未接通外部通道，仅存入短信箱，未对外发送";

    /// <inheritdoc/>
    public Task<Delivery> SendAsync(Messaging.Sms sms, Departure departure, CancellationToken cancellationToken) =>
        Task.FromResult<Delivery>(new Delivery.Done(Response) { IsKept = true });
}
