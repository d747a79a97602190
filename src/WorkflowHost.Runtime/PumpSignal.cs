namespace WorkflowHost.Runtime;

/// <summary>Wakes the pumps before their next look at the store, because a turn has just given them work.</summary>
public sealed class PumpSignal
{
    private TaskCompletionSource raised = New();

    /// <summary>Wakes whoever waits now.</summary>
    public void Wake() => Interlocked.Exchange(ref raised, New()).TrySetResult();

    /// <summary>Waits for the next <see cref="Wake"/>, at most for a time.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref raised).Task.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The time is up: look at the store anyway.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
