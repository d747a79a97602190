using System.Text.Json.Nodes;
using WorkflowHost.Engine;
using WorkflowHost.Runtime.Instances;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>An instance as lists show it.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Name">What lists call it.</param>
/// <param name="CaseId">Its case; empty when none.</param>
/// <param name="DefinitionId">Its procedure.</param>
/// <param name="DefinitionName">The procedure's name.</param>
/// <param name="DefinitionVersion">The version that it is pinned to.</param>
/// <param name="Status"><c>running</c> or <c>finished</c>.</param>
/// <param name="SubStatus"><c>suspended</c>, <c>finished</c>, <c>cancelled</c> or <c>faulted</c>.</param>
/// <param name="Revision">To be handed in as <c>expectedRevision</c>.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC, the last turn.</param>
/// <param name="FinishedAt">UTC; null while it runs.</param>
/// <param name="NextDueAt">UTC; null when nothing it waits for has a limit.</param>
/// <param name="IncidentCount">Unresolved incidents.</param>
/// <param name="Waits">What it waits for, earliest due first.</param>
public sealed record InstanceAnswer(
    string Id, string Name, string CaseId, string DefinitionId, string DefinitionName, int DefinitionVersion, WorkflowStatus Status,
    WorkflowSubStatus SubStatus, int Revision, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, DateTimeOffset? NextDueAt,
    int IncidentCount, IReadOnlyList<WaitAnswer> Waits)
{
    internal static InstanceAnswer Of(InstanceSummary item) => new(
        item.Id, item.Name, item.CorrelationId, item.DefinitionId, item.DefinitionName, item.DefinitionVersion, item.Status, item.SubStatus,
        item.Revision, item.CreatedAt, item.UpdatedAt, item.FinishedAt, item.NextDueAt, item.IncidentCount, [.. item.Waits.Select(WaitAnswer.Of)]);
}

/// <summary>One thing that an instance waits for.</summary>
/// <param name="Title">What is waited for.</param>
/// <param name="Owner">Who acts; empty when only time does.</param>
/// <param name="DueAt">UTC, exclusive; null when there is no limit.</param>
/// <param name="Explanation">Why it is due then.</param>
/// <param name="Since">UTC.</param>
/// <param name="LateAt">UTC: from then on it is overdue; later than <paramref name="DueAt"/> only where a missing notice may put that off.</param>
public sealed record WaitAnswer(string Title, string Owner, DateTimeOffset? DueAt, string Explanation, DateTimeOffset Since, DateTimeOffset? LateAt)
{
    internal static WaitAnswer Of(Wait item) => new(item.Title, item.Owner, item.DueAt, item.Explanation, item.Since, item.LateAt);
}

/// <summary>An instance with its incidents and history.</summary>
/// <param name="Summary">As lists show it.</param>
/// <param name="Incidents">Unresolved.</param>
/// <param name="History">In order.</param>
public sealed record InstanceDetailAnswer(
    InstanceAnswer Summary, IReadOnlyList<IncidentAnswer> Incidents, IReadOnlyList<HistoryAnswer> History);

/// <summary>Where an instance is stuck.</summary>
/// <param name="Id">To be retried by.</param>
/// <param name="Step">The step's name.</param>
/// <param name="ActivityType">The kind of step.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">In Chinese.</param>
/// <param name="Attempt">Which attempt failed, from 1.</param>
/// <param name="At">UTC.</param>
public sealed record IncidentAnswer(
    string Id, string Step, string ActivityType, string Code, string Message, int Attempt, DateTimeOffset At)
{
    internal static IncidentAnswer Of(Incident item) =>
        new(item.Id, item.ActivityName, item.ActivityType, item.Code, item.Message, item.Attempt, item.At);
}

/// <summary>A supervisor's command to an instance.</summary>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat gets the first answer.</param>
/// <param name="ExpectedRevision">The instance's revision as the supervisor saw it.</param>
/// <param name="Reason">1 to 500 characters; kept in the history.</param>
public abstract record SupervisorCommand(string? OperationId, int ExpectedRevision, string? Reason);

/// <summary>A command that says nothing more.</summary>
/// <param name="OperationId">See <see cref="SupervisorCommand"/>.</param>
/// <param name="ExpectedRevision">See <see cref="SupervisorCommand"/>.</param>
/// <param name="Reason">See <see cref="SupervisorCommand"/>.</param>
public sealed record InstanceCommandRequest(string? OperationId, int ExpectedRevision, string? Reason)
    : SupervisorCommand(OperationId, ExpectedRevision, Reason);

/// <summary>Go on past a stuck step.</summary>
/// <param name="OperationId">See <see cref="SupervisorCommand"/>.</param>
/// <param name="ExpectedRevision">See <see cref="SupervisorCommand"/>.</param>
/// <param name="Reason">See <see cref="SupervisorCommand"/>.</param>
/// <param name="Outcome">The port by which the step is left; null or empty for the plain one.</param>
public sealed record SkipRequest(string? OperationId, int ExpectedRevision, string? Reason, string? Outcome)
    : SupervisorCommand(OperationId, ExpectedRevision, Reason);

/// <summary>Change a variable.</summary>
/// <param name="OperationId">See <see cref="SupervisorCommand"/>.</param>
/// <param name="ExpectedRevision">See <see cref="SupervisorCommand"/>.</param>
/// <param name="Reason">See <see cref="SupervisorCommand"/>.</param>
/// <param name="Value">Any JSON; converted to the variable's type.</param>
public sealed record VariableRequest(string? OperationId, int ExpectedRevision, string? Reason, JsonNode? Value)
    : SupervisorCommand(OperationId, ExpectedRevision, Reason);
