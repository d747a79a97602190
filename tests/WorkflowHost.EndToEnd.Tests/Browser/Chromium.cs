using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>The installed Chromium, without a window and without a call to anybody.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly ConcurrentBag<IBrowserContext> left = [];

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        return new Chromium(driver, await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--no-first-run",
            ],
        }));
    }

    /// <summary>
    /// A person at a browser of their own: nobody else's cookies, storage and tabs. What somebody who has left had downloaded is there still,
    /// as on any computer that is used every day.
    /// </summary>
    /// <param name="address">The host's.</param>
    /// <param name="isNew">Whether nothing may have been downloaded yet.</param>
    public async Task<Person> PersonAsync(Uri address, bool isNew = false)
    {
        if (isNew || !left.TryTake(out var context))
        {
            context = await OpenAsync(address);
        }

        return new Person(context, await context.NewPageAsync(), () => LeaveAsync(context, address));
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private async Task<IBrowserContext> OpenAsync(Uri address)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = "zh-CN",
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(30_000);
        return context;
    }

    private async Task LeaveAsync(IBrowserContext context, Uri address)
    {
        foreach (var tab in context.Pages.ToArray())
        {
            await tab.CloseAsync();
        }

        await context.ClearCookiesAsync();
        var empty = await context.NewPageAsync();
        var session = await context.NewCDPSessionAsync(empty);
        await session.SendAsync("Storage.clearDataForOrigin", new Dictionary<string, object>
        {
            ["origin"] = address.GetLeftPart(UriPartial.Authority),
            ["storageTypes"] = "cookies,local_storage,indexeddb,service_workers,cache_storage",
        });
        await empty.CloseAsync();
        left.Add(context);
    }
}
