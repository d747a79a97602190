using WorkflowHost.Api.Studio.Descriptors;
using WorkflowHost.Definitions;
using WorkflowHost.Organisation;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Publishing;

/// <summary>Roles, bureaus and templates that a step names must be there. What an expression gives is known only when it runs.</summary>
internal sealed class KnownNameRule(LiveChoices choices) : IPublishingRule
{
    public Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. ProblemsOf(definition)]);

    private IEnumerable<Problem> ProblemsOf(WorkflowDefinition definition)
    {
        var bureaus = choices.Bureaus.Select(choice => choice.Value).ToHashSet(StringComparer.Ordinal);
        var templates = choices.Templates.Select(choice => choice.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var step in DrawnStep.AllOf(definition).Where(step => StepObligationField.IsOf(step.Activity.Type)))
        {
            if (step.Literal("Role") is { } role && !Roles.Names.ContainsKey(role))
            {
                yield return new Problem("role-unknown", step.Path + ".role", $"{step.Title}的办理角色“{role}”不存在，请从列表中选择。");
            }

            if (step.Literal("Bureau") is { } bureau && !bureaus.Contains(bureau))
            {
                yield return new Problem("bureau-unknown", step.Path + ".bureau", $"{step.Title}的单位“{bureau}”不存在，请从列表中选择。");
            }

            if (step.Literal("Template") is { } template && !templates.Contains(template))
            {
                yield return new Problem("template-unknown", step.Path + ".template", $"{step.Title}的文书模板“{template}”不存在，请从列表中选择。");
            }
        }
    }
}
