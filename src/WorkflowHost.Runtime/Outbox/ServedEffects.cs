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
    public static IEnumerable<Effect> Of(Turn turn) => turn.Effects.Select(Served).OfType<Effect>();

    private static Effect? Served(Effect effect) => effect switch
    {
        WakeAt wake => new ScheduleTimer(wake.BookmarkId, wake.DueAt),
        PublishedEvent published => EventMessages.Of(published),
        StartChild child => ChildMessages.Starting(child),
        SendRequest request => new Enqueue(request.Key, RequestMessage.Kind, RequestMessage.Write(request), request.BookmarkId),
        TaskRequested task => ExternalTasks.Requested(task),

        // The answer goes to whoever waits on the line for this turn; nobody else needs it.
        AnswerRequest => null,
        _ => effect,
    };
}
