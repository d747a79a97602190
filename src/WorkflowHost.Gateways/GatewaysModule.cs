using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkflowHost.Documents;
using WorkflowHost.Gateways.Files;
using WorkflowHost.Gateways.MessageBox;
using WorkflowHost.Gateways.Passwords;
using WorkflowHost.Gateways.Rendering;
using WorkflowHost.Gateways.Requests;
using WorkflowHost.Gateways.Sms;
using WorkflowHost.Gateways.Smtp;
using WorkflowHost.Messaging;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Gateways;

/// <summary>Everything that leaves the process except the database: e-mail, text messages, typesetting, files.</summary>
public static class GatewaysModule
{
    /// <summary>Registers the gateways; options are checked at the host's start. Clock, ids and logging are the host's to add.</summary>
    public static IServiceCollection AddGateways(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTypstRendering(configuration);
        services.AddChecked<SmtpOptions, SmtpOptionsValidator>(configuration, SmtpOptions.Section);
        services.AddChecked<SmsOptions, SmsOptionsValidator>(configuration, SmsOptions.Section);
        services.AddChecked<FilesOptions, FilesOptionsValidator>(configuration, FilesOptions.Section);
        services.AddChecked<RequestOptions, RequestOptionsValidator>(configuration, RequestOptions.Section);
        services.AddSingleton<IOutboxHandler, RequestHandler>();
        services.AddSingleton<IFileStore, FileStore>();
        services.AddSingleton<IPasswordHashing, Pbkdf2PasswordHashing>();
        services.AddSingleton<IEmailGateway>(provider =>
            provider.GetRequiredService<IOptions<SmtpOptions>>().Value.IsConfigured
                ? ActivatorUtilities.CreateInstance<SmtpEmailGateway>(provider)
                : new MessageBoxEmailGateway());
        services.AddSingleton<ISmsGateway>(provider =>
            provider.GetRequiredService<IOptions<SmsOptions>>().Value.IsConfigured
                ? ActivatorUtilities.CreateInstance<HttpSmsGateway>(provider)
                : new MessageBoxSmsGateway());
        services.AddHostedService<ChannelWarnings>();
        return services;
    }

    private static void AddChecked<TOptions, TValidator>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
    }
}
