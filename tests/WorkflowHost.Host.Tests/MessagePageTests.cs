using System.Net;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Testing.Messages;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class MessagePageTests(HostWithProvider provided) : IClassFixture<HostWithProvider>
{
    [Fact]
    public async Task A_supervisor_finds_what_waits_for_a_person_and_resolves_it_without_scripts()
    {
        var opened = await provided.Host.OpenCaseAsync("MP-RESOLVE");
        await provided.SendAsync(opened.InstanceId, "mp-resolve", "【北京】网页确认", lost => lost.Conduct = SmsConduct.KeepAndClose);
        using var supervisor = await VisitorAsync("sj.jiandu");

        await supervisor.OpenAsync("/messages?state=open");
        supervisor.Page.ShouldContain("href=\"/messages/mp-resolve\"");
        supervisor.Page.ShouldNotContain(HostWithProvider.Mobile);
        await supervisor.OpenAsync("/messages/mp-resolve");
        supervisor.Page.ShouldContain("结果不明，请核实后处理");
        await supervisor.SubmitAsync("/messages/mp-resolve", ("reason", "  "), ("resolution", "Delivered"));
        supervisor.Page.ShouldContain("请填写处理理由");
        await supervisor.SubmitAsync("/messages/mp-resolve", ("reason", "当事人来电确认"), ("resolution", "Delivered"));

        supervisor.Page.ShouldContain("已登记为送达，系统不再发送。");
        supervisor.Page.ShouldContain("确认已送达：当事人来电确认");
        supervisor.Page.ShouldNotContain("请核实后处理");
        await supervisor.OpenAsync("/messages?state=Done");
        supervisor.Page.ShouldContain("href=\"/messages/mp-resolve\"");
        await supervisor.OpenAsync("/messages?state=open");
        supervisor.Page.ShouldNotContain("mp-resolve");
    }

    [Fact]
    public async Task Whoever_comes_second_is_told_so_and_changes_nothing()
    {
        var opened = await provided.Host.OpenCaseAsync("MP-SECOND");
        await provided.SendAsync(opened.InstanceId, "mp-second", "【北京】两人处理", refusing => refusing.Status = 400);
        using var first = await VisitorAsync("sj.jiandu");
        using var second = await VisitorAsync("sj.guanli");
        await first.OpenAsync("/messages/mp-second");
        await second.OpenAsync("/messages/mp-second");

        await first.SubmitAsync("/messages/mp-second", ("reason", "改为邮寄"), ("resolution", "Abandon"));
        await second.SubmitAsync("/messages/mp-second", ("reason", "再试一次"), ("resolution", "Resend"));

        first.Page.ShouldContain("已作罢，系统不再发送。");
        second.Page.ShouldContain("该消息已有变动，您的处理没有生效");
        provided.KeysOf("【北京】两人处理").ShouldBe(["mp-second"]);
    }

    [Fact]
    public async Task Officers_see_the_message_and_who_resolves_it_but_no_form_and_foreign_bureaus_see_nothing()
    {
        var opened = await provided.Host.OpenCaseAsync("MP-OFFICER");
        await provided.SendAsync(opened.InstanceId, "mp-officer", "【北京】经办查看", lost => lost.Conduct = SmsConduct.KeepAndClose);
        using var officer = await VisitorAsync("sj.jingban");
        using var other = await VisitorAsync("cy.jingban");

        await officer.OpenAsync("/messages/mp-officer");
        officer.Page.ShouldContain("由市局监督员或管理员处理。");
        officer.Page.ShouldNotContain("name=\"resolution\"");
        (await other.OpenAsync("/messages/mp-officer")).ShouldBe(HttpStatusCode.NotFound);
        other.Page.ShouldNotContain("经办查看");
    }

    private async Task<PortalVisitor> VisitorAsync(string login)
    {
        var visitor = new PortalVisitor(provided.Host.Browser());
        await visitor.LogInAsync(login);
        return visitor;
    }
}
