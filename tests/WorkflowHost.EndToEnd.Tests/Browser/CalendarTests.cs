using Microsoft.Playwright;
using WorkflowHost.EndToEnd.Tests.Processes;
using WorkflowHost.Testing.Messages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>An administrator brings in a year's notice, and an officer reckons with it: without a mouse.</summary>
public sealed class CalendarTests : IAsyncLifetime
{
    private const string Reckoning = "/time-limits?start=2027-01-20&value=15&unit=WorkingDay&startEvent=送达";

    /// <summary>Imagined: the State Council has not spoken yet.</summary>
    private const string Notice =
        """
        一、元旦：1月1日（周五）至3日（周日）放假，共3天。
        二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
        三、清明节：4月3日（周六）至5日（周一）放假，共3天。
        四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
        五、端午节：6月9日（周三）放假，共1天。
        六、中秋节：9月15日（周三）放假，共1天。
        七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
        """;

    private readonly HostProcess host = new(new WireClock(), new Dictionary<string, string>());
    private Chromium chromium = default!;

    public async ValueTask InitializeAsync()
    {
        host.Begin();
        await host.ReadyAsync(TestContext.Current.CancellationToken);
        chromium = await Chromium.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_notice_is_pasted_looked_at_and_confirmed_with_the_keyboard_and_limits_are_certain_then()
    {
        // given a limit into a year whose notice is not out
        await using var person = await chromium.PersonAsync(host.Address);
        var page = person.Page;
        await page.GotoAsync("/login");
        await page.GetByLabel("用户名", new() { Exact = true }).FocusAsync();
        await TypeAsync(page, "sj.guanli", "Tab");
        await TypeAsync(page, HostProcess.Password, "Enter");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync(Reckoning);
        await Expect(page.Locator(".limit-answer")).ToContainTextAsync("2027-02-12");
        await Expect(page.Locator(".limit-answer")).ToContainTextAsync("暂定");

        // when nothing is pasted
        await page.GotoAsync("/calendars/import");
        await page.Locator("#field-number").FocusAsync();
        await TypeAsync(page, "国办发明电〔2026〕99号", "Tab");
        await TypeAsync(page, "设想的通知", "Tab");
        await page.Locator("#field-date").FillAsync("2026-11-25");
        await page.Keyboard.PressAsync("Control+Enter");

        // then it is said, and what was typed stays
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.Locator("#field-number")).ToHaveValueAsync("国办发明电〔2026〕99号");

        // when it is pasted and looked at
        await page.Locator("#field-text").FocusAsync();
        await TypeAsync(page, Notice, "Control+Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "确认并重算期限" })).ToBeVisibleAsync();

        // then nothing has changed yet
        var other = await person.SecondTabAsync();
        await other.GotoAsync(Reckoning);
        await Expect(other.Locator(".limit-answer")).ToContainTextAsync("暂定");

        // when it is confirmed
        await page.BringToFrontAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("[data-confirm-yes]:visible").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/calendars/changes/**");

        // then
        await Expect(page.Locator("main")).ToContainTextAsync("国办发明电〔2026〕99号");
        await page.GotoAsync(Reckoning);
        await Expect(page.Locator(".limit-answer")).ToContainTextAsync("2027-02-16");
        await Expect(page.Locator(".limit-answer")).ToContainTextAsync("已确定");
    }

    private static async Task TypeAsync(IPage page, string text, string key)
    {
        await page.Keyboard.InsertTextAsync(text);
        await page.Keyboard.PressAsync(key);
    }
}
