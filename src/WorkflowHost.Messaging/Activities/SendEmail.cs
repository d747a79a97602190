using System.Text.Json.Nodes;
using WorkflowHost.Engine.Contract;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Messaging.Activities;

/// <summary>发送邮件: hands an e-mail to the outbox and goes on; without an address it says so in the history and goes on.</summary>
[Activity("PostInspection", "SendEmail", Category = "通知", DisplayName = "发送邮件", Description = "经发件箱发送邮件，同一步骤不会重复发送")]
public sealed class SendEmail : CodeActivity
{
    /// <summary>One address; empty sends nothing.</summary>
    [Input(DisplayName = "收件人", Required = true)]
    public Input<string>? To { get; set; }

    /// <summary>One line.</summary>
    [Input(DisplayName = "主题", Required = true)]
    public Input<string>? Subject { get; set; }

    /// <summary>Plain text.</summary>
    [Input(DisplayName = "正文", UIHint = "multiline", Required = true)]
    public Input<string>? Body { get; set; }

    /// <inheritdoc/>
    protected override void Execute(ActivityExecutionContext context)
    {
        var to = context.Get(To)?.Trim() ?? "";
        if (to.Length == 0)
        {
            context.AddExecutionLogEntry("NotSent", "没有电子邮箱，未发送邮件");
            return;
        }

        context.AddEffect(new Enqueue(context.NewKey(), MessageKinds.Email, new JsonObject
        {
            [MessageKinds.To] = to,
            [MessageKinds.Subject] = context.Get(Subject) ?? "",
            [MessageKinds.Body] = context.Get(Body) ?? "",
        }, null));
    }
}
