using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine;
using WorkflowHost.Regulations;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Duties;

namespace WorkflowHost.Api.Studio.Publishing;

/// <summary>
/// Obligations that a step names must be there; a step that serves, issues a document or counts a time limit acts with legal effect and
/// must name at least one, unless its limit rests on a law that the catalogue does not hold.
/// </summary>
internal sealed class ObligationRule(ObligationCatalogue obligations, ActivityRegistry registry) : IPublishingRule
{
    private static readonly string[] Demanding = ["送达", "文书", "计时"];

    public Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. ProblemsOf(definition)]);

    private IEnumerable<Problem> ProblemsOf(WorkflowDefinition definition)
    {
        foreach (var step in DrawnStep.AllOf(definition))
        {
            var ids = step.Activity.CustomProperties["obligations"] as JsonArray ?? [];
            foreach (var id in ids.Select(id => id?.ToString() ?? "").Where(id => obligations.Find(id) is null))
            {
                yield return new Problem("obligation-unknown", step.Path + ".customProperties.obligations", $"{step.Title}落实的义务“{id}”不存在，请从列表中选择。");
            }

            if (ids.Count == 0 && !RestsOnOtherLaw(step.Activity) && !DutyBearer.IsCaller(step.Activity.CustomProperties) && registry.Find(step.Activity.Type)?.Attribute is { Namespace: "PostInspection" } declared && Demanding.Contains(declared.Category))
            {
                yield return new Problem(
                    "obligation-missing", step.Path + ".customProperties.obligations", $"{step.Title}属于“{declared.Category}”类步骤，请在“落实的义务”中至少选择一项。");
            }
        }
    }

    private bool RestsOnOtherLaw(ActivityDefinition activity) =>
        activity.Properties["limitBasis"] is JsonObject given && given["expression"] is JsonObject expression && expression["value"]?.ToString() is { Length: > 0 } basis
        && !obligations.Regulations.Any(regulation => basis.Contains(regulation.Title.Trim('《', '》'), StringComparison.Ordinal));
}
