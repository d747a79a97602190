using System.Reflection;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Publishing;

/// <summary>
/// What a step can't do without must be filled in. A procedure that is used as a step can't do without an input that has no default and
/// that a step inside takes, as it is, for what it can't do without: in the version that the step is pinned to, not in the published one.
/// </summary>
internal sealed class RequiredInputRule(ActivityRegistry registry, IDefinitionStore store) : IPublishingRule
{
    public bool NeedsDatabase(WorkflowDefinition definition) => DrawnStep.AllOf(definition).Any(step => step.Activity.UsedDefinitionVersionId.Length > 0);

    public async Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished)
    {
        var problems = new List<Problem>();
        foreach (var step in DrawnStep.AllOf(definition))
        {
            problems.AddRange(RequiredIn(step).Where(required => !step.Has(required.Name)).Select(required => Missing(step, required.Name, required.Label)));
            if (await UsedAsync(step.Activity, findPublished) is { } used)
            {
                problems.AddRange(RequiredOf(used).Where(input => !step.Has(input.Name))
                    .Select(input => Missing(step, input.Name, input.DisplayName.Length > 0 ? input.DisplayName : input.Name)));
            }
        }

        return problems;
    }

    /// <summary>The definition that a step stands for, as publishing finds it: the version that it names, else the published one.</summary>
    private async Task<WorkflowDefinition?> UsedAsync(ActivityDefinition step, Func<string, Task<WorkflowDefinition?>> findPublished)
    {
        var pinned = step.UsedDefinitionVersionId is { Length: > 0 } versionId ? await store.FindAsync(versionId, CancellationToken.None) : null;
        return pinned is not null ? DefinitionReader.Read(pinned.Json).Value
            : step.UsedDefinitionId is { Length: > 0 } definitionId ? await findPublished(definitionId)
            : null;
    }

    private static Problem Missing(DrawnStep step, string input, string label) =>
        new("input-missing", $"{step.Path}.{char.ToLowerInvariant(input[0])}{input[1..]}", $"{step.Title}没有填写“{label}”。");

    private IEnumerable<(string Name, string Label)> RequiredIn(DrawnStep step) =>
        from type in new[] { registry.Find(step.Activity.Type) }
        where type is not null
        from property in type.Inputs.Concat(type.Variables)
        let declared = property.GetCustomAttribute<InputAttribute>()
        where declared is { Required: true }
        select (property.Name, declared.DisplayName);

    private IEnumerable<WorkflowInput> RequiredOf(WorkflowDefinition used)
    {
        var taken = DrawnStep.AllOf(used).SelectMany(step => RequiredIn(step).Select(required => step.TakenInput(required.Name))).ToHashSet(StringComparer.Ordinal);
        return used.Inputs.Where(input => input.Name.Length > 0 && input.DefaultValue is null && taken.Contains(input.Name));
    }
}
