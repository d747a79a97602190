using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed partial class PortalTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Fact]
    public async Task Without_a_session_the_desk_leads_to_the_login()
    {
        using var browser = host.Browser();

        using var desk = await GetAsync(browser, "/");

        desk.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        desk.Headers.Location!.ToString().ShouldContain("/login");
    }

    [Fact]
    public async Task Login_by_form_opens_the_desk()
    {
        using var browser = host.Browser();

        using var login = await LogInAsync(browser, "sj.jingban", RunningHost.Password);
        using var desk = await GetAsync(browser, "/");

        login.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        desk.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await TextAsync(desk);
        page.ShouldContain("<h1>工作台</h1>");
        page.ShouldContain("方㛃");
    }

    [Fact]
    public async Task A_wrong_password_says_so_and_keeps_the_name()
    {
        using var browser = host.Browser();

        using var login = await LogInAsync(browser, "hd.shenhe", "falsch-2026");

        var page = await TextAsync(login);
        page.ShouldContain("用户名或密码不正确。");
        page.ShouldContain("value=\"hd.shenhe\"");
        page.ShouldNotContain("falsch-2026");
        using var desk = await GetAsync(browser, "/");
        desk.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_in_Chinese()
    {
        using var browser = host.Browser();
        using var form = Form(("_handler", "login"), ("login", "sj.jingban"), ("password", RunningHost.Password));

        using var refused = await browser.PostAsync(Relative("/login"), form, TestContext.Current.CancellationToken);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(refused)).ShouldContain("页面已过期");
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/nothing/here")]
    public async Task Pages_carry_strict_headers(string path)
    {
        using var browser = host.Browser();

        using var page = await GetAsync(browser, path);

        page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'; script-src 'self';");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("Cache-Control").ShouldHaveSingleItem().ShouldContain("no-store");
    }

    [Fact]
    public async Task An_unknown_page_is_not_found_in_Chinese()
    {
        using var browser = host.Browser();

        using var page = await GetAsync(browser, "/nothing/here");

        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TextAsync(page)).ShouldContain("没有找到这个页面");
    }

    [Theory]
    [InlineData("/cases")]
    [InlineData("/tasks")]
    [InlineData("/tasks/done")]
    [InlineData("/messages")]
    public async Task A_page_of_a_list_that_was_never_given_out_is_refused_in_Chinese(string list)
    {
        using var browser = host.Browser();
        using var login = await LogInAsync(browser, "sj.jingban", RunningHost.Password);

        using var refused = await GetAsync(browser, list + "?after=garbage");
        using var first = await GetAsync(browser, list);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(refused)).ShouldContain("没有这一页");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_supervisor_terminates_a_procedure_on_its_page_and_the_case_says_who_and_why()
    {
        var opened = await host.OpenCaseAsync("PO-TERMINATE");
        using var browser = host.Browser();
        using var login = await LogInAsync(browser, "sj.jiandu", RunningHost.Password);
        using var page = await GetAsync(browser, $"/monitor/{opened.InstanceId}");
        var text = await TextAsync(page);
        using var form = Form(
            ("_handler", "cancel"), ("reason", "检验报告撤回"), ("operationId", "po-terminate"), ("expectedRevision", "1"),
            ("__RequestVerificationToken", TokenPattern().Match(text).Groups["token"].Value));

        using var sent = await browser.PostAsync(Relative($"/monitor/{opened.InstanceId}"), form, TestContext.Current.CancellationToken);
        using var found = await GetAsync(browser, $"/cases/{opened.CaseId}");

        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await TextAsync(sent));
        (await TextAsync(found)).ShouldMatch("案件已于 .* 由.+终止，原因：检验报告撤回");
        using var list = await GetAsync(browser, "/cases?state=Terminated");
        (await TextAsync(list)).ShouldContain("PO-TERMINATE");
    }

    [Fact]
    public async Task A_supervisor_s_desk_counts_running_instances_and_each_count_leads_to_its_list()
    {
        // given a case whose first step is due tomorrow
        var opened = await host.OpenCaseAsync("PO-WATCHED");
        using var supervisor = host.Browser();
        using var login = await LogInAsync(supervisor, "sj.jiandu", RunningHost.Password);
        using var officer = host.Browser();
        using var other = await LogInAsync(officer, "sj.jingban", RunningHost.Password);

        // then
        using var desk = await GetAsync(supervisor, "/");
        var text = await TextAsync(desk);
        foreach (var choice in new[] { "/monitor", "/monitor?only=near", "/monitor?only=overdue", "/monitor?only=incidents" })
        {
            text.ShouldContain($"href=\"{choice}\"");
        }

        using var near = await GetAsync(supervisor, "/monitor?only=near");
        (await TextAsync(near)).ShouldContain($"/monitor/{opened.InstanceId}");
        using var overdue = await GetAsync(supervisor, "/monitor?only=overdue");
        (await TextAsync(overdue)).ShouldNotContain($"/monitor/{opened.InstanceId}");
        using var officersDesk = await GetAsync(officer, "/");
        (await TextAsync(officersDesk)).ShouldNotContain("/monitor");
    }

    [Theory]
    [InlineData("/", "工作台")]
    [InlineData("/tasks", "待办")]
    [InlineData("/tasks/done", "已办")]
    [InlineData("/cases", "案件")]
    [InlineData("/messages?kind=email", "邮件箱")]
    [InlineData("/monitor", "运行实例")]
    [InlineData("/cases/none", "没有找到这个页面")]
    [InlineData("/nothing/here", "没有找到这个页面")]
    public async Task Each_page_has_one_title_and_that_one_is_its_own(string path, string title)
    {
        using var browser = host.Browser();
        using var login = await LogInAsync(browser, "sj.jiandu", RunningHost.Password);

        using var page = await GetAsync(browser, path);

        var titles = TitlePattern().Matches(await TextAsync(page)).Select(match => match.Groups["title"].Value);
        titles.ShouldBe([$"{title} - 产品质量监督抽查后处理流程平台"]);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    public async Task Machines_need_no_login(string path)
    {
        using var browser = host.Browser();

        using var answer = await GetAsync(browser, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_of_the_portal_changes_things_over_the_interface_only_with_the_header_that_other_sites_cannot_send()
    {
        using var browser = host.Browser();
        using var login = await LogInAsync(browser, "sj.jingban", RunningHost.Password);
        var api = new ApiClient(browser);

        (await api.GetAsync("/api/v1/tasks")).Status.ShouldBe(HttpStatusCode.OK);
        (await api.PostTextAsync("/api/v1/cases", "{}")).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
        browser.DefaultRequestHeaders.Add("X-Requested-With", "test");
        (await api.PostTextAsync("/api/v1/cases", "{}")).ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<HttpResponseMessage> LogInAsync(HttpClient browser, string login, string password)
    {
        using var page = await GetAsync(browser, "/login");
        var token = TokenPattern().Match(await TextAsync(page)).Groups["token"].Value;
        using var form = Form(("_handler", "login"), ("login", login), ("password", password), ("__RequestVerificationToken", token));
        return await browser.PostAsync(Relative("/login"), form, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient browser, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Relative(path));
        request.Headers.Accept.ParseAdd("text/html");
        return await browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>The page as a person reads it: letters outside ASCII may be written as references.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    [GeneratedRegex("<title>(?<title>[^<]*)</title>", RegexOptions.NonBacktracking)]
    private static partial Regex TitlePattern();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex TokenPattern();
}
