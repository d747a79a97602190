using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations.Checking;

/// <summary>Keeps a procedure from being published that does not carry its obligations, and remarks what of it could not be proved.</summary>
internal sealed class ObligationRule(ProcedureChecker checker, IOrganisationStore organisation, IDefinitionStore definitions, TimeProvider time) : IPublishingRule
{
    public bool NeedsDatabase(WorkflowDefinition definition) => true;

    public async Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished)
    {
        var report = await CheckAsync(definition, findPublished, null);
        var before = await definitions.FindLastPublishedAsync(definition.DefinitionId, CancellationToken.None);
        return [.. report.Errors.Select(ProblemOf), .. KindsGone(definition, before is null ? null : DefinitionReader.Read(before.Json).Value)];
    }

    public async Task<IReadOnlyList<Problem>> RemarksAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished)
    {
        var held = await organisation.RolesHeldAsync(CityOf(definition), CancellationToken.None);
        var report = await CheckAsync(definition, findPublished, (_, role) => held.Contains(role));
        return [.. report.Findings.Where(finding => finding.Severity is FindingSeverity.Warning).Select(ProblemOf)];
    }

    /// <summary>What a procedure was published as, its next version has to be too, also when it was retracted between them; else its demands would go with the word.</summary>
    private static IEnumerable<Problem> KindsGone(WorkflowDefinition definition, WorkflowDefinition? published)
    {
        var before = published is null ? [] : ProcedureKinds.Of(published.CustomProperties);
        var gone = CityOf(definition) == (published is null ? CityOf(definition) : CityOf(published)) ? before.Except(ProcedureKinds.Of(definition.CustomProperties), StringComparer.Ordinal) : before;
        foreach (var kind in gone)
        {
            yield return new Problem("kind-removed", "", $"发布过的版本属于流程种类“{kind}”，新版本去掉了它（customProperties 的 city 和 kind），这一种类应当承担的义务将无人核对。请恢复；确需另设流程的，请新建。");
        }
    }

    private async Task<WorkflowDefinition?> PinnedAsync(string versionId) =>
        await definitions.FindAsync(versionId, CancellationToken.None) is { } version ? DefinitionReader.Read(version.Json).Value : null;

    private static string CityOf(WorkflowDefinition definition) => definition.CustomProperties["city"]?.ToString() ?? "";

    private static Problem ProblemOf(Finding finding) => new(finding.Code, finding.ActivityId, finding.Message);

    private async Task<CheckReport> CheckAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished, RoleIsHeld? isHeld)
    {
        var others = new Dictionary<string, WorkflowDefinition?>(StringComparer.Ordinal) { [definition.DefinitionId] = definition };
        var open = new Queue<WorkflowDefinition>([definition]);
        while (open.TryDequeue(out var next))
        {
            foreach (var name in ProcedureTree.Nested(next.Root).SelectMany(CheckedStep.UsedNames))
            {
                if (others.TryAdd(name, null) && (await PinnedAsync(name) ?? await findPublished(name)) is { } used)
                {
                    others[name] = used;
                    open.Enqueue(used);
                }
            }
        }

        return checker.Check(definition, name => others.GetValueOrDefault(name), ChinaTime.DateOf(time.GetUtcNow()), isHeld);
    }
}
