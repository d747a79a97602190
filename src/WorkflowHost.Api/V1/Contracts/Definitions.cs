using WorkflowHost.Runtime;

namespace WorkflowHost.Api.V1.Contracts;

/// <summary>A procedure.</summary>
/// <param name="DefinitionId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The newest version.</param>
/// <param name="PublishedVersion">The version that new instances start on; null when none does.</param>
/// <param name="Editor">Who works on it now; null when nobody does.</param>
/// <param name="Warnings">What was remarked of the published version and does not forbid it.</param>
/// <param name="Changes">What people did with it, newest first, at most 50.</param>
internal sealed record DefinitionAnswer(
    string DefinitionId, string Name, int Version, int? PublishedVersion, DefinitionEditorAnswer? Editor,
    IReadOnlyList<DefinitionWarningAnswer> Warnings, IReadOnlyList<DefinitionChangeAnswer> Changes);

/// <summary>Who works on a procedure.</summary>
internal sealed record DefinitionEditorAnswer(string Name, DateTimeOffset Since, DateTimeOffset LastSavedAt);

/// <summary>Something in a drawing that runs, but probably not as it was meant.</summary>
internal sealed record DefinitionWarningAnswer(string Code, string ActivityId, string Message);

/// <summary>One line of a procedure's record.</summary>
internal sealed record DefinitionChangeAnswer(DateTimeOffset At, DefinitionAction Action, int Version, string Text, string Actor);
