using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using WorkflowHost.Persistence.Transactions;

namespace WorkflowHost.Persistence.PostgreSql;

/// <summary>Each piece of work in its own transaction; rows that are guarded or unique decide who of two writers is first.</summary>
internal sealed class PostgreSqlTransactions(IDbContextFactory<WorkflowHostDbContext> contexts) : IWriteTransactions
{
    /// <summary>Times that work is begun before a race counts as an error.</summary>
    private const int MaxAttempts = 5;

    public async Task<T> RunAsync<T>(
        Func<WorkflowHostDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(work, cancellationToken);
            }
            catch (Exception error) when (attempt < MaxAttempts && IsRace(error))
            {
                // Begun again, the work sees what the other writer wrote and answers accordingly.
            }
        }
    }

    public Task HoldAsync(WorkflowHostDbContext database, string name, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", cancellationToken);

    private static bool IsRace(Exception error) => (error as DbException ?? error.InnerException as DbException)?.SqlState
        is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private async Task<T> TryAsync<T>(
        Func<WorkflowHostDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        database.Database.AutoSavepointsEnabled = false;
        var outcome = await work(database, cancellationToken);
        if (outcome.Keep)
        {
            // Past this point the outcome must be known.
            await transaction.CommitAsync(CancellationToken.None);
        }

        return outcome.Value;
    }
}
