using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.Expressions;
using WorkflowHost.Gateways;
using WorkflowHost.HumanTasks;
using WorkflowHost.Messaging;
using WorkflowHost.Organisation;
using WorkflowHost.Persistence;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Runtime.Timers;
using WorkflowHost.Testing.Databases;
using WorkflowHost.WorkingTime;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Testing.Scenarios;

/// <summary>
/// The whole product without its web pages, on a clock that stands still: real engine, real stores on a file of SQLite, real
/// typesetting, the demo bureaus. Months pass in milliseconds.
/// </summary>
public sealed class WorkflowTestHost : IAsyncDisposable
{
    private readonly SqliteTestDatabase database = new();
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("workflowhost-files-");
    private readonly ServiceProvider services;
    private int operations;

    private WorkflowTestHost(DateTimeOffset at)
    {
        Clock = new ManualTimeProvider(at);
        services = Compose().BuildServiceProvider();
    }

    /// <summary>The clock; move it with <see cref="PassUntilAsync"/>.</summary>
    public ManualTimeProvider Clock { get; }

    /// <summary>The day in China.</summary>
    public DateOnly Today => ChinaTime.DateOf(Clock.GetUtcNow());

    /// <summary>The content that ships with the product.</summary>
    private static string Content => Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>Starts with all shipped procedures published and the demo bureaus in place.</summary>
    /// <param name="at">China's time, such as <c>2026-09-14 09:00</c>.</param>
    public static async Task<WorkflowTestHost> StartAsync(string at)
    {
        var local = DateTime.ParseExact(at, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var host = new WorkflowTestHost(new DateTimeOffset(local, ChinaTime.Offset));
        await host.Get<IDatabase>().MigrateAsync(CancellationToken.None);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Content, "beijing"), "*.json").Order(StringComparer.Ordinal))
        {
            var published = await host.Get<DefinitionLibrary>()
                .PublishAsync(await File.ReadAllTextAsync(file), DefinitionOrigin.File, CancellationToken.None);
            Require(published);
        }

        var organisation = Require(OrganisationFile.Parse(await File.ReadAllTextAsync(Path.Combine(Content, "organisation", "demo.json"))));
        await host.Get<IOrganisationStore>().SaveAsync(organisation.Bureaus, organisation.Accounts, CancellationToken.None);
        host.Get<BureauDirectory>().Replace(organisation.Bureaus);
        return host;
    }

    /// <summary>A service of the product.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Takes a report in.</summary>
    public async Task<Case> ReceiveAsync(JsonObject report)
    {
        var received = Require(await Get<CaseIntake>().ReceiveAsync(report, Command.System, CancellationToken.None));
        await SettleAsync();
        return received;
    }

    /// <summary>Does all that is due now: documents, messages, timers, triggers.</summary>
    public async Task SettleAsync()
    {
        while (await Get<OutboxPump>().RunDueAsync(CancellationToken.None) + await Get<TimerPump>().RunDueAsync(CancellationToken.None)
            + await Get<TriggerPump>().RunDueAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Publishes a definition of the test's own.</summary>
    public async Task<DefinitionVersion> PublishAsync(JsonObject definition) => Require(
        await Get<DefinitionLibrary>().PublishAsync(definition.ToJsonString(), DefinitionOrigin.Administrator, CancellationToken.None));

    /// <summary>Starts an instance and lets everything that follows at once happen.</summary>
    public async Task<RuntimeResult> StartInstanceAsync(
        string instanceId, string definitionId, string correlationId = "", params (string Name, JsonNode? Value)[] input)
    {
        var instance = new NewInstance(
            instanceId, definitionId, "", correlationId, input.ToImmutableDictionary(given => given.Name, given => given.Value));
        var result = await Get<WorkflowRuntime>().StartAsync(instance, Command.BySystem(), CancellationToken.None);
        await SettleAsync();
        return result;
    }

    /// <summary>An instance's state.</summary>
    public async Task<InstanceState> StateAsync(string instanceId) =>
        (await Get<ITurnStore>().LoadAsync(instanceId, CancellationToken.None))?.State
        ?? throw new InvalidOperationException($"No instance {instanceId}.");

    /// <summary>Every instance of a procedure, oldest first.</summary>
    public async Task<IReadOnlyList<InstanceState>> InstancesOfAsync(string definitionId)
    {
        var page = await Get<IInstanceQueries>().ListAsync(new InstanceFilter(), null, 200, CancellationToken.None);
        var states = new List<InstanceState>();
        foreach (var summary in page.Items.Where(item => item.DefinitionId == definitionId).OrderBy(item => item.CreatedAt))
        {
            states.Add(await StateAsync(summary.Id));
        }

        return states;
    }

    /// <summary>Lets time pass until nine in the morning of a day in China; every timer on the way fires at its own instant.</summary>
    public async Task PassUntilAsync(DateOnly day)
    {
        var target = ChinaTime.At(day, new TimeOnly(9, 0));
        while ((await Get<ITimerStore>().DueAsync(target, 1, CancellationToken.None)).SingleOrDefault() is { } next)
        {
            if (next.DueAt > Clock.GetUtcNow())
            {
                Clock.SetUtcNow(next.DueAt);
            }

            await SettleAsync();
        }

        Clock.SetUtcNow(target);
        await SettleAsync();
    }

    /// <summary>The open task of a case with this title.</summary>
    public async Task<HumanTask> TaskAsync(Case @case, string title) =>
        (await OpenTasksAsync(@case)).FirstOrDefault(task => task.Title == title)
        ?? throw new InvalidOperationException(
            $"No open task {title}; open are: {string.Join(", ", (await OpenTasksAsync(@case)).Select(task => task.Title))}");

    /// <summary>The open tasks of a case.</summary>
    public async Task<IReadOnlyList<HumanTask>> OpenTasksAsync(Case @case) =>
        [.. (await Get<ITaskStore>().OfCaseAsync(@case.Id, CancellationToken.None)).Where(task => task.State is HumanTaskState.Open)];

    /// <summary>Completes a task as its first candidate would, and lets everything that follows at once happen.</summary>
    public async Task CompleteAsync(Case @case, string title, string outcome, JsonObject? form = null, string opinion = "")
    {
        var task = await TaskAsync(@case, title);
        var result = await Get<TaskDesk>().CompleteAsync(
            new TaskCompletion(
                task.Id, string.Create(CultureInfo.InvariantCulture, $"op-{++operations}"), task.Revision, outcome, opinion, form ?? []),
            await CandidateAsync(task), CancellationToken.None);
        if (result is not RuntimeResult.Done)
        {
            throw new InvalidOperationException(
                $"{title} / {outcome}: {(result is RuntimeResult.Refused refused ? string.Join("; ", refused.Problems.Select(problem => problem.Message)) : result)}");
        }

        await SettleAsync();
    }

    /// <summary>The first demo account that may do a task.</summary>
    public async Task<Account> CandidateAsync(HumanTask task)
    {
        var accounts = Require(OrganisationFile.Parse(await File.ReadAllTextAsync(Path.Combine(Content, "organisation", "demo.json")))).Accounts;
        return accounts.First(account => TaskDesk.MayComplete(task, account));
    }

    /// <summary>What happened, step by step: <c>step event</c>, or <c>step → outcome</c> for completions by a named port.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync(Case @case)
    {
        var events = await Get<IInstanceQueries>().HistoryAsync(@case.InstanceId, CancellationToken.None);
        return [.. events.Select(recorded => Line(recorded.Event))];
    }

    /// <summary>The instance as lists show it.</summary>
    public async Task<InstanceSummary> InstanceAsync(Case @case) =>
        await Get<IInstanceQueries>().FindAsync(@case.InstanceId, CancellationToken.None)
        ?? throw new InvalidOperationException("The instance is missing.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
        files.Delete(recursive: true);
    }

    private static string Line(HistoryEvent entry) =>
        entry.Payload?["outcomes"] is JsonArray outcomes
            ? $"{entry.ActivityName} → {string.Join('、', outcomes.Select(outcome => outcome!.ToString()))}"
            : $"{entry.ActivityName} {entry.Event}";

    private static T Require<T>(Checked<T> result)
        where T : class =>
        result.Value ?? throw new InvalidOperationException(
            string.Join("; ", result.Problems.Select(problem => $"{problem.Path} {problem.Message}")));

    private ServiceCollection Compose()
    {
        var collection = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Documents:Typst:TemplatesFolder"] = Path.Combine(Content, "documents"),
            ["Documents:Files:Folder"] = files.FullName,
        }).Build();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton<IIdGenerator, SequentialIds>();
        collection.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        collection.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        collection.AddOptions();
        collection.AddSingleton(Options.Create(new JavaScriptOptions()));
        collection.AddRuntime().AddExpressions().AddOrganisation().AddHumanTasks().AddDocuments().AddMessaging()
            .AddCases(Require(ProductCategoryJson.Parse(File.ReadAllText(Path.Combine(Content, "products", "categories.json")))))
            .AddRegulations(new ObligationCatalogue([]))
            .AddWorkingTime(Directory.EnumerateFiles(Path.Combine(Content, "calendars"), "*.json")
                .Select(file => Require(HolidayNoticeJson.Parse(File.ReadAllText(file)))))
            .AddPersistence();
        collection.AddGateways(configuration);
        database.Register(collection);
        return collection;
    }
}
