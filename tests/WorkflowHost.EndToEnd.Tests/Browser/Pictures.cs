using Microsoft.Playwright;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>The pictures of the documentation, taken while tests run: only when <c>WORKFLOWHOST_PICTURES</c> names a folder for them.</summary>
internal static class Pictures
{
#pragma warning disable RS0030 // A switch of whoever runs the tests, not configuration of the product.
    public static readonly string? Folder = Environment.GetEnvironmentVariable("WORKFLOWHOST_PICTURES");
#pragma warning restore RS0030

    /// <summary>Takes what a tab shows of Studio, once what slides and fades there is over.</summary>
    /// <param name="page">The tab.</param>
    /// <param name="name">The file's, without its extension.</param>
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Folder is null)
        {
            return;
        }

        if (await page.Locator(".x6-node").CountAsync() > 0)
        {
            await new Designer(page).RestsAsync();
        }

        await page.WaitForTimeoutAsync(1000);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"studio-{name}.png") });
    }
}
