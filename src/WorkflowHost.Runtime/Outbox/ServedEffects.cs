using System.Globalization;
using WorkflowHost.Engine;
using WorkflowHost.Engine.Children;
using WorkflowHost.Engine.Http;
using WorkflowHost.Engine.Waiting;
using WorkflowHost.Runtime.Children;
using WorkflowHost.Runtime.Stimuli;
using WorkflowHost.Runtime.Timers;

namespace WorkflowHost.Runtime.Outbox;

/// <summary>Says what the engine's own effects are to the store: timers and messages.</summary>
internal static class ServedEffects
{
    /// <summary>The effects of a turn as they are written.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="revision">The instance's revision after the turn: keys derive from it, so that each turn asks once.</param>
    public static IEnumerable<Effect> Of(Turn turn, int revision) => turn.Effects
        .Select((effect, place) => Served(effect, string.Create(CultureInfo.InvariantCulture, $"{turn.State.Id}/t{revision}.{place}")))
        .OfType<Effect>();

    private static Effect? Served(Effect effect, string key) => effect switch
    {
        WakeAt wake => new ScheduleTimer(wake.BookmarkId, wake.DueAt),
        PublishedEvent published => EventMessages.Of(published, key),
        StartChild child => ChildMessages.Starting(child),
        SendRequest request => new Enqueue(request.Key, RequestMessage.Kind, RequestMessage.Write(request), request.BookmarkId),
        TaskRequested task => ExternalTasks.Requested(task),

        // The answer goes to whoever waits on the line for this turn; nobody else needs it.
        AnswerRequest => null,
        _ => effect,
    };
}
