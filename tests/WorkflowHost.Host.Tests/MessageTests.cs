using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using WorkflowHost.Host.Tests.Hosting;
using WorkflowHost.Testing.Messages;
using Xunit;

namespace WorkflowHost.Host.Tests;

public sealed class MessageTests(HostWithProvider provided) : IClassFixture<HostWithProvider>
{
    private readonly RunningHost host = provided.Host;

    [Theory]
    [InlineData("kind=zz", "kind")]
    [InlineData("kind=document", "kind")]
    [InlineData("state=Unknown", "state")]
    public async Task A_list_is_refused_for_a_kind_or_state_that_does_not_exist(string query, string parameter)
    {
        var refused = await (await host.AsAsync("sj.jiandu")).GetAsync($"/api/v1/messages?{query}");

        refused.ShouldBeRefusedWith(HttpStatusCode.BadRequest).ShouldContain(parameter);
        refused.ProblemPaths.ShouldBe([parameter]);
    }

    [Fact]
    public async Task An_unknown_outcome_is_confirmed_once_and_both_histories_say_by_whom_and_why()
    {
        var opened = await host.OpenCaseAsync("MS-CONFIRM");
        var message = await provided.SendAsync(opened.InstanceId, "ms-confirm", "【北京】请确认", lost => lost.Conduct = SmsConduct.KeepAndClose);
        var supervisor = await host.AsAsync("sj.jiandu");
        var decision = Decision(message, "op1", "delivered", "已电话联系刘洋，确认收到");

        var first = await supervisor.PostAsync("/api/v1/messages/ms-confirm/resolution", decision);
        var repeat = await supervisor.PostAsync("/api/v1/messages/ms-confirm/resolution", decision);
        decision["operationId"] = "op2";
        var stale = await supervisor.PostAsync("/api/v1/messages/ms-confirm/resolution", decision);

        (message["summary"]!["state"]!.GetValue<string>(), Choices(message)).ShouldBe(("unknown", "delivered resend"));
        first.Status.ShouldBe(HttpStatusCode.OK, first.Text);
        first.Json["repeated"]!.GetValue<bool>().ShouldBeFalse();
        (repeat.Json["repeated"]!.GetValue<bool>(), repeat.Json["answer"]!.ToString()).ShouldBe((true, first.Json["answer"]!.ToString()));
        stale.ShouldBeRefusedWith(HttpStatusCode.Conflict);
        var settled = (await supervisor.GetAsync("/api/v1/messages/ms-confirm")).Json;
        (settled["summary"]!["state"]!.GetValue<string>(), Choices(settled)).ShouldBe(("done", ""));
        var line = settled["changes"]!.AsArray()[^1]!;
        (line["actorName"]!.GetValue<string>(), line["text"]!.GetValue<string>()).ShouldBe(("陶然", "确认已送达：已电话联系刘洋，确认收到"));
        var history = (await supervisor.GetAsync($"/api/v1/instances/{opened.InstanceId}")).Json["history"]!.AsArray();
        history.Where(entry => entry!["event"]!.GetValue<string>() == "MessageResolved").ShouldHaveSingleItem()!["message"]!.GetValue<string>()
            .ShouldBe("短信《【北京】请确认》确认已送达：已电话联系刘洋，确认收到");
        provided.KeysOf("【北京】请确认").ShouldBe(["ms-confirm"]);
    }

    [Fact]
    public async Task A_resend_leaves_once_more_under_a_key_of_its_own()
    {
        var opened = await host.OpenCaseAsync("MS-RESEND");
        var message = await provided.SendAsync(opened.InstanceId, "ms-resend", "【北京】请重发", lost => lost.Conduct = SmsConduct.KeepAndClose);

        var resent = await (await host.AsAsync("sj.guanli"))
            .PostAsync("/api/v1/messages/ms-resend/resolution", Decision(message, "op1", "resend", "当事人称未收到"));

        resent.Status.ShouldBe(HttpStatusCode.OK, resent.Text);
        (await provided.SettledAsync("ms-resend"))["summary"]!["state"]!.GetValue<string>().ShouldBe("done");
        provided.KeysOf("【北京】请重发").ShouldBe(["ms-resend", "ms-resend/r1"]);
    }

