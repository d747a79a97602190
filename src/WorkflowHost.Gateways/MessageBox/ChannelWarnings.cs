using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkflowHost.Messaging;

namespace WorkflowHost.Gateways.MessageBox;

/// <summary>Says at start which messages will not leave, so that nobody finds out from an enterprise.</summary>
internal sealed partial class ChannelWarnings(IEmailGateway email, ISmsGateway sms, ILogger<ChannelWarnings> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (email is MessageBoxEmailGateway)
        {
            LogNoEmail(logger);
        }

        if (sms is MessageBoxSmsGateway)
        {
            LogNoSms(logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1301, LogLevel.Warning, "Messaging:Smtp:Host is empty: e-mails do not leave, they are only kept in the message box")]
    private static partial void LogNoEmail(ILogger logger);

    [LoggerMessage(1302, LogLevel.Warning, "Messaging:Sms:Url is empty: text messages do not leave, they are only kept in the message box")]
    private static partial void LogNoSms(ILogger logger);
}
