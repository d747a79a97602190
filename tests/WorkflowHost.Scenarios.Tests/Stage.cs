using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkflowHost.Cases;
using WorkflowHost.Cases.Intake;
using WorkflowHost.Cases.Products;
using WorkflowHost.Definitions;
using WorkflowHost.Documents;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Expressions;
using WorkflowHost.Expressions;
using WorkflowHost.HumanTasks;
using WorkflowHost.Messaging;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Scenarios.Answers;
using WorkflowHost.Scenarios.Playing;
using WorkflowHost.Scenarios.Scripts;
using WorkflowHost.WorkingTime;
using WorkflowHost.WorkingTime.Calendars;

namespace WorkflowHost.Scenarios.Tests;

/// <summary>The shipped content and the real activities, without a store.</summary>
internal static class Stage
{
    private static readonly Lazy<ServiceProvider> Services = new(Compose);
    private static readonly Lazy<OrganisationFile> Organisation = new(
        () => Require(OrganisationFile.Parse(File.ReadAllText(Content("organisation", "demo.json")))));

    public static ObligationCatalogue Catalogue { get; } = Require(ObligationCatalogue.Read(
        [.. Directory.EnumerateFiles(Content("regulations"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(file => new RegulationFile(Path.GetFileName(file), File.ReadAllText(file)))]));

    public static IReadOnlyList<Account> People => Organisation.Value.Accounts;

    public static IReadOnlyList<WorkflowDefinition> Shipped { get; } =
        [.. new[] { "beijing", "chongqing", "shanghai", "common" }.Select(folder => Content(folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json")).Order(StringComparer.Ordinal)
            .Select(file => Require(DefinitionReader.Read(File.ReadAllText(file))))];

    public static IReadOnlyList<ScenarioFile> ShippedScenarios { get; } =
        [.. Directory.EnumerateFiles(Content(), "*.scenarios.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Require(ScenarioYaml.Parse(Path.GetRelativePath(Content(), file), File.ReadAllText(file))))];

    public static ScenarioRunner Runner => Get<ScenarioRunner>();

    public static T Get<T>()
        where T : notnull => Services.Value.GetRequiredService<T>();

    public static DefinitionSet Set(params IEnumerable<WorkflowDefinition> definitions) => new(Get<ActivityRegistry>(), definitions);

    public static Played Play(string at, params WorkflowDefinition[] definitions) => Play(at, new DefaultAnswers(Get<BureauDirectory>()), definitions);

    public static Played Play(string at, IAnswers answers, params WorkflowDefinition[] definitions) =>
        Get<ScenarioPlayer>().Play(Request(at, definitions), answers);

    public static PlayRequest Request(string at, params WorkflowDefinition[] definitions) => new(
        Set(definitions), definitions[0].DefinitionId, Instant(at), ImmutableDictionary<string, JsonNode?>.Empty)
    { People = People };

    /// <summary>What random walks begin with: the reports, days and histories of the shipped scenarios whose report is taken in.</summary>
    public static IEnumerable<Walked> WalkedScenarios()
    {
        var set = Set(Shipped);
        return ShippedScenarios.SelectMany(file => file.Scenarios.Select(scenario => (file, scenario, Input: Runner.InputOf(scenario))))
            .Where(one => one.Input.IsValid)
            .Select(one => new Walked(
                Shipped.Single(definition => definition.DefinitionId == one.file.DefinitionId).CustomProperties["city"]!.ToString(),
                one.scenario.Name,
                new PlayRequest(set, one.file.DefinitionId, new DateTimeOffset(one.scenario.Start, ChinaTime.Offset).ToUniversalTime(), one.Input.Value!)
                {
                    People = People,
                    Records = one.scenario.Records,
                    Standings = one.scenario.Standings,
                }));
    }

    public static DateTimeOffset Instant(string at) => new DateTimeOffset(
        DateTime.ParseExact(at, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), ChinaTime.Offset).ToUniversalTime();

    /// <summary>Writes an instance down and reads it again, as a store would.</summary>
    public static InstanceState Restart(InstanceState state) =>
        JsonSerializer.Deserialize<InstanceState>(JsonSerializer.Serialize(state, Conversion.Json), Conversion.Json)!;

    public static T Require<T>(Checked<T> result)
        where T : class =>
        result.Value ?? throw new InvalidOperationException(string.Join("; ", result.Problems.Select(problem => $"{problem.Path} {problem.Message}")));

    private static string Content(params string[] path) => Path.Combine([AppContext.BaseDirectory, "workflows", .. path]);

    private static ServiceProvider Compose()
    {
        var services = new ServiceCollection();
        services.AddSingleton(Options.Create(new JavaScriptOptions()));
        services.AddRuntime().AddExpressions().AddOrganisation().AddHumanTasks().AddDocuments().AddMessaging()
            .AddCases(
                Require(ProductCategoryJson.Parse(File.ReadAllText(Content("products", "categories.json")))),
                Require(IntakeRuleJson.Parse(File.ReadAllText(Content("intake", "rules.json")))))
            .AddRegulations(Catalogue)
            .AddWorkingTime(Directory.EnumerateFiles(Content("calendars"), "*.json").Select(file => Require(HolidayNoticeJson.Parse(File.ReadAllText(file)))))
            .AddScenarios();
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<BureauDirectory>().Replace(Organisation.Value.Bureaus);
        return provider;
    }
}

/// <summary>A start for random walks.</summary>
/// <param name="City">City key.</param>
/// <param name="Name">The scenario that it is taken from.</param>
/// <param name="Request">What is played.</param>
internal sealed record Walked(string City, string Name, PlayRequest Request);
