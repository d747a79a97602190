using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>Studio's dialogs with the keyboard.</summary>
[Collection(StudioHost.Name)]
public sealed class StudioDialogTests(StudioHost host)
{
    [Fact]
    public async Task Dialogs_begin_where_nothing_is_lost_and_end_with_escape()
    {
        // given
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        await drawings.DrawnAsync("不删的流程", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]);
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var page = person.Page;
        await person.OpenStudioAsync("sj.guanli");
        var row = page.Locator("#studio tbody tr").Filter(new() { HasText = "不删的流程" });

        // when
        await row.GetByRole(AriaRole.Button, new() { Name = "更多操作" }).ClickAsync(new() { Timeout = 60_000 });
        await page.Locator(".mud-menu-item").Filter(new() { HasText = "删除" }).ClickAsync();

        // then
        var dialog = page.Locator(".mud-dialog");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "取消" })).ToBeFocusedAsync();

        // when
        await page.Keyboard.PressAsync("Escape");

        // then
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(row).ToBeVisibleAsync();

        // when
        await page.GetByRole(AriaRole.Button, new() { Name = "新建流程" }).ClickAsync();

        // then
        await Expect(dialog.Locator("input").First).ToBeFocusedAsync();
    }
}
