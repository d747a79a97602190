using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Runtime;

/// <summary>In which order definitions can be published: what is used as a step before what uses it.</summary>
public static class PublishingOrder
{
    /// <summary>Orders definitions; those that do not depend on each other stay as they were.</summary>
    /// <param name="items">What is to be published.</param>
    /// <param name="definitionOf">The definition of one.</param>
    /// <returns>The order, or one problem that names the definitions that use each other in a circle.</returns>
    public static Checked<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> items, Func<T, PublishableDefinition> definitionOf)
    {
        var byId = items.ToLookup(item => definitionOf(item).Definition.DefinitionId, StringComparer.Ordinal);
        var ordered = new List<T>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();

        bool Visit(string id)
        {
            if (!byId.Contains(id) || done.Contains(id))
            {
                return true;
            }

            var seenAt = path.IndexOf(id);
            path.Add(id);
            if (seenAt >= 0)
            {
                path.RemoveRange(0, seenAt);
                return false;
            }

            if (!byId[id].SelectMany(item => UsedBy(definitionOf(item).Definition.Root)).All(Visit))
            {
                return false;
            }

            path.RemoveAt(path.Count - 1);
            done.Add(id);
            ordered.AddRange(byId[id]);
            return true;
        }

        return items.All(item => Visit(definitionOf(item).Definition.DefinitionId))
            ? Checked<IReadOnlyList<T>>.Valid(ordered)
            : Checked<IReadOnlyList<T>>.Refused(
                [new Problem("definition-cycle", "$.root", $"流程相互用作步骤，成了循环：{string.Join(" → ", path)}。")]);
    }

    private static IEnumerable<string> UsedBy(ActivityDefinition activity)
    {
        var own = activity.Properties["workflowDefinitionId"] is JsonValue value && value.TryGetValue<string>(out var id) ? [id] : Array.Empty<string>();
        return own.Concat(activity.Activities.SelectMany(UsedBy)).Concat(activity.Ports.Values.SelectMany(UsedBy));
    }
}
