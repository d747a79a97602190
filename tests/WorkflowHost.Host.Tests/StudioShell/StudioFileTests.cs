using System.Net;
using System.Net.Http.Headers;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.StudioShell;

public sealed class StudioFileTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Start = "/studio/_framework/blazor.webassembly.js";
    private const string Fingerprinted = "/studio/_framework/Polly.dxil77l9kc.wasm";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip, deflate, br;q=0.5", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task A_file_is_sent_as_the_browser_unpacks_it(string accepted, string? encoding)
    {
        using var answer = await AskAsync(HttpMethod.Get, Start, accepted);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding]);
        answer.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData(Fingerprinted, "application/wasm")]
    [InlineData("/studio/_framework/icudt.oh1zvcfom8.dat", "application/octet-stream")]
    public async Task A_file_whose_name_changes_with_its_content_is_kept_for_a_year(string path, string type)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, "br");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        answer.Headers.CacheControl.Extensions.ShouldContain(extension => extension.Name == "immutable");
    }

    [Theory]
    [InlineData(Start)]
    [InlineData("/studio/_framework/dotnet.js")]
    [InlineData("/studio/_content/MudBlazor/MudBlazor.min.css")]
    public async Task A_file_whose_name_stays_is_asked_for_again_and_not_sent_again(string path)
    {
        // given
        using var first = await AskAsync(HttpMethod.Get, path, "br");
        first.Headers.CacheControl!.NoCache.ShouldBeTrue();

        // when
        using var again = await AskAsync(HttpMethod.Get, path, "br", first.Headers.ETag);
        using var otherwise = await AskAsync(HttpMethod.Get, path, "gzip", first.Headers.ETag);

        // then
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        otherwise.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_that_is_asked_for_with_its_hash_is_kept_for_a_year_and_with_another_one_is_asked_for_again()
    {
        // given
        using var plain = await AskAsync(HttpMethod.Get, Start, "");
        var hash = plain.Headers.ETag!.Tag.Trim('"');

        // when
        using var its = await AskAsync(HttpMethod.Get, $"{Start}?v={hash}", "br");
        using var another = await AskAsync(HttpMethod.Get, $"{Start}?v={new string('0', hash.Length)}", "br");

        // then
        its.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        its.Headers.CacheControl.Extensions.ShouldContain(extension => extension.Name == "immutable");
        another.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task A_question_for_the_head_gets_the_head()
    {
        using var answer = await AskAsync(HttpMethod.Head, Fingerprinted, "br");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(1000);
        answer.Headers.ETag.ShouldNotBeNull();
        (await answer.Content.ReadAsByteArrayAsync(Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/studio/nothing.js")]
    [InlineData("/studio/index.html")]
    [InlineData("/studio/package.json")]
    [InlineData("/studio/_framework/dotnet.js.br")]
    [InlineData("/studio/_content/MudBlazor/MudBlazor.min.js.map")]
    [InlineData("/studio/%2e%2e/%2e%2e/package.json")]
    [InlineData("/studio/..%2f..%2f.restored")]
    [InlineData("/studio/..%5c..%5cpackage.json")]
    [InlineData("/studio//etc/resolv.conf")]
    public async Task What_the_package_does_not_need_or_does_not_hold_is_not_there(string path)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, "");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string accepted, EntityTagHeaderValue? known = null)
    {
        using var browser = host.Browser();
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await browser.SendAsync(request, Stop);
    }
}
