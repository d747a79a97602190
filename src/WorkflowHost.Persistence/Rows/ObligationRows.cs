using WorkflowHost.Regulations.Fulfilment;

namespace WorkflowHost.Persistence.Rows;

/// <summary>An obligation at a step that waits.</summary>
internal sealed class ObligationAtWorkRow
{
    public required string BookmarkId { get; init; }

    public required string ObligationId { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>Empty when the instance belongs to none.</summary>
    public required string CaseId { get; init; }

    public required string Step { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary><see cref="Storage.Instants.Never"/> when it is not due, so that one comparison finds what is late.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public required bool MaySettle { get; init; }
}

/// <summary>What an obligation came to in one instance.</summary>
internal sealed class SettledObligationRow
{
    public required string InstanceId { get; init; }

    public required string ObligationId { get; init; }

    /// <summary>Empty when the instance belongs to none.</summary>
    public required string CaseId { get; init; }

    public required ObligationOutcome Outcome { get; init; }

    public required string Step { get; init; }

    public required string LimitId { get; init; }

    public required DateTimeOffset At { get; init; }
}
