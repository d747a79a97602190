using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Gateways.Smtp;

/// <summary>
/// Sends e-mails through a mail server, each over a connection of its own. A reply code of the server is its last word; without
/// one, an e-mail whose body the client never began to hand over has not left, and any other may have.
/// </summary>
public sealed class SmtpEmailGateway(IOptions<SmtpOptions> options, TimeProvider time) : IEmailGateway
{
    private readonly SmtpOptions settings = options.Value;

    /// <inheritdoc/>
    public async Task<Delivery> SendAsync(Email email, Departure departure, CancellationToken cancellationToken)
    {
        if (!MailAddress.TryCreate(email.To, out var to) || to.Address != email.To || !email.To.All(char.IsAscii))
        {
            return new Delivery.Failed($"“{email.To}”不是有效的邮箱地址。");
        }

        using var body = new ObservedBody(Encoding.UTF8.GetBytes(email.Body), departure);
        using var message = Compose(email, to, body);
        using var client = Connection();
        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await client.SendMailAsync(message, either.Token);
            return new Delivery.Done($"邮件服务器 {settings.Host} 已接收（250）。");
        }
        catch (SmtpException refusal) when ((int)refusal.StatusCode >= 400)
        {
            return Refused(refusal);
        }
        catch (OperationCanceledException)
        {
            return Lost(body, $"{settings.Timeout.TotalSeconds:0} 秒内没有答复或发送被中断");
        }
        catch (SmtpException failure)
        {
            return Lost(body, Reason(failure));
        }
    }

    /// <summary>The server has said no, so nothing arrived. What it holds against our login or connection may pass.</summary>
    private static Delivery Refused(SmtpException refusal)
    {
        var code = (int)refusal.StatusCode;
        var reason = $"邮件服务器拒收（{code}）：{refusal.Message}";
        return code is < 500 or 530 or 534 or 535 or 538 ? new Delivery.Retry(reason) : new Delivery.Failed(reason);
    }

    /// <summary>The client's own words are not for people.</summary>
    private static string Reason(SmtpException failure) => failure.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => "找不到服务器的地址",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "服务器拒绝连接",
        AuthenticationException => "不能建立加密连接",
        _ => "连接中断，或服务器不支持所需的方式",
    };

    private Delivery Lost(ObservedBody body, string detail) =>
        body.WasRefused ? new Delivery.Retry("邮件已由其他进程接手，本次没有发出。")
        : body.HasDeparted
            ? new Delivery.Unknown($"邮件已交给服务器 {settings.Host}，但没有等到答复：{detail}")
            : new Delivery.Retry($"未能连接邮件服务器 {settings.Host}:{settings.Port}，邮件没有发出：{detail}");

    /// <summary>The client does not hear a cancellation while it waits for the last word, only its own limit.</summary>
    private SmtpClient Connection() => new(settings.Host, settings.Port)
    {
        Timeout = (int)settings.Timeout.TotalMilliseconds,
        EnableSsl = settings.StartTls,
        UseDefaultCredentials = false,
        Credentials = settings.User.Length == 0 ? null : new NetworkCredential(settings.User, settings.Password),
    };

    private MailMessage Compose(Email email, MailAddress to, ObservedBody body)
    {
        var from = new MailAddress(settings.FromAddress, settings.FromName, Encoding.UTF8);
        var message = new MailMessage(from, to)
        {
            Subject = email.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", MessageId(email.Key, from.Host));
        var plain = new ContentType(MediaTypeNames.Text.Plain) { CharSet = Encoding.UTF8.WebName };
        message.AlternateViews.Add(new AlternateView(body, plain) { TransferEncoding = TransferEncoding.Base64 });
        return message;
    }

    /// <summary>The same key always gives the same id, so mail servers and readers can tell a repeat.</summary>
    private static string MessageId(string key, string domain) =>
        $"<{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..40]}@{domain}>";
}
