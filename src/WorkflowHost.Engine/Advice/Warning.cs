namespace WorkflowHost.Engine;

/// <summary>Something in a drawing that runs, but probably not as it was meant. Never keeps a definition from being published.</summary>
/// <param name="Code">Stable, for programs: <c>outcome-dangling</c>, <c>connection-never-followed</c>, <c>join-never-complete</c>,
/// <c>join-may-not-complete</c>, <c>merge-mode-ignored</c>, <c>loop-endless</c>, <c>loop-without-wait</c>.</param>
/// <param name="ActivityId">The step that it is about.</param>
/// <param name="Message">For people, in Chinese: what happens and what to do.</param>
public sealed record Warning(string Code, string ActivityId, string Message);
