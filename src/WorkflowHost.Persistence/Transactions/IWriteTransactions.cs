namespace WorkflowHost.Persistence.Transactions;

/// <summary>Runs what writes. Every change to the database goes through here.</summary>
internal interface IWriteTransactions
{
    /// <summary>Runs work in a transaction and returns after the commit is durable.</summary>
    /// <param name="work">
    /// May run more than once, each time on a fresh context: after another writer got in its way, or after a neighbour in the
    /// same group failed. It must not start another transaction.
    /// </param>
    /// <param name="cancellationToken">Stops waiting for the work's turn; work that has begun runs to its end.</param>
    Task<T> RunAsync<T>(Func<WorkflowHostDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken);

    /// <summary>From here to the end of its transaction a work is alone among those that hold the same name, and sees what they have written.</summary>
    Task HoldAsync(WorkflowHostDbContext database, string name, CancellationToken cancellationToken);
}

/// <summary>What came of work in a transaction.</summary>
/// <param name="Value">Handed to the caller.</param>
/// <param name="Keep">False takes back all that the work wrote.</param>
internal sealed record Outcome<T>(T Value, bool Keep);

/// <summary>Makes outcomes.</summary>
internal static class Outcome
{
    /// <summary>What was written stays.</summary>
    public static Outcome<T> Keep<T>(T value) => new(value, true);

    /// <summary>What was written is taken back.</summary>
    public static Outcome<T> Undo<T>(T value) => new(value, false);
}
