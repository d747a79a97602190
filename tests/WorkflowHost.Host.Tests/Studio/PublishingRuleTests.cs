using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Definitions;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using Xunit;

namespace WorkflowHost.Host.Tests.Studio;

/// <summary>What forbids publishing, beyond what the graph itself shows.</summary>
public sealed class PublishingRuleTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Root = "/elsa/api/workflow-definitions";

    [Fact]
    public async Task The_shipped_procedure_passes_every_rule_when_an_administrator_publishes_it()
    {
        var studio = await host.AsAsync("sj.guanli");
        var read = (await studio.GetAsync($"{Root}/by-definition-id/beijing-unqualified-result?versionOptions=Latest")).Json;
        read["description"] = "改过说明";

        var published = await studio.PostAsync(Root, Drawn.Save(read, publish: true));

        published.Status.ShouldBe(HttpStatusCode.OK, published.Text);
        published.Json["workflowDefinition"]!["isPublished"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Every_shipped_procedure_may_be_published_again()
    {
        var shipped = new[] { "beijing", "chongqing", "shanghai", "common" }.SelectMany(city => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "workflows", city), "*.json"))
            .Select(file => DefinitionReader.Read(File.ReadAllText(file)).Value!).ToList();
        var library = host.Services.GetRequiredService<DefinitionLibrary>();

        foreach (var procedure in shipped)
        {
            (await library.CheckDraftAsync(procedure, shipped)).ShouldBeEmpty(procedure.DefinitionId);
        }

        shipped.Count.ShouldBeGreaterThan(70);
    }

    [Theory]
    [InlineData("《中华人民共和国产品质量法》第十五条", false)]
    [InlineData("《北京市产品质量监督抽查后处理工作规定（试行）》第七条", true)]
    [InlineData("", true)]
    public async Task A_time_limit_names_its_obligation_unless_it_rests_on_a_law_that_the_catalogue_does_not_hold(string basis, bool isRefused)
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync(Root, Drawn.New("计时的流程"))).Json["workflowDefinition"]!;
        created.Draw(Drawn.Step("s", "Elsa.Start"), Drawn.Step("timer", "PostInspection.WorkingDayTimer", ("limitValue", Drawn.Input("15")), ("limitBasis", Drawn.Input(basis))));

        var answer = await studio.PostAsync(Root, Drawn.Save(created, publish: true));

        answer.Text.Contains("请在“落实的义务”中至少选择一项", StringComparison.Ordinal).ShouldBe(isRefused, answer.Text);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_with_the_step_and_the_draft_is_kept()
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync(Root, Drawn.New("有错的流程"))).Json["workflowDefinition"]!;
        created.Draw(
            Drawn.Step("s", "Elsa.Start"),
            Drawn.Step("task", "PostInspection.ApprovalTask", ("role", Drawn.Input("Chief")), ("bureau", Drawn.Input("nowhere"))),
            Drawn.Step("doc", "PostInspection.GenerateDocument", ("template", Drawn.Input("beijing/none")), ("bureau", Drawn.Input("bj-haidian")), ("data", Drawn.Input("getInput('case'", "JavaScript"))),
            Drawn.Step("sms", "PostInspection.SendSms", ("to", Drawn.Input("")), ("body", Drawn.Input("x", "Liquid")), ("obligations", Drawn.Input("[\"BJ-999\"]", "Object"))),
            Drawn.Step("timer", "PostInspection.WorkingDayTimer", ("limitValue", Drawn.Input("15"))));

        var answer = await studio.PostAsync(Root, Drawn.Save(created, publish: true));
        var shown = answer.ShouldBeShownByStudio();
        answer.Json["saved"]!.GetValue<bool>().ShouldBeTrue("the page asks nobody about changes that are saved");

        string[] expected =
        [
            "步骤“步骤 task”的办理角色“Chief”不存在", "步骤“步骤 task”的单位“nowhere”不存在", "步骤“步骤 doc”的文书模板“beijing/none”不存在",
            "步骤“步骤 doc”的“文书内容”：脚本第 1 行", "步骤“步骤 sms”没有填写“手机号”", "步骤“步骤 sms”的“内容”使用了“Liquid”表达式",
            "步骤“步骤 sms”落实的义务“BJ-999”不存在", "步骤“步骤 timer”属于“计时”类步骤", "步骤“步骤 doc”属于“文书”类步骤",
        ];
        foreach (var text in expected)
        {
            shown.ShouldContain(message => message.Contains(text, StringComparison.Ordinal), text);
        }

        var kept = (await studio.GetAsync($"{Root}/by-definition-id/{created["definitionId"]!.GetValue<string>()}?versionOptions=Latest")).Json;
        kept["root"]!["activities"]!.AsArray().Count.ShouldBe(5);
        kept["isPublished"]!.GetValue<bool>().ShouldBeFalse();
        kept["root"]!["activities"]![3]!["customProperties"]!["obligations"]![0]!.GetValue<string>().ShouldBe("BJ-999");
    }

    [Fact]
    public async Task A_limit_is_counted_on_a_calendar_that_is_there()
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync(Root, Drawn.New("日历流程"))).Json["workflowDefinition"]!;
        created.Draw(
            Timer("good", ("limitStart", Drawn.Input("2026-11-21")), ("limitTerms", Drawn.Input("{\"bureau\":\"bj-haidian\"}", "Object"))),
            Timer("whose", ("limitTerms", Drawn.Input("{\"bureau\":\"bj-nowhere\"}", "Object"))),
            Timer("start", ("limitStart", Drawn.Input("1999-12-31"))),
            Timer("script", ("limitStart", Drawn.Input("getInput('case').receivedOn", "JavaScript")), ("limitTerms", Drawn.Input("({ bureau: 'x' })", "JavaScript"))));
        foreach (var connection in created["root"]!["connections"]!.AsArray())
        {
            connection!["source"]!["port"] = "到期";
        }

        var shown = (await studio.PostAsync(Root, Drawn.Save(created, publish: true))).ShouldBeShownByStudio();

        shown.Count.ShouldBe(2, string.Join('\n', shown));
        shown.ShouldContain(message => message.Contains("步骤“步骤 whose”的期限细则按单位“bj-nowhere”的日历计算，但没有这个单位", StringComparison.Ordinal));
        shown.ShouldContain(message => message.Contains("步骤“步骤 start”的起算日期“1999-12-31”不在日历之内", StringComparison.Ordinal));

        static JsonObject Timer(string id, params (string, JsonNode)[] members) => Drawn.Step(
            id, "PostInspection.WorkingDayTimer", [("limitValue", Drawn.Input("15")), ("obligations", Drawn.Input("[\"BJ-7\"]", "Object")), .. members]);
    }

    [Fact]
    public async Task Obligations_are_an_input_in_Studio_and_a_custom_property_in_files()
    {
        var studio = await host.AsAsync("sj.guanli");
        var created = (await studio.PostAsync(Root, Drawn.New("义务流程"))).Json["workflowDefinition"]!;
        created.Draw(Drawn.Step("timer", "PostInspection.WorkingDayTimer", ("limitValue", Drawn.Input("15")), ("obligations", Drawn.Input("[\"BJ-7\"]", "Object"))));
        var saved = (await studio.PostAsync(Root, Drawn.Save(created, publish: true))).Json["workflowDefinition"]!;

        saved["root"]!["activities"]![0]!["obligations"]!["expression"]!["value"]!.GetValue<string>().ShouldBe("[\"BJ-7\"]");
        var file = (await studio.GetAsync($"{Root}/{saved["definitionId"]!.GetValue<string>()}/export")).Json;
        file["root"]!["activities"]![0]!["customProperties"]!["obligations"]![0]!.GetValue<string>().ShouldBe("BJ-7");
        file["root"]!["activities"]![0]!["obligations"].ShouldBeNull();

        saved["root"]!["activities"]![0]!["obligations"]!["expression"]!["value"] = "[]";
        var emptied = (await studio.PostAsync(Root, Drawn.Save(saved))).Json["workflowDefinition"]!;
        emptied["root"]!["activities"]![0]!["obligations"].ShouldBeNull();

        saved["root"]!["activities"]![0]!["obligations"] = Drawn.Input("obligationsOf(this)", "JavaScript");
        (await studio.PostAsync(Root, Drawn.Save(saved))).ShouldBeShownByStudio();
    }

    [Theory]
    [InlineData("Elsa.ExecuteWorkflow")]
    [InlineData("Elsa.DispatchWorkflow")]
    [InlineData("Elsa.BulkDispatchWorkflows")]
    public async Task A_procedure_that_a_step_starts_must_be_published_and_stays_as_long_as_it_is_started(string starter)
    {
        // given a procedure that is not published
        var studio = await host.AsAsync("sj.guanli");
        var started = (await studio.PostAsync(Root, Drawn.New($"被启动 {starter}"))).Json["workflowDefinition"]!;
        var id = started["definitionId"]!.GetValue<string>();
        started.Draw(Drawn.Step("a", "Elsa.Start"));
        var user = (await studio.PostAsync(Root, Drawn.New($"启动者 {starter}"))).Json["workflowDefinition"]!;
        user.Draw(Drawn.Step("run", starter, ("workflowDefinitionId", Drawn.Input(id)), ("items", Drawn.Input("[1]", "Object"))));

        // when, then: it can't be started
        (await studio.PostAsync(Root, Drawn.Save(user, publish: true))).ShouldBeShownByStudio().ShouldContain(text => text.Contains($"要启动的流程“{id}”不存在或没有发布", StringComparison.Ordinal));

        // and not be deleted while a draft starts it
        (await studio.DeleteAsync($"{Root}/{id}")).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain($"启动者 {starter}");

        // once it is published it is started, and still not deleted
        (await studio.PostAsync(Root, Drawn.Save(started, publish: true))).Status.ShouldBe(HttpStatusCode.OK);
        var published = await studio.PostAsync(Root, Drawn.Save(user, publish: true));
        published.Status.ShouldBe(HttpStatusCode.OK, published.Text);
        (await studio.DeleteAsync($"{Root}/{id}")).ShouldBeShownByStudio();

        // a draft of it that nobody starts goes, and all of it goes after its user
        started["description"] = "下一版";
        var draft = (await studio.PostAsync(Root, Drawn.Save(started))).Json["workflowDefinition"]!["id"]!.GetValue<string>();
        (await studio.DeleteAsync($"/elsa/api/workflow-definition-versions/{draft}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await studio.DeleteAsync($"{Root}/{user["definitionId"]!.GetValue<string>()}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await studio.DeleteAsync($"{Root}/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_a_draft_uses_as_a_step_is_not_deleted_and_who_starts_itself_may_be_published()
    {
        var studio = await host.AsAsync("sj.guanli");
        var used = (await studio.PostAsync(Root, Drawn.New("草稿用到的流程"))).Json["workflowDefinition"]!;
        used["options"]!["usableAsActivity"] = true;
        used.Draw(Drawn.Step("a", "Elsa.Start"));
        used = (await studio.PostAsync(Root, Drawn.Save(used, publish: true))).Json["workflowDefinition"]!;
        var user = (await studio.PostAsync(Root, Drawn.New("用到它的草稿"))).Json["workflowDefinition"]!;
        user.Draw(Drawn.Step("use", "草稿用到的流程", ("workflowDefinitionId", used["definitionId"]!.DeepClone()), ("workflowDefinitionVersionId", used["id"]!.DeepClone())));
        (await studio.PostAsync(Root, Drawn.Save(user))).Status.ShouldBe(HttpStatusCode.OK);

        (await studio.DeleteAsync($"{Root}/{used["definitionId"]!.GetValue<string>()}")).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("用到它的草稿");
        (await studio.DeleteAsync($"/elsa/api/workflow-definition-versions/{used["id"]!.GetValue<string>()}")).ShouldBeShownByStudio();

        var itself = (await studio.PostAsync(Root, Drawn.New("启动自己的流程"))).Json["workflowDefinition"]!;
        itself.Draw(Drawn.Step("again", "Elsa.DispatchWorkflow", ("workflowDefinitionId", Drawn.Input(itself["definitionId"]!.GetValue<string>()))));
        var published = await studio.PostAsync(Root, Drawn.Save(itself, publish: true));
        published.Status.ShouldBe(HttpStatusCode.OK, published.Text);
    }

    [Fact]
    public async Task A_procedure_used_as_a_step_is_given_what_its_own_steps_can_not_do_without()
    {
        // given one whose step needs one input as it is, and can do without another
        var studio = await host.AsAsync("sj.guanli");
        var used = (await studio.PostAsync(Root, Drawn.New("需要输入的流程"))).Json["workflowDefinition"]!;
        used["options"]!["usableAsActivity"] = true;
        used["inputs"] = new JsonArray(
            new JsonObject { ["name"] = "number", ["displayName"] = "关联号", ["type"] = "String" }, new JsonObject { ["name"] = "note", ["type"] = "String" });
        used.Draw(
            Drawn.Step("c", "Elsa.Correlate", ("correlationId", Drawn.Input("getInput('number')", "JavaScript"))),
            Drawn.Step("w", "Elsa.WriteLine", ("text", Drawn.Input("getInput('note')", "JavaScript"))));
        var saved = await studio.PostAsync(Root, Drawn.Save(used, publish: true));
        saved.Status.ShouldBe(HttpStatusCode.OK, saved.Text);
        used = saved.Json["workflowDefinition"]!;

        // when another uses it and gives it nothing
        var user = (await studio.PostAsync(Root, Drawn.New("不给输入的流程"))).Json["workflowDefinition"]!;
        user.Draw(Drawn.Step("use", "需要输入的流程", ("workflowDefinitionId", used["definitionId"]!.DeepClone()), ("workflowDefinitionVersionId", used["id"]!.DeepClone())));

        // then it is told what is missing, and published once it is there
        (await studio.PostAsync(Root, Drawn.Save(user, publish: true))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("没有填写“关联号”");
        user["root"]!["activities"]![0]!["number"] = Drawn.Input("A-1");
        user = (await studio.PostAsync(Root, Drawn.Save(user, publish: true))).Json["workflowDefinition"]!;

        // when a newer version needs the other input, and not this one
        used["root"]!["activities"] = new JsonArray(Drawn.Step("c", "Elsa.Correlate", ("correlationId", Drawn.Input("getInput('note')", "JavaScript"))));
        used["root"]!["connections"] = new JsonArray();
        (await studio.PostAsync(Root, Drawn.Save(used, publish: true))).Status.ShouldBe(HttpStatusCode.OK);

        // then it is the version that the step is pinned to that says what is missing
        user["description"] = "仍用旧版";
        (await studio.PostAsync(Root, Drawn.Save(user, publish: true))).Status.ShouldBe(HttpStatusCode.OK);
        user["root"]!["activities"]![0]!.AsObject().Remove("number");
        (await studio.PostAsync(Root, Drawn.Save(user, publish: true))).ShouldBeShownByStudio().ShouldHaveSingleItem().ShouldContain("没有填写“关联号”");
    }
}
