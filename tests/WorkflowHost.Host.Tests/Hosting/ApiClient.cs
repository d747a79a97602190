using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace WorkflowHost.Host.Tests.Hosting;

/// <summary>Speaks to the API as a foreign program does.</summary>
public sealed class ApiClient(HttpClient http)
{
    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<Answer> PostAsync(string path, JsonNode? body) => PostTextAsync(path, body?.ToJsonString() ?? "null");

    public async Task<Answer> PostTextAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await SendAsync(HttpMethod.Post, path, content);
    }

    public async Task<Answer> PutAsync(string path, JsonNode body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await SendAsync(HttpMethod.Put, path, content);
    }

    public Task<Answer> UploadAsync(string path, MultipartFormDataContent content) => SendAsync(HttpMethod.Post, path, content);

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.ExpectContinue = content is MultipartFormDataContent;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            response.Headers.Location,
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))
        {
            Headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
        };
    }
}

/// <summary>What the host answered.</summary>
public sealed record Answer(HttpStatusCode Status, string ContentType, Uri? Location, byte[] Bytes)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes).ShouldNotBeNull();

    public IEnumerable<JsonNode> Items => Json["items"]!.AsArray().Select(item => item!);

    public IReadOnlyList<string> ProblemCodes => Problems("code");

    public IReadOnlyList<string> ProblemPaths => Problems("path");

    /// <summary>A refusal with this status whose every word for people is Chinese; gives its detail.</summary>
    public string ShouldBeRefusedWith(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        ContentType.ShouldBe("application/problem+json");
        Json["status"]!.GetValue<int>().ShouldBe((int)status);
        ShouldBeChinese(Json["title"]!.GetValue<string>());
        var detail = Json["detail"]!.GetValue<string>();
        ShouldBeChinese(detail);
        return detail;
    }

    /// <summary>A refusal as Studio shows it: its texts, each Chinese.</summary>
    public IReadOnlyList<string> ShouldBeShownByStudio()
    {
        ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        List<string> shown = [.. Json["errors"]!.AsObject().SelectMany(entry => entry.Value!.AsArray()).Select(text => text!.GetValue<string>())];
        shown.ShouldNotBeEmpty();
        shown.ForEach(ShouldBeChinese);
        return shown;
    }

    private static void ShouldBeChinese(string text) => text.ShouldContain(letter => letter >= '一' && letter <= '鿿');

    private IReadOnlyList<string> Problems(string member) =>
        [.. Json["problems"]!.AsArray().Select(problem => problem![member]!.GetValue<string>())];
}
