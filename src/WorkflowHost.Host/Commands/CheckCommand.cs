using System.Globalization;
using WorkflowHost.Engine;
using WorkflowHost.Host.Content;
using WorkflowHost.Organisation;
using WorkflowHost.Regulations;
using WorkflowHost.Regulations.Checking;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Host.Commands;

/// <summary><c>-- check &lt;definition&gt;</c>: says which obligations a definition carries, which its kind owes, and what is wrong.</summary>
internal sealed class CheckCommand(string definition) : IHostCommand
{
    public const string Words = "check <流程编号或文件>";
    public const string Usage = $"用法：{Words}";

    public bool NeedsDatabase => false;

    /// <returns>0 without an error, 1 with errors, 2 when the definition can't be read.</returns>
    public async Task<int> RunAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var content = services.GetRequiredService<ContentFolder>();
        var found = DefinitionArgument.Read(definition, content, services.GetRequiredService<ActivityRegistry>());
        if (!found.IsValid)
        {
            await output.WriteLineAsync(Usage);
            foreach (var problem in found.Problems)
            {
                await output.WriteLineAsync($"  {problem.Path}  {problem.Message}");
            }

            return 2;
        }

        var (definitions, one) = found.Value;
        var organisation = content.DemoOrganisation();
        services.GetRequiredService<BureauDirectory>().Replace(organisation.Bureaus);
        var cityOf = organisation.Bureaus.ToDictionary(bureau => bureau.Id, bureau => bureau.City, StringComparer.Ordinal);
        var today = ChinaTime.DateOf(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var report = services.GetRequiredService<ProcedureChecker>().Check(
            one, definitions.Find, today,
            (city, role) => organisation.Accounts.Any(account => cityOf[account.BureauId] == city && account.Is(role)));
        var unpublishable = await services.GetRequiredService<DefinitionLibrary>().CheckDraftAsync(one, definitions.All);
        report = report with
        {
            Findings = [.. unpublishable.Select(problem => new Finding(FindingSeverity.Error, problem.Code, "", "", "", "", problem.Message)), .. report.Findings],
        };
        await WriteAsync(output, one.Name, report, services.GetRequiredService<ObligationCatalogue>());
        return report.Errors.Any() ? 1 : 0;
    }

    private static async Task WriteAsync(TextWriter output, string name, CheckReport report, ObligationCatalogue catalogue)
    {
        await output.WriteLineAsync($"■ {name}（法规目录 {catalogue.Version}）");
        foreach (var id in report.Owed.Concat(report.Carried.Keys).Distinct(StringComparer.Ordinal))
        {
            var duty = catalogue.Find(id) is { } obligation ? $"{obligation.Article} {obligation.Duty}" : "";
            var steps = report.Discharged.TryGetValue(id, out var done) ? $"由“{string.Join("”“", done)}”履行"
                : report.Carried.ContainsKey(id) ? "有步骤涉及，没有步骤履行"
                : "没有步骤承担";
            await output.WriteLineAsync($"  {id}  {duty}：{steps}");
        }

        foreach (var finding in report.Findings)
        {
            await output.WriteLineAsync($"  {(finding.Severity is FindingSeverity.Error ? "✗ 错误" : "！提示")}  {finding.Message}");
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{report.Errors.Count()} 个错误，{report.Findings.Length - report.Errors.Count()} 个提示。"));
    }
}
