using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;
using static WorkflowHost.EndToEnd.Tests.Browser.StudioScreens;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>Elsa Studio in its page, as administrators and supervisors meet it, in a real browser against a real process.</summary>
[Collection(StudioHost.Name)]
public sealed class StudioTests(StudioHost host, ITestOutputHelper output)
{
    private const string Editor = "/studio/workflows/definitions/beijing-unqualified-result/edit";

    [Fact]
    public async Task An_administrator_goes_through_all_screens_in_Chinese_and_nothing_leaves_the_host()
    {
        // given
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var page = person.Page;
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.LogInAsync("sj.guanli");

        // when, then: the list, from the portal's menu
        await page.GetByRole(AriaRole.Link, new() { Name = "流程设计" }).ClickAsync();
        await Expect(Row(page)).ToBeVisibleAsync(Patiently);
        await Expect(page).ToHaveTitleAsync(TitleOf("流程定义"));
        await watch.ShouldBeCleanAsync();
        await Pictures.TakeAsync(page, "list");

        // the editor, and again after F5
        await Row(page).ClickAsync();
        await ShouldShowTheDrawingAsync(page);
        await Pictures.TakeAsync(page, "editor");
        await page.ReloadAsync();
        await ShouldShowTheDrawingAsync(page);
        new Uri(page.Url).AbsolutePath.ShouldBe(Editor);
        await Expect(page).ToHaveTitleAsync(TitleOf($"{Procedure} - 流程设计"));
        await watch.ShouldBeCleanAsync();

        // a step, with its tabs
        await SelectAStepAsync(page);
        foreach (var tab in new[] { "输入", "输出", "常规", "变量", "输入与输出", "版本记录" })
        {
            await page.Locator(".mud-tab").GetByText(tab, new() { Exact = true }).First.ClickAsync();
            await watch.ShouldBeCleanAsync();
        }

        await page.Locator(".mud-tab").GetByText("输入", new() { Exact = true }).First.ClickAsync();
        await Pictures.TakeAsync(page, "step");

        // running instances, and one of them, with the portal's page of it
        await page.GetByRole(AriaRole.Link, new() { Name = "运行实例" }).ClickAsync();
        await Expect(Row(page).First).ToBeVisibleAsync(Patiently);
        await watch.ShouldBeCleanAsync();
        await Row(page).First.ClickAsync();
        await ShouldShowTheDrawingAsync(page);
        await watch.ShouldBeCleanAsync();
        await Pictures.TakeAsync(page, "instance");
        var instance = new Uri(page.Url).Segments[^2].TrimEnd('/');
        var portal = await page.Context.RunAndWaitForPageAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "本实例的办理与终止" }).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] }));
        await portal.WaitForURLAsync($"**/monitor/{instance}");
        await Expect(portal.Locator(".page-head")).ToContainTextAsync(Procedure);
        await Expect(portal.GetByRole(AriaRole.Heading, new() { Name = "终止" })).ToBeVisibleAsync();
        await portal.CloseAsync();

        // and back
        await page.GoBackAsync();
        await Expect(Row(page).First).ToBeVisibleAsync(Patiently);
        await page.GetByRole(AriaRole.Link, new() { Name = "返回平台" }).ClickAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/");
    }

    [Fact]
    public async Task A_drawing_is_shown_alone_from_procedure_to_procedure_and_after_a_reload_until_its_panels_are_wanted()
    {
        // given
        const string other = "beijing-handling";
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        await person.OpenStudioAsync("sj.guanli", Editor);
        await designer.DrawnAsync();
        var alone = page.GetByRole(AriaRole.Button, new() { Name = "只看图" });
        await ShouldHavePanelsAsync(page);
        var width = await WidthAsync(page);

        // when
        await alone.ClickAsync();

        // then the drawing has the screen to itself
        await ShouldBeAloneAsync(page);
        (await WidthAsync(page)).ShouldBeGreaterThan(width + 300);
        await designer.DrawnAsync();
        await Pictures.TakeAsync(page, "alone");

        // and in another procedure, and when the page is loaded again
        await page.GetByRole(AriaRole.Link, new() { Name = "流程定义" }).ClickAsync();
        await Expect(Row(page)).ToBeVisibleAsync(Patiently);
        await Expect(alone).ToBeHiddenAsync();
        await page.Locator("#studio tbody tr").Filter(new() { HasText = "北京：不合格产品后处理" }).ClickAsync();
        await page.WaitForURLAsync($"**/{other}/edit");
        await ShouldShowTheDrawingAsync(page);
        await ShouldBeAloneAsync(page);
        await page.ReloadAsync();
        await ShouldShowTheDrawingAsync(page);
        await ShouldBeAloneAsync(page);

        // and one that is too large for any screen opens at its beginning
        await designer.DrawnAsync();
        await Expect(designer.Step("承办局已接收")).ToBeInViewportAsync();

        // when the panels are wanted again, then they are there
        await alone.ClickAsync();
        await ShouldHavePanelsAsync(page);

        // and the way to the procedure's page in the portal is above them
        await page.GetByRole(AriaRole.Link, new() { Name = "本流程的版本与提示" }).ClickAsync();
        await page.WaitForURLAsync($"**/definitions/{other}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("不合格产品后处理");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "发布提示" })).ToBeVisibleAsync();

        async Task ShouldBeAloneAsync(IPage tab)
        {
            await Expect(alone).ToHaveAttributeAsync("aria-pressed", "true");
            foreach (var panel in Panels(tab))
            {
                await Expect(panel).ToBeAttachedAsync();
                await Expect(panel).ToBeHiddenAsync();
            }

            await Expect(tab.Locator("elsa-workflow-definition-editor .x6-graph")).ToBeVisibleAsync();
        }

        async Task ShouldHavePanelsAsync(IPage tab)
        {
            await Expect(alone).ToHaveAttributeAsync("aria-pressed", "false");
            foreach (var panel in Panels(tab))
            {
                await Expect(panel).ToBeVisibleAsync(Patiently);
            }
        }

        static ILocator[] Panels(IPage tab) => [.. new[] { "步骤", "输入", "属性" }
            .Select(name => tab.Locator("elsa-workflow-definition-editor .mud-tab").GetByText(name, new() { Exact = true }).First)];

        static Task<double> WidthAsync(IPage tab) => tab.Locator("elsa-workflow-definition-editor .x6-graph")
            .EvaluateAsync<double>("graph => graph.getBoundingClientRect().width");
    }

    [Fact]
    public async Task A_supervisor_looks_and_does_not_change()
    {
        // given
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var page = person.Page;
        var watch = await StudioWatch.OnAsync(page, host.Address);

        // when
        await person.OpenStudioAsync("sj.jiandu");

        // then
        await Expect(Row(page)).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator(".topbar")).ToContainTextAsync("只能查看");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "新建流程" })).Not.ToBeEnabledAsync();
        await Expect(page.GetByText("批量操作")).ToBeHiddenAsync();
        await Row(page).GetByRole(AriaRole.Button, new() { Name = "更多操作" }).ClickAsync();
        await Expect(page.Locator(".mud-menu-item").Filter(new() { HasText = "查看" })).ToBeVisibleAsync();
        foreach (var command in new[] { "运行", "复制为新流程", "终止" })
        {
            await Expect(page.Locator(".mud-menu-item").Filter(new() { HasText = command })).ToBeHiddenAsync();
        }

        await page.GotoAsync(Editor);
        await ShouldShowTheDrawingAsync(page);
        await Expect(page.GetByText("自动保存")).ToHaveCountAsync(0);
        await Expect(page.GetByText("当前为只读，不能修改。")).ToBeVisibleAsync();
        await Expect(new Designer(page).RunButton).ToBeAttachedAsync();
        await Expect(new Designer(page).RunButton).ToBeHiddenAsync();
        await Expect(page.GetByText(new Regex(@"^第 \d+ 版$", RegexOptions.None, TimeSpan.FromSeconds(1)))).ToBeVisibleAsync();
        await watch.ShouldBeCleanAsync();
        await Pictures.TakeAsync(page, "supervisor");

        // when
        await page.GetByRole(AriaRole.Link, new() { Name = "运行实例" }).ClickAsync();
        var rows = page.Locator("elsa-workflow-instance-list tbody tr");
        await rows.First.Locator("button").Last.ClickAsync(new() { Timeout = 60_000 });

        // then
        await Expect(page.Locator(".mud-menu-item").Filter(new() { HasText = "查看" })).ToBeVisibleAsync();
        await Expect(page.Locator(".mud-menu-item").Filter(new() { HasText = "终止" })).ToBeHiddenAsync();
        await Expect(page.GetByText("批量操作")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_procedure_that_is_not_there_is_said_to_be_missing()
    {
        await using var person = await host.Chromium.PersonAsync(host.Address);

        await person.OpenStudioAsync("sj.guanli", "/studio/workflows/definitions/no-such-procedure/edit");

        await Expect(person.Page.Locator("#studio-notice")).ToContainTextAsync("没有找到这个流程", new() { Timeout = 60_000 });
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "返回流程定义" }).ClickAsync();
        await Expect(Row(person.Page)).ToBeVisibleAsync(Patiently);
    }

    [Fact]
    public async Task The_list_opens_cold_and_warm_in_times_that_are_told()
    {
        // given
        await using var person = await host.Chromium.PersonAsync(host.Address, isNew: true);
        var page = person.Page;
        await person.LogInAsync("sj.guanli");
        long bytes = 0;
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        session.Event("Network.loadingFinished").OnEvent += (_, sent) =>
            Interlocked.Add(ref bytes, (long)sent!.Value.GetProperty("encodedDataLength").GetDouble());

        foreach (var temperature in new[] { "cold", "warm" })
        {
            // when
            Interlocked.Exchange(ref bytes, 0);
            var since = StudioHost.Time.GetTimestamp();
            await page.GotoAsync("/studio/workflows/definitions");
            await Expect(Row(page)).ToBeVisibleAsync(Patiently);

            // then: a busy machine must not fail this; it tells
            output.WriteLine($"{temperature}: {StudioHost.Time.GetElapsedTime(since).TotalSeconds:0.0} s, {Interlocked.Read(ref bytes) / 1048576.0:0.0} MiB");
        }

        Interlocked.Read(ref bytes).ShouldBeLessThan(1024 * 1024, "what was loaded once is not loaded again");
    }

    private static Task ShouldShowTheDrawingAsync(IPage page) =>
        Expect(page.Locator(".x6-node .activity-label").First).ToBeVisibleAsync(Patiently);

    /// <summary>Clicks a step that lies in the visible part of the drawing.</summary>
    private static async Task SelectAStepAsync(IPage page)
    {
        await new Designer(page).DrawnAsync();
        var point = await page.EvaluateAsync<float[]>("""
            () => [...document.querySelectorAll('.x6-node')].map((node) => node.getBoundingClientRect())
              .map((box) => [box.x + box.width / 2, box.y + box.height / 2])
              .find(([x, y]) => document.elementFromPoint(x, y)?.closest('.x6-node'))
            """);
        await page.Mouse.ClickAsync(point[0], point[1]);
    }

    private static string TitleOf(string screen) => screen + " - 产品质量监督抽查后处理流程平台";
}
