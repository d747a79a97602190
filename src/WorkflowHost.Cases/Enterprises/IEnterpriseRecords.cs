namespace WorkflowHost.Cases.Enterprises;

/// <summary>Histories of enterprises as kept.</summary>
public interface IEnterpriseRecords
{
    /// <summary>The lines of a city from a day on, oldest first: the latest, too, for they may take earlier ones away.</summary>
    Task<IReadOnlyList<EnterpriseRecord>> SinceAsync(string city, DateOnly from, CancellationToken cancellationToken);

    /// <summary>All lines of some enterprises in a city, oldest first.</summary>
    Task<IReadOnlyList<EnterpriseRecord>> OfEnterprisesAsync(string city, IReadOnlyCollection<string> creditCodes, CancellationToken cancellationToken);

    /// <summary>How the cases stand that a city received within some days, both included.</summary>
    /// <param name="city">City key.</param>
    /// <param name="from">First day of receipt, in China.</param>
    /// <param name="until">Last day of receipt, in China.</param>
    /// <param name="now">UTC: an open task whose limit is over by then is late.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<CaseStanding>> StandingsAsync(
        string city, DateOnly from, DateOnly until, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>How a case is handled, in figures.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="BureauId">The district bureau in charge.</param>
/// <param name="IsClosed">Whether it has been closed.</param>
/// <param name="Tasks">How many tasks the bureau had in it.</param>
/// <param name="LateTasks">How many of them were done after their limit, or are still open after it.</param>
public sealed record CaseStanding(string CaseId, string BureauId, bool IsClosed, int Tasks, int LateTasks);
