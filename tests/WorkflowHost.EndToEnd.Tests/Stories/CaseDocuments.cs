using System.Diagnostics;
using Microsoft.Playwright;
using Shouldly;

namespace WorkflowHost.EndToEnd.Tests.Stories;

/// <summary>A document as it was downloaded.</summary>
/// <param name="Title">As the case's page calls it.</param>
/// <param name="Number">Its number.</param>
/// <param name="Text">All of its text, without white space.</param>
internal sealed record CaseDocument(string Title, string Number, string Text);

/// <summary>Downloads the documents of a case and reads them as a person reads the paper.</summary>
internal static class CaseDocuments
{
    /// <summary>What a template leaves behind when it is given nothing.</summary>
    private static readonly string[] Slips = ["undefined", "null", "NaN", "[object", "{{", "}}", "getVariable", "getInput", "\uFFFD"];

    /// <summary>All documents that the case's page shows.</summary>
    public static async Task<IReadOnlyList<CaseDocument>> DownloadAsync(IPage page, StoryPictures pictures, CancellationToken cancellationToken)
    {
        var documents = new List<CaseDocument>();
        foreach (var tab in await page.Locator(".document-tabs a").AllAsync())
        {
            var number = (await tab.Locator("small").InnerTextAsync()).Trim();
            var title = (await tab.InnerTextAsync()).Replace(number, "", StringComparison.Ordinal).Trim();
            var address = new Uri(new Uri(page.Url), (await tab.GetAttributeAsync("href"))!.Split('#')[0]);
            var answer = await page.APIRequest.GetAsync(address.ToString());
            answer.Status.ShouldBe(200, title);
            var pdf = await answer.BodyAsync();
            await pictures.DocumentAsync(title, number, pdf, cancellationToken);
            documents.Add(new CaseDocument(title, number, await TextOfAsync(pdf, cancellationToken)));
        }

        return documents;
    }

    /// <summary>Every document has its title, its number and whom or what it is about, and no slip of its template.</summary>
    public static void ShouldBeWhole(this IReadOnlyList<CaseDocument> documents, string party, string product)
    {
        foreach (var (title, number, text) in documents)
        {
            text.ShouldContain(Squeezed(number), Case.Sensitive, title);
            (text.Contains(Squeezed(party), StringComparison.Ordinal) || text.Contains(Squeezed(product), StringComparison.Ordinal)).ShouldBeTrue($"{title}: {text}");
            Slips.Where(slip => text.Contains(slip, StringComparison.Ordinal)).ShouldBeEmpty($"{title}: {text}");
        }
    }

    private static async Task<string> TextOfAsync(byte[] pdf, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pdf");
        await File.WriteAllBytesAsync(file, pdf, cancellationToken);
        try
        {
            using var reader = Process.Start(new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", file, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var text = await reader.StandardOutput.ReadToEndAsync(cancellationToken);
            await reader.WaitForExitAsync(cancellationToken);
            reader.ExitCode.ShouldBe(0);
            return Squeezed(text);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Squeezed(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
