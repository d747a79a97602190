using System.Globalization;
using System.Text.Json.Nodes;
using WorkflowHost.Engine.Waiting;

namespace WorkflowHost.Runtime.Stimuli;

/// <summary>When time fires a trigger. One that was missed, because nothing ran, fires once and goes on from there.</summary>
internal static class TriggerSchedule
{
    private const string TimerName = "Elsa.Timer";
    private const string CronName = "Elsa.Cron";
    private const string StartAtName = "Elsa.StartAt";

    /// <summary>The first instant, UTC; null when time does not fire it, or its only instant is over.</summary>
    public static DateTimeOffset? First(string name, JsonNode? payload, DateTimeOffset now) => name switch
    {
        TimerName => Instant(payload, "StartAt"),
        CronName => Cron(payload)?.Next(now),
        StartAtName when Instant(payload, "ExecuteAt") is { } at && at > now => at,
        _ => null,
    };

    /// <summary>The instant after one that is being served, UTC; null when it never fires again.</summary>
    public static DateTimeOffset? Next(StoredTrigger trigger, DateTimeOffset dueAt, DateTimeOffset now)
    {
        switch (trigger.Name)
        {
            case TimerName when TimeSpan.TryParse(trigger.Payload?["Interval"]?.ToString(), CultureInfo.InvariantCulture, out var interval)
                && interval > TimeSpan.Zero:
                var missed = now > dueAt ? (now - dueAt).Ticks / interval.Ticks : 0;
                return dueAt + ((missed + 1) * interval);
            case CronName:
                return Cron(trigger.Payload)?.Next(now > dueAt ? now : dueAt);
            default:
                return null;
        }
    }

    private static CronSchedule? Cron(JsonNode? payload) => CronSchedule.Parse(payload?["CronExpression"]?.ToString() ?? "");

    private static DateTimeOffset? Instant(JsonNode? payload, string member) =>
        DateTimeOffset.TryParse(payload?[member]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : null;
}
