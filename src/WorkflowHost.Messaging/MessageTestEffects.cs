using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Messaging;

/// <summary>Messages of a test run are marked, and then only kept.</summary>
internal sealed class MessageTestEffects : ITestRunEffects
{
    /// <summary>Payload: whether the message belongs to a test run.</summary>
    public const string IsTest = "isTest";

    private const string Response = "测试运行，没有对外发送。";

    /// <summary>What a handler answers instead of sending; null for a real message.</summary>
    public static Delivery? Keep(OutboxMessage message) => message.Payload.ContainsKey(IsTest) ? new Delivery.Done(Response) { IsKept = true } : null;

    public Effect? InTest(Effect effect, TestRun test)
    {
        if (effect is not Enqueue message || !MessageKinds.All.Contains(message.Kind, StringComparer.Ordinal))
        {
            return effect;
        }

        var payload = (JsonObject)message.Payload.DeepClone();
        payload[IsTest] = true;
        foreach (var member in new[] { MessageKinds.Subject, MessageKinds.Body })
        {
            if (payload[member]?.GetValue<string>() is { } text)
            {
                payload[member] = TestMark.On(text);
            }
        }

        return message with { Payload = payload };
    }
}
