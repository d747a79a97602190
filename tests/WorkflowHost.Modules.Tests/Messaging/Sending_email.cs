using Microsoft.Extensions.Options;
using Shouldly;
using WorkflowHost.Gateways.Smtp;
using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Messages;
using Xunit;

namespace WorkflowHost.Modules.Tests.Messaging;

public sealed class Sending_email : IAsyncDisposable
{
    private static readonly Email Notice = new(
        "exec-17/send:1", "li@example.cn", "责令整改通知书（京海市监抽查〔2026〕118号）已送达，请按期提交整改报告，逾期将依法处理", "您好：\r\n.\r\n请于10月8日前提交整改报告。\r\n𠮷");

    private readonly LoopbackSmtpServer server = new();
    private int departures;
    private bool mayDepart = true;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_accepted_email_is_done_and_arrives_as_it_was_written()
    {
        var delivery = await SendAsync();

        delivery.ShouldBeOfType<Delivery.Done>().Response.ShouldContain("已接收");
        var mail = server.Received.ShouldHaveSingleItem();
        mail.From.ShouldBe("noreply@scjg.example.cn");
        mail.To.ShouldBe(Notice.To);
        mail.Subject.ShouldBe(Notice.Subject);
        mail.Body.ShouldBe(Notice.Body);
        mail.Header("From").ShouldContain("<noreply@scjg.example.cn>");
    }

    [Fact]
    public async Task The_message_id_is_the_same_for_the_same_key_and_another_for_another()
    {
        await SendAsync();
        await SendAsync();
        await SendAsync(email: Notice with { Key = "exec-17/send:2" });

        var ids = server.Received.Select(mail => mail.Header("Message-ID")).ToList();
        ids[0].ShouldMatch("^<[0-9a-f]{40}@scjg\\.example\\.cn>$");
        ids[1].ShouldBe(ids[0]);
        ids[2].ShouldNotBe(ids[0]);
    }

    [Fact]
    public async Task The_login_is_given_when_there_is_one()
    {
        await SendAsync(options => (options.User, options.Password) = ("mailer", "秘密-1"));

        server.Login.ShouldBe("mailer:秘密-1");
        server.Received.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(SmtpConduct.CloseAtGreeting)]
    [InlineData(SmtpConduct.BusyAtGreeting)]
    [InlineData(SmtpConduct.HangAtGreeting)]
    [InlineData(SmtpConduct.DemandLogin)]
    [InlineData(SmtpConduct.RefuseRecipientForNow)]
    [InlineData(SmtpConduct.CloseAtData)]
    [InlineData(SmtpConduct.RefuseMessageForNow)]
    public async Task What_certainly_did_not_leave_but_may_later_is_tried_again(SmtpConduct conduct)
    {
        server.Conduct = conduct;

        (await SendAsync()).ShouldBeOfType<Delivery.Retry>();
        server.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SmtpConduct.RefuseRecipientForGood, "550")]
    [InlineData(SmtpConduct.RefuseMessageForGood, "554")]
    public async Task What_the_server_refuses_for_good_has_failed(SmtpConduct conduct, string code)
    {
        server.Conduct = conduct;

        (await SendAsync()).ShouldBeOfType<Delivery.Failed>().Reason.ShouldContain(code);
        server.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SmtpConduct.KeepAndClose)]
    [InlineData(SmtpConduct.KeepAndHang)]
    public async Task What_was_handed_over_without_an_answer_is_unknown(SmtpConduct conduct)
    {
        server.Conduct = conduct;

        (await SendAsync()).ShouldBeOfType<Delivery.Unknown>();
        server.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_connection_closed_right_after_the_acceptance_changes_nothing()
    {
        server.Conduct = SmtpConduct.AcceptAndClose;

        (await SendAsync()).ShouldBeOfType<Delivery.Done>();
    }

    [Fact]
    public async Task A_server_that_is_down_gets_the_email_when_it_is_back()
    {
        await server.StopAsync();
        (await SendAsync()).ShouldBeOfType<Delivery.Retry>().Reason.ShouldEndWith("邮件没有发出：服务器拒绝连接");

        server.Start();

        (await SendAsync()).ShouldBeOfType<Delivery.Done>();
        server.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_whose_name_nobody_knows_is_tried_again() =>
        (await SendAsync(options => options.Host = "no-such-server.invalid")).ShouldBeOfType<Delivery.Retry>();

    [Fact]
    public async Task Nothing_leaves_in_the_clear_when_tls_is_demanded_and_not_offered()
    {
        var delivery = await SendAsync(options => (options.StartTls, options.User, options.Password) = (true, "mailer", "secret"));

        delivery.ShouldBeOfType<Delivery.Retry>();
        server.Login.ShouldBeEmpty();
        server.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("li")]
    [InlineData("李@example.cn")]
    [InlineData("Li <li@example.cn>")]
    [InlineData("li@example.cn\r\nBcc: x@example.cn")]
    public async Task A_malformed_address_fails_without_asking_the_server(string address)
    {
        await server.StopAsync();

        (await SendAsync(email: Notice with { To = address })).ShouldBeOfType<Delivery.Failed>();
    }

    [Fact]
    public void Settings_without_which_nothing_could_leave_are_refused_all_at_once()
    {
        var wrong = new SmtpOptions { Host = "mail", Port = 0, FromAddress = "nobody", Password = "x", Timeout = TimeSpan.Zero };

        new SmtpOptionsValidator().Validate(null, wrong).Failures!.Count().ShouldBe(4);
        new SmtpOptionsValidator().Validate(null, new SmtpOptions()).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData(SmtpConduct.CloseAtGreeting, 0)]
    [InlineData(SmtpConduct.RefuseRecipientForNow, 0)]
    [InlineData(SmtpConduct.CloseAtData, 0)]
    [InlineData(SmtpConduct.RefuseMessageForNow, 1)]
    [InlineData(SmtpConduct.KeepAndHang, 1)]
    public async Task The_departure_is_asked_for_once_and_only_when_the_server_has_agreed_to_take_the_text(SmtpConduct conduct, int times)
    {
        server.Conduct = conduct;

        await SendAsync();

        departures.ShouldBe(times);
    }

    [Fact]
    public async Task Nothing_leaves_when_the_departure_is_refused()
    {
        mayDepart = false;

        (await SendAsync()).ShouldBeOfType<Delivery.Retry>().Reason.ShouldContain("其他进程");
        server.Received.ShouldBeEmpty();
    }

    private Task<Delivery> SendAsync(Action<SmtpOptions>? change = null, Email? email = null)
    {
        var options = new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            FromAddress = "noreply@scjg.example.cn",
            FromName = "市场监督管理局",
            StartTls = false,
            Timeout = TimeSpan.FromSeconds(server.Conduct is SmtpConduct.HangAtGreeting or SmtpConduct.KeepAndHang ? 1 : 30),
        };
        change?.Invoke(options);
        return new SmtpEmailGateway(Options.Create(options), new WireClock()).SendAsync(
            email ?? Notice,
            _ =>
            {
                departures++;
                return Task.FromResult(mayDepart);
            },
            TestContext.Current.CancellationToken);
    }
}
