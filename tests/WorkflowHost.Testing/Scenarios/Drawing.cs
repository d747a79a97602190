using System.Text.Json.Nodes;

namespace WorkflowHost.Testing.Scenarios;

/// <summary>Definitions in Elsa's format that tests draw: one step after the other.</summary>
public static class Drawing
{
    /// <summary>A definition whose root is a sequence.</summary>
    /// <param name="definitionId">Also its name.</param>
    /// <param name="steps">See <see cref="Step"/>.</param>
    public static JsonObject Of(string definitionId, params ReadOnlySpan<JsonObject> steps) => new()
    {
        ["id"] = $"{definitionId}-v1",
        ["definitionId"] = definitionId,
        ["name"] = definitionId,
        ["version"] = 1,
        ["isLatest"] = true,
        ["isPublished"] = true,
        ["options"] = new JsonObject(),
        ["variables"] = new JsonArray(Variable("seen", "Object")),
        ["inputs"] = new JsonArray(),
        ["outputs"] = new JsonArray(),
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Sequence",
            ["version"] = 1,
            ["activities"] = new JsonArray([.. steps]),
        },
    };

    /// <summary>The same, with a word in its options.</summary>
    public static JsonObject WithOption(this JsonObject definition, string name, JsonNode value)
    {
        definition["options"]![name] = value;
        return definition;
    }

    /// <summary>The same, with a workflow input.</summary>
    public static JsonObject WithInput(this JsonObject definition, string name, string type = "String")
    {
        definition["inputs"]!.AsArray().Add(new JsonObject { ["name"] = name, ["type"] = type });
        return definition;
    }

    /// <summary>The same, with a workflow output.</summary>
    public static JsonObject WithOutput(this JsonObject definition, string name)
    {
        definition["outputs"]!.AsArray().Add(new JsonObject { ["name"] = name, ["type"] = "Object" });
        return definition;
    }

    /// <summary>A step.</summary>
    /// <param name="id">Its id in the drawing.</param>
    /// <param name="type">Elsa's type name.</param>
    /// <param name="inputs">Values by input name: a text that begins with <c>=</c> is JavaScript.</param>
    public static JsonObject Step(string id, string type, params ReadOnlySpan<(string Name, JsonNode? Value)> inputs)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in inputs)
        {
            step[name] = Input(value);
        }

        return step;
    }

    /// <summary>The same step, as one that starts the workflow.</summary>
    public static JsonObject AsTrigger(this JsonObject step)
    {
        step["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return step;
    }

    /// <summary>The same step with its result kept in the variable <c>seen</c>, from where tests read it.</summary>
    public static JsonObject Seen(this JsonObject step, string output = "result")
    {
        step[output] = new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "seen" } };
        return step;
    }

    /// <summary>A step that waits for an event, for ever if need be.</summary>
    /// <param name="eventName">Which.</param>
    /// <param name="id">Its id in the drawing, when there is another one that waits for the same.</param>
    public static JsonObject Waits(string eventName, string? id = null) => Step(id ?? $"wait-{eventName}", "Elsa.Event", ("eventName", eventName));

    private static JsonObject Input(JsonNode? value)
    {
        var isScript = value is JsonValue text && text.TryGetValue<string>(out var script) && script.StartsWith('=');
        return new JsonObject
        {
            ["typeName"] = value is JsonObject or JsonArray || isScript ? "Object" : "String",
            ["expression"] = new JsonObject
            {
                ["type"] = isScript ? "JavaScript" : value is JsonObject or JsonArray ? "Object" : "Literal",
                ["value"] = isScript ? value!.GetValue<string>()[1..] : value is JsonObject or JsonArray ? value.ToJsonString() : value?.DeepClone(),
            },
        };
    }

    private static JsonObject Variable(string name, string type) => new() { ["id"] = name, ["name"] = name, ["typeName"] = type };
}
