using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.Engine.Contract;

namespace WorkflowHost.Engine;

/// <summary>Something that starts a workflow when its version is published (Elsa's stored trigger).</summary>
/// <param name="ActivityId">The activity; goes into <see cref="Stimulus.Start.TriggerActivityId"/>.</param>
/// <param name="Name">The stimulus name, usually the activity's type.</param>
/// <param name="Hash">How a stimulus finds it: that of a bookmark with this name and payload.</param>
/// <param name="Payload">The stimulus; null when there is none.</param>
public sealed record WorkflowTrigger(string ActivityId, string Name, string Hash, JsonNode? Payload)
{
    /// <summary>The triggers of a workflow, in the order of the definition. Workflows used as activities bring none.</summary>
    /// <param name="graph">The workflow.</param>
    /// <param name="environment">Evaluates the inputs.</param>
    /// <param name="now">UTC; from it the first instant of a timer is counted.</param>
    /// <returns>A problem for each trigger whose inputs can't be evaluated without an instance.</returns>
    public static (ImmutableArray<WorkflowTrigger> Triggers, ImmutableArray<Problem> Problems) AllOf(
        WorkflowGraph graph, TurnEnvironment environment, DateTimeOffset now)
    {
        var triggers = ImmutableArray.CreateBuilder<WorkflowTrigger>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var workflow = new WorkflowExecutionContext(graph, InstanceState.New("", ""), environment, now);
        foreach (var node in graph.Nodes.Where(node => node is { Composite: null, CanStartWorkflow: true, Activity: ITrigger }))
        {
            try
            {
                var context = new ActivityExecutionContext(workflow, node, null, serial: 1, callback: null);
                context.EvaluateInputs();
                triggers.AddRange(((ITrigger)node.Activity).StimuliOf(context).Select(request => Of(node, request)));
            }
            catch (WorkflowFaultException fault)
            {
                problems.Add(new Problem("trigger-invalid", node.Activity.NodeId, $"步骤“{node.Activity.DisplayName}”不能启动流程：{fault.Message}"));
            }
        }

        return (triggers.ToImmutable(), problems.ToImmutable());
    }

    private static WorkflowTrigger Of(ActivityNode node, BookmarkRequest request)
    {
        var name = request.Name ?? node.Activity.Type;
        return new(node.Activity.Id, name, StimulusHash.Of(name, request.HashedStimulus ?? request.Stimulus, null), request.Stimulus);
    }
}
