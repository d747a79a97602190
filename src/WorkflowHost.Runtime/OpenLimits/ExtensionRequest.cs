using WorkflowHost.Engine;

namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>Where a request for an extension stands.</summary>
public enum ExtensionState
{
    /// <summary>待批准.</summary>
    Asked,

    /// <summary>已批准.</summary>
    Approved,

    /// <summary>不同意.</summary>
    Refused,
}

/// <summary>A person asks that a limit be extended; another one decides.</summary>
/// <param name="Id">The request.</param>
/// <param name="LimitId">The limit.</param>
/// <param name="InstanceId">Its instance.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="Value">Units of the limit, 1 or more.</param>
/// <param name="Reason">Why, in Chinese.</param>
/// <param name="AskedBy">An account's id.</param>
/// <param name="AskedAt">UTC.</param>
public sealed record ExtensionRequest(
    string Id, string LimitId, string InstanceId, string CaseId, int Value, string Reason, string AskedBy, DateTimeOffset AskedAt)
{
    /// <summary>Where it stands.</summary>
    public ExtensionState State { get; init; }

    /// <summary>An account's id; empty while nobody decided.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>UTC; null while nobody decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What the one who decided wrote; may be empty.</summary>
    public string Opinion { get; init; } = "";
}

/// <summary>Keeps a request. Refused while another one for the same limit waits for its decision.</summary>
public sealed record AskExtension(ExtensionRequest Request) : Effect;

/// <summary>Notes a decision. Refused when there is one already.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="State">Approved or refused.</param>
/// <param name="By">An account's id.</param>
/// <param name="Opinion">May be empty.</param>
public sealed record DecideExtension(string RequestId, ExtensionState State, string By, string Opinion) : Effect;

/// <summary>The requests for extensions.</summary>
public interface IExtensionStore
{
    /// <summary>A request; null when there is none.</summary>
    Task<ExtensionRequest?> FindAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>All requests of a case, oldest first.</summary>
    Task<IReadOnlyList<ExtensionRequest>> OfCaseAsync(string caseId, CancellationToken cancellationToken);
}
