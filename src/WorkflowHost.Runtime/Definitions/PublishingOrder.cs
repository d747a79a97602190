using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>Brings definitions into an order in which each comes behind those that it uses as activities.</summary>
public static class PublishingOrder
{
    /// <summary>The definitions in such an order, else as they were given.</summary>
    /// <param name="definitions">With the name under which a problem tells of each.</param>
    /// <returns>A single problem when some use one another in a circle.</returns>
    public static Checked<IReadOnlyList<(string Name, PublishableDefinition Definition)>> Of(IReadOnlyList<(string Name, PublishableDefinition Definition)> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var usable = definitions.Where(item => item.Definition.Definition.IsUsableAsActivity).ToList();
        var byId = usable.ToLookup(item => item.Definition.Definition.DefinitionId, StringComparer.Ordinal);
        var byType = usable.ToLookup(item => item.Definition.Definition.ActivityType, StringComparer.Ordinal);
        var uses = definitions.ToDictionary(item => item.Definition, item => ActivitiesOf(item.Definition.Definition)
            .SelectMany(activity => activity.UsedDefinitionId.Length > 0 ? byId[activity.UsedDefinitionId] : byType[activity.Type])
            .Select(used => used.Definition).ToHashSet());
        var open = definitions.ToList();
        var ordered = new List<(string, PublishableDefinition)>(open.Count);
        while (open.Count > 0)
        {
            var next = open.FindIndex(item => !open.Exists(other => uses[item.Definition].Contains(other.Definition)));
            if (next < 0)
            {
                // Whoever is used by none of the others only hangs on the circle.
                while (open.FindIndex(item => !open.Exists(other => uses[other.Definition].Contains(item.Definition))) is var loose and >= 0)
                {
                    open.RemoveAt(loose);
                }

                return Checked<IReadOnlyList<(string, PublishableDefinition)>>.Refused([new Problem(
                    "definition-circle", "", $"这些流程相互用作步骤，形成了循环：{string.Join("、", open.Select(item => item.Name))}。请去掉其中一处引用。")]);
            }

            ordered.Add(open[next]);
            open.RemoveAt(next);
        }

        return Checked<IReadOnlyList<(string, PublishableDefinition)>>.Valid(ordered);
    }

    private static IEnumerable<ActivityDefinition> ActivitiesOf(WorkflowDefinition definition)
    {
        var open = new Stack<ActivityDefinition>([definition.Root]);
        while (open.TryPop(out var activity))
        {
            yield return activity;
            foreach (var child in activity.Activities.Concat(activity.Ports.Values))
            {
                open.Push(child);
            }
        }
    }
}
