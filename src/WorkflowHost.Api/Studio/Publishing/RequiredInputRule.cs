using System.Reflection;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Publishing;

/// <summary>What a step can't do without must be filled in.</summary>
internal sealed class RequiredInputRule(ActivityRegistry registry) : IPublishingRule
{
    public Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. ProblemsOf(definition)]);

    private IEnumerable<Problem> ProblemsOf(WorkflowDefinition definition) =>
        from step in DrawnStep.AllOf(definition)
        let type = registry.Find(step.Activity.Type)
        where type is not null
        from property in type.Inputs.Concat(type.Variables)
        let declared = property.GetCustomAttribute<InputAttribute>()
        where declared is { Required: true } && !step.Has(property.Name)
        select new Problem(
            "input-missing", $"{step.Path}.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}", $"{step.Title}没有填写“{declared.DisplayName}”。");
}
