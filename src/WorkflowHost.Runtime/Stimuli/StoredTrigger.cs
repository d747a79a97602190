using System.Text.Json.Nodes;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.Stimuli;

/// <summary>A trigger of a published version.</summary>
/// <param name="Id">Unique; kept when the next version has the same trigger.</param>
/// <param name="DefinitionId">What it starts: the published version.</param>
/// <param name="ActivityId">Where that begins.</param>
/// <param name="Name">The stimulus name.</param>
/// <param name="Payload">The stimulus; null when there is none.</param>
/// <param name="NextDueAt">UTC: when time fires it next; null when time does not.</param>
public sealed record StoredTrigger(
    string Id, string DefinitionId, string ActivityId, string Name, JsonNode? Payload, DateTimeOffset? NextDueAt);

/// <summary>A trigger that is to be stored with its version.</summary>
/// <param name="Trigger">As the engine found it.</param>
/// <param name="FirstDueAt">UTC: when time fires it first; null when time does not.</param>
public sealed record NewTrigger(WorkflowTrigger Trigger, DateTimeOffset? FirstDueAt);

/// <summary>Moves a trigger on to its next instant, in the transaction of the start that it caused. Refused with code <c>trigger-fired</c> when somebody else was first.</summary>
/// <param name="TriggerId">The trigger.</param>
/// <param name="DueAt">UTC: the instant that is being served.</param>
/// <param name="NextDueAt">UTC; null when it never fires again.</param>
public sealed record AdvanceTrigger(string TriggerId, DateTimeOffset DueAt, DateTimeOffset? NextDueAt) : Effect
{
    /// <summary>The code with which a start is refused.</summary>
    public const string Code = "trigger-fired";
}

/// <summary>The triggers of published versions, and what waits for stimuli.</summary>
public interface IStimulusStore
{
    /// <summary>Triggers with this hash, in a fixed order.</summary>
    Task<IReadOnlyList<StoredTrigger>> TriggersAsync(string hash, CancellationToken cancellationToken);

    /// <summary>
    /// Bookmarks of running instances that a stimulus is for, oldest first. An instance that it has moved already is not moved again at a
    /// bookmark that it made since.
    /// </summary>
    Task<IReadOnlyList<WaitingBookmark>> BookmarksAsync(SentStimulus stimulus, CancellationToken cancellationToken);

    /// <summary>Every different payload with which triggers and bookmarks of running instances wait under a name.</summary>
    Task<IReadOnlyList<JsonNode>> PayloadsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Triggers whose time has come, in due order.</summary>
    /// <param name="now">UTC; one due exactly now is due.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<StoredTrigger>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Moves a trigger on that could not start anything.</summary>
    Task AdvanceAsync(AdvanceTrigger advance, CancellationToken cancellationToken);
}

/// <summary>A bookmark that a stimulus finds.</summary>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="InstanceId">Whose it is.</param>
public sealed record WaitingBookmark(string BookmarkId, string InstanceId);
