using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WorkflowHost.Definitions.Json;

/// <summary>Writes a definition with named members in a fixed order and all others by ordinal order of their keys.</summary>
/// <param name="json">Where to.</param>
/// <param name="contentOnly">Leaves out what a copy of the same procedure may have differently.</param>
internal sealed class CanonicalJson(Utf8JsonWriter json, bool contentOnly)
{
    public void Write(WorkflowDefinition definition)
    {
        json.WriteStartObject();
        Identity(definition);
        json.WriteString("definitionId", definition.DefinitionId);
        json.WriteString("name", definition.Name);
        json.WriteString("description", definition.Description);
        json.WriteBoolean("isReadonly", definition.IsReadonly);
        json.WriteBoolean("isSystem", definition.IsSystem);
        List("variables", definition.Variables, Write);
        List("inputs", definition.Inputs, Write);
        List("outputs", definition.Outputs, Write);
        List("outcomes", definition.Outcomes, json.WriteStringValue);
        json.WriteMember("customProperties", definition.CustomProperties);
        json.WriteMember("options", definition.Options);
        json.WriteMembers(definition.Unknown.Where(member => member.Key != "$schema" && !(contentOnly && member.Key == "links")));
        json.WritePropertyName("root");
        Write(definition.Root);
        json.WriteEndObject();
    }

    private void Identity(WorkflowDefinition definition)
    {
        if (contentOnly)
        {
            return;
        }

        json.WriteMember("$schema", definition.Unknown.TryGetPropertyValue("$schema", out var other) ? other : DefinitionMembers.Schema);
        json.WriteString("id", definition.Id);
        json.WriteNumber("version", definition.Version);
        json.WriteString("toolVersion", definition.ToolVersion);
        json.WriteBoolean("isLatest", definition.IsLatest);
        json.WriteBoolean("isPublished", definition.IsPublished);
        if (definition.CreatedAt is { } createdAt)
        {
            json.WriteString("createdAt", createdAt);
        }
    }

    private void Write(ActivityDefinition activity)
    {
        json.WriteStartObject();
        json.WriteString("id", activity.Id);
        if (!contentOnly && activity.NodeId.Length > 0)
        {
            json.WriteString("nodeId", activity.NodeId);
        }

        json.WriteOptionalText("name", activity.Name);
        json.WriteString("type", activity.Type);
        json.WriteNumber("version", activity.Version);
        json.WriteMember("customProperties", activity.CustomProperties);
        json.WriteMember("metadata", activity.Metadata);
        var lost = activity.Ports.Keys.FirstOrDefault(key => PortSlot.Of(key) is { } slot && !slot.Exists(activity.Properties));
        if (lost is not null)
        {
            throw new InvalidOperationException($"Activity '{activity.Id}' has a port '{lost}', but its properties keep no place for it.");
        }

        var ports = activity.Ports.Keys.Where(key => PortSlot.Of(key) is null);
        foreach (var name in activity.Properties.Select(member => member.Key).Union(ports).Order(StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Property(activity, name);
        }

        ContainerList(activity, ContainerLists.Variables, "variables", activity.Variables, Write);
        ContainerList(activity, ContainerLists.Activities, "activities", activity.Activities, Write);
        ContainerList(activity, ContainerLists.Connections, "connections", activity.Connections, Write);
        json.WriteEndObject();
    }

    private void Property(ActivityDefinition activity, string name)
    {
        if (activity.Ports.TryGetValue(name, out var port))
        {
            Write(port);
        }
        else if (activity.Properties[name] is JsonArray list && !PortSlot.InList(name, 0).IsEmpty)
        {
            json.WriteStartArray();
            foreach (var (index, item) in list.Index())
            {
                Slots(activity, PortSlot.InList(name, index), item);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteNode(activity.Properties[name]);
        }
    }

    private void Slots(ActivityDefinition activity, ImmutableArray<PortSlot> slots, JsonNode? item)
    {
        PortSlot[] taken = [.. slots.Where(slot => activity.Ports.ContainsKey(slot.Key))];
        if (taken.Length == 0)
        {
            json.WriteNode(item);
        }
        else if (taken[0].Member is null)
        {
            Write(activity.Ports[taken[0].Key]);
        }
        else
        {
            json.WriteStartObject();
            json.WriteMembers(item!.AsObject().Where(member => !taken.Any(slot => slot.Member == member.Key)));
            foreach (var slot in taken)
            {
                json.WritePropertyName(slot.Member!);
                Write(activity.Ports[slot.Key]);
            }

            json.WriteEndObject();
        }
    }

    private void ContainerList<T>(ActivityDefinition activity, ContainerLists list, string name, ImmutableArray<T> items, Action<T> write)
    {
        var always = activity.Type == ActivityTypes.Flowchart && list is ContainerLists.Activities or ContainerLists.Connections;
        if (!items.IsEmpty || ((always || activity.Declared.HasFlag(list)) && !activity.Properties.ContainsKey(name)))
        {
            List(name, items, write);
        }
    }

    private void Write(ConnectionDefinition connection)
    {
        json.WriteStartObject();
        if (connection.IsFlat && !contentOnly)
        {
            json.WriteString("source", connection.Source.Activity);
            json.WriteOptionalText("sourcePort", connection.Source.Port);
            json.WriteString("target", connection.Target.Activity);
            json.WriteOptionalText("targetPort", connection.Target.Port);
        }
        else
        {
            End("source", connection.Source);
            End("target", connection.Target);
        }

        json.WriteMember("vertices", connection.Vertices);
        json.WriteMembers(connection.Unknown);
        json.WriteEndObject();
    }

    private void End(string name, Endpoint end)
    {
        json.WriteStartObject(name);
        json.WriteString("activity", end.Activity);
        json.WriteOptionalText("port", end.Port);
        json.WriteMembers(end.Unknown);
        json.WriteEndObject();
    }

    private void Write(VariableDefinition variable)
    {
        json.WriteStartObject();
        json.WriteString("id", variable.Id);
        json.WriteString("name", variable.Name);
        json.WriteString("typeName", variable.TypeName);
        json.WriteBoolean("isArray", variable.IsArray);
        json.WriteMember("value", variable.Value);
        json.WriteString("storageDriverTypeName", variable.StorageDriverTypeName);
        json.WriteMembers(variable.Unknown);
        json.WriteEndObject();
    }

    private void Write(WorkflowInput input)
    {
        json.WriteStartObject();
        json.WriteString("name", input.Name);
        json.WriteString("displayName", input.DisplayName);
        json.WriteString("description", input.Description);
        json.WriteString("category", input.Category);
        json.WriteString("type", input.Type);
        json.WriteBoolean("isArray", input.IsArray);
        json.WriteString("uiHint", input.UiHint);
        json.WriteString("storageDriverType", input.StorageDriverType);
        if (input.DefaultValue is not null)
        {
            json.WriteMember("defaultValue", input.DefaultValue);
        }

        json.WriteMembers(input.Unknown);
        json.WriteEndObject();
    }

    private void Write(WorkflowOutput output)
    {
        json.WriteStartObject();
        json.WriteString("name", output.Name);
        json.WriteString("displayName", output.DisplayName);
        json.WriteString("description", output.Description);
        json.WriteString("category", output.Category);
        json.WriteString("type", output.Type);
        json.WriteBoolean("isArray", output.IsArray);
        json.WriteMembers(output.Unknown);
        json.WriteEndObject();
    }

    private void List<T>(string name, ImmutableArray<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
