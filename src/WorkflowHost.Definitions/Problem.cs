namespace WorkflowHost.Definitions;

/// <summary>One thing that is wrong with what somebody gave us. A list of these answers bad input; nothing is changed.</summary>
/// <param name="Code">Stable, for programs: kebab-case English, or an obligation id such as <c>BJ-27</c>.</param>
/// <param name="Path">Where: a JSON path such as <c>$.root.activities[2].type</c>, or a form field's name. Empty for the whole.</param>
/// <param name="Message">For people, in Chinese: what is wrong and what to do.</param>
public sealed record Problem(string Code, string Path, string Message);
