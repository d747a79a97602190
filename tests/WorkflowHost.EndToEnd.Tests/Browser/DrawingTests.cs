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
        await designer.SelectAsync("发送短信1");
        await designer.ConnectAsync("发送短信1", "Done", "案件办结1");
        await designer.ConnectAsync("案件办结1", "Done", "运行脚本1");

        // then each kind has an icon of its own
        var icons = await page.Locator(".x6-node .activity-icon svg").EvaluateAllAsync<string[]>("icons => icons.map((icon) => icon.innerHTML)");
        icons.ShouldBeUnique();
        icons.Length.ShouldBe(7);

        // when it is published as it is
        await designer.PublishAsync();

        // then it is refused, each problem with the step that has it
        await Expect(designer.Messages.Filter(new() { HasText = "步骤“生成文书1”没有填写“文书模板”" })).ToBeVisibleAsync(Patiently);
        await Expect(designer.Messages.Filter(new() { HasText = "步骤“案件办结1”没有填写“处理结果”" })).ToBeVisibleAsync();
        await Expect(page.Locator("#studio-told")).ToContainTextAsync("草稿已经保存，但没有发布，有 5 个问题");
        await Expect(page.Locator("#studio-told")).ToContainTextAsync("步骤“工作日计时1”属于“计时”类步骤，请在“落实的义务”中至少选择一项");
        await Pictures.TakeAsync(page, "refused");
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

        // and some is left when it is published again, then that alone is listed
        await designer.PublishAsync();
        await Expect(page.Locator("#studio-told")).Not.ToContainTextAsync("步骤“工作日计时1”属于", new() { Timeout = 60_000 });
        await Expect(page.Locator("#studio-told")).ToContainTextAsync("草稿已经保存，但没有发布，有 4 个问题");
        await Expect(page.Locator("#studio-told")).ToContainTextAsync("步骤“案件办结1”没有填写“处理结果”");

        // when the rest is filled in
        await designer.SelectAsync("生成文书1");
        await designer.ChooseAsync("文书模板（必填）", await TemplateAsync(drawings));
        await designer.TickAsync("BJ-6 ");
        await designer.SelectAsync("发送短信1");
        await designer.FillAsync("内容（必填）", "请来领取文书");
        await designer.SelectAsync("案件办结1");
        await designer.FillAsync("处理结果（必填）", "已处理");
        await designer.SelectAsync("运行脚本1");
        await designer.WriteAsync("脚本", "1 + 1");
        await designer.PublishAsync();

        // then it is published, what was wrong is no longer listed, and everything is where it was put
        await Expect(designer.Messages.Filter(new() { HasText = "流程已发布" })).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator("#studio-told")).ToBeHiddenAsync();
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

    [Fact]
    public async Task What_is_inside_of_a_step_is_opened_changed_and_left_again()
    {
        // given a limit with a step inside
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var inside = new JsonObject
        {
            ["id"] = "Flowchart2",
            ["name"] = "Flowchart2",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray(Drawings.Step("inner", "Elsa.WriteLine", "里面的步骤", 0, 0, ("text", Drawings.Literal("甲")))),
        };
        var id = (await drawings.DrawnAsync("限时的流程", [], [Drawings.Step("limit", "PostInspection.LimitedScope", "限时做完", 0, 0, ("body", inside))]))["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();

        // when it is opened, and the step inside gets other words
        await designer.Step("限时做完").Locator(".embedded-port").First.ClickAsync();
        await Expect(designer.Step("里面的步骤")).ToBeVisibleAsync(Patiently);
        await watch.ShouldBeCleanAsync();
        await designer.DrawnAsync();
        await designer.SelectAsync("里面的步骤");
        await page.RunAndWaitForResponseAsync(
            () => designer.FillAsync("文字", "乙"),
            answer => answer.Request.Method == "POST" && answer.Url.EndsWith(Drawings.Root, StringComparison.Ordinal) && answer.Status == 200);

        // then it has them, and the way leads back
        var saved = (await drawings.ReadAsync(id))["root"]!["activities"]![0]!["body"]!["activities"]!.AsArray().ShouldHaveSingleItem()!;
        Given(saved, "text").ShouldBe("乙");
        await page.Locator(".mud-breadcrumbs").GetByText("整个流程").ClickAsync();
        await Expect(designer.Step("限时做完")).ToBeVisibleAsync(Patiently);
        await watch.ShouldBeCleanAsync();
    }

    [Fact]
    public async Task A_shipped_procedure_is_changed_and_published_from_the_login_page_on()
    {
        // given
        const string id = "shanghai-interview";
        using var drawings = new Drawings(host.LineOf("shsj.guanli"));
        var before = await drawings.ReadAsync(id, "Published");
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);

        // when somebody logs in, finds it, and writes other words for a step
        await person.LogInAsync("shsj.guanli");
        await page.GetByRole(AriaRole.Link, new() { Name = "流程设计" }).ClickAsync();
        await page.Locator("#studio tbody tr").Filter(new() { HasText = "上海：行政约谈" }).ClickAsync(new() { Timeout = 60_000 });
        await page.WaitForURLAsync($"**/{id}/edit");
        await designer.DrawnAsync();
        await watch.ShouldBeCleanAsync();
        await designer.SelectAsync("安排约谈");
        await designer.FillAsync("办理说明", "安排时间、地点，通知企业法定代表人到场。");
        await watch.ShouldBeCleanAsync();
        await designer.PublishAsync();

        // then the next version is published, and nothing else in it has changed
        await Expect(designer.Messages.Filter(new() { HasText = "流程已发布" })).ToBeVisibleAsync(Patiently);
        var published = await drawings.ReadAsync(id, "Published");
        published["version"]!.GetValue<int>().ShouldBe(before["version"]!.GetValue<int>() + 1);
        Given(StepOf(published), "instructions").ShouldBe("安排时间、地点，通知企业法定代表人到场。");
        StepOf(published)["instructions"] = StepOf(before)["instructions"]!.DeepClone();
        Essence.Of(published).ShouldBe(Essence.Of(before));
        await watch.ShouldBeCleanAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "返回平台" }).ClickAsync();
        await page.WaitForURLAsync("**/");

        static JsonNode StepOf(JsonNode definition) => definition["root"]!["activities"]!.AsArray().Single(step => step!["id"]!.GetValue<string>() == "arrange")!;
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
