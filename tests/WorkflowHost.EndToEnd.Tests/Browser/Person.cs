using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkflowHost.EndToEnd.Tests.Processes;
using Xunit;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>What a person does in the portal, in the portal's own words.</summary>
/// <param name="context">The person's browser.</param>
/// <param name="page">Its first tab.</param>
/// <param name="leave">Hands the browser back.</param>
internal sealed partial class Person(IBrowserContext context, IPage page, Func<Task> leave) : IAsyncDisposable
{
    /// <summary>The first tab.</summary>
    public IPage Page => page;

    public Task LogInAsync(string login, string password = HostProcess.Password) => LogInAsync(page, login, password);

    /// <summary>The same in another tab.</summary>
    public static async Task LogInAsync(IPage tab, string login, string password = HostProcess.Password)
    {
        await tab.GotoAsync("/login");
        await tab.GetByLabel("用户名", new() { Exact = true }).FillAsync(login);
        await tab.GetByLabel("密码", new() { Exact = true }).FillAsync(password);
        await tab.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
    }

    /// <summary>Logs in and goes to Studio.</summary>
    public async Task OpenStudioAsync(string login, string path = "/studio/")
    {
        await LogInAsync(login);
        await page.WaitForURLAsync("**/");
        await page.GotoAsync(path);
    }

    public async Task LogOutAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await page.WaitForURLAsync("**/login**");
    }

    /// <summary>Opens a task from the list, once it is there: a document before it may still be in the making.</summary>
    public async Task OpenTaskAsync(string title)
    {
        var link = page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true });
        for (var look = 0; look < 240; look++)
        {
            await page.GotoAsync("/tasks");
            if (await link.CountAsync() > 0)
            {
                break;
            }

            await page.WaitForTimeoutAsync(250);
        }

        await link.First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }).WaitForAsync();
    }

    /// <summary>Presses an outcome's button, and says yes when asked back.</summary>
    public static async Task ConcludeAsync(IPage tab, string outcome)
    {
        await tab.Locator($"button[name=outcome][value='{outcome}']").ClickAsync();
        var yes = tab.Locator("[data-confirm-yes]:visible");
        if (await yes.CountAsync() > 0)
        {
            await yes.ClickAsync();
        }

        await tab.WaitForLoadStateAsync(LoadState.Load);
    }

    /// <summary>A second tab of the same browser at the same page.</summary>
    public async Task<IPage> SecondTabAsync()
    {
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(page.Url);
        return tab;
    }

    /// <summary>Leaves what the person saw last with the test, which shows it when it has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var tab in context.Pages)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{tab.Url}\n{await SeenAsync(tab)}\n");
        }

        await leave();
    }

    private static async Task<string> SeenAsync(IPage tab)
    {
        try
        {
            return Lines().Replace(await tab.Locator("body").First.InnerTextAsync(new() { Timeout = 5_000 }), "\n");
        }
        catch (Exception error) when (error is PlaywrightException or TimeoutException)
        {
            return error.Message;
        }
    }

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Lines();
}
