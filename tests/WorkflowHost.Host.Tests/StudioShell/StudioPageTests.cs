using System.Net;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests.StudioShell;

public sealed class StudioPageTests(RunningHost host) : IClassFixture<RunningHost>
{
    private const string DeepLink = "/studio/workflows/definitions/beijing-unqualified-result/edit";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_not_logged_in_logs_in_and_comes_back_to_the_same_screen()
    {
        using var browser = host.Browser();

        using var answer = await browser.GetAsync(new Uri(DeepLink, UriKind.Relative), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.PathAndQuery.ShouldBe("/login?returnUrl=" + Uri.EscapeDataString(DeepLink));
    }

    [Theory]
    [InlineData("sj.jingban")]
    [InlineData("hd.shenpi")]
    public async Task An_officer_is_told_that_it_is_not_for_officers_and_has_no_menu_entry(string login)
    {
        using var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync(login);
        visitor.Page.ShouldNotContain("/studio/");

        (await visitor.OpenAsync(DeepLink)).ShouldBe(HttpStatusCode.Forbidden);

        visitor.Page.ShouldContain("您没有权限查看此内容");
    }

    [Theory]
    [InlineData("sj.guanli", "程远", false)]
    [InlineData("sj.jiandu", "监督员", true)]
    [InlineData("hd.guanli", "海淀管理", true)]
    public async Task Administrators_and_supervisors_find_it_in_the_menu_and_see_who_they_are(string login, string who, bool readsOnly)
    {
        await host.AddToHaidianAsync();
        using var visitor = new PortalVisitor(host.Browser());
        await visitor.LogInAsync(login);
        visitor.Page.ShouldContain("<a href=\"/studio/\">流程设计</a>");

        (await visitor.OpenAsync("/studio/")).ShouldBe(HttpStatusCode.OK);

        visitor.Page.ShouldContain("<base href=\"/studio/\" />");
        visitor.Page.ShouldContain(who);
        visitor.Page.Contains("只能查看", StringComparison.Ordinal).ShouldBe(readsOnly);
        (await visitor.OpenAsync(DeepLink)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_runs_no_script_but_the_hosts_own_and_is_not_kept()
    {
        // given
        using var browser = host.Browser();
        using var visitor = new PortalVisitor(browser);
        await visitor.LogInAsync("sj.guanli");

        // when
        using var answer = await browser.GetAsync(new Uri(DeepLink, UriKind.Relative), Stop);

        // then
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().Split("; ");
        policy.ShouldContain("default-src 'none'");
        policy.Single(rule => rule.StartsWith("script-src ", StringComparison.Ordinal)).Split(' ').Skip(1)
            .ShouldAllBe(source => source == "'self'" || source == "'wasm-unsafe-eval'" || source.StartsWith("'sha256-", StringComparison.Ordinal));
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldNotContain("<style");
    }

    [Fact]
    public async Task The_address_without_its_slash_leads_to_the_one_with_it()
    {
        using var browser = host.Browser();
        using var visitor = new PortalVisitor(browser);
        await visitor.LogInAsync("sj.guanli");

        using var answer = await browser.GetAsync(new Uri("/studio", UriKind.Relative), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe("/studio/");
    }
}
