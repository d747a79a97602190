using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Host.Content;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime.TimeLimits;
using WorkflowHost.Scenarios.Scripts;

namespace WorkflowHost.Host.Commands;

/// <summary>
/// <c>-- play &lt;definition&gt; [--scenario file]</c>: plays a definition, a draft too, on a virtual clock and prints the timeline;
/// without a scenario every task is done by its main outcome.
/// </summary>
internal sealed class PlayCommand(string definition, string? scenarioFile) : IHostCommand
{
    public const string Words = "play <流程编号或文件> [--scenario <情景文件>]";
    public const string Usage = $"用法：{Words}";

    public bool NeedsDatabase => false;

    /// <returns>0 when all scenarios hold, 1 when one does not, 2 when something can't be read.</returns>
    public async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var content = services.GetRequiredService<ContentFolder>();
        var organisation = content.DemoOrganisation();
        services.GetRequiredService<BureauDirectory>().Replace(organisation.Bureaus);
        var found = DefinitionArgument.Read(definition, content, services.GetRequiredService<ActivityRegistry>());
        if (!found.IsValid)
        {
            return await RefuseAsync(output, Usage, found.Problems);
        }

        var (definitions, played) = found.Value;
        var scenarios = await ScenariosAsync(played, content, services.GetRequiredService<TimeProvider>(), cancellationToken);
        if (!scenarios.IsValid)
        {
            await RefuseAsync(output, "情景文件不正确：", scenarios.Problems);
            await output.WriteLineAsync(Usage);
            return 2;
        }

        var runner = services.GetRequiredService<ScenarioRunner>();
        var failed = 0;
        foreach (var scenario in scenarios.Value.Scenarios)
        {
            var outcome = runner.Run(scenario, definitions, played.DefinitionId, organisation.Accounts);
            await output.WriteLineAsync(TimelineText.Of(outcome));
            failed += outcome.Failures.IsEmpty ? 0 : 1;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"共 {scenarios.Value.Scenarios.Length} 个情景，{(failed == 0 ? "全部符合" : $"{failed} 个不符合")}。"));
        return failed == 0 ? 0 : 1;
    }

    private static async Task<int> RefuseAsync(TextWriter output, string head, IEnumerable<Problem> problems)
    {
        await output.WriteLineAsync(head);
        foreach (var problem in problems)
        {
            await output.WriteLineAsync($"  {problem.Path}  {problem.Message}");
        }

        return 2;
    }

    private async Task<Checked<ScenarioFile>> ScenariosAsync(WorkflowDefinition played, ContentFolder content, TimeProvider time, CancellationToken cancellationToken)
    {
        if (scenarioFile is null)
        {
            var today = ChinaTime.DateOf(time.GetUtcNow());
            var plain = new Scenario
            {
                Name = "所有待办按主要结果办理",
                Start = today.ToDateTime(new TimeOnly(9, 0)),
                Report = Example(played, content),
                Place = "默认情景",
            };
            return Checked<ScenarioFile>.Valid(new ScenarioFile("", played.DefinitionId, [plain]));
        }

        if (!File.Exists(scenarioFile))
        {
            return Checked<ScenarioFile>.Refused([new Problem("file-missing", scenarioFile, "没有这个文件。")]);
        }

        var read = ScenarioYaml.Parse(scenarioFile, await File.ReadAllTextAsync(scenarioFile, cancellationToken));
        return read.IsValid && read.Value.DefinitionId != played.DefinitionId
            ? Checked<ScenarioFile>.Refused([new Problem(
                "definition-other", $"{scenarioFile} $.definition", $"情景文件写给流程“{read.Value.DefinitionId}”，播放的是“{played.DefinitionId}”。")])
            : read;
    }

    /// <summary>The first report of the shipped scenarios of the procedure's city with a conclusion of its kind; null when there is none, or when it needs no case.</summary>
    private static JsonObject? Example(WorkflowDefinition played, ContentFolder content)
    {
        if (played.Inputs.All(input => input.Name != "case"))
        {
            return null;
        }

        var city = played.CustomProperties["city"]?.ToString();
        var conclusion = ProcedureKinds.Of(played.CustomProperties).Contains("qualified-result") ? "合格" : "不合格";
        return content.Scenarios()
            .SelectMany(file => ScenarioYaml.Parse(file.File, file.Yaml).Value?.Scenarios ?? [])
            .Select(scenario => scenario.Report)
            .FirstOrDefault(report => report?["city"]?.ToString() == city && report?["conclusion"]?.ToString() == conclusion);
    }
}
