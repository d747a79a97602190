using Microsoft.Extensions.DependencyInjection;
using WorkflowHost.Engine;
using WorkflowHost.Messaging.Activities;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Messaging;

/// <summary>E-mail and text messages.</summary>
public static class MessagingModule
{
    /// <summary>Registers the module; the gateways come from outside.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddSingleton(ActivityType.Of<SendEmail>());
        services.AddSingleton(ActivityType.Of<SendSms>());
        services.AddSingleton<ITestRunEffects, MessageTestEffects>();
        services.AddSingleton<MessageDesk>();
        services.AddSingleton<IOutboxHandler, EmailHandler>();
        services.AddSingleton<IOutboxHandler, SmsHandler>();
        return services;
    }
}
