using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Runtime.Instances;
using Resume = WorkflowHost.Engine.Stimulus.Resume;

namespace WorkflowHost.Runtime.Stimuli;

/// <summary>Something has happened: whoever waits for it goes on, and what it triggers begins.</summary>
/// <param name="Key">Unique for this happening: the same key does nothing twice.</param>
/// <param name="Hash">Who waits: see <see cref="Engine.StimulusHash"/>.</param>
/// <param name="Input">What comes with it, by name.</param>
/// <param name="At">UTC: when it happened.</param>
/// <param name="Actor">An account's id, or <see cref="Command.System"/>.</param>
public sealed record SentStimulus(string Key, string Hash, ImmutableDictionary<string, JsonNode?> Input, DateTimeOffset At, string Actor)
{
    /// <summary>Only instances with this correlation; what it starts gets it. Null for all.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this instance, and nothing is started; null for all.</summary>
    public string? InstanceId { get; init; }
}

/// <summary>What a stimulus did to one instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Result">Done, Repeated or Refused; Gone when another was faster.</param>
public sealed record StimulusEffect(string InstanceId, RuntimeResult Result);

/// <summary>Hands a stimulus to all that wait for it: first to triggers, then to bookmarks, as Elsa does. Each in a transaction of its own.</summary>
public sealed class StimulusSender(IStimulusStore store, WorkflowRuntime runtime, IIdGenerator ids)
{
    /// <summary>Sends a stimulus.</summary>
    /// <returns>What it did, in order; empty when nobody waits.</returns>
    public async Task<IReadOnlyList<StimulusEffect>> SendAsync(SentStimulus stimulus, CancellationToken cancellationToken)
    {
        var done = new List<StimulusEffect>();
        var waiting = await store.BookmarksAsync(stimulus, cancellationToken);
        if (stimulus.InstanceId is null)
        {
            foreach (var trigger in await store.TriggersAsync(stimulus.Hash, cancellationToken))
            {
                var started = new NewInstance(ids.NewId(), trigger.DefinitionId, "", stimulus.CorrelationId ?? "", stimulus.Input)
                {
                    TriggerActivityId = trigger.ActivityId,
                };
                done.Add(new StimulusEffect(started.Id, await runtime.StartAsync(started, Once(stimulus, trigger.Id), cancellationToken)));
            }
        }

        foreach (var bookmark in waiting)
        {
            var resume = new Resume(bookmark.BookmarkId, stimulus.Input);
            var result = await runtime.SendAsync(bookmark.InstanceId, resume, Once(stimulus, bookmark.BookmarkId), cancellationToken);
            done.Add(new StimulusEffect(bookmark.InstanceId, result));
        }

        return done;
    }

    private static Command Once(SentStimulus stimulus, string target) =>
        new(stimulus.Actor) { Operation = new Operation($"{stimulus.Key}/{target}", "") };
}
