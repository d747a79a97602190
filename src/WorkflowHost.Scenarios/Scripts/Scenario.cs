using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Cases.Experts;

namespace WorkflowHost.Scenarios.Scripts;

/// <summary>A file of scenarios for one definition.</summary>
/// <param name="Name">As people find it.</param>
/// <param name="DefinitionId">What is played.</param>
/// <param name="Scenarios">In the order of the file.</param>
public sealed record ScenarioFile(string Name, string DefinitionId, ImmutableArray<Scenario> Scenarios);

/// <summary>A scenario: a report, who answers what, and what has to come of it.</summary>
public sealed record Scenario
{
    /// <summary>A sentence in Chinese.</summary>
    public required string Name { get; init; }

    /// <summary>In China; the case begins then.</summary>
    public required DateTime Start { get; init; }

    /// <summary>The spot-check report as an inspection body would hand it in; null when the definition needs no case.</summary>
    public JsonObject? Report { get; init; }

    /// <summary>Further workflow input by name.</summary>
    public JsonObject Input { get; init; } = [];

    /// <summary>What is known of enterprises at the start.</summary>
    public ImmutableArray<EnterpriseRecord> Records { get; init; } = [];

    /// <summary>Who stands in the expert pool.</summary>
    public ImmutableArray<Expert> Experts { get; init; } = [];

    /// <summary>How cases stand, for rankings.</summary>
    public ImmutableArray<CaseStanding> Standings { get; init; } = [];

    /// <summary>Tasks that are not done by default.</summary>
    public ImmutableArray<ScriptedAnswer> Answers { get; init; } = [];

    /// <summary>Events from outside.</summary>
    public ImmutableArray<ScriptedEvent> Events { get; init; } = [];

    /// <summary>What has to come of it.</summary>
    public Expectation Expect { get; init; } = new();

    /// <summary>Where it stands, such as <c>beijing/x.scenarios.yaml 第 12 行</c>.</summary>
    public string Place { get; init; } = "";
}

/// <summary>How a task is done; the second answer to one title is for the second time that it comes.</summary>
/// <param name="Task">The task's title.</param>
/// <param name="Outcome">Empty for the main one.</param>
/// <param name="Opinion">What is written.</param>
/// <param name="Form">Fields; the required ones that are missing are filled in by default.</param>
/// <param name="At">When.</param>
/// <param name="Leaves">Whether it is left open for good.</param>
/// <param name="Place">Where it stands.</param>
public sealed record ScriptedAnswer(string Task, string Outcome, string Opinion, JsonObject Form, Moment At, bool Leaves, string Place);

/// <summary>An event from outside.</summary>
/// <param name="Name">Compared exactly.</param>
/// <param name="At">In China.</param>
/// <param name="Payload">What comes with it.</param>
/// <param name="Place">Where it stands.</param>
public sealed record ScriptedEvent(string Name, DateTime At, JsonNode? Payload, string Place);

/// <summary>What has to come of a play; what is empty or null is not asked.</summary>
public sealed record Expectation
{
    /// <summary>How it has to end; by default all has to be over.</summary>
    public PlayEnd End { get; init; } = PlayEnd.Finished;

    /// <summary>What the case is closed with.</summary>
    public string Result { get; init; } = "";

    /// <summary>Titles of tasks that have to come, in this order among others.</summary>
    public ImmutableArray<string> Tasks { get; init; } = [];

    /// <summary>Titles of documents that have to be made.</summary>
    public ImmutableArray<string> Documents { get; init; } = [];

    /// <summary>Titles of tasks whose limit has to be missed; all others have to be in time.</summary>
    public ImmutableArray<string>? Overdue { get; init; }

    /// <summary>Last days of tasks by title, <c>yyyy-MM-dd</c>.</summary>
    public ImmutableDictionary<string, string> LastDays { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>By the title of a task the name of the bureau that has to do it.</summary>
    public ImmutableDictionary<string, string> Bureaus { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>By the title of a task of service the name of who has to be served.</summary>
    public ImmutableDictionary<string, string> Recipients { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>By the title of a document what one of its values has to contain.</summary>
    public ImmutableDictionary<string, string> Printed { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Obligations that have to be discharged, in time or late.</summary>
    public ImmutableArray<string> Discharged { get; init; } = [];

    /// <summary>Obligations that have to be discharged late.</summary>
    public ImmutableArray<string> Late { get; init; } = [];

    /// <summary>Obligations that must be found not to have been done in time.</summary>
    public ImmutableArray<string> Missed { get; init; } = [];

    /// <summary>Obligations that must turn out not to apply.</summary>
    public ImmutableArray<string> NotApplicable { get; init; } = [];

    /// <summary>Obligations that are known to be skipped; any other skipped one is a failure.</summary>
    public ImmutableArray<string> Skipped { get; init; } = [];

    /// <summary>Titles of notices that have to be given, reminders among them.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>Codes with which the report has to be turned away, obligation ids among them; nothing is played then.</summary>
    public ImmutableArray<string> Refused { get; init; } = [];

    /// <summary>What has to be waited for at the end, as a part of its text.</summary>
    public string WaitingFor { get; init; } = "";
}
