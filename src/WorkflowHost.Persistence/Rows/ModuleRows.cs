using WorkflowHost.Cases;
using WorkflowHost.Cases.Enterprises;
using WorkflowHost.Documents;
using WorkflowHost.HumanTasks;
using WorkflowHost.Organisation;

namespace WorkflowHost.Persistence.Rows;

internal sealed class TaskRow
{
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    public required string BookmarkId { get; init; }

    public required string CaseId { get; init; }

    public required string Title { get; init; }

    public required string Role { get; init; }

    public required string BureauId { get; init; }

    public required HumanTaskState State { get; init; }

    public required int Revision { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><see cref="Storage.Instants.Never"/> when there is no limit, so that one index serves the order.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>From when on it is overdue; <see cref="Storage.Instants.Never"/> when there is no limit.</summary>
    public required DateTimeOffset LateAt { get; init; }

    public required DateOnly? LastDay { get; init; }

    public required string DueExplanation { get; init; }

    /// <summary>A <see cref="Storage.TaskDetails"/>.</summary>
    public required string Details { get; init; }

    public required string? CompletedBy { get; init; }

    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>A <see cref="HumanTasks.Completion"/>; null unless done.</summary>
    public required string? Completion { get; init; }
}

internal sealed class ServiceReceiptRow
{
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>A JSON array of document ids.</summary>
    public required string Documents { get; init; }

    public required string Method { get; init; }

    public required string Recipient { get; init; }

    public required DateOnly ServedOn { get; init; }

    public required string Place { get; init; }

    public required string Proof { get; init; }

    public required string ProofFileHash { get; init; }

    public required string ProofFileName { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}

internal sealed class DocumentRow
{
    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required string InstanceId { get; init; }

    public required string BureauId { get; init; }

    public required string Template { get; init; }

    public required string Title { get; init; }

    public required string Number { get; init; }

    public required DateOnly Date { get; init; }

    public required string Data { get; init; }

    public required DocumentState State { get; init; }

    public required string ContentHash { get; init; }

    public required string TemplateHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The last number that was taken from a series.</summary>
internal sealed class NumberSeriesRow
{
    public required string Series { get; init; }

    public required int Last { get; init; }
}

internal sealed class CaseRow
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public required string City { get; init; }

    public required CaseState State { get; init; }

    public required string ReportNumber { get; init; }

    public required string Product { get; init; }

    public required string PartyName { get; init; }

    public required bool Severe { get; init; }

    public required string HandlingBureauId { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required string InstanceId { get; init; }

    public required string Result { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? ClosedAt { get; init; }

    public required string ClosedBy { get; init; }

    /// <summary>The case that this one came of (SH-3.2d); empty for none.</summary>
    public required string ParentCaseId { get; init; }

    /// <summary>Number, report number, product and party, one a line, in lower case.</summary>
    public required string SearchText { get; init; }

    /// <summary>A <see cref="SpotCheckReport"/>.</summary>
    public required string Report { get; init; }
}

internal sealed class EnterpriseRecordRow
{
    public required string Id { get; init; }

    public required string City { get; init; }

    public required string CaseId { get; init; }

    public required string CreditCode { get; init; }

    public required string Name { get; init; }

    public required PartyRole Role { get; init; }

    public required Conduct Conduct { get; init; }

    public required DateOnly On { get; init; }

    public required CheckSource? Source { get; init; }

    public required string Category { get; init; }

    public required string Product { get; init; }

    public required string InspectionBody { get; init; }

    public required string BureauId { get; init; }

    public required string Detail { get; init; }
}

internal sealed class BureauRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required BureauKind Kind { get; init; }

    public required string City { get; init; }

    public required string Region { get; init; }

    public required string DocumentCode { get; init; }

    public required string Address { get; init; }

    public required string Phone { get; init; }

    public required string Contact { get; init; }
}

internal sealed class AccountRow
{
    public required string Id { get; init; }

    public required string LoginName { get; init; }

    public required string DisplayName { get; init; }

    public required string BureauId { get; init; }

    /// <summary>Separated by commas.</summary>
    public required string Roles { get; init; }

    public required string PasswordHash { get; init; }

    public required int FailedLogins { get; init; }

    public required DateTimeOffset? LockedUntil { get; init; }
}
