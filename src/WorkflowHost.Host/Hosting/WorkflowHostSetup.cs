using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using WorkflowHost.Api;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Work;
using WorkflowHost.Documents;
using WorkflowHost.Expressions;
using WorkflowHost.Gateways;
using WorkflowHost.Host.Clock;
using WorkflowHost.Host.Content;
using WorkflowHost.HumanTasks;
using WorkflowHost.Messaging;
using WorkflowHost.Organisation;
using WorkflowHost.Persistence;
using WorkflowHost.Persistence.PostgreSql;
using WorkflowHost.Persistence.Sqlite;
using WorkflowHost.Portal;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Scenarios;
using WorkflowHost.WorkingTime;
using WorkflowHost.WorkingTime.Changes;

namespace WorkflowHost.Host.Hosting;

/// <summary>Puts the product together. Holds no rule of its own.</summary>
internal static class WorkflowHostSetup
{
    private const string DefaultUrl = "http://localhost:5080";

#pragma warning disable RS0030 // The real clock is named here and nowhere else.
    private static TimeProvider RealClock => TimeProvider.System;
#pragma warning restore RS0030

    public static void AddWorkflowHost(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        var storage = StorageOf(configuration);
        builder.WebHost.UseUrls(configuration["urls"] ?? DefaultUrl);
        builder.WebHost.UseStaticWebAssets();

        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateOnStart();
        services.AddOptions<DemoOptions>().BindConfiguration("Demo").ValidateOnStart();
        services.AddOptions<RuntimeOptions>().BindConfiguration("Runtime").ValidateOnStart();
        services.AddOptions<UploadOptions>().BindConfiguration("Uploads").ValidateOnStart();
        services.AddOptions<JavaScriptOptions>().BindConfiguration("JavaScript").ValidateOnStart();
        services.AddSingleton<IValidateOptions<JavaScriptOptions>, JavaScriptOptionsValidator>();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<IValidateOptions<DemoOptions>, DemoOptionsValidator>();
        services.AddSingleton<IValidateOptions<StorageOptions>, HostOptionsValidator>();
        services.AddSingleton<IValidateOptions<DemoOptions>, HostOptionsValidator>();

        services.AddDataProtection()
            .SetApplicationName("WorkflowHost")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(Path.GetFullPath(storage.Folder), "keys")));
        services.AddSingleton(ClockOf);

        // Sessions age in real time, also when the demo's clock runs faster.
        services.ConfigureAll<CookieAuthenticationOptions>(options => options.TimeProvider = RealClock);
        services.ConfigureAll<BearerTokenOptions>(options => options.TimeProvider = RealClock);
        services.AddSingleton<IIdGenerator, SortableIds>();

        var content = new ContentFolder(configuration["Content:Folder"] ?? Path.Combine(builder.Environment.ContentRootPath, "workflows"));
        configuration["Documents:Typst:TemplatesFolder"] ??= content.Documents;
        configuration["Documents:Files:Folder"] ??= Path.Combine(Path.GetFullPath(storage.Folder), "documents");
        services.AddSingleton(content);
        services.AddSingleton<Seeder>();

        services.AddRuntime().AddExpressions().AddOrganisation().AddHumanTasks().AddDocuments().AddMessaging()
            .AddCases(content.ProductCategories(), content.IntakeRules())
            .AddRegulations(content.Obligations())
            .AddWorkingTime(content.Calendars())
            .AddScenarios();
        services.AddGateways(configuration);
        AddStore(services, storage);
        services.AddApi();
        services.AddPortal();
        services.AddOptions<PortalOptions>().PostConfigure(portal => OfferDemoAccounts(portal, configuration, content));
        services.AddHostedService(provider => provider.GetRequiredService<TimerPump>());
        services.AddHostedService(provider => provider.GetRequiredService<TriggerPump>());
        services.AddHostedService(provider => provider.GetRequiredService<OutboxPump>());
        services.AddHostedService(provider => provider.GetRequiredService<LimitRecount>());
        services.AddHostedService<DemoExamples>();
    }

    /// <summary>
    /// Makes the database ready and brings new content in, before anything is served or imported.
    /// The procedures are read while the database gets ready, as both take a good part of the start.
    /// </summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var stopping = app.Lifetime.ApplicationStopping;
        var seeder = app.Services.GetRequiredService<Seeder>();
        var procedures = Task.Run(seeder.Check, stopping);
        await Task.WhenAll(procedures, app.Services.GetRequiredService<IDatabase>().MigrateAsync(stopping));
        await seeder.RunAsync(await procedures, stopping);
        await app.Services.GetRequiredService<YearlyWork>().StartAsync(stopping);
    }

    public static void MapWorkflowHost(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseApi();
        app.UsePortal();
        app.MapGet("/health/live", () => Results.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapApi();
        app.MapPortal();
    }

    /// <summary>As set. What is wrong with it is said later with all else that is wrong, so nothing may stop here.</summary>
    private static StorageOptions StorageOf(ConfigurationManager configuration)
    {
        var storage = configuration.GetSection("Storage").Get<StorageOptions>() ?? new StorageOptions();
        return string.IsNullOrWhiteSpace(storage.Folder) ? new StorageOptions { Provider = storage.Provider, PostgreSql = storage.PostgreSql } : storage;
    }

    private static void OfferDemoAccounts(PortalOptions portal, ConfigurationManager configuration, ContentFolder content)
    {
        if (!string.Equals(configuration["Demo:Enabled"], bool.TrueString, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        foreach (var account in content.DemoOrganisation().Accounts)
        {
            portal.DemoAccounts.Add(new DemoAccount { Login = account.LoginName, Password = configuration["Demo:Password"] ?? "" });
        }
    }

    private static async Task<IResult> ReadyAsync(IDatabase database, CancellationToken cancellationToken) =>
        await database.IsReadyAsync(cancellationToken)
            ? Results.Text("ok")
            : Results.Text("database not ready", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static void AddStore(IServiceCollection services, StorageOptions storage)
    {
        services.AddPersistence();
        if (storage.Provider is "PostgreSql")
        {
            services.AddPostgreSqlPersistence(storage.PostgreSql);
        }
        else
        {
            services.AddSqlitePersistence(Path.Combine(Path.GetFullPath(storage.Folder), "workflowhost.db"));
        }
    }

    private static TimeProvider ClockOf(IServiceProvider provider)
    {
        var demo = provider.GetRequiredService<IOptions<DemoOptions>>().Value;
        return demo.ClockSpeed == 1
            ? RealClock
            : new AcceleratedTimeProvider(RealClock, demo.ClockAnchor!.Value, demo.ClockSpeed);
    }
}
