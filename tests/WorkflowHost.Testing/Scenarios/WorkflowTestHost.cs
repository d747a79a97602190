using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.Expressions;
using WorkflowHost.Gateways;
using WorkflowHost.Gateways.Rendering;
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
    /// <summary>Shared, because its worker takes a second to load the fonts.</summary>
    private static readonly TypstDocumentRenderer Renderer = new(
        Options.Create(new TypstOptions { TemplatesFolder = Path.Combine(Content, "documents") }), new RealTime(),
        NullLogger<TypstDocumentRenderer>.Instance);

    private static readonly Dictionary<string, string?> NoSettings = [];

    private static readonly OrganisationFile DemoOrganisation =
        Require(OrganisationFile.Parse(File.ReadAllText(Path.Combine(Content, "organisation", "demo.json"))));

    /// <summary>A database with the shipped procedures and the demo bureaus, made once: each host works on a copy.</summary>
    private static readonly Task<string> Prepared = PrepareAsync();

    private readonly SqliteTestDatabase database = new();
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("workflowhost-files-");
    private readonly ServiceProvider services;
    private int operations;

    private WorkflowTestHost(DateTimeOffset at, IReadOnlyDictionary<string, string?> settings, string idPrefix = "id")
    {
        Clock = new ManualTimeProvider(at);
        services = Compose(settings, idPrefix).BuildServiceProvider();
    }

    /// <summary>The clock; move it with <see cref="PassUntilAsync"/>.</summary>
    public ManualTimeProvider Clock { get; }

    /// <summary>The day in China.</summary>
    public DateOnly Today => ChinaTime.DateOf(Clock.GetUtcNow());

    /// <summary>The content that ships with the product.</summary>
    private static string Content => Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>Starts with all shipped procedures published and the demo bureaus in place.</summary>
    /// <param name="at">China's time, such as <c>2026-09-14 09:00</c>.</param>
    /// <param name="backup">A file of <see cref="BackUp"/> to go on from; null for a fresh database.</param>
    /// <param name="settings">Settings of the gateways and of <c>Runtime</c>; null for none.</param>
    public static async Task<WorkflowTestHost> StartAsync(
        string at, string? backup = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var local = DateTime.ParseExact(at, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var host = new WorkflowTestHost(new DateTimeOffset(local, ChinaTime.Offset), settings ?? NoSettings);
        File.Copy(backup ?? await Prepared, host.database.File);
        await host.Get<IDatabase>().MigrateAsync(CancellationToken.None);
        await host.Get<CalendarLibrary>().SeedAsync(host.Get<CurrentCalendar>().Current.Notices, CancellationToken.None);
        host.Get<BureauDirectory>().Replace(DemoOrganisation.Bureaus);
        return host;
    }

    /// <summary>Copies the database while the host runs, as an administrator does for a backup.</summary>
    public void BackUp(string file)
    {
        using var connection = new SqliteConnection($"Data Source={database.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", file);
        command.ExecuteNonQuery();
    }

    /// <summary>Does to the database what the product never would.</summary>
    /// <param name="sql">A statement of the test's own.</param>
    public async Task SpoilAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={database.File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
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

    /// <summary>All timers but that of the year's plan of announcements, which begins by itself in December.</summary>
    public async Task<IReadOnlyList<DueTimer>> TimersAsync(int most)
    {
        var plans = (await InstancesOfAsync("beijing-announcement-plan")).Select(plan => plan.Id).ToHashSet(StringComparer.Ordinal);
        return [.. (await Get<ITimerStore>().DueAsync(DateTimeOffset.MaxValue, most + plans.Count, CancellationToken.None))
            .Where(timer => !plans.Contains(timer.InstanceId))];
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
            CandidateOf(task), CancellationToken.None);
        if (result is not RuntimeResult.Done)
        {
            throw new InvalidOperationException(
                $"{title} / {outcome}: {(result is RuntimeResult.Refused refused ? string.Join("; ", refused.Problems.Select(problem => problem.Message)) : result)}");
        }

        await SettleAsync();
    }

    /// <summary>The first demo account that may do a task.</summary>
    public static Account CandidateOf(HumanTask task) => DemoOrganisation.Accounts.First(account => TaskDesk.MayComplete(task, account));

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

    private static async Task<string> PrepareAsync()
    {
        await using var host = new WorkflowTestHost(new DateTimeOffset(2013, 1, 4, 9, 0, 0, ChinaTime.Offset), NoSettings, "shipped");
        await host.Get<IDatabase>().MigrateAsync(CancellationToken.None);
        await host.Get<CalendarLibrary>().SeedAsync(host.Get<CurrentCalendar>().Current.Notices, CancellationToken.None);
        await host.PublishShippedAsync();
        await host.Get<IOrganisationStore>().SaveAsync(DemoOrganisation.Bureaus, DemoOrganisation.Accounts, CancellationToken.None);
        var file = Path.Combine(Directory.CreateTempSubdirectory("workflowhost-").FullName, "prepared.db");
        host.BackUp(file);
        return file;
    }

    /// <summary>Publishes the shipped procedures, those that others use before those.</summary>
    private async Task PublishShippedAsync()
    {
        var library = Get<DefinitionLibrary>();
        var procedures = ShippedProcedures().Select(file => (file, Require(library.Check(File.ReadAllText(file))))).ToList();
        foreach (var (_, procedure) in Require(PublishingOrder.Of(procedures)))
        {
            Require(await library.PublishAsync(procedure, DefinitionOrigin.File, CancellationToken.None));
        }
    }

    private static IEnumerable<string> ShippedProcedures() => new[] { "common", "beijing", "chongqing", "shanghai" }
        .Select(folder => Path.Combine(Content, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"))
        .Order(StringComparer.Ordinal);

    private static string Line(HistoryEvent entry) =>
        entry.Payload?["outcomes"] is JsonArray outcomes
            ? $"{entry.ActivityName} → {string.Join('、', outcomes.Select(outcome => outcome!.ToString()))}"
            : $"{entry.ActivityName} {entry.Event}";

    private static T Require<T>(Checked<T> result)
        where T : class =>
        result.Value ?? throw new InvalidOperationException(
            string.Join("; ", result.Problems.Select(problem => $"{problem.Path} {problem.Message}")));

    /// <summary>The worker lives in real time, whatever the scenario's clock says.</summary>
    private sealed class RealTime : TimeProvider;

    private ServiceCollection Compose(IReadOnlyDictionary<string, string?> settings, string idPrefix)
    {
        var collection = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Documents:Files:Folder"] = files.FullName,
        }).Build();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddSingleton<IIdGenerator>(new SequentialIds(idPrefix));
        collection.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        collection.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        collection.AddOptions().Configure<RuntimeOptions>(configuration.GetSection("Runtime"));
        collection.AddSingleton(Options.Create(new JavaScriptOptions()));
        collection.AddRuntime().AddExpressions().AddOrganisation().AddHumanTasks().AddDocuments().AddMessaging()
            .AddCases(
                Require(ProductCategoryJson.Parse(File.ReadAllText(Path.Combine(Content, "products", "categories.json")))),
                Require(IntakeRuleJson.Parse(File.ReadAllText(Path.Combine(Content, "intake", "rules.json")))))
            .AddRegulations(Require(ObligationCatalogue.Read([.. Directory.EnumerateFiles(Path.Combine(Content, "regulations"), "*.yaml")
                .Order(StringComparer.Ordinal).Select(file => new RegulationFile(Path.GetFileName(file), File.ReadAllText(file)))])))
            .AddWorkingTime(Directory.EnumerateFiles(Path.Combine(Content, "calendars"), "*.json")
                .Select(file => Require(HolidayNoticeJson.Parse(File.ReadAllText(file)))))
            .AddPersistence();
        collection.AddGateways(configuration);
        collection.AddSingleton<IDocumentRenderer>(Renderer);
        database.Register(collection);
        return collection;
    }
}
