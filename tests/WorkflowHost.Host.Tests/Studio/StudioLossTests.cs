using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>What Studio drops is put back when it saves, and what a person changed stays changed.</summary>
public sealed class StudioLossTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";

    [Fact]
    public async Task Steps_of_a_sequence_stay_in_the_order_that_a_person_gave_them()
    {
        // given a sequence within a sequence
        var studio = await host.AsAsync("sj.guanli");
        var drawn = await ImportedAsync(studio, "改顺序的流程", new JsonObject
        {
            ["id"] = "Sequence1",
            ["type"] = "Elsa.Sequence",
            ["version"] = 1,
            ["activities"] = new JsonArray(Line("a"), Line("b"), new JsonObject
            {
                ["id"] = "inner",
                ["type"] = "Elsa.Sequence",
                ["version"] = 1,
                ["activities"] = new JsonArray(Line("c"), Line("d")),
            }),
        });

        // when both are turned round, and a step comes between
        var steps = drawn["root"]!["activities"]!.AsArray();
        var inner = steps[2]!["activities"]!.AsArray();
        steps[2]!["activities"] = new JsonArray(inner[1]!.DeepClone(), Line("new"), inner[0]!.DeepClone());
        drawn["root"]!["activities"] = new JsonArray(steps[2]!.DeepClone(), steps[1]!.DeepClone(), Line("between"), steps[0]!.DeepClone());
        var saved = await SavedAsync(studio, drawn);

        // then both are saved so
        IdsIn(saved["root"]!).ShouldBe(["inner", "b", "between", "a"]);
        IdsIn(saved["root"]!["activities"]![0]!).ShouldBe(["d", "new", "c"]);
    }

    [Fact]
    public async Task Defaults_that_Studio_turns_into_text_are_what_they_were()
    {
        // given defaults of every kind, with words in them
        var studio = await host.AsAsync("sj.guanli");
        var defaults = new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["list"] = new JsonArray("同意", "退回"),
            ["object"] = new JsonObject { ["单位"] = "海淀区局", ["天数"] = 15 },
            ["number"] = 5,
            ["flag"] = true,
            ["text"] = "[\"同意\"]",
        };
        var drawn = await ImportedAsync(studio, "带默认值的流程", Flow(), ("variables", Variables(defaults)));

        // when they come back as Studio writes them
        foreach (var variable in drawn["variables"]!.AsArray())
        {
            variable!["value"] = AsText(variable["value"]!);
        }

        drawn["description"] = "改了说明";
        var saved = await SavedAsync(studio, drawn);

        // then
        foreach (var variable in saved["variables"]!.AsArray())
        {
            JsonNode.DeepEquals(variable!["value"], defaults[variable["name"]!.GetValue<string>()]).ShouldBeTrue(variable.ToJsonString());
        }

        // but what a person has written instead stays
        saved["variables"]![0]!["value"] = "[\"同意\"]";
        (await SavedAsync(studio, saved))["variables"]![0]!["value"]!.GetValueKind().ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task A_file_that_comes_through_Studio_keeps_what_Studio_drops_and_changes_what_it_changes()
    {
        // given a definition with all that Studio drops
        var studio = await host.AsAsync("sj.guanli");
        var drawn = await ImportedAsync(
            studio, "经过导入的流程", Flow("甲"), ("city", "beijing"), ("options", new JsonObject { ["own"] = 1, ["usableAsActivity"] = true }),
            ("variables", Variables(new() { ["n"] = 5, ["changed"] = 5 })),
            ("inputs", new JsonArray(new JsonObject { ["name"] = "i", ["type"] = "String", ["defaultValue"] = "d" })));
        var id = drawn["definitionId"]!.GetValue<string>();
        var file = (await studio.GetAsync($"{Root}/{id}/export")).Json;

        file["variables"]!.AsArray().ShouldAllBe(variable => variable!["value"]!.GetValueKind() == JsonValueKind.String, "Studio reads no other file");

        // when its file is changed and brought in by Studio, which sends of a file what it knows
        var sent = file.DeepClone().AsObject();
        foreach (var dropped in new[] { "$schema", "city", "isSystem" })
        {
            sent.Remove(dropped);
        }

        sent["options"] = new JsonObject { ["usableAsActivity"] = null, ["activationStrategyType"] = null };
        sent["variables"]![0]!["value"] = "5";
        sent["variables"]![1]!["value"] = "7";
        sent["inputs"]![0]!.AsObject().Remove("defaultValue");
        sent["root"] = Turned(sent["root"]!);
        sent["description"] = "文件里的说明";
        var imported = await studio.PostAsync($"{Root}/import", sent);
        imported.Status.ShouldBe(HttpStatusCode.OK, imported.Text);

        // then nothing is lost, and what the file says counts
        var read = imported.Json;
        read["description"]!.GetValue<string>().ShouldBe("文件里的说明");
        read["city"]!.GetValue<string>().ShouldBe("beijing");
        read["options"]!["own"]!.GetValue<int>().ShouldBe(1);
        read["options"]!["usableAsActivity"].ShouldBeNull();
        read["variables"]![0]!["value"]!.GetValueKind().ShouldBe(JsonValueKind.Number);
        read["variables"]![1]!["value"]!.GetValue<string>().ShouldBe("7");
        read["inputs"]![0]!["defaultValue"]!.GetValue<string>().ShouldBe("d");
        IdsIn(read["root"]!).ShouldBe(["b", "a"]);
        read["root"]!["connections"]![0]!["label"].ShouldBeNull();

        // but a whole file, which Studio has not touched, takes the place of all
        file.AsObject().Remove("city");
        var whole = (await studio.PostAsync($"{Root}/import", file)).Json;
        whole["city"].ShouldBeNull();
        whole["variables"]!.AsArray().ShouldAllBe(variable => variable!["value"]!.GetValueKind() == JsonValueKind.Number);
        whole["customProperties"]!["workflowHostDefaults"].ShouldBeNull();
    }

    [Fact]
    public async Task Defaults_of_variables_without_an_id_leave_as_texts_and_come_back_as_they_were()
    {
        // given a file that a person wrote, whose variables have names only
        var studio = await host.AsAsync("sj.guanli");
        var variables = new JsonArray(
            new JsonObject { ["name"] = "天数", ["typeName"] = "Int32", ["value"] = 15 }, new JsonObject { ["name"] = "通过", ["typeName"] = "Boolean", ["value"] = true });
        var drawn = await ImportedAsync(studio, "变量没有编号的流程", Flow(), ("variables", variables.DeepClone()));

        // when it is exported, brought in again, and saved as Studio sends it
        var file = (await studio.GetAsync($"{Root}/{drawn["definitionId"]!.GetValue<string>()}/export")).Json;
        file["variables"]!.AsArray().Select(variable => variable!["value"]!.GetValue<string>()).ShouldBe(["15", "true"]);
        var imported = (await studio.PostAsync($"{Root}/import", file)).Json;
        var sent = imported.DeepClone();
        (sent["variables"]![0]!["value"], sent["variables"]![1]!["value"], sent["description"]) = ("15", "True", "改了说明");
        var saved = await SavedAsync(studio, sent);

        // then each is what it was
        foreach (var read in new[] { imported, saved })
        {
            read["variables"]![0]!["value"]!.GetValue<int>().ShouldBe(15);
            read["variables"]![1]!["value"]!.GetValue<bool>().ShouldBeTrue();
        }
    }

    /// <summary>Two steps and a connection that may bear a label.</summary>
    private static JsonObject Flow(string? label = null)
    {
        var connection = new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = "a", ["port"] = "Done" },
            ["target"] = new JsonObject { ["activity"] = "b", ["port"] = "In" },
        };
        if (label is not null)
        {
            connection["label"] = label;
        }

        return new()
        {
            ["id"] = "Flowchart1",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray(Line("a"), Line("b")),
            ["connections"] = new JsonArray(connection),
        };
    }

    /// <summary>The same with its steps the other way round and its connection without a label.</summary>
    private static JsonNode Turned(JsonNode flow)
    {
        var turned = flow.DeepClone();
        turned["activities"] = new JsonArray([.. flow["activities"]!.AsArray().Reverse().Select(step => step!.DeepClone())]);
        turned["connections"]![0]!.AsObject().Remove("label");
        return turned;
    }

    private static JsonArray Variables(Dictionary<string, JsonNode> defaults) =>
        [.. defaults.Select(variable => new JsonObject { ["id"] = variable.Key, ["name"] = variable.Key, ["typeName"] = "Object", ["value"] = variable.Value.DeepClone() })];

    private static string AsText(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => value.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
    };

    private static IEnumerable<string> IdsIn(JsonNode container) => container["activities"]!.AsArray().Select(step => step!["id"]!.GetValue<string>());

    private static JsonObject Line(string id) => new() { ["id"] = id, ["type"] = "Elsa.WriteLine", ["version"] = 1 };

    private static async Task<JsonNode> ImportedAsync(ApiClient studio, string name, JsonObject root, params (string Name, JsonNode Value)[] members)
    {
        var file = new JsonObject { ["name"] = name, ["root"] = root };
        foreach (var (member, value) in members)
        {
            file[member] = value;
        }

        var imported = await studio.PostAsync($"{Root}/import", file);
        imported.Status.ShouldBe(HttpStatusCode.OK, imported.Text);
        return imported.Json;
    }

    private static async Task<JsonNode> SavedAsync(ApiClient studio, JsonNode drawn)
    {
        var saved = await studio.PostAsync(Root, Drawn.Save(drawn));
        saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
        return saved.Json["workflowDefinition"]!;
    }
}
