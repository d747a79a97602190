using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.EndToEnd.Tests.Crashes;
using Xunit;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>Definitions as an account draws and reads them without a browser.</summary>
internal sealed class Drawings(Line line) : IDisposable
{
    public const string Root = "/elsa/api/workflow-definitions";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static JsonObject Step(string id, string type, string title, double x, double y, params (string Name, JsonNode Value)[] members)
    {
        var step = new JsonObject
        {
            ["id"] = id,
            ["name"] = id,
            ["type"] = type,
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["displayText"] = title,
                ["designer"] = new JsonObject
                {
                    ["position"] = new JsonObject { ["x"] = x, ["y"] = y },
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

    public static JsonObject Literal(string value) =>
        new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    /// <summary>Brings a definition in, each connection from the plain port of one step to another, and publishes it.</summary>
    public async Task<JsonNode> PublishedAsync(string name, JsonObject options, IReadOnlyList<JsonObject> steps, params (string From, string To)[] connections)
    {
        var drawn = await DrawnAsync(name, options, steps, connections);
        return (await AskAsync(HttpMethod.Post, $"{Root}/{drawn["definitionId"]}/publish", []))["workflowDefinition"]!;
    }

    /// <summary>The same as a draft.</summary>
    public async Task<JsonNode> DrawnAsync(string name, JsonObject options, IReadOnlyList<JsonObject> steps, params (string From, string To)[] connections) =>
        await AskAsync(HttpMethod.Post, $"{Root}/import", new JsonObject
        {
            ["name"] = name,
            ["options"] = options,
            ["root"] = new JsonObject
            {
                ["id"] = "Flowchart1",
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["activities"] = new JsonArray([.. steps]),
                ["connections"] = new JsonArray([.. connections.Select(pair => new JsonObject
                {
                    ["source"] = new JsonObject { ["activity"] = pair.From, ["port"] = "Done" },
                    ["target"] = new JsonObject { ["activity"] = pair.To, ["port"] = "In" },
                })]),
            },
        });

    /// <summary>Saves what is there with another description, so that this account works on it.</summary>
    public async Task<JsonNode> DescribeAsync(string id, string description)
    {
        var read = await ReadAsync(id);
        read["description"] = description;
        return (await AskAsync(HttpMethod.Post, Root, new JsonObject { ["model"] = read }))["workflowDefinition"]!;
    }

    public async Task DeleteAsync(string id)
    {
        var (status, answer) = await line.AskAsync(HttpMethod.Delete, $"{Root}/{id}", null, Stop);
        ((int)status).ShouldBe(204, answer?.ToJsonString());
    }

    public Task<JsonNode> ReadAsync(string id, string versions = "Latest") => AskAsync(HttpMethod.Get, $"{Root}/by-definition-id/{id}?versionOptions={versions}");

    public async Task<JsonNode> AskAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        var (status, answer) = await line.AskAsync(method, path, body, Stop);
        ((int)status).ShouldBe(200, $"{path}: {answer}");
        return answer!;
    }

    public void Dispose() => line.Dispose();
}
