using System.Collections.Immutable;
using System.Text.Json;
using WorkflowHost.Definitions.Json;

namespace WorkflowHost.Definitions.Validation;

/// <summary>An activity with where it stands and which variable ids and names it sees.</summary>
internal sealed record NestedActivity(ActivityDefinition Activity, Place Place, ImmutableHashSet<string> Sees)
{
    /// <summary>How people recognise the step on the canvas.</summary>
    public string Title
    {
        get
        {
            var label = Activity.Metadata["displayText"];
            var name = label?.GetValueKind() is JsonValueKind.String ? label.GetValue<string>() : Activity.Name;
            return string.IsNullOrWhiteSpace(name) || name == Activity.Id ? $"步骤“{Activity.Id}”" : $"步骤“{name}”";
        }
    }

    /// <summary>All activities of a definition, parents before children, in the order of the file.</summary>
    public static IEnumerable<NestedActivity> AllOf(WorkflowDefinition definition)
    {
        // An output may also be bound to an output of the workflow, by its name.
        var sees = Seen([], definition.Variables).Union(definition.Outputs.Select(output => output.Name));
        return From(new NestedActivity(definition.Root, Place.Root.Member("root"), sees));
    }

    private static IEnumerable<NestedActivity> From(NestedActivity parent)
    {
        yield return parent;
        var sees = Seen(parent.Sees, parent.Activity.Variables);
        foreach (var nested in Children(parent, sees).SelectMany(From))
        {
            yield return nested;
        }
    }

    private static IEnumerable<NestedActivity> Children(NestedActivity parent, ImmutableHashSet<string> sees)
    {
        foreach (var (key, port) in parent.Activity.Ports)
        {
            var slot = PortSlot.Of(key);
            var place = slot is null ? parent.Place.Member(key) : slot.Below(parent.Place.Member(slot.List));
            yield return new NestedActivity(port, place, sees);
        }

        var list = parent.Place.Member("activities");
        foreach (var (index, child) in parent.Activity.Activities.Index())
        {
            yield return new NestedActivity(child, list.Item(index), sees);
        }
    }

    private static ImmutableHashSet<string> Seen(ImmutableHashSet<string> outer, ImmutableArray<VariableDefinition> variables) =>
        outer.Union(variables.SelectMany(variable => new[] { variable.Id, variable.Name }));
}
