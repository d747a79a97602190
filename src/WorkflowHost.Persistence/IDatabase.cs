namespace WorkflowHost.Persistence;

/// <summary>The database as the host sees it.</summary>
public interface IDatabase
{
    /// <summary>Brings the tables to this release's shape. Called once at start, before anything else reads or writes.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Whether the database answers and has this release's tables, for the readiness check.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
