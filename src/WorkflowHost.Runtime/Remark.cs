using System.Collections.Immutable;
using WorkflowHost.Engine;

namespace WorkflowHost.Runtime;

/// <summary>A line for an instance's history that no turn brings about.</summary>
/// <param name="Event">Its word, for programs.</param>
/// <param name="Message">For people, in Chinese.</param>
public sealed record Remark(string Event, string Message)
{
    private const string WorkflowType = "Elsa.Workflow";

    /// <summary>Written in the same transaction.</summary>
    public ImmutableArray<Effect> Effects { get; init; } = [];

    internal HistoryEvent AsHistory(int sequence, DateTimeOffset at, string workflowName) =>
        new(sequence, at, "", "", "", WorkflowType, workflowName, Event, Message, null);
}
