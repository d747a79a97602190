using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Waiting;
using WorkflowHost.Runtime.Outbox;

namespace WorkflowHost.Runtime.Stimuli;

/// <summary>Events on their way from the instance that published them to those that wait.</summary>
internal static class EventMessages
{
    public const string Kind = "event";

    public static Enqueue Of(PublishedEvent published) => new(
        published.Key,
        Kind,
        new JsonObject
        {
            ["name"] = published.EventName,
            ["correlationId"] = published.CorrelationId,
            ["instanceId"] = published.InstanceId,
            ["payload"] = published.Payload?.DeepClone(),
        },
        null);
}

/// <summary>What an event is to those that wait for it.</summary>
public static class EventStimulus
{
    /// <summary>The stimulus of an event, for all who wait.</summary>
    /// <param name="name">Which event; compared exactly.</param>
    /// <param name="payload">What comes with it.</param>
    /// <param name="key">Unique for this publication.</param>
    /// <param name="at">UTC: when it was published.</param>
    /// <param name="actor">Who publishes: an account's id, or <see cref="Command.System"/>.</param>
    public static SentStimulus Of(string name, JsonNode? payload, string key, DateTimeOffset at, string actor) => new(
        key,
        StimulusHash.Of("Elsa.Event", new JsonObject { ["EventName"] = name }, null),
        ImmutableDictionary<string, JsonNode?>.Empty.Add(Event.PayloadInput, payload?.DeepClone() ?? new JsonObject()),
        at,
        actor);
}

/// <summary>Hands published events over. Repeatable: an event moves nobody twice.</summary>
/// <remarks>An event for which nobody waits yet is kept for a minute, as one may be about to.</remarks>
internal sealed class EventHandler(StimulusSender sender, TimeProvider time) : IOutboxHandler
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(1);

    public string Kind => EventMessages.Kind;

    public bool IsRepeatable => true;

    public async Task<Delivery> DeliverAsync(OutboxMessage message, Departure departure, CancellationToken cancellationToken)
    {
        var stimulus = EventStimulus.Of(Text(message, "name") ?? "", message.Payload["payload"], message.Key, message.CreatedAt, Command.System) with
        {
            CorrelationId = Text(message, "correlationId"),
            InstanceId = Text(message, "instanceId"),
        };
        var effects = await sender.SendAsync(stimulus, cancellationToken);
        return effects.Count == 0 && time.GetUtcNow() < message.CreatedAt + KeepFor
            ? new Delivery.Retry("还没有流程在等待该事件。")
            : new Delivery.Done($"已通知 {effects.Count} 个流程。");
    }

    private static string? Text(OutboxMessage message, string member) => message.Payload[member]?.GetValue<string>();
}
