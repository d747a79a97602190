using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Messaging.Activities;

/// <summary>发送短信: hands a text message to the outbox and goes on; without a mobile number it says so in the history and goes on.</summary>
[Activity("PostInspection", "SendSms", Category = "通知", DisplayName = "发送短信", Description = "经发件箱发送短信，同一步骤不会重复发送")]
public sealed class SendSms : CodeActivity
{
    /// <summary>A mobile number; anything else sends nothing.</summary>
    [Input(DisplayName = "手机号", Required = true)]
    public Input<string>? To { get; set; }

    /// <summary>Plain text with the bureau's signature in 【】.</summary>
    [Input(DisplayName = "内容", UIHint = "multiline", Required = true)]
    public Input<string>? Body { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var to = context.Get(To)?.Trim() ?? "";
        if (to.Length != 11 || to[0] != '1' || !to.All(char.IsAsciiDigit))
        {
            context.AddExecutionLogEntry("NotSent", to.Length == 0 ? "没有手机号，未发送短信" : "不是手机号，未发送短信");
            return;
        }

        context.AddEffect(new Enqueue(context.NewKey(), MessageKinds.Sms, new JsonObject
        {
            [MessageKinds.To] = to,
            [MessageKinds.Body] = context.Get(Body) ?? "",
        }, null));
    }
}
