using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>An administrator declares a variable in Elsa Studio, lets steps read and write it, and tries a step.</summary>
[Collection(StudioHost.Name)]
public sealed class BindingTests(StudioHost host)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_variable_is_declared_read_by_a_field_and_a_script_written_by_an_output_and_the_step_is_tried()
    {
        // given
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var id = (await drawings.DrawnAsync(
            "用变量的流程", [],
            [Drawings.Step("w", "Elsa.WriteLine", "记一行", 0, 0, ("text", Drawings.Literal("甲"))), Drawings.Step("j", "Elsa.RunJavaScript", "算一算", 320, 0, ("script", Drawings.Literal("'R-' + 2")))],
            ("w", "j")))["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();

        // when a variable is declared
        await designer.TabAsync("变量");
        await page.GetByRole(AriaRole.Button, new() { Name = "添加变量" }).ClickAsync();
        await designer.ProposedAsync("名称", "Variable1");
        await designer.FillAsync("名称", "报告编号");
        await designer.FillAsync("默认值", "R-1");
        await SavedByAsync(() => page.Locator(".mud-dialog-actions button").Last.ClickAsync());
        await watch.ShouldBeCleanAsync();

        // then it is there
        var variable = (await drawings.ReadAsync(id))["variables"]!.AsArray().ShouldHaveSingleItem()!;
        (variable["name"]!.GetValue<string>(), variable["typeName"]!.GetValue<string>(), variable["value"]!.GetValue<string>()).ShouldBe(("报告编号", "String", "R-1"));

        // when a field is given by it
        await designer.SelectAsync("记一行");
        await SavedByAsync(() => designer.GiveByAsync("文字", "变量"));
        await SavedByAsync(() => designer.ChooseAsync("文字", "报告编号"));

        // then the field refers to it
        var text = (await StepAsync("w"))["text"]!["expression"]!;
        text["type"]!.GetValue<string>().ShouldBe("Variable");
        JsonNode.Parse(text["value"]!.GetValue<string>())!["id"]!.GetValue<string>().ShouldBe(variable["id"]!.GetValue<string>());

        // when it is given by a script
        await SavedByAsync(() => designer.GiveByAsync("文字", "JavaScript 脚本"));
        await watch.ShouldBeCleanAsync();
        await designer.WriteAsync("文字", "getVariable('报告编号') + '号'");

        // then it is one
        text = (await StepAsync("w"))["text"]!["expression"]!;
        (text["type"]!.GetValue<string>(), text["value"]!.GetValue<string>()).ShouldBe(("JavaScript", "getVariable('报告编号') + '号'"));

        // when what the script gives is written into it
        await designer.SelectAsync("算一算");
        await designer.TabAsync("输出");
        await SavedByAsync(() => designer.ChooseAsync("结果", "报告编号"));

        // then the output refers to it
        (await StepAsync("j"))["result"]!["memoryReference"]!["id"]!.GetValue<string>().ShouldBe(variable["id"]!.GetValue<string>());

        // when the step is tried
        await designer.TabAsync("测试");
        await page.Locator(".mud-tabs-panels").GetByRole(AriaRole.Button, new() { Name = "开始", Exact = true }).ClickAsync();

        // then it answers
        await Expect(page.Locator(".mud-tabs-panels .mud-simple-table").GetByText("已完成")).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator(".mud-tabs-panels .mud-simple-table").GetByText("R-2")).ToBeVisibleAsync();
        await watch.ShouldBeCleanAsync();

        async Task<JsonNode> StepAsync(string step) =>
            (await drawings.ReadAsync(id))["root"]!["activities"]!.AsArray().Single(found => found!["id"]!.GetValue<string>() == step)!;

        async Task SavedByAsync(Func<Task> act) => await page.RunAndWaitForResponseAsync(
            act, answer => answer.Request.Method == "POST" && answer.Url.EndsWith(Drawings.Root, StringComparison.Ordinal) && answer.Status == 200);
    }
}
