using System.Text.Json.Nodes;
using WorkflowHost.HumanTasks;

namespace WorkflowHost.Scenarios.Answers;

/// <summary>A task that a play has just opened.</summary>
/// <param name="Task">The task.</param>
/// <param name="Times">How often a task of this title was opened, this time included.</param>
/// <param name="MayStayOpen">Whether the definition says that it may never be done (custom property <c>mayStayOpen</c>).</param>
/// <param name="IsHeld">Whether somebody of those who are there may do it; true when the play has no people.</param>
public sealed record Opening(HumanTask Task, int Times, bool MayStayOpen, bool IsHeld);

/// <summary>How somebody will do a task.</summary>
/// <param name="At">UTC; not before the opening.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Opinion">What is written.</param>
/// <param name="Form">What is filled in, given the day in China on which it is done.</param>
public sealed record Answer(DateTimeOffset At, string Outcome, string Opinion, Func<DateOnly, JsonObject> Form)
{
    /// <summary>Where the answer was written, for problems: a file and a line; empty for answers that nobody wrote.</summary>
    public string Place { get; init; } = "";
}

/// <summary>Does the tasks of a play.</summary>
public interface IAnswers
{
    /// <summary>How a task will be done; null leaves it open.</summary>
    Answer? To(Opening opening);
}
