using System.Text.Json.Nodes;
using WorkflowHost.Definitions;

namespace WorkflowHost.Scenarios.Tests;

/// <summary>Draws flowcharts for tests: <c>a → b</c>, <c>a [port] → b</c>. A law is a step's custom properties as JSON without braces.</summary>
internal sealed class Drawing(string id)
{
    private readonly JsonArray activities = [];
    private readonly JsonArray connections = [];
    private readonly JsonObject properties = [];
    private readonly JsonArray inputs = [];
    private bool isUsable;

    public Drawing Kind(string city, string kind)
    {
        (properties["city"], properties["kind"]) = (city, kind);
        return this;
    }

    public Drawing Kinds(string city, params string[] kinds)
    {
        (properties["city"], properties["kind"]) = (city, new JsonArray([.. kinds.Select(kind => (JsonNode?)kind)]));
        return this;
    }

    public Drawing UsableAsActivity()
    {
        isUsable = true;
        return this;
    }

    /// <summary>Inputs of a definition that is used as an activity.</summary>
    public Drawing Takes(params string[] names)
    {
        foreach (var name in names)
        {
            inputs.Add(new JsonObject { ["name"] = name, ["type"] = "Object" });
        }

        return this;
    }

    /// <summary>A step of the engine without inputs.</summary>
    public Drawing Step(string name, string type = "Elsa.SetName", string law = "") => Add(name, type, law);

    public Drawing Task(string name, string outcomes = "同意", string role = "CaseOfficer", string bureau = "bj", (int Value, string Unit)? limit = null, string law = "") =>
        Add(name, "PostInspection.ApprovalTask", law, Inputs(limit, ("role", role), ("bureau", bureau), ("outcomes", outcomes.Split('、'))));

    public Drawing Timer(string name, int value, string unit = "CalendarDay", string law = "") =>
        Add(name, "PostInspection.WorkingDayTimer", law, Inputs((value, unit)));

    public Drawing Join(string name, string mode) => Add(name, "Elsa.FlowJoin", "", ("mode", mode));

    public Drawing Document(string name, string title, string law = "") =>
        Add(name, "PostInspection.GenerateDocument", law, ("template", "beijing/x"), ("title", title), ("bureau", "bj"));

    public Drawing With(string name, string type, string law, params (string Name, object Value)[] inputs) => Add(name, type, law, inputs);

    /// <summary>A choice of ports by scripts.</summary>
    public Drawing Switch(string name, params (string Label, string Condition)[] cases)
    {
        Add(name, "Elsa.FlowSwitch", "");
        activities[^1]!["cases"] = new JsonArray([.. cases.Select(one => (JsonNode?)new JsonObject
        {
            ["label"] = one.Label,
            ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = one.Condition },
        })]);
        return this;
    }

    /// <summary>Another definition used as a step.</summary>
    public Drawing Use(string name, string definitionId, string law = "", params (string Name, object Value)[] inputs)
    {
        Add(name, "Used", law, inputs);
        activities[^1]!["workflowDefinitionId"] = definitionId;
        activities[^1]!["workflowDefinitionVersionId"] = "any";
        return this;
    }

    /// <summary>Arrows, one a line: <c>a → b → c</c>, <c>a [port] → b</c>.</summary>
    public Drawing Arrows(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = line.Split('→', StringSplitOptions.TrimEntries);
            foreach (var (from, to) in ends.Zip(ends.Skip(1)))
            {
                var parts = from.TrimEnd(']').Split('[', StringSplitOptions.TrimEntries);
                connections.Add(new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = parts[0], ["port"] = parts.Length > 1 ? parts[1] : "Done" },
                    ["target"] = new JsonObject { ["activity"] = to.Split('[', StringSplitOptions.TrimEntries)[0] },
                });
            }
        }

        return this;
    }

    public WorkflowDefinition Draw() => Stage.Require(DefinitionReader.Read(new JsonObject
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["version"] = 1,
        ["customProperties"] = properties.DeepClone(),
        ["inputs"] = inputs.DeepClone(),
        ["options"] = new JsonObject { ["usableAsActivity"] = isUsable },
        ["root"] = new JsonObject
        {
            ["id"] = "flow",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = activities.DeepClone(),
            ["connections"] = connections.DeepClone(),
        },
    }.ToJsonString()));

    private static (string Name, object Value)[] Inputs((int Value, string Unit)? limit, params (string Name, object Value)[] inputs) =>
        limit is { } given ? [.. inputs, ("limitValue", given.Value), ("limitUnit", given.Unit)] : inputs;

    private Drawing Add(string name, string type, string law, params (string Name, object Value)[] inputs)
    {
        var activity = new JsonObject
        {
            ["id"] = name,
            ["type"] = type,
            ["version"] = 1,
            ["customProperties"] = JsonNode.Parse($"{{{law}}}"),
            ["metadata"] = new JsonObject { ["displayText"] = name },
        };
        foreach (var (input, value) in inputs)
        {
            activity[input] = new JsonObject { ["typeName"] = "String", ["expression"] = Expression(value) };
        }

        activities.Add(activity);
        return this;
    }

    private static JsonObject Expression(object value) => value switch
    {
        string[] list => new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. list.Select(item => (JsonNode?)item)]).ToJsonString() },
        string script when script.StartsWith('=') => new JsonObject { ["type"] = "JavaScript", ["value"] = script[1..] },
        _ => new JsonObject { ["type"] = "Literal", ["value"] = JsonValue.Create(value) },
    };
}
