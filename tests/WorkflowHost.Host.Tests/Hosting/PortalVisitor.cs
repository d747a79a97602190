using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace WorkflowHost.Host.Tests.Hosting;

/// <summary>A person with a browser that runs no scripts: reads pages, fills in forms, follows the redirect after them.</summary>
public sealed partial class PortalVisitor(HttpClient browser) : IDisposable
{
    private string page = "";

    /// <summary>The page as a person reads it.</summary>
    public string Page => WebUtility.HtmlDecode(page);

    /// <summary>What the page says happened, each as step, what became of it, and who.</summary>
    public IReadOnlyList<string> Timeline =>
        [.. EntryPattern().Matches(Page).Select(entry => $"{entry.Groups["step"].Value} {entry.Groups["outcome"].Value} {entry.Groups["who"].Value}")];

    public async Task LogInAsync(string login)
    {
        await OpenAsync("/login");
        await SubmitAsync("/login", ("login", login), ("password", RunningHost.Password));
    }

    public async Task<HttpStatusCode> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Opens a page again and again until it says something.</summary>
    public async Task OpenUntilAsync(string path, string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RunningHost.Patience);
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            (await OpenAsync(path)).ShouldBe(HttpStatusCode.OK);
        }
        while (!Page.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>Sends the last form of the page, its hidden fields as they are, and reads the page that comes of it.</summary>
    public Task SubmitAsync(string path, params (string Name, string Value)[] filledIn) =>
        SubmitAsync(path, page[page.LastIndexOf("method=\"post\"", StringComparison.Ordinal)..], filledIn);

    /// <summary>Sends the first form whose name begins so.</summary>
    public Task SubmitFormAsync(string path, string name, params (string Name, string Value)[] filledIn) =>
        SubmitAsync(path, FormPattern().Matches(page).Select(form => form.Value).First(form => form.Contains($"value=\"{name}", StringComparison.Ordinal)), filledIn);

    /// <summary>Sends the last form of the page with a file in its field <c>file</c>.</summary>
    public Task UploadAsync(string path, string file) => UploadAsync(path, Encoding.UTF8.GetBytes(file));

    /// <summary>Sends a file as it is, with the hidden fields of the page's last form.</summary>
    public async Task UploadAsync(string path, byte[] file)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "reports.json" } };
        foreach (var input in HiddenPattern().Matches(page[page.LastIndexOf("method=\"post\"", StringComparison.Ordinal)..]).AsEnumerable())
        {
            content.Add(new StringContent(WebUtility.HtmlDecode(input.Groups["value"].Value)), input.Groups["name"].Value);
        }

        using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task SubmitAsync(string path, string form, (string Name, string Value)[] filledIn)
    {
        var hidden = HiddenPattern().Matches(form).Select(input => KeyValuePair.Create(input.Groups["name"].Value, WebUtility.HtmlDecode(input.Groups["value"].Value)));
        using var content = new FormUrlEncodedContent(hidden.Concat(filledIn.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther)
        {
            (await OpenAsync(new Uri(browser.BaseAddress!, answer.Headers.Location!).PathAndQuery)).ShouldBe(HttpStatusCode.OK);
        }
    }

    public void Dispose() => browser.Dispose();

    [GeneratedRegex("<strong>(?<step>[^<]*)</strong>\\s*<span class=\"tag[^>]*>(?<outcome>[^<]*)</span>\\s*<span class=\"timeline-who\">(?<who>[^<]*)</span>", RegexOptions.NonBacktracking)]
    private static partial Regex EntryPattern();

    [GeneratedRegex("<form[^>]*method=\"post\"[^>]*>.*?</form>", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex HiddenPattern();
}
