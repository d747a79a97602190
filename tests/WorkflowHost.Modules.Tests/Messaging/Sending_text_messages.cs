using Microsoft.Extensions.Options;
using Shouldly;
using WorkflowHost.Gateways.Sms;
using WorkflowHost.Messaging;
using WorkflowHost.Runtime.Outbox;
using WorkflowHost.Testing.Messages;
using Xunit;

namespace WorkflowHost.Modules.Tests.Messaging;

public sealed class Sending_text_messages : IAsyncDisposable
{
    private static readonly Sms Notice = new("exec-17/sms:1", "13800000000", "整改期限将于10月8日届满，请按期提交整改报告。");

    private readonly LoopbackSmsProvider provider = new();

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    [Fact]
    public async Task A_message_is_posted_with_its_key_token_and_signature()
    {
        var delivery = await SendAsync();

        delivery.ShouldBeOfType<Delivery.Done>().Response.ShouldBe("""{"status":200,"id":"p-1"}""");
        var message = provider.Received.ShouldHaveSingleItem();
        message.Headers["idempotency-key"].ShouldBe(Notice.Key);
        message.Headers["authorization"].ShouldBe("Bearer token-1");
        message.Body["to"]!.GetValue<string>().ShouldBe(Notice.To);
        message.Body["content"]!.GetValue<string>().ShouldBe("【海淀区市场监督管理局】" + Notice.Body);
        message.Body["key"]!.GetValue<string>().ShouldBe(Notice.Key);
    }

    [Fact]
    public async Task A_text_that_is_signed_already_is_not_signed_again()
    {
        await SendAsync(sms: Notice with { Body = "【北京市局】您好" });

        provider.Received.ShouldHaveSingleItem().Body["content"]!.GetValue<string>().ShouldBe("【北京市局】您好");
    }

    [Theory]
    [InlineData(200, typeof(Delivery.Done))]
    [InlineData(202, typeof(Delivery.Done))]
    [InlineData(302, typeof(Delivery.Failed))]
    [InlineData(400, typeof(Delivery.Failed))]
    [InlineData(401, typeof(Delivery.Failed))]
    [InlineData(422, typeof(Delivery.Failed))]
    [InlineData(429, typeof(Delivery.Retry))]
    [InlineData(503, typeof(Delivery.Retry))]
    [InlineData(500, typeof(Delivery.Unknown))]
    [InlineData(502, typeof(Delivery.Unknown))]
    [InlineData(504, typeof(Delivery.Unknown))]
    public async Task The_status_decides(int status, Type outcome)
    {
        provider.Status = status;

        (await SendAsync()).ShouldBeOfType(outcome);
        provider.Received.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(SmsConduct.KeepAndClose)]
    [InlineData(SmsConduct.KeepAndHang)]
    public async Task A_message_without_an_answer_is_unknown_and_was_sent_once(SmsConduct conduct)
    {
        provider.Conduct = conduct;

        (await SendAsync()).ShouldBeOfType<Delivery.Unknown>().Reason.ShouldNotMatch("[A-Za-z]{3}");
        provider.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_answer_lost_after_an_earlier_message_is_unknown_and_was_sent_once()
    {
        // given: a gateway that has talked to the provider before
        using var gateway = Gateway();
        await gateway.SendAsync(Notice with { Key = "earlier" }, Depart, TestContext.Current.CancellationToken);
        provider.Conduct = SmsConduct.KeepAndClose;

        // when
        var delivery = await gateway.SendAsync(Notice, Depart, TestContext.Current.CancellationToken);

        // then
        delivery.ShouldBeOfType<Delivery.Unknown>();
        provider.Received.Count(sms => sms.Headers["idempotency-key"] == Notice.Key).ShouldBe(1);
    }

    [Fact]
    public async Task A_provider_that_is_down_gets_the_message_when_it_is_back()
    {
        await provider.StopAsync();
        (await SendAsync()).ShouldBeOfType<Delivery.Retry>();

        provider.Start();

        (await SendAsync()).ShouldBeOfType<Delivery.Done>();
        provider.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_provider_whose_name_nobody_knows_or_that_speaks_no_tls_is_tried_again()
    {
        (await SendAsync(options => options.Url = "http://no-such-provider.invalid/")).ShouldBeOfType<Delivery.Retry>();
        provider.Conduct = SmsConduct.KeepAndClose;
        (await SendAsync(options => options.Url = provider.Url.Replace("http:", "https:", StringComparison.Ordinal))).ShouldBeOfType<Delivery.Retry>();
    }

    [Fact]
    public void Settings_without_which_nothing_could_leave_are_refused_all_at_once()
    {
        var wrong = new SmsOptions { Url = "ftp://provider", Token = "两个", Signature = "【局】", Timeout = TimeSpan.FromHours(1) };

        new SmsOptionsValidator().Validate(null, wrong).Failures!.Count().ShouldBe(4);
        new SmsOptionsValidator().Validate(null, new SmsOptions()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_leaves_when_the_departure_is_refused()
    {
        (await SendAsync(departure: _ => Task.FromResult(false))).ShouldBeOfType<Delivery.Retry>().Reason.ShouldContain("其他进程");
        provider.Received.ShouldBeEmpty();
    }

    private static Task<bool> Depart(CancellationToken cancellationToken) => Task.FromResult(true);

    private async Task<Delivery> SendAsync(Action<SmsOptions>? change = null, Sms? sms = null, Departure? departure = null)
    {
        using var gateway = Gateway(change);
        return await gateway.SendAsync(sms ?? Notice, departure ?? Depart, TestContext.Current.CancellationToken);
    }

    private HttpSmsGateway Gateway(Action<SmsOptions>? change = null)
    {
        var options = new SmsOptions
        {
            Url = provider.Url,
            Token = "token-1",
            Signature = "海淀区市场监督管理局",
            Timeout = TimeSpan.FromSeconds(provider.Conduct is SmsConduct.KeepAndHang ? 1 : 30),
        };
        change?.Invoke(options);
        return new HttpSmsGateway(Options.Create(options), new WireClock());
    }
}
