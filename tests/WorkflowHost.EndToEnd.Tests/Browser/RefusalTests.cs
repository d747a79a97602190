using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>What the host refuses in Elsa Studio is said in words, wherever it was asked for, and nothing says that it was done.</summary>
[Collection(StudioHost.Name)]
public sealed class RefusalTests(StudioHost host)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task Each_command_of_the_list_that_is_refused_is_told_and_none_looks_done()
    {
        // given a draft that can't be published or run, a procedure that somebody else works on, and one that may be published
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        using var others = new Drawings(host.LineOf("cqsj.guanli"));
        await drawings.DrawnAsync("拒绝：空流程", [], []);
        await drawings.DrawnAsync("拒绝：可发布", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]);
        var taken = await drawings.PublishedAsync("拒绝：别人在改", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]);
        var takenId = taken["definitionId"]!.GetValue<string>();
        await others.DescribeAsync(takenId, "别人的说明");
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync("/studio/workflows/definitions?pageSize=50&search=" + Uri.EscapeDataString("拒绝："));
        await Expect(RowOf(page, "拒绝：空流程")).ToBeVisibleAsync(Patiently);

        // when, then: one by one
        await InRowAsync(page, designer, "拒绝：空流程", "发布");
        await ToldAsync(page, "空的流程图");
        await InRowAsync(page, designer, "拒绝：空流程", "运行");
        await ToldAsync(page, "空的流程图");
        await Expect(designer.Messages.Filter(new() { HasText = "流程不能启动" })).ToBeVisibleAsync(Patiently);
        await InRowAsync(page, designer, "拒绝：别人在改", "发布");
        await ToldAsync(page, "正在编辑这个流程", "，没有发布。");
        await InRowAsync(page, designer, "拒绝：别人在改", "撤回");
        await ToldAsync(page, "正在编辑这个流程", "，没有撤回。");
        await InRowAsync(page, designer, "拒绝：别人在改", "删除");
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await ToldAsync(page, "正在编辑这个流程");

        // a file over somebody else's draft
        var file = await drawings.AskAsync(HttpMethod.Get, $"{Drawings.Root}/{takenId}/export?versionOptions=Published");
        await page.Locator("#workflow-file-upload-button-wrapper input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "procedure.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(file.ToJsonString()) });
        await ToldAsync(page, "文件没有导入");

        // one that is no file of a procedure
        await page.Locator("#workflow-file-upload-button-wrapper input[type=file]").Last.SetInputFilesAsync(
            new FilePayload { Name = "断了.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes("{\"name\": \"断") });
        await Expect(designer.Messages.Filter(new() { HasText = "“断了.json”不是完整的流程文件" })).ToBeVisibleAsync(Patiently);

        // and several at once: what may be done is
        foreach (var name in new[] { "拒绝：空流程", "拒绝：可发布" })
        {
            await RowOf(page, name).Locator("input[type=checkbox]").CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "批量操作" }).ClickAsync();
        await designer.EntryAsync("发布");
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await ToldAsync(page, "已发布 1 个流程，另有 1 个没有发布。", "“拒绝：空流程”没有发布：");
        await Expect(designer.Messages.Filter(new() { HasText = "已发布 1 个流程" })).ToBeVisibleAsync(Patiently);

        // nothing looked done, and all is as it was
        foreach (var done in new[] { "流程已发布", "流程已经是发布状态", "流程已撤回", "流程已启动" })
        {
            await Expect(designer.Messages.Filter(new() { HasText = done, Visible = true })).ToHaveCountAsync(0);
        }

        (await drawings.ReadAsync(takenId, "Published"))["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        await watch.ShouldBeCleanAsync();
    }

    [Fact]
    public async Task More_problems_than_fit_are_all_in_a_list_that_can_be_read_to_its_end_and_closed()
    {
        // given steps that lack everything
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var titles = Enumerable.Range(1, 8).Select(n => $"缺内容的文书{n}").ToList();
        var id = (await drawings.DrawnAsync(
            "许多问题的流程", [], [.. titles.Select((title, at) => Drawings.Step($"d{at}", "PostInspection.GenerateDocument", title, at % 4 * 240, at / 4 * 120))]))["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();

        // when
        await designer.PublishAsync();

        // then each is there, as many as are said, and the last one can be read
        var told = page.Locator("#studio-told");
        await Expect(told).ToBeVisibleAsync(Patiently);
        var lines = (await told.Locator("span").InnerTextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBeGreaterThan(13);
        lines[0].ShouldContain($"有 {lines.Length - 1} 个问题");
        lines.ShouldNotContain(line => line.Contains("另有", StringComparison.Ordinal));
        foreach (var title in titles)
        {
            lines.ShouldContain(line => line.Contains($"步骤“{title}”没有填写“文书模板”", StringComparison.Ordinal));
        }

        await told.EvaluateAsync("list => list.scrollTo(0, list.scrollHeight)");
        (await told.EvaluateAsync<bool>("list => list.scrollHeight > list.clientHeight && list.getBoundingClientRect().bottom <= innerHeight && list.scrollTop + list.clientHeight >= list.scrollHeight - 1")).ShouldBeTrue();

        // and the drawing beside it can be worked on while it stays, until it is closed
        await designer.SelectAsync(titles[0]);
        await Expect(told).ToBeVisibleAsync();
        await told.GetByRole(AriaRole.Button, new() { Name = "关闭提示" }).ClickAsync();
        await Expect(told).ToBeHiddenAsync();
        await watch.ShouldBeCleanAsync();
    }

    [Fact]
    public async Task Each_command_of_the_editor_that_is_refused_is_told()
    {
        // given a procedure with two versions that is used by another, and that somebody else begins to work on while it is open
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        using var others = new Drawings(host.LineOf("cqsj.guanli"));
        var first = await drawings.PublishedAsync("拒绝中的流程", new JsonObject { ["usableAsActivity"] = true }, [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]);
        var id = first["definitionId"]!.GetValue<string>();
        await drawings.DescribeAsync(id, "第二版");
        await drawings.AskAsync(HttpMethod.Post, $"{Drawings.Root}/{id}/publish", []);
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();
        await others.DescribeAsync(id, "别人的说明");
        await designer.ChooseInMenuAsync("撤回");
        await ToldAsync(page, "正在编辑这个流程");
        await designer.TabAsync("版本记录");
        var versions = page.Locator(".mud-table-outlined tbody tr");
        await Expect(versions).ToHaveCountAsync(3, new() { Timeout = 30_000 });

        // when, then
        await versions.Last.Locator("button").ClickAsync();
        await designer.EntryAsync("以此版本新建草稿");
        await ToldAsync(page, "正在编辑这个流程");
        await designer.DrawnAsync();
        await versions.Last.Locator("button").ClickAsync();
        await designer.EntryAsync("删除");
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await ToldAsync(page, "正在编辑这个流程");
        await Expect(versions).ToHaveCountAsync(3);
        await Expect(designer.Messages.Filter(new() { HasText = "流程已撤回", Visible = true })).ToHaveCountAsync(0);
        await Expect(designer.Messages.Filter(new() { HasText = "ValidationErrors", Visible = true })).ToHaveCountAsync(0);
        (await drawings.ReadAsync(id, "Published"))["version"]!.GetValue<int>().ShouldBe(2);

        // and when the procedure is gone
        await others.DeleteAsync(id);
        await versions.Last.Locator("button").ClickAsync();
        await designer.EntryAsync("以此版本新建草稿");
        await ToldAsync(page, "流程版本不存在");
        await watch.ShouldBeCleanAsync();
    }

    private static ILocator RowOf(IPage page, string name) => page.Locator("elsa-workflow-definition-list tbody tr").Filter(new() { HasText = name });

    private static async Task InRowAsync(IPage page, Designer designer, string name, string entry)
    {
        await RowOf(page, name).Locator(".mud-menu button").ClickAsync();
        await designer.EntryAsync(entry);
    }

    /// <summary>It is said above the page; Studio itself neither fails nor says more. Closes what was said.</summary>
    private static async Task ToldAsync(IPage page, params string[] texts)
    {
        foreach (var text in texts)
        {
            await Expect(page.Locator("#studio-told")).ToContainTextAsync(text, new() { Timeout = 60_000 });
        }

        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "关闭提示" }).First.ClickAsync();
        await Expect(page.Locator("#studio-told")).ToBeHiddenAsync();
    }
}
