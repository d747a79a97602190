using WorkflowHost.Definitions;
using WorkflowHost.Runtime;

namespace WorkflowHost.Api.Studio.Publishing;

/// <summary>A procedure that a step starts must be published, unless it is the one that is about to be. What an expression gives is known only when it runs.</summary>
internal sealed class StartedWorkflowRule : IPublishingRule
{
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished)
    {
        var problems = new List<Problem>();
        foreach (var step in DrawnStep.AllOf(definition))
        {
            if (NamedDefinitions.StartedBy(step.Activity) is { } id && id != definition.DefinitionId && await findPublished(id) is null)
            {
                problems.Add(new Problem(
                    "workflow-unknown", step.Path + ".workflowDefinitionId", $"{step.Title}要启动的流程“{id}”不存在或没有发布，请从列表中选择已发布的流程。"));
            }
        }

        return problems;
    }
}
