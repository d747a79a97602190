using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace WorkflowHost.Modules.Tests.Documents;

/// <summary>A finished document, read with poppler's tools.</summary>
public sealed class Pdf(byte[] bytes)
{
    public byte[] Bytes => bytes;

    /// <summary>All text without white space, so that line breaks do not matter.</summary>
    public async Task<string> TextAsync() => Squeeze(await RunAsync("pdftotext", "-raw", "-enc", "UTF-8", "-", "-"));

    /// <summary>The text page by page, without white space.</summary>
    public async Task<IReadOnlyList<string>> PagesAsync() =>
        [.. (await RunAsync("pdftotext", "-raw", "-enc", "UTF-8", "-", "-")).Split('\f').Select(Squeeze).Where(page => page.Length > 0)];

    public Task<string> FontsAsync() => RunAsync("pdffonts", "-");

    public async Task<IReadOnlyList<Word>> WordsAsync()
    {
        var page = XDocument.Parse(await RunAsync("pdftotext", "-bbox", "-enc", "UTF-8", "-", "-"));
        return page.Descendants().Where(element => element.Name.LocalName == "word").Select(element => new Word(
            element.Value, Number(element, "xMin"), Number(element, "xMax"))).ToList();
    }

    public static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\f'));

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private async Task<string> RunAsync(string tool, params string[] arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
        process.StandardInput.Close();
        var text = await output;
        await process.WaitForExitAsync(cancellationToken);
        process.ExitCode.ShouldBe(0, $"{tool} cannot read the PDF");
        return text;
    }

    /// <summary>A word and its horizontal extent in points.</summary>
    public sealed record Word(string Text, double Left, double Right);
}
