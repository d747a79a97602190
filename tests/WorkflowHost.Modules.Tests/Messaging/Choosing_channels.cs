using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using WorkflowHost.Gateways;
using WorkflowHost.Gateways.Sms;
using WorkflowHost.Gateways.Smtp;
using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Messages;
using Xunit;

namespace WorkflowHost.Modules.Tests.Messaging;

public sealed class Choosing_channels
{
    [Fact]
    public async Task Without_settings_messages_are_done_in_the_box_and_the_start_warns()
    {
        // given
        var log = new WarningLog();
        await using var services = Services(log, []);

        // when
        await StartAsync(services);
        var email = await services.GetRequiredService<IEmailGateway>().SendAsync(new Email("k", "a@example.cn", "s", "b"), Depart, TestContext.Current.CancellationToken);
        var sms = await services.GetRequiredService<ISmsGateway>().SendAsync(new Sms("k", "13800000000", "b"), Depart, TestContext.Current.CancellationToken);

        // then
        email.ShouldBeOfType<Delivery.Done>().Response.ShouldBe("未接通外部通道，仅存入邮件箱，未对外发送");
        sms.ShouldBeOfType<Delivery.Done>().Response.ShouldBe("未接通外部通道，仅存入短信箱，未对外发送");
        log.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public async Task With_settings_the_real_gateways_stand_in_and_nothing_is_warned_about()
    {
        var log = new WarningLog();
        await using var services = Services(log, new()
        {
            ["Messaging:Smtp:Host"] = "mail.example.cn",
            ["Messaging:Smtp:FromAddress"] = "noreply@example.cn",
            ["Messaging:Sms:Url"] = "https://sms.example.cn/send",
        });

        await StartAsync(services);

        services.GetRequiredService<IEmailGateway>().ShouldBeOfType<SmtpEmailGateway>();
        services.GetRequiredService<ISmsGateway>().ShouldBeOfType<HttpSmsGateway>();
        log.Lines.ShouldBeEmpty();
    }

    private static ServiceProvider Services(WarningLog log, Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(log))
        .AddSingleton<TimeProvider>(new WireClock())
        .AddGateways(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();

    private static async Task StartAsync(ServiceProvider services)
    {
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    private sealed class WarningLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
            // Nothing is held.
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Add(formatter(state, exception));
            }
        }
    }

    private static Task<bool> Depart(CancellationToken cancellationToken) => Task.FromResult(true);
}
