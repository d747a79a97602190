using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>An administrator draws in Elsa Studio, from an empty canvas to a published procedure.</summary>
[Collection(StudioHost.Name)]
public sealed class DrawingTests(StudioHost host)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_procedure_is_drawn_refused_mended_and_published_without_reading_anything()
    {
        // given: from the login page to an empty canvas
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.GetByRole(AriaRole.Link, new() { Name = "流程设计" }).ClickAsync();
        await Expect(page.Locator("#studio tbody tr").First).ToBeVisibleAsync(Patiently);
        await page.WaitForURLAsync(new Regex("[?]page=1", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByRole(AriaRole.Button, new() { Name = "新建流程" }).ClickAsync();
        var dialog = page.Locator(".mud-dialog");
        await Expect(dialog.Locator("input").First).ToHaveValueAsync(new Regex("^新流程（", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await dialog.Locator("input").First.FillAsync("画出来的流程");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await designer.ReadyAsync();
        await watch.ShouldBeCleanAsync();
        var id = new Uri(page.Url).Segments[^2].TrimEnd('/');

        // when: five steps of the product, beside a start and a script
        await designer.DragAsync("流程控制", "开始", 40, 40);
        await designer.DragAsync("审批", "人工审批", 260, 40);
        await designer.DragAsync("计时", "工作日计时", 520, 40);
        await designer.DragAsync("文书", "生成文书", 40, 180);
        await designer.DragAsync("通知", "发送短信", 260, 180);
        await designer.DragAsync("案件", "案件办结", 520, 180);
        await designer.DragAsync("流程控制", "运行脚本", 40, 320);
        await designer.ConnectAsync("开始1", "Done", "人工审批1");
        await designer.ConnectAsync("人工审批1", "同意", "工作日计时1");
        await designer.ConnectAsync("人工审批1", "退回", "生成文书1");
        await designer.ConnectAsync("工作日计时1", "到期", "发送短信1");
        await designer.ConnectAsync("生成文书1", "Done", "发送短信1");
        await designer.ConnectAsync("发送短信1", "Done", "案件办结1");
        await designer.ConnectAsync("案件办结1", "Done", "运行脚本1");

        // and it is published as it is
        await designer.PublishAsync();

        // then it is refused, each problem with the step that has it
        await Expect(designer.Messages.Filter(new() { HasText = "步骤“生成文书1”没有填写“文书模板”" })).ToBeVisibleAsync(Patiently);
        await Expect(designer.Messages.Filter(new() { HasText = "步骤“案件办结1”没有填写“处理结果”" })).ToBeVisibleAsync();
        await Expect(designer.Messages.Filter(new() { HasText = "步骤“工作日计时1”属于“计时”类步骤，请在“落实的义务”中至少选择一项" })).ToBeVisibleAsync();
        await watch.ShouldBeCleanAsync();

        // when: every kind of field is filled in
        await designer.SelectAsync("人工审批1");
        await designer.FillAsync("办理说明", "请核对材料\n逐项填写");
        await designer.FillAsync("期限", "7");
        await designer.ChooseAsync("期限单位", "月");
        await designer.TickAsync("法规未定期限");
        await designer.AddAsync("办理结果", "补正");
        await designer.WriteAsync("期限细则", """{"rollsOver":false}""");
        await watch.ShouldBeCleanAsync();
        await designer.SelectAsync("工作日计时1");
        await designer.TickAsync("BJ-7 ");
        await designer.SelectAsync("生成文书1");
        await designer.ChooseAsync("文书模板（必填）", await TemplateAsync(drawings));
        await designer.TickAsync("BJ-6 ");
        await designer.SelectAsync("案件办结1");
        await designer.FillAsync("处理结果（必填）", "已处理");
        await designer.SelectAsync("运行脚本1");
        await designer.WriteAsync("脚本", "1 + 1");
        await designer.PublishAsync();

        // then it is published, and everything is where it was put
        await Expect(designer.Messages.Filter(new() { HasText = "流程已发布" })).ToBeVisibleAsync(Patiently);
        var published = await drawings.ReadAsync(id, "Published");
        var task = Step(published, "PostInspection.ApprovalTask");
        Given(task, "instructions").ShouldBe("请核对材料\n逐项填写");
        Given(task, "limitValue").ShouldBe("7");
        Given(task, "limitUnit").ShouldBe("Month");
        Given(task, "limitIsDefault").ShouldBe("True");
        Given(task, "limitTerms").ShouldBe("""{"rollsOver":false}""");
        JsonNode.Parse(Given(task, "outcomes"))!.AsArray().Select(outcome => outcome!.GetValue<string>()).ShouldBe(["同意", "退回", "补正"]);
        Given(task, "bureau").ShouldBe("getInput('case').handlingBureau", "a new step comes with what is usual for it");
        Step(published, "PostInspection.WorkingDayTimer")["customProperties"]!["obligations"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("BJ-7");
        Given(Step(published, "Elsa.RunJavaScript"), "script").ShouldBe("1 + 1");
        published["root"]!["connections"]!.AsArray().Count.ShouldBe(7);
        await watch.ShouldBeCleanAsync();
    }

    private static async Task<string> TemplateAsync(Drawings drawings)
    {
        var toolbox = await drawings.AskAsync(HttpMethod.Get, "/elsa/api/descriptors/activities");
        var document = toolbox["items"]!.AsArray().First(step => step!["typeName"]!.GetValue<string>() == "PostInspection.GenerateDocument")!;
        return document["inputs"]!.AsArray().First(input => input!["name"]!.GetValue<string>() == "Template")!
            ["uiSpecifications"]!["dropdown"]!["selectList"]!["items"]!.AsArray().Select(item => item!["text"]!.GetValue<string>()).Order(StringComparer.Ordinal).First();
    }

    private static JsonNode Step(JsonNode definition, string type) =>
        definition["root"]!["activities"]!.AsArray().Single(step => step!["type"]!.GetValue<string>() == type)!;

    private static string Given(JsonNode step, string input) => step[input]!["expression"]!["value"]!.GetValue<string>();
}
