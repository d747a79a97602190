using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>What Studio sends: bodies as they were recorded from the real one.</summary>
internal static class Drawn
{
    private const string Root = "/elsa/api/workflow-definitions";

    /// <summary>The first save of a new definition: lists and options are null, the root has no activities.</summary>
    public static JsonObject New(string name) => new()
    {
        ["model"] = new JsonObject
        {
            ["definitionId"] = null,
            ["id"] = null,
            ["name"] = name,
            ["description"] = "",
            ["createdAt"] = "0001-01-01T00:00:00+00:00",
            ["version"] = 1,
            ["toolVersion"] = null,
            ["variables"] = null,
            ["inputs"] = null,
            ["outputs"] = null,
            ["outcomes"] = null,
            ["customProperties"] = null,
            ["isReadonly"] = false,
            ["isLatest"] = true,
            ["isPublished"] = false,
            ["options"] = null,
            ["links"] = null,
            ["root"] = new JsonObject { ["id"] = "Flowchart1", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1" },
        },
        ["publish"] = null,
    };

    public static JsonObject Save(JsonNode model, bool publish = false) => new() { ["model"] = model.DeepClone(), ["publish"] = publish };

    /// <summary>A step as it lies on the canvas just after it was dropped there.</summary>
    public static JsonObject Step(string id, string type, params (string Name, JsonNode Value)[] members)
    {
        var step = new JsonObject
        {
            ["id"] = id,
            ["nodeId"] = $"Workflow1:Flowchart1:{id}",
            ["name"] = id,
            ["type"] = type,
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["displayText"] = $"步骤 {id}",
                ["designer"] = new JsonObject
                {
                    ["position"] = new JsonObject { ["x"] = 10.5, ["y"] = -20 },
                    ["size"] = new JsonObject { ["width"] = 180, ["height"] = 60 },
                },
            },
        };
        foreach (var (name, value) in members)
        {
            step[name] = value;
        }

        return step;
    }

    /// <summary>An input as Studio writes it once it was edited.</summary>
    public static JsonObject Input(string value, string syntax = "Literal") => new()
    {
        ["typeName"] = null,
        ["expression"] = new JsonObject { ["type"] = syntax, ["value"] = value },
        ["memoryReference"] = null,
    };

    public static JsonObject Connection(string from, string to, string port = "Done") => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        ["vertices"] = new JsonArray(),
    };

    /// <summary>Puts steps in a row into the root flowchart.</summary>
    public static JsonNode Draw(this JsonNode definition, params JsonObject[] steps)
    {
        definition["root"]!["activities"] = new JsonArray([.. steps]);
        definition["root"]!["connections"] = new JsonArray([.. steps.Zip(steps.Skip(1)).Select(pair =>
            Connection(pair.First["id"]!.GetValue<string>(), pair.Second["id"]!.GetValue<string>()))]);
        return definition;
    }

    /// <summary>A new definition that says hello, published.</summary>
    public static async Task<JsonNode> PublishedAsync(ApiClient studio, string name)
    {
        var definition = (await studio.PostAsync(Root, New(name))).Json["workflowDefinition"]!;
        definition.Draw(Step("a", "Elsa.Start"), Step("b", "Elsa.WriteLine", ("text", Input("你好"))));
        var published = await studio.PostAsync(Root, Save(definition, publish: true));
        published.Status.ShouldBe(HttpStatusCode.OK, published.Text);
        return published.Json["workflowDefinition"]!;
    }

    /// <summary>The same with its first step at another place, measured anew.</summary>
    public static JsonNode Moved(JsonNode definition, int x)
    {
        var moved = definition.DeepClone();
        moved["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"] = x;
        moved["root"]!["activities"]![0]!["metadata"]!["designer"]!["size"] = new JsonObject { ["width"] = 211.5, ["height"] = 72 };
        return moved;
    }

    /// <summary>What Studio does to a definition between reading and sending it back, whoever touches what.</summary>
    public static JsonNode Resent(this JsonNode definition)
    {
        var sent = definition.DeepClone().AsObject();
        string[] known =
        [
            "id", "definitionId", "name", "description", "createdAt", "version", "toolVersion", "variables", "inputs", "outputs", "outcomes",
            "customProperties", "isReadonly", "isLatest", "isPublished", "options", "root", "links",
        ];
        Keep(sent, known);
        Keep(sent["options"], "activationStrategyType", "usableAsActivity", "autoUpdateConsumingWorkflows", "activityCategory", "incidentStrategyType", "commitStrategyName");
        foreach (var option in new[] { "activationStrategyType", "usableAsActivity", "activityCategory", "incidentStrategyType", "commitStrategyName" })
        {
            sent["options"]!.AsObject().TryAdd(option, null);
        }

        foreach (var variable in sent["variables"]!.AsArray())
        {
            Keep(variable, "id", "name", "typeName", "isArray", "value", "storageDriverTypeName");
            variable!["value"] = variable["value"] is { } value && value.GetValueKind() is not System.Text.Json.JsonValueKind.String ? value.ToJsonString() : variable["value"]?.DeepClone();
        }

        foreach (var input in sent["inputs"]!.AsArray())
        {
            Keep(input, "name", "displayName", "description", "category", "type", "isArray", "uiHint", "storageDriverType");
        }

        if (sent["root"]!["connections"] is JsonArray connections)
        {
            foreach (var connection in connections)
            {
                Keep(connection, "source", "target", "vertices");
                Keep(connection!["source"], "activity", "port");
                Keep(connection["target"], "activity", "port");
                connection["vertices"] ??= new JsonArray();
            }

            sent["root"]!["connections"] = new JsonArray([.. connections.Reverse().Select(connection => connection!.DeepClone())]);
        }

        if (sent["root"]!["activities"] is JsonArray activities)
        {
            sent["root"]!["activities"] = new JsonArray([.. activities.Reverse().Select(activity => activity!.DeepClone())]);
        }

        return sent;
    }

    private static void Keep(JsonNode? node, params string[] names)
    {
        if (node is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).Except(names).ToList())
            {
                members.Remove(name);
            }
        }
    }
}
