using System.Text.Json.Nodes;

namespace WorkflowHost.Engine.Waiting;

/// <summary>Resume a bookmark when its time has come.</summary>
/// <param name="BookmarkId">What to resume.</param>
/// <param name="DueAt">UTC: the earliest instant.</param>
public sealed record WakeAt(string BookmarkId, DateTimeOffset DueAt) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => BookmarkId;
}

/// <summary>Tell all who wait for an event: bookmarks and triggers named <c>Elsa.Event</c> with <c>{"EventName": …}</c>.</summary>
/// <param name="Key">See <see cref="Contract.ActivityExecutionContext.NewKey"/>.</param>
/// <param name="EventName">Compared exactly.</param>
/// <param name="CorrelationId">Only instances with this correlation hear it; null for all.</param>
/// <param name="InstanceId">Only this instance hears it; null for all, and then it may also start workflows.</param>
/// <param name="Payload">Handed over as input <see cref="Event.PayloadInput"/>.</param>
public sealed record PublishedEvent(string Key, string EventName, string? CorrelationId, string? InstanceId, JsonNode? Payload) : Effect;

/// <summary>Ask something outside to run a task and to report back.</summary>
/// <param name="BookmarkId">Resumed with the result as input <see cref="RunTask.ResultInput"/>.</param>
/// <param name="TaskId">By which the outside reports; part of the bookmark's payload.</param>
/// <param name="TaskName">What to run.</param>
/// <param name="Payload">Parameters by name; null when none.</param>
public sealed record TaskRequested(string BookmarkId, string TaskId, string TaskName, JsonObject? Payload) : Effect
{
    /// <inheritdoc/>
    public override string? ServedBookmark => BookmarkId;
}
