using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using WorkflowHost.EndToEnd.Tests.Crashes;
using WorkflowHost.EndToEnd.Tests.Processes;
using WorkflowHost.Testing.Messages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>The first days of a case as two officers and a supervisor see them, in a real browser against a real process.</summary>
public sealed partial class PortalTests : IAsyncLifetime
{
    private static readonly WireClock Time = new();
    private readonly HostProcess host = new(Time, new Dictionary<string, string>());
    private Chromium chromium = default!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host.Begin();
        await host.ReadyAsync(Stop);
        using var officers = new Officers(host.Address, Time);
        await officers.ReportAsync(1, Stop);
        chromium = await Chromium.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Two_bureaus_hand_a_case_over_with_a_missing_field_named_and_the_supervisor_sees_who_is_next()
    {
        // given
        await using var person = await chromium.PersonAsync(host.Address);
        var page = person.Page;

        // when
        await person.LogInAsync("sj.jingban");
        await person.OpenTaskAsync("汇总整理并转交");
        await Person.ConcludeAsync(page, "转交");
        await Expect(page.Locator("body")).ToContainTextAsync("“汇总整理并转交”已办理：转交。");
        await person.LogOutAsync();
        await person.LogInAsync("hd.jingban");
        await person.OpenTaskAsync("接收报告和文书材料");
        var frame = await page.Locator("iframe[name=document-frame]").GetAttributeAsync("src");
        var document = await page.APIRequest.GetAsync(new Uri(host.Address, frame!.Split('#')[0]).ToString());

        // and the second one leaves a field out
        await page.GetByLabel("收到日期").FillAsync("");
        await page.Locator("#field-opinion").FillAsync("材料齐全");
        await Person.ConcludeAsync(page, "接收");

        // then the field is named, and what was typed stays
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“收到日期”不能为空");
        await Expect(page.Locator("#field-opinion")).ToHaveValueAsync("材料齐全");

        // when it is filled in
        await page.GetByLabel("收到日期").FillAsync(await page.GetByLabel("收到日期").GetAttributeAsync("max") ?? "");
        await Person.ConcludeAsync(page, "接收");

        // then
        await Expect(page.Locator("body")).ToContainTextAsync("“接收报告和文书材料”已办理：接收。");
        document.Status.ShouldBe(200);
        document.Headers["content-type"].ShouldBe("application/pdf");
        await person.OpenTaskAsync("拟制责令整改通知书");
        await page.Locator(".page-case a").ClickAsync();
        await Expect(page.Locator(".waits")).ToContainTextAsync("由 北京市海淀区市场监督管理局");
        await Expect(page.Locator(".waits .explanation").Filter(new() { HasText = "次日起算5个工作日" })).ToHaveCountAsync(2);
        await person.LogOutAsync();
        await person.LogInAsync("sj.jiandu");
        await page.GotoAsync("/monitor");
        var row = page.Locator("table.list tbody tr").First;
        await Expect(row).ToContainTextAsync("认定严重质量问题等 3 项");
        await Expect(row).ToContainTextAsync("北京市海淀区市场监督管理局");
        await Expect(row.Locator(".due-day")).Not.ToBeEmptyAsync();
        await Expect(row.Locator(".light")).ToHaveTextAsync(LightWord());
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_a_second_tab_that_comes_too_late_is_told_who_did_it()
    {
        // given
        await using var person = await chromium.PersonAsync(host.Address);

        // when the password is wrong, then it is told, and the login name is kept
        await person.LogInAsync("sj.jingban", "wrong-password");
        await Expect(person.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("用户名或密码不正确");
        await Expect(person.Page.GetByLabel("用户名", new() { Exact = true })).ToHaveValueAsync("sj.jingban");

        // when two tabs show a task and both conclude it
        await person.LogInAsync("sj.jingban");
        await person.OpenTaskAsync("汇总整理并转交");
        var late = await person.SecondTabAsync();
        await Person.ConcludeAsync(person.Page, "转交");
        await Person.ConcludeAsync(late, "转交");

        // then
        await Expect(late.GetByRole(AriaRole.Alert)).ToContainTextAsync("已由方㛃");
        await person.Page.GotoAsync("/tasks/done");
        await Expect(person.Page.Locator("table.list tbody tr")).ToHaveCountAsync(1);
    }

    [GeneratedRegex("超期|临期|正常", RegexOptions.None, 1000)]
    private static partial Regex LightWord();
}
