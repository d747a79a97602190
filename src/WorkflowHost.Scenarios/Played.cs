using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Definitions;
using WorkflowHost.HumanTasks;
using WorkflowHost.Runtime.Notices;

namespace WorkflowHost.Scenarios;

/// <summary>How a play ended.</summary>
public enum PlayEnd
{
    /// <summary>All instances ran to their end.</summary>
    Finished,

    /// <summary>Some wait for a person who was left without an answer, or for a date beyond the play's end.</summary>
    Waiting,

    /// <summary>Some wait for what the play can't bring: an event, an answer from outside.</summary>
    WaitingForOthers,

    /// <summary>Some stand at an incident.</summary>
    Stuck,

    /// <summary>It went on for more turns than a play may have.</summary>
    Endless,
}

/// <summary>A task as it was played.</summary>
/// <param name="Task">The task, with how it was done.</param>
/// <param name="Procedure">The definition's name.</param>
/// <param name="ActivityId">The step.</param>
/// <param name="Holders">Names of those who may do it; empty when nobody may.</param>
public sealed record PlayedTask(HumanTask Task, string Procedure, string ActivityId, ImmutableArray<string> Holders)
{
    /// <summary>Whether it was still open when its limit had run out.</summary>
    public bool IsLate { get; init; }
}

/// <summary>A document that was asked for; it is not typeset.</summary>
/// <param name="Template">Path under <c>workflows/documents</c> without extension.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Number">文号, from 1 in each play.</param>
/// <param name="Date">The day on it, in China.</param>
/// <param name="BureauId">Who issues it.</param>
/// <param name="Data">What the template would show.</param>
public sealed record PlayedDocument(string Template, string Title, string Number, DateOnly Date, string BureauId, JsonObject Data)
{
    /// <summary>The name of the step that made it.</summary>
    public string Step { get; init; } = "";

    /// <summary>The obligations that this step names, those of the step that uses its workflow where it works for them.</summary>
    public ImmutableArray<string> Obligations { get; init; } = [];
}

/// <summary>A message that would have been sent.</summary>
/// <param name="Kind">A kind of the outbox, such as <c>sms</c>.</param>
/// <param name="To">The address; empty when it has none.</param>
/// <param name="Text">Its subject or body.</param>
public sealed record PlayedMessage(string Kind, string To, string Text);

/// <summary>Where an obligation stands at the end of a play.</summary>
public enum ObligationStanding
{
    /// <summary>已履行.</summary>
    Discharged,

    /// <summary>逾期履行: discharged by a task whose limit had run out.</summary>
    DischargedLate,

    /// <summary>逾期未履行: a step found that it was not done in time.</summary>
    Missed,

    /// <summary>不适用: by the facts of the case, or because a step found out.</summary>
    NotApplicable,

    /// <summary>进行中.</summary>
    Open,

    /// <summary>The procedure is over, and it was neither discharged nor found not to apply.</summary>
    Skipped,
}

/// <summary>An obligation at the end of a play.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Step">The step that settled it; empty when none did.</param>
/// <param name="At">UTC; null when none did.</param>
public sealed record PlayedObligation(string Id, ObligationStanding Standing, string Step, DateTimeOffset? At);

/// <summary>What came of a play.</summary>
public sealed record Played
{
    /// <summary>The root procedure's definition id.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>How it ended.</summary>
    public required PlayEnd End { get; init; }

    /// <summary>UTC: when it began on the virtual clock.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>UTC: when the last thing happened.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>In order.</summary>
    public required ImmutableArray<TimelineEntry> Timeline { get; init; }

    /// <summary>All tasks, in the order in which they were opened.</summary>
    public required ImmutableArray<PlayedTask> Tasks { get; init; }

    /// <summary>In the order in which they were asked for.</summary>
    public required ImmutableArray<PlayedDocument> Documents { get; init; }

    /// <summary>In order.</summary>
    public required ImmutableArray<PlayedMessage> Messages { get; init; }

    /// <summary>What was given on desks, reminders of limits among them, in order.</summary>
    public required ImmutableArray<Notice> Notices { get; init; }

    /// <summary>Those that the procedures carry and those that their kinds owe, in the order of the texts.</summary>
    public required ImmutableArray<PlayedObligation> Obligations { get; init; }

    /// <summary>What the case was closed with, in Chinese; empty while it is open.</summary>
    public required string Result { get; init; }

    /// <summary>How many steps were completed.</summary>
    public required int Steps { get; init; }

    /// <summary>What is still waited for, in Chinese; empty when all is over.</summary>
    public required ImmutableArray<string> WaitingFor { get; init; }

    /// <summary>The part of it that no open task and no arranged date stands for: an event, an answer from outside, another instance has to bring it.</summary>
    public required ImmutableArray<string> WaitingForOthers { get; init; }

    /// <summary>Answers that were refused, incidents, children that do not exist.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }
}
