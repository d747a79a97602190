using Microsoft.Extensions.Options;

namespace WorkflowHost.Gateways.Sms;

/// <summary>The provider that text messages leave through. Section <c>Messaging:Sms</c>.</summary>
public sealed class SmsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Messaging:Sms";

    /// <summary>Where messages are posted, http or https. Empty: no message leaves, they stay in the message box.</summary>
    public string Url { get; set; } = "";

    /// <summary>Sent as <c>Authorization: Bearer</c>; may be empty.</summary>
    public string Token { get; set; } = "";

    /// <summary>The approved signature without brackets; put before texts that do not begin with 【. May be empty.</summary>
    public string Signature { get; set; } = "";

    /// <summary>How long one message may take, 1 s to 50 s. Default 15 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether text messages leave at all.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Url);
}

/// <summary>Refuses options with which no text message could ever leave.</summary>
public sealed class SmsOptionsValidator : IValidateOptions<SmsOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(50);

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, SmsOptions options)
    {
        var faults = options.IsConfigured ? Faults(options).Select(fault => $"{SmsOptions.Section}:{fault}").ToList() : [];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(SmsOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            yield return $"Url “{options.Url}”应为 http 或 https 地址";
        }

        if (options.Token.Any(character => character is <= ' ' or > '~'))
        {
            yield return "Token 含有不能放入请求头的字符";
        }

        if (options.Signature.Contains('【', StringComparison.Ordinal))
        {
            yield return "Signature 不应带括号【】";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > LongestTimeout)
        {
            yield return "Timeout 应在 1 秒到 50 秒之间";
        }
    }
}
