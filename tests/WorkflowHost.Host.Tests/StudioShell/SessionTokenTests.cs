using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.StudioShell;

public sealed class SessionTokenTests(RunningHost host) : IClassFixture<RunningHost>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sj.guanli")]
    [InlineData("sj.jiandu")]
    public async Task A_session_gives_a_token_of_minutes_that_opens_the_interface(string login)
    {
        // given
        using var browser = await LoggedInAsync(login);

        // when
        using var answer = await AskAsync(browser);
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;

        // then
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        token["expiresIn"]!.GetValue<int>().ShouldBe(20 * 60);
        using var program = host.Browser();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token["accessToken"]!.GetValue<string>());
        (await new ApiClient(program).GetAsync("/api/v1/instances")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_officers_session_gives_no_token()
    {
        using var browser = await LoggedInAsync("sj.jingban");

        using var answer = await AskAsync(browser);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nobodys_session_gives_no_token()
    {
        using var browser = host.Browser();

        using var answer = await AskAsync(browser);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_page_of_another_site_gets_no_token()
    {
        using var browser = await LoggedInAsync("sj.guanli");

        using var answer = await AskAsync(browser, proven: false);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_does_not_buy_the_next_one() =>
        (await (await host.AsAsync("sj.guanli")).PostAsync("/api/v1/session/token", null)).ShouldBeRefusedWith(HttpStatusCode.Forbidden);

    [Fact]
    public async Task After_logging_out_the_session_gives_no_token()
    {
        // given
        using var browser = await LoggedInAsync("sj.guanli");
        using var visitor = new PortalVisitor(browser);
        await visitor.OpenAsync("/");
        await visitor.SubmitAsync("/logout");

        // when
        using var answer = await AskAsync(browser);

        // then
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient browser, bool proven = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/session/token", UriKind.Relative));
        if (proven)
        {
            request.Headers.Add("X-Requested-With", "studio");
        }

        return await browser.SendAsync(request, Stop);
    }

    private async Task<HttpClient> LoggedInAsync(string login)
    {
        var browser = host.Browser();
        await new PortalVisitor(browser).LogInAsync(login);
        return browser;
    }
}
