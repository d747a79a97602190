using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;

namespace WorkflowHost.EndToEnd.Tests.Browser;

/// <summary>Listens to a tab that shows Studio: what leaves the host, what its policy forbids, what fails, what is said in English.</summary>
internal sealed partial class StudioWatch
{
    private const string BreachMark = "breach of policy: ";

    /// <summary>Visible texts without a Chinese character, outside of what people write and of code.</summary>
    private const string ForeignTexts = """
        () => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = new Set();
          while (texts.nextNode()) {
            const { data, parentElement } = texts.currentNode;
            if (/[A-Za-z]{3}/.test(data) && !/[一-鿿]/.test(data) && parentElement.checkVisibility()
              && !parentElement.closest('script, style, noscript, code, pre, .monaco-editor')) { found.add(data.trim()); }
          }
          return [...found];
        }
        """;

    private readonly IPage page;
    private readonly ConcurrentQueue<string> outside = [];
    private readonly ConcurrentQueue<string> breaches = [];
    private readonly ConcurrentQueue<string> errors = [];
    private readonly ConcurrentQueue<string> answers = [];
    private readonly ConcurrentQueue<string> tokens = [];

    private StudioWatch(IPage page) => this.page = page;

    /// <summary>The tokens that calls of the interface were made with, each once, in order.</summary>
    public IReadOnlyList<string> Tokens => [.. tokens.Distinct(StringComparer.Ordinal)];

    public static async Task<StudioWatch> OnAsync(IPage page, Uri host)
    {
        var watch = new StudioWatch(page);
        await page.AddInitScriptAsync(
            $"addEventListener('securitypolicyviolation', (e) => console.error('{BreachMark}' + e.violatedDirective + ' ' + e.blockedURI), true);");
        page.Request += (_, request) => watch.Note(request, host);
        page.Response += (_, response) => _ = watch.KeepAsync(response);
        page.PageError += (_, error) => watch.errors.Enqueue(error);
        page.Console += (_, line) => watch.Note(line);
        return watch;
    }

    /// <summary>Nothing of all this happened on the screens that were shown, and nothing English stands on the present one.</summary>
    public async Task ShouldBeCleanAsync()
    {
        outside.ShouldBeEmpty();
        breaches.ShouldBeEmpty();
        errors.ShouldBeEmpty();
        var data = string.Join('\n', answers);
        (await page.EvaluateAsync<string[]>("() => studioWords.missing()"))
            .Where(text => !ChinesePattern().IsMatch(text) && !data.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty("texts without a translation");
        (await page.EvaluateAsync<string[]>(ForeignTexts))
            .Where(text => !data.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty($"English on {page.Url}");
    }

    private void Note(IRequest request, Uri host)
    {
        if (new Uri(request.Url) is { Scheme: "http" or "https" } address && address.Authority != host.Authority)
        {
            outside.Enqueue(request.Url);
        }

        if (request.Url.Contains("/elsa/api/", StringComparison.Ordinal) && request.Headers.TryGetValue("authorization", out var token))
        {
            tokens.Enqueue(token);
        }
    }

    private void Note(IConsoleMessage line)
    {
        if (line.Text.StartsWith(BreachMark, StringComparison.Ordinal))
        {
            breaches.Enqueue(line.Text[BreachMark.Length..]);
        }
        else if (line.Type == "error" && line.Text.Contains("crit:", StringComparison.Ordinal))
        {
            errors.Enqueue(line.Text);
        }
    }

    private async Task KeepAsync(IResponse response)
    {
        if (!response.Url.Contains("/elsa/api/", StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            answers.Enqueue(EscapePattern().Replace(
                await response.TextAsync(), escape => ((char)Convert.ToInt32(escape.Groups["code"].Value, 16)).ToString()));
        }
        catch (PlaywrightException)
        {
            // The tab went on before the answer was read.
        }
    }

    [GeneratedRegex("[一-鿿]", RegexOptions.NonBacktracking)]
    private static partial Regex ChinesePattern();

    [GeneratedRegex(@"\\u(?<code>[0-9a-fA-F]{4})", RegexOptions.NonBacktracking)]
    private static partial Regex EscapePattern();
}
