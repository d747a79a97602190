using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>One line of a history.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="At">UTC.</param>
/// <param name="Step">The step's name; empty for the procedure itself.</param>
/// <param name="ActivityType">The kind of step.</param>
/// <param name="Event">Such as <c>Started</c>, <c>Completed</c>, <c>Suspended</c>, <c>Faulted</c>.</param>
/// <param name="Message">In Chinese; may be empty.</param>
/// <param name="ActorId">An account's id, or <c>system</c>.</param>
/// <param name="ActorName">Empty for the system.</param>
public sealed record HistoryAnswer(
    int Sequence, DateTimeOffset At, string Step, string ActivityType, string Event, string Message, string ActorId, string ActorName)
{
    internal static HistoryAnswer Of(RecordedEvent line, IReadOnlyDictionary<string, string> names) => new(
        line.Event.Sequence, line.Event.At, line.Event.ActivityName, line.Event.ActivityType, line.Event.Event, line.Event.Message,
        line.Actor, names.GetValueOrDefault(line.Actor, ""));
}
