using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Runtime;
using WorkflowHost.Runtime.Outbox;
using Xunit;

namespace WorkflowHost.Host.Tests;

/// <summary>Without a provider no message leaves; nobody may think that it did.</summary>
public sealed class KeptMessageTests(RunningHost host) : IClassFixture<RunningHost>
{
    [Theory]
    [InlineData("sms", "13800001234")]
    [InlineData("email", "liu@example.cn")]
    public async Task A_message_that_no_channel_takes_out_is_shown_as_kept_and_not_as_sent(string kind, string to)
    {
        // given
        var opened = await host.OpenCaseAsync($"KM-{kind}");
        var payload = new JsonObject { ["to"] = to, ["subject"] = "通知", ["body"] = "【北京】未接通" };
        await host.Services.GetRequiredService<WorkflowRuntime>().RecordAsync(
            opened.InstanceId, _ => new Remark("Sent", "发送") { Effects = [new Enqueue($"km-{kind}", kind, payload, null)] }, Command.BySystem(),
            TestContext.Current.CancellationToken);
        using var supervisor = new PortalVisitor(host.Browser());
        await supervisor.LogInAsync("sj.jiandu");

        // when
        await supervisor.OpenUntilAsync($"/messages/km-{kind}", "未接通外部通道");

        // then
        var name = kind == "sms" ? "短信箱" : "邮件箱";
        foreach (var page in new[] { $"/messages/km-{kind}", $"/messages?kind={kind}", $"/messages?kind={kind}&state=Kept" })
        {
            await supervisor.OpenAsync(page);
            supervisor.Page.ShouldContain($"仅存入{name}，未对外发送");
            supervisor.Page.ShouldNotContain("tag-green");
        }

        var listed = await (await host.AsAsync("sj.jiandu")).GetAsync($"/api/v1/messages?kind={kind}&state=kept");
        listed.Items.ShouldHaveSingleItem()["state"]!.GetValue<string>().ShouldBe("kept");
    }
}
