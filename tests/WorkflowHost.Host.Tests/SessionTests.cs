using System.Net;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class SessionTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string Session = "/api/v1/session";

    [Fact]
    public async Task The_right_password_gives_a_token_that_lets_in()
    {
        var officer = await host.AsAsync("sj.jingban");

        (await officer.GetAsync("/api/v1/cases")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_shown()
    {
        (await host.Anonymous().GetAsync("/api/v1/cases")).ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
        (await host.Anonymous().PostTextAsync("/api/v1/cases", "{}")).ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_as_a_wrong_password_is()
    {
        var wrong = await host.Anonymous().PostAsync(Session, RunningHost.Credentials("sj.shenpi", "falsch-2026"));
        var unknown = await host.Anonymous().PostAsync(Session, RunningHost.Credentials("niemand", "falsch-2026"));

        wrong.ShouldBeRefusedWith(HttpStatusCode.Unauthorized).ShouldBe("用户名或密码不正确。");
        unknown.ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
        Told(unknown).ShouldBe(Told(wrong));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_against_the_right_one()
    {
        for (var time = 0; time < 5; time++)
        {
            var wrong = await host.Anonymous().PostAsync(Session, RunningHost.Credentials("cy.shenhe", "falsch-2026"));
            wrong.ShouldBeRefusedWith(HttpStatusCode.Unauthorized).ShouldBe("用户名或密码不正确。");
        }

        var right = await host.Anonymous().PostAsync(Session, RunningHost.Credentials("cy.shenhe", RunningHost.Password));

        right.ShouldBeRefusedWith(HttpStatusCode.Unauthorized).ShouldBe("密码连续错误，账号已锁定，请 15 分钟后再试。");
    }

    [Fact]
    public async Task A_right_password_forgets_the_wrong_ones_before_it()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var time = 0; time < 3; time++)
            {
                await host.Anonymous().PostAsync(Session, RunningHost.Credentials("cy.shenpi", "falsch-2026"));
            }

            var right = await host.Anonymous().PostAsync(Session, RunningHost.Credentials("cy.shenpi", RunningHost.Password));
            right.Status.ShouldBe(HttpStatusCode.OK, right.Text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"login\": \"\\ud800\" }")]
    [InlineData("{ \"login\": \"a\", \"login\": \"b\" }")]
    public async Task What_is_no_credentials_is_refused_in_Chinese(string body)
    {
        (await host.Anonymous().PostTextAsync(Session, body)).ShouldBeRefusedWith(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("GET", "/api/v1/session", "POST")]
    [InlineData("DELETE", "/api/v1/cases", "POST, GET")]
    [InlineData("POST", "/api/v1/cases/some/history", "GET")]
    [InlineData("PUT", "/api/v1/tasks/some/complete/", "POST")]
    public async Task A_method_that_an_address_does_not_take_is_refused_in_Chinese(string method, string path, string allowed)
    {
        using var browser = host.Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(allowed.Split(", "), ignoreOrder: true);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_content_type_that_an_address_does_not_take_is_refused_in_Chinese()
    {
        var officer = await host.AsAsync("sj.jingban");
        using var form = new MultipartFormDataContent { { new StringContent("{}"), "report" } };

        (await officer.UploadAsync("/api/v1/cases", form)).ShouldBeRefusedWith(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("cases")]
    [InlineData("tasks")]
    [InlineData("instances")]
    [InlineData("messages")]
    public async Task A_page_that_was_never_given_out_is_refused_in_Chinese(string list)
    {
        var supervisor = await host.AsAsync("sj.jiandu");

        var refused = await supervisor.GetAsync($"/api/v1/{list}?after=garbage");

        refused.ShouldBeRefusedWith(HttpStatusCode.BadRequest).ShouldContain("after");
        refused.ProblemPaths.ShouldBe(["after"]);
        (await supervisor.GetAsync($"/api/v1/{list}?after=")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_passwords_at_once_count_as_many()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            host.Anonymous().PostAsync(Session, RunningHost.Credentials("hd.shenpi", "falsch-2026"))));

        var right = await host.Anonymous().PostAsync(Session, RunningHost.Credentials("hd.shenpi", RunningHost.Password));

        right.ShouldBeRefusedWith(HttpStatusCode.Unauthorized).ShouldContain("已锁定");
    }

    [Fact]
    public async Task An_address_that_the_interface_does_not_have_is_refused_in_Chinese()
    {
        (await host.Anonymous().GetAsync("/api/v1/nothing/here")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
    }

    private static (string Title, string Detail, string Problems) Told(Answer answer) =>
        (answer.Json["title"]!.ToString(), answer.Json["detail"]!.ToString(), answer.Json["problems"]!.ToJsonString());
}
