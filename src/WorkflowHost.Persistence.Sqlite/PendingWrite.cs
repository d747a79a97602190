using WorkflowHost.Persistence.Transactions;

namespace WorkflowHost.Persistence.Sqlite;

/// <summary>Work that waits for its turn to write, and the caller who waits for it.</summary>
internal abstract class PendingWrite(CancellationToken cancellationToken)
{
    /// <summary>Whether the caller has gone; answers the caller if so. Asked once, before the work begins.</summary>
    public bool IsAbandoned()
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        Cancel(cancellationToken);
        return true;
    }

    /// <summary>Does the work; may be called again after everything was taken back.</summary>
    /// <returns>Whether to keep what was written.</returns>
    public abstract Task<bool> ApplyAsync(WorkflowHostDbContext database);

    /// <summary>Answers the caller, after the commit.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing was written.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Tells the caller that nothing was begun.</summary>
    protected abstract void Cancel(CancellationToken stopped);
}

/// <summary>Work with an answer.</summary>
internal sealed class PendingWrite<T>(
    Func<WorkflowHostDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    : PendingWrite(cancellationToken)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? value;

    /// <summary>Waits for the commit.</summary>
#pragma warning disable VSTHRD003 // Completed by the writer's own thread; nobody's context is needed for it.
    public Task<T> AnswerAsync() => answer.Task;
#pragma warning restore VSTHRD003

    public override async Task<bool> ApplyAsync(WorkflowHostDbContext database)
    {
        // Not the caller's token: neighbours in the group share the transaction.
        var outcome = await work(database, CancellationToken.None);
        value = outcome.Value;
        return outcome.Keep;
    }

    public override void Complete() => answer.TrySetResult(value!);

    public override void Fail(Exception error) => answer.TrySetException(error);

    protected override void Cancel(CancellationToken stopped) => answer.TrySetCanceled(stopped);
}
