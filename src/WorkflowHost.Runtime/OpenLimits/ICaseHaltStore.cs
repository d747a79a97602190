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
    /// <param name="halted">The case.</param>
    /// <param name="operationId">Of the command, which is remembered with it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    Task KeepAsync(HaltedCase halted, string operationId, CancellationToken cancellationToken);

    /// <summary>Lets a case go on.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="actor">Who lets it.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="operationId">Of the command, which is remembered with it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    Task EndAsync(string caseId, string actor, DateTimeOffset at, string operationId, CancellationToken cancellationToken);

    /// <summary>Whether a command was done before.</summary>
    Task<bool> WasDoneAsync(string operationId, CancellationToken cancellationToken);
}