    [Fact]
    public async Task A_failed_message_can_be_given_up_but_not_be_confirmed()
    {
        var opened = await host.OpenCaseAsync("MS-ABANDON");
        var message = await provided.SendAsync(opened.InstanceId, "ms-abandon", "【北京】空号", refusing => refusing.Status = 400);
        var supervisor = await host.AsAsync("sj.jiandu");

        var confirmed = await supervisor.PostAsync("/api/v1/messages/ms-abandon/resolution", Decision(message, "op1", "delivered", "已收到"));
        var abandoned = await supervisor.PostAsync("/api/v1/messages/ms-abandon/resolution", Decision(message, "op2", "abandon", "号码为空号，改为邮寄"));

        Choices(message).ShouldBe("resend abandon");
        confirmed.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
        confirmed.ProblemCodes.ShouldBe(["decision-impossible"]);
        abandoned.Status.ShouldBe(HttpStatusCode.OK, abandoned.Text);
        (await supervisor.GetAsync("/api/v1/messages?kind=sms&state=abandoned")).Items
            .ShouldContain(item => item["key"]!.GetValue<string>() == "ms-abandon");
        provided.KeysOf("【北京】空号").ShouldBe(["ms-abandon"]);
    }

    [Fact]
    public async Task Only_supervisors_and_administrators_of_the_municipal_bureau_resolve_and_others_do_not_even_see_foreign_messages()
    {
        var opened = await host.OpenCaseAsync("MS-ACCESS");
        var message = await provided.SendAsync(opened.InstanceId, "ms-access", "【北京】权限", lost => lost.Conduct = SmsConduct.KeepAndClose);
        var decision = Decision(message, "op1", "delivered", "已收到");

        foreach (var login in new[] { "sj.jingban", "sj.shenpi" })
        {
            var officer = await host.AsAsync(login);
            (await officer.PostAsync("/api/v1/messages/ms-access/resolution", decision)).ShouldBeRefusedWith(HttpStatusCode.Forbidden);
            Choices((await officer.GetAsync("/api/v1/messages/ms-access")).Json).ShouldBe("");
        }

        var other = await host.AsAsync("cy.jingban");
        (await other.PostAsync("/api/v1/messages/ms-access/resolution", decision)).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await other.GetAsync("/api/v1/messages/ms-access")).ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await host.Anonymous().PostAsync("/api/v1/messages/ms-access/resolution", decision)).ShouldBeRefusedWith(HttpStatusCode.Unauthorized);
        (await provided.SettledAsync("ms-access"))["summary"]!["state"]!.GetValue<string>().ShouldBe("unknown");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_decision_is_said_at_once()
    {
        var opened = await host.OpenCaseAsync("MS-WRONG");
        var message = await provided.SendAsync(opened.InstanceId, "ms-wrong", "【北京】有误", lost => lost.Conduct = SmsConduct.KeepAndClose);
        var supervisor = await host.AsAsync("sj.jiandu");

        foreach (var reason in new[] { null, "  ", new string('长', 201), "铃\a" })
        {
            var refused = await supervisor.PostAsync("/api/v1/messages/ms-wrong/resolution", Decision(message, "", "zz", reason));
            refused.ShouldBeRefusedWith(HttpStatusCode.UnprocessableEntity);
            refused.ProblemPaths.ShouldBe(["operationId", "resolution", "reason"]);
        }

        (await supervisor.PostAsync("/api/v1/messages/nothing/resolution", Decision(message, "op", "resend", "重发")))
            .ShouldBeRefusedWith(HttpStatusCode.NotFound);
        (await supervisor.PostTextAsync("/api/v1/messages/ms-wrong/resolution", "{")).ShouldBeRefusedWith(HttpStatusCode.BadRequest);
        (await provided.SettledAsync("ms-wrong"))["summary"]!["revision"]!.GetValue<int>().ShouldBe(2);
    }

    private static string Choices(JsonNode message) => string.Join(' ', message["choices"]!.AsArray().Select(choice => choice!.ToString()));

    private static JsonObject Decision(JsonNode message, string operationId, string resolution, string? reason) => new()
    {
        ["operationId"] = operationId,
        ["expectedRevision"] = message["summary"]!["revision"]!.GetValue<int>(),
        ["resolution"] = resolution,
        ["reason"] = reason,
    };
}
