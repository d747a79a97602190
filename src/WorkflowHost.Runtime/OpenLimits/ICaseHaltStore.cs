namespace WorkflowHost.Runtime.OpenLimits;

/// <summary>A case that stands still: limits that begin meanwhile, and whose rule excludes 中止, do not run.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="FirstDay">The first day that does not count, in China.</param>
/// <param name="Reason">Why, in Chinese.</param>
/// <param name="Actor">An account's id.</param>
/// <param name="At">When that was recorded, UTC.</param>
public sealed record HaltedCase(string CaseId, DateOnly FirstDay, string Reason, string Actor, DateTimeOffset At);

/// <summary>The cases that stand still.</summary>
public interface ICaseHaltStore
{
    /// <summary>How a case stands still; null when it goes on.</summary>
    Task<HaltedCase?> FindAsync(string caseId, CancellationToken cancellationToken);

    /// <summary>Lets a case stand still; one that does already keeps its first day.</summary>
    Task KeepAsync(HaltedCase halted, CancellationToken cancellationToken);

    /// <summary>Lets a case go on.</summary>
    Task EndAsync(string caseId, CancellationToken cancellationToken);
}
