using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace WorkflowHost.Gateways.Smtp;

/// <summary>The mail server that e-mails leave through. Section <c>Messaging:Smtp</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Messaging:Smtp";

    /// <summary>Name or address of the server. Empty: no e-mail leaves, they stay in the message box.</summary>
    public string Host { get; set; } = "";

    /// <summary>1 to 65535. Default 25; servers that want STARTTLS often listen on 587.</summary>
    public int Port { get; set; } = 25;

    /// <summary>The sender's address; its domain also names our Message-IDs. Required with <see cref="Host"/>.</summary>
    public string FromAddress { get; set; } = "";

    /// <summary>The sender's name as recipients see it; may be empty.</summary>
    public string FromName { get; set; } = "";

    /// <summary>Login; empty: the server takes our mail without one.</summary>
    public string User { get; set; } = "";

    /// <summary>The login's password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Refuse to talk unless the server switches to TLS with a trusted certificate. Default true.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>How long one e-mail may take from connecting to the server's last word, 1 s to 50 s. Default 20 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether e-mails leave at all.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Host);
}

/// <summary>Refuses options with which no e-mail could ever leave.</summary>
public sealed class SmtpOptionsValidator : IValidateOptions<SmtpOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(50);

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        var faults = options.IsConfigured ? Faults(options).Select(fault => $"{SmtpOptions.Section}:{fault}").ToList() : [];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(SmtpOptions options)
    {
        if (options.Port is < 1 or > 65535)
        {
            yield return "Port 应在 1 到 65535 之间";
        }

        if (!MailAddress.TryCreate(options.FromAddress, out var from) || from.Address != options.FromAddress)
        {
            yield return $"FromAddress “{options.FromAddress}”不是有效的邮箱地址";
        }

        if (options.User.Length == 0 && options.Password.Length > 0)
        {
            yield return "填写了 Password 却没有 User";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > LongestTimeout)
        {
            yield return "Timeout 应在 1 秒到 50 秒之间";
        }
    }
}
