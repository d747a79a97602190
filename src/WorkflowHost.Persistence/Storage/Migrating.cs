using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace WorkflowHost.Persistence.Storage;

/// <summary>What the providers have in common when tables are brought to this release's shape.</summary>
internal static class Migrating
{
    /// <summary>Runs what is missing. EF compares the whole model first; a database that lacks nothing need not wait for that.</summary>
    public static async Task MigrateIfPendingAsync(this DatabaseFacade database, CancellationToken cancellationToken)
    {
        if (await database.IsPendingAsync(cancellationToken))
        {
            await database.MigrateAsync(cancellationToken);
        }
    }

    /// <summary>Whether a migration of this release is missing.</summary>
    public static async Task<bool> IsPendingAsync(this DatabaseFacade database, CancellationToken cancellationToken) =>
        (await database.GetPendingMigrationsAsync(cancellationToken)).Any();
}
