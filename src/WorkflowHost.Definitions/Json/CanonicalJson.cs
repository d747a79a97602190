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
        Member("customProperties", definition.CustomProperties);
        Member("options", definition.Options);
        Members(definition.Unknown.Where(member => member.Key != "$schema" && !(contentOnly && member.Key == "links")));
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

        Member("$schema", definition.Unknown.TryGetPropertyValue("$schema", out var other) ? other : DefinitionMembers.Schema);
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

        OptionalText("name", activity.Name);
        json.WriteString("type", activity.Type);
        json.WriteNumber("version", activity.Version);
        Member("customProperties", activity.CustomProperties);
        Member("metadata", activity.Metadata);
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
            Write(activity.Properties[name]);
        }
    }

    private void Slots(ActivityDefinition activity, ImmutableArray<PortSlot> slots, JsonNode? item)
    {
        PortSlot[] taken = [.. slots.Where(slot => activity.Ports.ContainsKey(slot.Key))];
        if (taken.Length == 0)
        {
            Write(item);
        }
        else if (taken[0].Member is null)
        {
            Write(activity.Ports[taken[0].Key]);
        }
        else
        {
            json.WriteStartObject();
            Members(item!.AsObject().Where(member => !taken.Any(slot => slot.Member == member.Key)));
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
            OptionalText("sourcePort", connection.Source.Port);
            json.WriteString("target", connection.Target.Activity);
            OptionalText("targetPort", connection.Target.Port);
        }
        else
        {
            End("source", connection.Source);
            End("target", connection.Target);
        }

        Member("vertices", connection.Vertices);
        Members(connection.Unknown);
        json.WriteEndObject();
    }

    private void End(string name, Endpoint end)
    {
        json.WriteStartObject(name);
        json.WriteString("activity", end.Activity);
        OptionalText("port", end.Port);
        Members(end.Unknown);
        json.WriteEndObject();
    }

    private void Write(VariableDefinition variable)
    {
        json.WriteStartObject();
        json.WriteString("id", variable.Id);
        json.WriteString("name", variable.Name);
        json.WriteString("typeName", variable.TypeName);
        json.WriteBoolean("isArray", variable.IsArray);
        Member("value", variable.Value);
        json.WriteString("storageDriverTypeName", variable.StorageDriverTypeName);
        Members(variable.Unknown);
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
            Member("defaultValue", input.DefaultValue);
        }

        Members(input.Unknown);
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
        Members(output.Unknown);
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

    private void OptionalText(string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private void Member(string name, JsonNode? value)
    {
        json.WritePropertyName(name);
        Write(value);
    }

    private void Members(IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            Member(name, value);
        }
    }

    private void Write(JsonNode? node)
    {
        switch (node)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonObject value:
                json.WriteStartObject();
                Members(value);
                json.WriteEndObject();
                break;
            case JsonArray list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    Write(item);
                }

                json.WriteEndArray();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }
}
