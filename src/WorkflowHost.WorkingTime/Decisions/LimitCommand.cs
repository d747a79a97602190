using WorkflowHost.Organisation;

namespace WorkflowHost.WorkingTime.Decisions;

/// <summary>A person's command about a limit.</summary>
/// <param name="LimitId">The limit.</param>
/// <param name="OperationId">Chosen by the sender, 1 to 64 characters: a repeat of the same command gets the first answer.</param>
/// <param name="Reason">Kept in the history, 1 to 500 characters.</param>
/// <param name="By">Who.</param>
public sealed record LimitCommand(string LimitId, string OperationId, string Reason, Account By);
