using System.Diagnostics;
using Microsoft.Playwright;
using Shouldly;
using WorkflowHost.EndToEnd.Tests.Browser;

namespace WorkflowHost.EndToEnd.Tests.Stories;

/// <summary>
/// The pictures of <c>docs/stories.md</c>, taken while a story is played: only when <c>WORKFLOWHOST_PICTURES</c> names a folder for them.
/// All documents of the cases come there too, each as its PDF and its pages.
/// </summary>
/// <param name="city">The beginning of the files' names.</param>
/// <param name="task">Title of the task that is pictured, filled in.</param>
/// <param name="limit">Title of the wait whose limit is pictured.</param>
/// <param name="document">Title of the document that is pictured.</param>
internal sealed class StoryPictures(string city, string task, string limit, string document)
{
    private static readonly string? Folder = Pictures.Folder;

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public Task ImportedAsync(IPage page) => TakeAsync(page, "import");

    public Task FiledAsync(IPage page) => TakeAsync(page, "case");

    public Task ClosedAsync(IPage page) => TakeAsync(page, "closure");

    public async Task TaskAsync(IPage page, string title)
    {
        if (title == task)
        {
            await TakeAsync(page, "task");
        }
    }

    /// <summary>The limit of a wait that a case's page shows, on its own page; then the case's page again.</summary>
    public async Task LimitAsync(IPage page)
    {
        var link = page.Locator(".wait", new() { HasText = limit }).Locator("a[href^='/limits/']");
        if (Folder is null || taken.Contains("limit") || await link.CountAsync() == 0)
        {
            return;
        }

        await link.First.ClickAsync();
        await page.WaitForURLAsync("**/limits/*");
        await TakeAsync(page, "limit");
        await page.GoBackAsync();
    }

    /// <summary>The city's procedure as its administrator reads it in Studio.</summary>
    public async Task ProcedureAsync(Staff staff, string administrator)
    {
        if (Folder is null)
        {
            return;
        }

        var page = (await staff.OpenAsync(administrator, $"/studio/workflows/definitions/{city}-unqualified-result/edit")).Page;
        var designer = new Designer(page);
        await designer.ReadyAsync();
        await designer.DrawnAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "只看图" }).ClickAsync();
        await designer.DrawnAsync();
        await TakeAsync(page, "procedure");
    }

    public async Task DocumentAsync(string title, string number, byte[] pdf, CancellationToken cancellationToken)
    {
        if (Folder is null)
        {
            return;
        }

        var papers = Directory.CreateDirectory(Path.Combine(Folder, "documents", city)).FullName;
        var file = Path.Combine(papers, $"{taken.Count:00} {title} {number}.pdf");
        await File.WriteAllBytesAsync(file, pdf, cancellationToken);
        await DrawAsync(["-r", "70", "-png", file, Path.ChangeExtension(file, null)], cancellationToken);
        if (title == document)
        {
            await DrawAsync(["-r", "80", "-png", "-f", "1", "-singlefile", file, Path.Combine(Folder, $"{city}-document")], cancellationToken);
        }

        taken.Add(file);
    }

    private static async Task DrawAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var drawing = Process.Start(new ProcessStartInfo("pdftoppm", arguments) { UseShellExecute = false })!;
        await drawing.WaitForExitAsync(cancellationToken);
        drawing.ExitCode.ShouldBe(0);
    }

    private async Task TakeAsync(IPage page, string what)
    {
        if (Folder is not null && taken.Add(what))
        {
            // A document in the page is drawn by the browser's viewer, which tells nobody when it is done.
            await page.WaitForTimeoutAsync(2500);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{city}-{what}.png") });
        }
    }
}
