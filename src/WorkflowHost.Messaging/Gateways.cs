using System.Collections.Immutable;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Messaging;

/// <summary>An e-mail to leave.</summary>
/// <param name="Key">Idempotency key; becomes part of the Message-ID.</param>
/// <param name="To">One address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
public sealed record Email(string Key, string To, string Subject, string Body);

/// <summary>A text message to leave.</summary>
/// <param name="Key">Idempotency key, handed to the provider.</param>
/// <param name="To">A mobile number in mainland China.</param>
/// <param name="Body">Plain text with the bureau's signature in 【】.</param>
public sealed record Sms(string Key, string To, string Body);

/// <summary>Sends e-mail. Says honestly when it can't tell whether a message left.</summary>
public interface IEmailGateway
{
    /// <summary>Sends one e-mail once.</summary>
    /// <param name="email">What to send.</param>
    /// <param name="departure">Asked right before the e-mail can no longer be called back; when refused, nothing may leave.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    Task<Delivery> SendAsync(Email email, Departure departure, CancellationToken cancellationToken);
}

/// <summary>Sends text messages. Says honestly when it can't tell whether a message left.</summary>
public interface ISmsGateway
{
    /// <summary>Sends one message once.</summary>
    /// <param name="sms">What to send.</param>
    /// <param name="departure">Asked right before the message can no longer be called back; when refused, nothing may leave.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    Task<Delivery> SendAsync(Sms sms, Departure departure, CancellationToken cancellationToken);
}

/// <summary>Kinds of outbox messages that people receive, and the payload's members.</summary>
public static class MessageKinds
{
    /// <summary>E-mail.</summary>
    public const string Email = "email";

    /// <summary>Text message.</summary>
    public const string Sms = "sms";

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<string> All = [Email, Sms];

    /// <summary>Payload: the address or number.</summary>
    public const string To = "to";

    /// <summary>Payload: the subject, for e-mail.</summary>
    public const string Subject = "subject";

    /// <summary>Payload: the text.</summary>
    public const string Body = "body";

    /// <summary>What people call a kind.</summary>
    public static string NameOf(string kind) => kind == Email ? "邮件" : "短信";
}
