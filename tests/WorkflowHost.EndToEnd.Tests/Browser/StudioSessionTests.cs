using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;
using static WorkflowHost.EndToEnd.Tests.Browser.StudioScreens;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>How long Studio may speak for somebody: tokens are renewed, a logout elsewhere is heard, and nothing is lost by it.</summary>
[Collection(StudioHost.Name)]
public sealed class StudioSessionTests(StudioHost host)
{
    [Fact]
    public async Task A_token_is_renewed_before_it_ends()
    {
        // given
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var page = person.Page;
        var watch = await StudioWatch.OnAsync(page, host.Address);
        await person.OpenStudioAsync("sj.guanli");
        await Expect(Row(page)).ToBeVisibleAsync(Patiently);
        var before = watch.Tokens.Count;

        // when: a token of 15 s is renewed after 10
        await page.WaitForResponseAsync(answer => answer.Url.EndsWith("/api/v1/session/token", StringComparison.Ordinal));
        await page.WaitForResponseAsync(answer => answer.Url.EndsWith("/api/v1/session/token", StringComparison.Ordinal));
        var list = page.WaitForResponseAsync(answer => answer.Url.Contains("/elsa/api/workflow-instances", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Link, new() { Name = "运行实例" }).ClickAsync();

        // then
        (await list).Status.ShouldBe(200);
        watch.Tokens.Count.ShouldBeGreaterThan(before);
        await Expect(page.Locator("#studio-session")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_is_changed_after_logging_out_elsewhere_is_saved_after_logging_in_again()
    {
        // given
        using var drawings = new Drawings(host.LineOf("sj.guanli"));
        var drawn = await drawings.DrawnAsync("登出时改的流程", [], [Drawings.Step("s", "Elsa.Start", "起点", 0, 0)]);
        var id = drawn["definitionId"]!.GetValue<string>();
        await using var person = await host.Chromium.PersonAsync(host.Address);
        var (page, designer) = (person.Page, new Designer(person.Page));
        await person.OpenStudioAsync("sj.guanli", $"/studio/workflows/definitions/{id}/edit");
        await designer.DrawnAsync();
        var other = await person.SecondTabAsync();
        await other.GotoAsync("/");

        // when
        await other.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();

        // then it is told at once, and nothing more is sent
        await Expect(page.Locator("#studio-session")).ToContainTextAsync("登录已失效");
        (await page.Locator("#studio-session a").GetAttributeAsync("href")).ShouldBe($"/login?returnUrl=%2Fstudio%2Fworkflows%2Fdefinitions%2F{id}%2Fedit");
        await designer.FillAsync("说明", "登出之后写的");
        await Expect(designer.Messages.Filter(new() { HasText = "登录已失效，改动没有保存。" })).ToBeVisibleAsync(Patiently);

        // when
        var saved = page.WaitForResponseAsync(answer => answer.Url.EndsWith(Drawings.Root, StringComparison.Ordinal) && answer.Status == 200);
        await Person.LogInAsync(other, "sj.guanli");

        // then
        await saved;
        await Expect(page.Locator("#studio-session")).ToBeHiddenAsync();
        (await drawings.ReadAsync(id))["description"]!.GetValue<string>().ShouldBe("登出之后写的");
        await page.GetByRole(AriaRole.Link, new() { Name = "运行实例" }).ClickAsync();
        await Expect(Row(page).First).ToBeVisibleAsync(Patiently);
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
    }
}
