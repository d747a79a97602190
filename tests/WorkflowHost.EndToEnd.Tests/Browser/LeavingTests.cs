using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>What happens to the last change of a person who leaves at once, and to what may not be ended.</summary>
[Collection(StudioHost.Name)]
public sealed class LeavingTests(StudioHost host)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task Who_leaves_before_the_last_change_is_saved_is_asked_and_it_is_saved_within_the_page()
    {
        // given
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var id = (await drawings.PublishedAsync("匆忙离开的流程", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]))["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var questions = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            questions.Add(dialog.Type);
            _ = dialog.DismissAsync();
        };
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();
        await designer.Field("说明").Locator("textarea, input:not([type=hidden])").First.ClickAsync();

        // when the page is left right after a change
        await page.RunAndWaitForResponseAsync(
            async () =>
            {
                await designer.FillAsync("说明", "匆忙的说明");
                await page.EvaluateAsync("() => { setTimeout(() => location.reload()); }");
            },
            IsSave);

        // then the browser asks, and who stays has it saved
        questions.ShouldBe(["beforeunload"]);
        (await drawings.ReadAsync(id))["description"]!.GetValue<string>().ShouldBe("匆忙的说明");

        // when another screen is opened right after a change, once Studio has taken in the last answer, then it is saved before
        await page.WaitForTimeoutAsync(1500);
        await page.RunAndWaitForResponseAsync(
            async () =>
            {
                await designer.FillAsync("说明", "更匆忙的说明");
                await page.GetByRole(AriaRole.Link, new() { Name = "流程定义" }).ClickAsync();
            },
            IsSave);
        (await drawings.ReadAsync(id))["description"]!.GetValue<string>().ShouldBe("更匆忙的说明");
        await Expect(page.Locator("elsa-workflow-definition-list tbody tr").First).ToBeVisibleAsync(Patiently);

        // and where nothing is unsaved nobody is asked
        await page.ReloadAsync();
        questions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_goes_to_another_screen_with_changes_that_were_refused_is_asked_and_may_stay()
    {
        // given a procedure that somebody else begins to work on while it is open
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        using var others = new Drawings(host.LineOf("cqsj.guanli"));
        var id = (await drawings.PublishedAsync("改动没有保存的流程", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]))["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var questions = new List<string>();
        var stays = true;
        page.Dialog += (_, dialog) =>
        {
            questions.Add(dialog.Message);
            _ = stays ? dialog.DismissAsync() : dialog.AcceptAsync();
        };
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();
        await others.DescribeAsync(id, "别人的说明");
        await designer.FillAsync("说明", "没有保存的说明");
        await Expect(designer.Messages.Filter(new() { HasText = "您的改动没有保存" })).ToBeVisibleAsync(Patiently);
        var address = page.Url;

        // when another screen is opened and the person says no, by the menu and by the browser's way back
        var list = page.GetByRole(AriaRole.Link, new() { Name = "流程定义" });
        await list.ClickAsync();
        await AskedAsync(page, questions, 1);

        // then the drawing stays, with the address and what was written
        await Expect(page).ToHaveURLAsync(address);
        questions.ShouldBe(["本页有改动没有保存，离开后将丢失。确定离开吗？"]);
        await Expect(designer.Field("说明").Locator("textarea, input:not([type=hidden])").First).ToHaveValueAsync("没有保存的说明");
        await page.EvaluateAsync("() => history.back()");
        await AskedAsync(page, questions, 2);
        await Expect(page).ToHaveURLAsync(address);
        await Expect(designer.Step("起点")).ToBeVisibleAsync();

        // when the person says yes, then the other screen is shown
        stays = false;
        await list.ClickAsync();
        await Expect(page.Locator("elsa-workflow-definition-list tbody tr").First).ToBeVisibleAsync(Patiently);
        questions.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Who_could_not_publish_but_has_everything_saved_is_not_asked()
    {
        // given a draft that may not be published
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var id = (await drawings.DrawnAsync("不能发布的流程", [], [Drawings.Step("d", "PostInspection.GenerateDocument", "没有模板", 0, 0)]))["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var questions = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            questions.Add(dialog.Message);
            _ = dialog.AcceptAsync();
        };
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await designer.OpenAsync(id);
        await designer.DrawnAsync();

        // when it is refused, and the person loads the page anew, and goes on to the list
        await designer.PublishAsync();
        await Expect(designer.Messages.Filter(new() { HasText = "没有填写“文书模板”" })).ToBeVisibleAsync(Patiently);
        await page.WaitForTimeoutAsync(1500);
        await page.ReloadAsync();
        await designer.DrawnAsync();
        await designer.PublishAsync();
        await Expect(designer.Messages.Filter(new() { HasText = "没有填写“文书模板”" })).ToBeVisibleAsync(Patiently);
        await page.WaitForTimeoutAsync(1500);
        await page.GetByRole(AriaRole.Link, new() { Name = "流程定义" }).ClickAsync();

        // then nobody is asked
        await Expect(page.Locator("elsa-workflow-definition-list tbody tr").First).ToBeVisibleAsync(Patiently);
        questions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_end_an_instance_is_told_why_and_where()
    {
        // given
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync("/studio/workflows/instances");
        var row = page.Locator("elsa-workflow-instance-list tbody tr").Filter(new() { HasText = "北京：监督抽查不合格产品后处理" });

        // when
        await row.Locator(".mud-menu button").ClickAsync(new() { Timeout = 60_000 });
        await designer.EntryAsync("终止");
        await page.Locator(".mud-dialog-actions button").Last.ClickAsync();

        // then
        await Expect(page.Locator("#studio-told")).ToContainTextAsync("须写明原因才能终止", new() { Timeout = 60_000 });
        await Expect(row).ToContainTextAsync("等待中");
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await watch.ShouldBeCleanAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "关闭提示" }).ClickAsync();
        await Expect(page.Locator("#studio-told")).ToBeHiddenAsync();
    }

    private static async Task AskedAsync(IPage page, List<string> questions, int times)
    {
        for (var look = 0; look < 100 && questions.Count < times; look++)
        {
            await page.WaitForTimeoutAsync(100);
        }

        questions.Count.ShouldBe(times);
    }

    private static bool IsSave(IResponse answer) =>
        answer.Request.Method == "POST" && answer.Url.EndsWith(Drawings.Root, StringComparison.Ordinal) && answer.Status == 200;
}
