using WorkflowHost.Definitions;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.TimeLimits;

namespace WorkflowHost.Regulations.Checking;

/// <summary>Keeps a procedure from being published that does not carry its obligations.</summary>
internal sealed class ObligationRule(ProcedureChecker checker, TimeProvider time) : IPublishingRule
{
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(WorkflowDefinition definition, Func<string, Task<WorkflowDefinition?>> findPublished)
    {
        var others = new Dictionary<string, WorkflowDefinition?>(StringComparer.Ordinal) { [definition.DefinitionId] = definition };
        var open = new Queue<WorkflowDefinition>([definition]);
        while (open.TryDequeue(out var next))
        {
            foreach (var id in ProcedureTree.ReferencesOf(next))
            {
                if (others.TryAdd(id, null) && await findPublished(id) is { } used)
                {
                    others[id] = used;
                    open.Enqueue(used);
                }
            }
        }

        var report = checker.Check(definition, id => others.GetValueOrDefault(id), ChinaTime.DateOf(time.GetUtcNow()));
        return [.. report.Errors.Select(error => new Problem(error.Code, error.ActivityId, error.Message))];
    }
}
