using System.Collections.Immutable;

namespace WorkflowHost.Definitions;

/// <summary>Gives every activity the id that Studio and the execution log know it by.</summary>
public static class NodeIds
{
    /// <summary>The same definition with node ids: the parent's and the own id joined by a colon, <c>Workflow1:</c> before the root's.</summary>
    public static WorkflowDefinition Assign(WorkflowDefinition d)
    {
        ArgumentNullException.ThrowIfNull(d);
        return d with { Root = Below("Workflow1", d.Root) };
    }

    private static ActivityDefinition Below(string parent, ActivityDefinition activity)
    {
        var nodeId = $"{parent}:{activity.Id}";
        return activity with
        {
            NodeId = nodeId,
            Activities = [.. activity.Activities.Select(child => Below(nodeId, child))],
            Ports = activity.Ports.ToImmutableSortedDictionary(port => port.Key, port => Below(nodeId, port.Value), StringComparer.Ordinal),
        };
    }
}
