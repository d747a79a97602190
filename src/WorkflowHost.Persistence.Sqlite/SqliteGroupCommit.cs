using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using WorkflowHost.Persistence.Transactions;

namespace WorkflowHost.Persistence.Sqlite;

/// <summary>
/// The only writer of the file. Work that arrives while a commit is under way is gathered and shares the next one, so many
/// callers pay for one flush to disk; each piece of work stands behind its own savepoint and none sees another's failure.
/// </summary>
internal sealed class SqliteGroupCommit : IWriteTransactions, IAsyncDisposable
{
    private const int LargestGroup = 64;
    private const string Savepoint = "work";

    private readonly IDbContextFactory<WorkflowHostDbContext> contexts;
    private readonly Channel<PendingWrite> queue =
        Channel.CreateUnbounded<PendingWrite>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Task loop;

    public SqliteGroupCommit(IDbContextFactory<WorkflowHostDbContext> contexts)
    {
        this.contexts = contexts;
        loop = Task.Run(WriteAllAsync);
    }

    public async Task<T> RunAsync<T>(
        Func<WorkflowHostDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        var write = new PendingWrite<T>(work, cancellationToken);
        await queue.Writer.WriteAsync(write, cancellationToken);
        return await write.AnswerAsync();
    }

    /// <summary>Nothing to do: one work writes at a time.</summary>
    public Task HoldAsync(WorkflowHostDbContext database, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes what is waiting, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
#pragma warning disable VSTHRD003 // The loop runs on the thread pool and needs no context of ours.
        await loop;
#pragma warning restore VSTHRD003
    }

    private async Task WriteAllAsync()
    {
        var group = new List<PendingWrite>(LargestGroup);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && queue.Reader.TryRead(out var write))
            {
                if (!write.IsAbandoned())
                {
                    group.Add(write);
                }
            }

            await WriteAsync(group);
            group.Clear();
        }
    }

    private async Task WriteAsync(List<PendingWrite> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        try
        {
            await CommitAsync(group);
        }
        catch (Exception) when (group.Count > 1)
        {
            // The transaction is gone with everyone's work. Alone, only the guilty one fails, and gets its own exception.
            foreach (var write in group)
            {
                await WriteAsync([write]);
            }

            return;
        }
        catch (Exception error)
        {
            group[0].Fail(error);
            return;
        }

        foreach (var write in group)
        {
            write.Complete();
        }
    }

    private async Task CommitAsync(List<PendingWrite> group)
    {
        await using var database = await contexts.CreateDbContextAsync();
        await using var transaction = await database.Database.BeginTransactionAsync();
        database.Database.AutoSavepointsEnabled = false;
        foreach (var write in group)
        {
            await transaction.CreateSavepointAsync(Savepoint);
            if (!await write.ApplyAsync(database))
            {
                await transaction.RollbackToSavepointAsync(Savepoint);
            }

            await transaction.ReleaseSavepointAsync(Savepoint);
            database.ChangeTracker.Clear();
        }

        await transaction.CommitAsync();
    }
}
