using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Definitions.Json;

/// <summary>An activity and all that is nested in it.</summary>
internal static class ActivityMembers
{
    public static ActivityDefinition Read(JsonMembers members)
    {
        var activity = new ActivityDefinition
        {
            Id = members.Text("id"),
            NodeId = members.Text("nodeId"),
            Name = members.OptionalText("name"),
            Type = members.RequiredText("type", "缺少“type”：每个步骤都必须写明类型。"),
            Version = members.Integer("version", 1),
            CustomProperties = members.Object("customProperties"),
            Metadata = members.Object("metadata"),
            Declared = Declared(members),
            Activities = Unless(IsArgument(members, "activities"), () => members.Objects("activities", Read)),
            Connections = Unless(IsArgument(members, "connections"), () => members.Objects("connections", Connection)),
            Variables = Unless(IsArgument(members, "variables"), () => members.Objects("variables", DefinitionMembers.Variable)),
        };
        return activity with { Ports = Ports(members), Properties = members.Rest() };
    }

    /// <summary>Whether the value is an input's or output's wrapper, whatever its property is called.</summary>
    private static bool IsArgument(JsonNode? value) =>
        value is JsonObject wrapper
        && (wrapper.ContainsKey("expression") || wrapper.ContainsKey("memoryReference") || wrapper.ContainsKey("typeName"));

    private static bool IsArgument(JsonMembers members, string name) => IsArgument(members.Peek(name));

    private static bool IsActivity(JsonNode? value) =>
        value is JsonObject activity
        && activity["type"]?.GetValueKind() is JsonValueKind.String
        && activity["id"]?.GetValueKind() is JsonValueKind.String
        && !IsArgument(activity);

    private static ImmutableArray<T> Unless<T>(bool condition, Func<ImmutableArray<T>> read) => condition ? [] : read();

    private static ContainerLists Declared(JsonMembers members) =>
        Declared(members, "activities", ContainerLists.Activities)
        | Declared(members, "connections", ContainerLists.Connections)
        | Declared(members, "variables", ContainerLists.Variables);

    private static ContainerLists Declared(JsonMembers members, string name, ContainerLists list) =>
        members.Peek(name) is JsonArray ? list : ContainerLists.None;

    private static ImmutableSortedDictionary<string, ActivityDefinition> Ports(JsonMembers members)
    {
        var ports = ImmutableSortedDictionary.CreateBuilder<string, ActivityDefinition>(StringComparer.Ordinal);
        foreach (var name in members.Names)
        {
            if (PortSlot.Of(name) is null && IsActivity(members.Peek(name)))
            {
                ports.Add(name, Read(members.Inner((JsonObject)members.Any(name)!, members.At(name))));
            }
            else if (members.Peek(name) is JsonArray list)
            {
                foreach (var slot in Enumerable.Range(0, list.Count).SelectMany(index => PortSlot.InList(name, index)))
                {
                    if (slot.Take(list, IsActivity) is { } embedded)
                    {
                        ports.Add(slot.Key, Read(members.Inner(embedded, slot.Below(members.At(name)))));
                    }
                }
            }
        }

        return ports.ToImmutable();
    }

    private static ConnectionDefinition Connection(JsonMembers members) => members.Peek("source") is JsonValue && members.Peek("target") is JsonValue
        ? FlatConnection(members)
        : NestedConnection(members);

    /// <summary>The shape that Elsa 3.0 wrote: ids and ports side by side.</summary>
    private static ConnectionDefinition FlatConnection(JsonMembers members) => new()
    {
        IsFlat = true,
        Source = new Endpoint(members.Text("source"), members.OptionalText("sourcePort")),
        Target = new Endpoint(members.Text("target"), members.OptionalText("targetPort")),
        Vertices = members.Array("vertices"),
        Unknown = members.Rest(),
    };

    private static ConnectionDefinition NestedConnection(JsonMembers members) => new()
    {
        Source = End(members, "source", "缺少“source”：连接线必须写明从哪个步骤出发。"),
        Target = End(members, "target", "缺少“target”：连接线必须写明到达哪个步骤。"),
        Vertices = members.Array("vertices"),
        Unknown = members.Rest(),
    };

    private static Endpoint End(JsonMembers members, string name, string missing)
    {
        if (members.RequiredObject(name, missing) is not { } end)
        {
            return new Endpoint("", null);
        }

        var activity = end.RequiredText("activity", "缺少“activity”：连接线的一端必须写明步骤编号。");
        return new Endpoint(activity, end.OptionalText("port")) { Unknown = end.Rest() };
    }
}
