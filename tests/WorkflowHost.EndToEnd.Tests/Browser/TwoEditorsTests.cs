using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>Two administrators at one procedure in Elsa Studio.</summary>
[Collection(StudioHost.Name)]
public sealed class TwoEditorsTests(StudioHost host)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    [Fact]
    public async Task The_second_editor_is_refused_by_name_takes_over_and_the_first_is_refused()
    {
        // given
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var drawn = await drawings.PublishedAsync("两个人画的流程", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]);
        var id = drawn["definitionId"]!.GetValue<string>();
        await using var first = await host.Chromium.PersonAsync(host.Address);
        await using var second = await host.Chromium.PersonAsync(host.Address);
        var mine = await OpenAsync(first, "sj.guanli", id);
        await first.Page.RunAndWaitForResponseAsync(() => mine.FillAsync("说明", "我的说明"), IsSave);
        var theirs = await OpenAsync(second, "cqsj.guanli", id);

        // when another changes what somebody works on
        await theirs.FillAsync("说明", "另一人的说明");

        // then the second is told who works on it
        await Expect(theirs.Messages.Filter(new() { HasText = "正在编辑这个流程" })).ToBeVisibleAsync(Patiently);
        await Expect(second.Page.Locator("#studio-told")).ToContainTextAsync("正在编辑这个流程");
        await Pictures.TakeAsync(second.Page, "two");
        (await drawings.ReadAsync(id))["description"]!.GetValue<string>().ShouldBe("我的说明");

        // when the second takes over on the procedure's page
        await second.Page.GotoAsync($"/definitions/{id}");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "接手编辑" }).ClickAsync();
        await second.Page.Locator("[data-confirm-yes]:visible").ClickAsync();
        await Expect(second.Page.GetByText("您正在编辑本流程")).ToBeVisibleAsync();
        await theirs.OpenAsync(id);
        await theirs.DrawnAsync();
        await second.Page.RunAndWaitForResponseAsync(() => theirs.FillAsync("说明", "另一人的说明"), IsSave);

        // then the first can't overwrite it
        await mine.FillAsync("说明", "我的第二次说明");
        await Expect(mine.Messages.Filter(new() { HasText = "您的改动没有保存" })).ToBeVisibleAsync(Patiently);
        await Expect(first.Page.Locator("#studio-told")).ToContainTextAsync("您的改动没有保存");
        await Expect(second.Page.Locator("#studio-told")).ToBeHiddenAsync();
        (await drawings.ReadAsync(id))["description"]!.GetValue<string>().ShouldBe("另一人的说明");
    }

    [Fact]
    public async Task Of_two_windows_of_one_person_the_older_one_is_refused_until_it_is_reloaded()
    {
        // given
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var drawn = await drawings.PublishedAsync("两个窗口的流程", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]);
        var id = drawn["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var older = await OpenAsync(person, "sj.guanli", id);
        var tab = await person.SecondTabAsync();
        var newer = new Designer(tab);
        await newer.DrawnAsync();

        // when both are drawn in
        await tab.RunAndWaitForResponseAsync(() => newer.FillAsync("说明", "后一个窗口"), IsSave);
        await older.FillAsync("说明", "前一个窗口");

        // then the first is told, and the second one's work stays
        await Expect(older.Messages.Filter(new() { HasText = "您在另一个窗口改动过这个流程" })).ToBeVisibleAsync(Patiently);
        (await drawings.ReadAsync(id))["description"]!.GetValue<string>().ShouldBe("后一个窗口");
    }

    private static async Task<Designer> OpenAsync(Person person, string login, string id)
    {
        await person.LogInAsync(login);
        await person.Page.WaitForURLAsync("**/");
        var designer = new Designer(person.Page);
        await designer.OpenAsync(id);
        await designer.DrawnAsync();
        return designer;
    }

    private static bool IsSave(IResponse answer) =>
        answer.Request.Method == "POST" && answer.Url.EndsWith(Drawings.Root, StringComparison.Ordinal) && answer.Status == 200;
}
