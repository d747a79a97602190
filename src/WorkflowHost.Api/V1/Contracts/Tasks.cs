using System.Text.Json.Nodes;
using WorkflowHost.HumanTasks;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>A task as the inbox shows it.</summary>
/// <param name="Id">The task.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Title">The step's name.</param>
/// <param name="Role">Who may do it.</param>
/// <param name="BureauId">Where.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="DueAt">UTC, exclusive; null when there is no limit.</param>
/// <param name="LastDay">Last day in time, in China, inclusive; null when there is no limit.</param>
/// <param name="Revision">To be handed in as <c>expectedRevision</c>.</param>
/// <param name="LateAt">UTC: from then on it is overdue; later than <paramref name="DueAt"/> only where a missing notice may put that off.</param>
public sealed record TaskSummaryAnswer(
    string Id, string CaseId, string Title, string Role, string BureauId, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, DateOnly? LastDay,
    int Revision, DateTimeOffset? LateAt)
{
    internal static TaskSummaryAnswer Of(HumanTask task) =>
        new(task.Id, task.CaseId, task.Title, task.Role, task.BureauId, task.CreatedAt, task.DueAt, task.LastDay, task.Revision, task.LateAt);
}

/// <summary>A task.</summary>
/// <param name="Summary">As the inbox shows it.</param>
/// <param name="State"><c>open</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="MayComplete">Whether the caller may complete it.</param>
/// <param name="InstanceId">The procedure that waits.</param>
/// <param name="Instructions">What is to be done.</param>
/// <param name="DueExplanation">Why it is due then.</param>
/// <param name="Form">What to fill in.</param>
/// <param name="Outcomes">To choose from; the first is the main one.</param>
/// <param name="Obligations">Obligation ids.</param>
/// <param name="Documents">Ids of documents to be looked at.</param>
/// <param name="Completion">How it was done; null while open.</param>
public sealed record TaskAnswer(
    TaskSummaryAnswer Summary, HumanTaskState State, bool MayComplete, string InstanceId, string Instructions, string DueExplanation,
    IReadOnlyList<FieldAnswer> Form, IReadOnlyList<string> Outcomes, IReadOnlyList<string> Obligations, IReadOnlyList<string> Documents,
    CompletionAnswer? Completion)
{
    internal static TaskAnswer Of(HumanTask task, bool mayComplete) => new(
        TaskSummaryAnswer.Of(task), task.State, mayComplete && task.State is HumanTaskState.Open, task.InstanceId, task.Instructions,
        task.DueExplanation, [.. task.Form.Select(FieldAnswer.Of)], task.Outcomes, task.Obligations, task.Documents,
        task.Completion is null ? null : CompletionAnswer.Of(task.Completion));
}

/// <summary>One field of a form.</summary>
/// <param name="Name">Key in the form's data.</param>
/// <param name="Label">What people see.</param>
/// <param name="Type"><c>text</c>, <c>multiline</c>, <c>date</c>, <c>choice</c>, <c>file</c> or <c>bureau</c>.</param>
/// <param name="Required">Whether it must be filled in.</param>
/// <param name="NotFor">Outcomes with which it may stay empty all the same.</param>
/// <param name="Options">Choices.</param>
/// <param name="Help">Help under the field.</param>
/// <param name="Default">What stands in it at first.</param>
public sealed record FieldAnswer(
    string Name, string Label, FormFieldType Type, bool Required, IReadOnlyList<string> NotFor, IReadOnlyList<string> Options, string Help,
    string Default)
{
    internal static FieldAnswer Of(FormField field) =>
        new(field.Name, field.Label, field.Type, field.Required, field.NotFor, field.Options, field.Help, field.Default);
}

/// <summary>How a task was done.</summary>
/// <param name="Outcome">The outcome chosen.</param>
/// <param name="Opinion">What the person wrote.</param>
/// <param name="Form">What was filled in.</param>
/// <param name="By">The account's id.</param>
/// <param name="At">UTC.</param>
public sealed record CompletionAnswer(string Outcome, string Opinion, JsonObject Form, string By, DateTimeOffset At)
{
    internal static CompletionAnswer Of(Completion done) => new(done.Outcome, done.Opinion, done.Form, done.By, done.At);
}

/// <summary>A person's command to complete a task.</summary>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat gets the first answer.</param>
/// <param name="ExpectedRevision">The task's revision as the person saw it.</param>
/// <param name="Outcome">One of the task's outcomes.</param>
/// <param name="Opinion">May be absent, except when sending back.</param>
/// <param name="Form">What was filled in, by field name; absent when the form is empty.</param>
public sealed record CompletionRequest(string? OperationId, int ExpectedRevision, string? Outcome, string? Opinion, JsonObject? Form);

/// <summary>The command is done.</summary>
/// <param name="Answer">For people, in Chinese.</param>
/// <param name="Repeated">Whether it was done before, by the same operation id.</param>
public sealed record CommandAnswer(string Answer, bool Repeated);
