using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Organisation;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

public sealed class DescriptorTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/descriptors";

    [Fact]
    public async Task Every_kind_of_step_is_there_once_in_Chinese()
    {
        var steps = await StepsAsync();

        steps.Select(step => (step["typeName"]!.GetValue<string>(), step["version"]!.GetValue<int>())).ShouldBeUnique();
        foreach (var step in steps)
        {
            var name = step["typeName"]!.GetValue<string>();
            foreach (var member in new[] { "name", "displayName", "category" })
            {
                ShouldBeReadable(step[member]!.GetValue<string>(), $"{name}.{member}");
            }

            foreach (var input in step["inputs"]!.AsArray())
            {
                ShouldBeReadable(input!["displayName"]!.GetValue<string>(), $"{name}.{input["name"]}");
            }

            foreach (var port in step["ports"]!.AsArray())
            {
                ShouldBeReadable(port!["displayName"]!.GetValue<string>(), $"{name}:{port["name"]}");
                port["type"]!.GetValue<string>().ShouldBeOneOf("Flow", "Embedded");
            }
        }
    }

    [Fact]
    public async Task Every_type_that_a_shipped_procedure_uses_is_described_with_the_ports_that_it_leaves_by()
    {
        var steps = (await StepsAsync()).ToDictionary(step => step["typeName"]!.GetValue<string>(), StringComparer.Ordinal);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Repository.File("workflows/beijing/beijing-unqualified-result.json"), TestContext.Current.CancellationToken))!;

        foreach (var activity in file["root"]!["activities"]!.AsArray())
        {
            var step = steps[activity!["type"]!.GetValue<string>()];
            var left = file["root"]!["connections"]!.AsArray()
                .Where(connection => connection!["source"]!["activity"]!.GetValue<string>() == activity["id"]!.GetValue<string>())
                .Select(connection => connection!["source"]!["port"]!.GetValue<string>());
            var drawn = step["ports"]!.AsArray().Select(port => port!["name"]!.GetValue<string>())
                .Concat(JsonNode.Parse(activity["outcomes"]?["expression"]?["value"]?.GetValue<string>() ?? "[]")!.AsArray().Select(outcome => outcome!.GetValue<string>()));
            left.Except(drawn).ShouldBeEmpty(activity["id"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Choices_come_from_what_the_product_holds()
    {
        var steps = (await StepsAsync()).ToDictionary(step => step["typeName"]!.GetValue<string>(), StringComparer.Ordinal);

        Choices(steps["PostInspection.ApprovalTask"], "Role").ShouldBe(Roles.Names.Keys, ignoreOrder: true);
        Choices(steps["PostInspection.LimitedScope"], "Role").ShouldBe(Roles.Names.Keys, ignoreOrder: true);
        Choices(steps["PostInspection.ApprovalTask"], "Bureau").ShouldContain("bj-haidian");
        Choices(steps["PostInspection.GenerateDocument"], "Template").ShouldContain("beijing/rectification-order");
        Input(steps["PostInspection.ApprovalTask"], "Obligations")["uiSpecifications"]!["checklist"]!["checkList"]!["items"]!.AsArray()
            .Select(item => item!["value"]!.GetValue<string>()).ShouldContain("BJ-6");
        Input(steps["Elsa.SetVariable"], "Variable")["isWrapped"]!.GetValue<bool>().ShouldBeFalse();
        Input(steps["Elsa.RunJavaScript"], "Script")["uiSpecifications"]!["code-editor"]!["editorHeight"]!.GetValueKind().ShouldBe(JsonValueKind.Number);
        steps["PostInspection.ApprovalTask"]["constructionProperties"]!["Outcomes"]!["expression"]!["value"]!.GetValue<string>().ShouldBe("[\"同意\",\"退回\"]");
        steps["Elsa.Event"]["kind"]!.GetValue<string>().ShouldBe("Trigger");

        var options = (await (await host.AsAsync("sj.guanli")).PostAsync(
            $"{Root}/activities/PostInspection.GenerateDocument/options/Template", new JsonObject { ["context"] = new JsonObject() })).Json["items"]!;
        options["Refresh"].ShouldBeNull();
        options["dropdown"]!["selectList"]!["items"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_published_workflow_that_may_be_used_as_a_step_is_one()
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync("/elsa/api/workflow-definitions", Drawn.New("复用流程"))).Json["workflowDefinition"]!;
        created["options"]!["usableAsActivity"] = true;
        created["outcomes"] = new JsonArray("通过", "不通过");
        created.Draw(Drawn.Step("a", "Elsa.Start"));
        var published = (await studio.PostAsync("/elsa/api/workflow-definitions", Drawn.Save(created, publish: true))).Json["workflowDefinition"]!;

        var step = (await StepsAsync()).Single(found => found["typeName"]!.GetValue<string>() == "复用流程");

        step["ports"]!.AsArray().Select(port => port!["name"]!.GetValue<string>()).ShouldBe(["Root", "通过", "不通过"]);
        step["constructionProperties"]!["WorkflowDefinitionVersionId"]!.GetValue<string>().ShouldBe(published["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_other_lists_have_the_shape_that_Studio_reads()
    {
        var studio = await host.AsAsync("sj.jiandu");
        foreach (var list in new[] { "variables", "storage-drivers", "workflow-activation-strategies", "incident-strategies", "log-persistence-strategies" })
        {
            (await studio.GetAsync($"{Root}/{list}")).Items.ShouldAllBe(item => item["typeName"]!.GetValue<string>().Length > 0 && item["displayName"]!.GetValue<string>().Length > 0);
        }

        foreach (var list in new[] { "commit-strategies/workflows", "commit-strategies/activities", "output-converters?sourceType=String&destinationType=Int32" })
        {
            (await studio.GetAsync($"{Root}/{list}")).Items.ShouldBeEmpty();
        }

        var expressions = (await studio.GetAsync($"{Root}/expression-descriptors")).Items.ToDictionary(item => item["type"]!.GetValue<string>(), StringComparer.Ordinal);
        expressions["Literal"]["isBrowsable"]!.GetValue<bool>().ShouldBeFalse();
        expressions["Object"]["isBrowsable"]!.GetValue<bool>().ShouldBeFalse();
        expressions["JavaScript"]["properties"]!["MonacoLanguage"]!.GetValue<string>().ShouldBe("javascript");
        expressions["Variable"]["properties"]!["UIHint"]!.GetValue<string>().ShouldBe("variable-picker");
        expressions["Input"]["properties"]!["UIHint"]!.GetValue<string>().ShouldBe("input-picker");

        (await studio.GetAsync("/elsa/api/features/installed")).Items.Select(item => item["fullName"]!.GetValue<string>()).ShouldBe(["Elsa.RealTimeWorkflowUpdates"]);
        (await studio.GetAsync("/elsa/api/features/installed/Elsa.RealTimeWorkflowUpdates")).Status.ShouldBe(HttpStatusCode.OK);
        (await studio.GetAsync("/elsa/api/features/installed/Elsa.Resilience")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await studio.GetAsync("/elsa/api/package/version")).Json["packageVersion"]!.GetValue<string>().ShouldBe("3.8.2");
        (await studio.PostAsync($"{Root}/activities/No.Such/options/Thing", new JsonObject())).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_toolbox_is_sent_once_while_it_stays_the_same()
    {
        var studio = await host.AsAsync("sj.guanli");
        var first = await studio.GetAsync($"{Root}/activities?Refresh=True");
        var second = await studio.GetAsync($"{Root}/activities?Refresh=True");

        second.Headers["ETag"].ShouldBe(first.Headers["ETag"]);
        first.Headers["Cache-Control"].ShouldContain("no-cache");
    }

    [Fact]
    public async Task The_script_editor_knows_the_case_and_the_variables()
    {
        var studio = await host.AsAsync("sj.guanli");
        var body = new JsonObject { ["workflowDefinitionId"] = "beijing-unqualified-result", ["activityTypeName"] = "Elsa.SetVariable", ["propertyName"] = "Value" };

        var declarations = await studio.PostAsync("/elsa/api/scripting/javascript/type-definitions/beijing-unqualified-result", body);

        declarations.ContentType.ShouldBe("text/plain");
        declarations.Text.ShouldContain("declare function getInput(name: \"case\"): Case;");
        declarations.Text.ShouldContain("declare function getVariable(name: \"承办局\"): string;");
        declarations.Text.ShouldContain("declare function get承办局(): string;");
        (await studio.PostAsync("/elsa/api/scripting/javascript/type-definitions/none", body)).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    private async Task<IReadOnlyList<JsonNode>> StepsAsync() => [.. (await (await host.AsAsync("sj.guanli")).GetAsync($"{Root}/activities?Refresh=True")).Items];

    private static JsonNode Input(JsonNode step, string name) => step["inputs"]!.AsArray().Single(input => input!["name"]!.GetValue<string>() == name)!;

    private static IEnumerable<string> Choices(JsonNode step, string input) =>
        Input(step, input)["uiSpecifications"]!["dropdown"]!["selectList"]!["items"]!.AsArray().Select(item => item!["value"]!.GetValue<string>());

    private static void ShouldBeReadable(string text, string where) =>
        text.Any(letter => letter >= '一').ShouldBeTrue($"{where}: {text}");
}
