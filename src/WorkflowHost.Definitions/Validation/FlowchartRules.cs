using System.Text.Json;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions.Validation;

/// <summary>What a flowchart needs so that every step drawn in it can be reached.</summary>
internal static class FlowchartRules
{
    public static void Check(NestedActivity flowchart, FoundProblems problems)
    {
        if (flowchart.Activity.Activities.IsEmpty)
        {
            problems.Add(flowchart.Place, "flowchart-empty", $"{flowchart.Title}是空的流程图，请至少放入一个步骤。");
            return;
        }

        Connections(flowchart, problems);
        Reach(flowchart, problems);
    }

    private static void Connections(NestedActivity flowchart, FoundProblems problems)
    {
        var ids = flowchart.Activity.Activities.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        var list = flowchart.Place.Member("connections");
        foreach (var (index, connection) in flowchart.Activity.Connections.Index())
        {
            var at = list.Item(index);
            if (!ids.Contains(connection.Source.Activity))
            {
                problems.Add(at.Member("source").Member("activity"), "connection-source-missing", $"连接线的起点“{connection.Source.Activity}”不在{flowchart.Title}中，请重新连线或删除。");
            }

            if (!ids.Contains(connection.Target.Activity))
            {
                problems.Add(at.Member("target").Member("activity"), "connection-target-missing", $"连接线的终点“{connection.Target.Activity}”不在{flowchart.Title}中，请重新连线或删除。");
            }
        }
    }

    private static void Reach(NestedActivity flowchart, FoundProblems problems)
    {
        var targets = flowchart.Activity.Connections.ToLookup(c => c.Source.Activity, c => c.Target.Activity, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(Starts(flowchart.Activity));
        while (next.TryDequeue(out var id))
        {
            if (reached.Add(id))
            {
                foreach (var target in targets[id])
                {
                    next.Enqueue(target);
                }
            }
        }

        var list = flowchart.Place.Member("activities");
        foreach (var (index, activity) in flowchart.Activity.Activities.Index().Where(child => !reached.Contains(child.Item.Id)))
        {
            var stray = flowchart with { Activity = activity, Place = list.Item(index) };
            problems.Add(stray.Place, "activity-unreachable", $"{stray.Title}没有任何路径可以到达，请连线或删除。");
        }
    }

    /// <summary>Where Elsa begins, and every step that an event from outside may begin with.</summary>
    private static IEnumerable<string> Starts(ActivityDefinition flowchart)
    {
        var activities = flowchart.Activities;
        var ids = activities.Select(activity => activity.Id).ToHashSet(StringComparer.Ordinal);
        var entered = flowchart.Connections
            .Where(connection => ids.Contains(connection.Source.Activity))
            .Select(connection => connection.Target.Activity)
            .ToHashSet(StringComparer.Ordinal);
        var first = activities.FirstOrDefault(activity => activity.Type == ActivityTypes.Start)
            ?? activities.FirstOrDefault(CanStart)
            ?? activities.FirstOrDefault(activity => !entered.Contains(activity.Id))
            ?? activities[0];
        return activities.Where(CanStart).Append(first).Select(activity => activity.Id);
    }

    private static bool CanStart(ActivityDefinition activity) =>
        activity.CustomProperties["canStartWorkflow"]?.GetValueKind() is JsonValueKind.True;
}
